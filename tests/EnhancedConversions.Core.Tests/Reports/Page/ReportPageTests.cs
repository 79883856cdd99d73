using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.EndToEnd;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Reports;
using EnhancedConversions.Reports.Page;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Core.Tests.Reports.Page;

public sealed partial class ReportPageTests : IDisposable
{
    private const string Hostile = "\"><script>alert(1)</script><img src=x onerror=alert(2)>' & {{7*7}} \u202egnp.exe\u0000\r\n<!--";

    private readonly Rehearsal _rehearsal = new();

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task Nothing_personal_is_on_the_page()
    {
        var file = RepositoryFiles.Find("examples/data/leads.csv");
        foreach (var network in Enum.GetValues<AdNetwork>())
        {
            await _rehearsal.SendAsync(network, file);
        }

        var page = ReportPage.ToHtml(ReportFiguresTests.Content(await ReportedUpload.ReadAsync(LedgerLocation.Parse(_rehearsal.Ledger), new UploadFilter(), default)));
        var personal = (await File.ReadAllLinesAsync(file)).SelectMany(line => line.Split(',').Take(2)).Where(cell => cell.Length > 5 && cell.Any(char.IsDigit)).ToHashSet();
        var sent = string.Concat(_rehearsal.Requests.Select(request => Encoding.UTF8.GetString(request.Body.Span)));
        personal.UnionWith(Hash().Matches(sent).Select(match => match.Value));
        Assert.True(personal.Count > 300, "there is something to look for");
        Assert.DoesNotContain(personal, value => page.Contains(value, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotMatch(@"[\w.+-]+@\w+\.\w", page);
        Assert.DoesNotMatch("[0-9a-f]{64}", page);
    }

    [Fact]
    public void A_name_nobody_has_checked_and_a_sentence_that_may_quote_it_are_left_out()
    {
        UploadRowCount[] rows = [new() { UploadId = "1", Status = UploadStatus.Invalid, Code = "ConversionNameUnknown", Message = "The account has no conversion action named 'jane.doe@example.com'.", Rows = 3 }];
        var run = new ReportedUpload(ReportFiguresTests.Run("1", 0, null).Upload with { File = "jane.doe@example.com.csv" }, rows);
        var page = ReportPage.ToHtml(ReportFiguresTests.Content([run]));
        Assert.DoesNotContain("jane", page, StringComparison.Ordinal);
        Assert.Contains("ConversionNameUnknown", page, StringComparison.Ordinal);
        Assert.Contains("named &#x27;…&#x27;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_names_stay_text()
    {
        var page = HostilePage();
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202e', page);
        Assert.DoesNotContain('\0', page);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);

        // Window and page title, file, action, code; account, name, meaning and advice of the check;
        // action and campaign of the report; of the objective account (twice), campaign and action.
        Assert.Equal(15, Regex.Count(page, "&quot;&gt;&lt;script&gt;alert\\(1\\)&lt;/script&gt;"));
    }

    [Fact]
    public void A_very_long_name_is_cut_and_a_half_sign_dropped()
    {
        Assert.Equal(201, HtmlWriter.Visible(new string('x', 100_000)).Length);
        Assert.Equal("a\ufffd b", HtmlWriter.Visible("a\ud800\tb"));
    }

    [Fact]
    public void The_policy_allows_the_pages_own_style_and_nothing_else()
    {
        var page = HostilePage();
        var style = Regex.Match(page, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        var policy = System.Net.WebUtility.HtmlDecode(Regex.Match(page, "http-equiv=\"Content-Security-Policy\" content=\"(.*?)\"").Groups[1].Value);
        Assert.Equal($"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; base-uri 'none'; form-action 'none'", policy);
        Assert.DoesNotMatch(@"url\(|@import|@font-face", style);
        var attributes = Parse(page).Descendants().Attributes().ToList();
        Assert.DoesNotContain(attributes, attribute => attribute.Name.LocalName is "src" or "srcset" or "style" or "action" or "data" or "poster" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(attributes.Where(attribute => attribute.Name.LocalName == "href"), link => Assert.StartsWith("#", link.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Accepted_is_never_called_more_than_that_and_unknown_is_never_nought()
    {
        var page = ReportPage.ToHtml(ReportFiguresTests.Content([ReportFiguresTests.Run("1", 1234, null)]));
        Assert.DoesNotContain("success", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Attributed: not known yet.", page, StringComparison.Ordinal);
        Assert.Matches("Attributed</th>\\s*<td class=\"number quiet\">not known yet</td>\\s*<td class=\"number\">–</td>", page);
        Assert.DoesNotMatch(@"Attributed</(th|dt|text)>\s*<\w+[^>]*>(at most )?0<", page);
    }

    [Fact]
    public void Report_rows_add_up_by_action_and_campaign_and_what_no_row_said_stays_open()
    {
        var results = new ReportTotals();
        var row = new ConversionReportRow { Network = AdNetwork.MicrosoftAdvertising, AccountId = "180012345", Currency = "EUR" };
        results.Add(row with { Action = "Signed contract", ActionId = "1", Campaign = "Winter", CampaignId = "7", Conversions = 1.5m, Value = 1000, AllConversions = 2 });
        results.Add(row with { Action = "Signed contract", ActionId = "1", Campaign = "Spring", CampaignId = "8", Conversions = 2, Value = 234.5m, AllConversions = 2 });
        results.Add(row with { Kind = ReportRowKind.Cost, Campaign = "Winter", CampaignId = "7", Clicks = 90, Cost = 12.345m });
        var account = Assert.Single(results.Accounts);
        Assert.Equal((3, 3.5m, 1234.5m, 4m, 90m, 12.345m), (results.Rows, account.Conversions, account.Value, account.AllConversions, account.Clicks, account.Cost));
        Assert.Equal([("Spring", 2m, null), ("Winter", (decimal?)1.5m, (decimal?)12.345m)], results.CampaignsOf(account).Select(total => (total.Name, total.Conversions, total.Cost)));
        var page = System.Net.WebUtility.HtmlDecode(ReportPage.ToHtml(ReportFiguresTests.Content([]) with
        {
            Results = results,
            Objectives = [new ObjectiveValue { Network = AdNetwork.MicrosoftAdvertising, AccountId = "180012345", Campaign = "Winter", Value = 775, Cost = 31, Currency = "EUR", Metrics = [], Unweighted = ["Newsletter"] }],
        }));
        Assert.Matches("<bdi>Signed contract</bdi>\\s*</th>\\s*<td role=\"cell\" class=\"number\">3.50</td>\\s*<td role=\"cell\" class=\"number\">1\u00a0234.50</td>\\s*<td role=\"cell\" class=\"number\">4</td>", page);
        Assert.Matches("<bdi>Spring</bdi>\\s*</th>\\s*<td role=\"cell\" class=\"number\">2.00</td>\\s*<td role=\"cell\" class=\"number\">234.50</td>\\s*<td role=\"cell\" class=\"number\">–</td>", page);
        Assert.Matches("<bdi>Winter</bdi>\\s*</th>\\s*<td role=\"cell\" class=\"number\">775</td>\\s*<td role=\"cell\" class=\"number\">31</td>\\s*<td role=\"cell\" class=\"number\">25</td>", page);
        Assert.Contains("<bdi>Newsletter</bdi>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_time_says_so()
    {
        var page = ReportPage.ToHtml(ReportFiguresTests.Content([]));
        Assert.Contains("No upload was made in this time.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("not known yet", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_element_is_closed_and_every_link_and_label_leads_somewhere()
    {
        var page = Parse(HostilePage());
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        var wanted = page.Descendants().Attributes("href").Select(link => link.Value[1..])
            .Concat(page.Descendants().SelectMany(element => element.Attributes("aria-labelledby")).SelectMany(label => label.Value.Split(' ')))
            .Concat(page.Descendants().Attributes("fill").Select(fill => fill.Value[5..^1]));
        Assert.All(wanted, id => Assert.Contains(id, ids));

        // Headers name what they head, tables what they hold, drawings what they show.
        Assert.All(page.Descendants("th"), header => Assert.NotNull(header.Attribute("scope")));
        Assert.All(page.Descendants("table"), table => Assert.Equal("caption", table.Elements().First().Name.LocalName));
        Assert.All(page.Descendants("svg").Where(drawing => (string?)drawing.Attribute("role") == "img"), drawing => Assert.Equal(["title", "desc"], drawing.Elements().Take(2).Select(element => element.Name.LocalName)));
        Assert.All(page.Descendants("svg").Where(drawing => drawing.Attribute("role") is null), drawing => Assert.Equal("true", (string?)drawing.Attribute("aria-hidden")));
        Assert.Equal(["header", "nav", "main", "footer"], page.Root!.Element("body")!.Elements().Select(element => element.Name.LocalName).Where(name => name != "a"));
        Assert.Single(page.Descendants("h1"));
    }

    [Fact]
    public void A_page_is_written_whole_or_not_at_all()
    {
        var path = _rehearsal.Write("report.html", "mine");
        Assert.Equal("FileExists", Assert.Throws<ConversionException>(() => new ReportPage(path, overwrite: false)).ErrorId);
        using (var page = new ReportPage(path, overwrite: true))
        {
            Assert.Equal("TimeZoneUnknown", Assert.Throws<ConversionException>(() => page.Complete(ReportFiguresTests.Content([]) with { TimeZone = "nowhere" })).ErrorId);
        }

        Assert.Equal("mine", File.ReadAllText(path));
        using (var page = new ReportPage(path, overwrite: true))
        {
            page.Complete(ReportFiguresTests.Content([]));
        }

        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!, "report.html*"));
    }

    internal static string HostilePage()
    {
        var run = ReportFiguresTests.Run("1", 3, null);
        run = new ReportedUpload(
            run.Upload with { File = Hostile },
            [.. run.Rows!, new UploadRowCount { UploadId = "1", Status = UploadStatus.Rejected, Code = Hostile, ConversionName = Hostile, Message = "A server's words.", Rows = 2 }]);
        return ReportPage.ToHtml(ReportFiguresTests.Content([run]) with
        {
            Title = Hostile,
            Results = HostileResults(),
            Objectives = [new ObjectiveValue { Network = AdNetwork.GoogleAds, AccountId = Hostile, Campaign = Hostile, Value = 1.5m, Metrics = [], Unweighted = [Hostile] }],
            Checks = [new AccountCheck(Hostile, AccountCheckState.Failed, Hostile, Hostile) { Account = Hostile }],
        });
    }

    private static ReportTotals HostileResults()
    {
        var results = new ReportTotals();
        results.Add(new ConversionReportRow { Network = AdNetwork.GoogleAds, AccountId = "1234567890", Action = Hostile, Campaign = Hostile, Currency = "EUR", Conversions = 1, Value = 2 });
        return results;
    }

    private static XDocument Parse(string page) => XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();
}
