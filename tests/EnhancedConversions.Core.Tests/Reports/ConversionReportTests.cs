using System.Net;
using System.Text;
using EnhancedConversions.Catalogue;
using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.EndToEnd;
using EnhancedConversions.Core.Tests.Networks;
using EnhancedConversions.Core.Tests.Networks.GoogleAds;
using EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising;
using EnhancedConversions.Core.Tests.Uploads;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Networks.MicrosoftAdvertising;
using EnhancedConversions.Reports;
using EnhancedConversions.Sandbox;

namespace EnhancedConversions.Core.Tests.Reports;

public sealed class ConversionReportTests : IDisposable
{
    private const ReportDivision Everything = ReportDivision.Action | ReportDivision.Campaign | ReportDivision.Device | ReportDivision.Day;

    private readonly Rehearsal _rehearsal = new();

    public void Dispose() => _rehearsal.Dispose();

    public static TheoryData<AdNetwork> Networks => [AdNetwork.GoogleAds, AdNetwork.MicrosoftAdvertising];

    private async Task<List<ConversionReportRow>> ReadAsync(AdNetwork network, ReportDivision by, ReportDateBasis basis = ReportDateBasis.Click, ActionLabels? labels = null)
    {
        var account = await _rehearsal.ConnectAsync(network);
        return await ConversionReport.ReadAsync(account, ConversionReport.Query(account, by, null, null, basis), labels ?? ActionLabels.None, null, default).ToListAsync();
    }

    private async Task<int> SendAsync(AdNetwork network, int count = 400)
    {
        var lines = Enumerable.Range(1, count).Select(i => $"lead{i}@example.com,Signed contract,2026-11-18 10:{i / 60 % 60:00}:{i % 60:00}Z,{i % 7 + 1},EUR");
        await _rehearsal.SendAsync(network, _rehearsal.Write("leads.csv", "Email,Conversion Name,Conversion Time,Conversion Value,Conversion Currency\n" + string.Join('\n', lines)));
        var receipts = _rehearsal.Sandbox.GetReceipts();
        return (network == AdNetwork.GoogleAds ? receipts.GoogleAds : receipts.MicrosoftAdvertising).Attributed;
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task What_was_uploaded_and_attributed_is_reported_however_it_is_divided(AdNetwork network)
    {
        var attributed = await SendAsync(network);
        var fine = await ReadAsync(network, Everything);
        var coarse = await ReadAsync(network, ReportDivision.Action);

        Assert.InRange(attributed, 160, 320);
        foreach (var rows in new[] { fine, coarse })
        {
            var uploaded = rows.Where(row => row.Action == "Signed contract").ToList();
            Assert.Equal(attributed, uploaded.Sum(row => row.Conversions));
            Assert.All(uploaded, row => Assert.False(row.NetworkTracked));
        }

        Assert.Equal(coarse.Sum(row => row.AllValue), fine.Sum(row => row.AllValue));
        Assert.All(fine.Where(row => row.Action == "Newsletter"), row => Assert.True(row.NetworkTracked));
        Assert.Contains(fine, row => row.Action == "Newsletter");
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Cost_stands_in_rows_of_its_own_and_is_counted_once(AdNetwork network)
    {
        await SendAsync(network);
        var total = Assert.Single(await ReadAsync(network, ReportDivision.None));
        var byAction = await ReadAsync(network, Everything);
        var byCampaign = await ReadAsync(network, ReportDivision.Campaign);

        Assert.Equal(ReportRowKind.Total, total.Kind);
        Assert.True(total.Cost > 0 && total.Clicks > 0 && total.Conversions > 0);
        Assert.Equal(total.Cost, byAction.Sum(row => row.Cost));
        Assert.Equal(total.Clicks, byAction.Sum(row => row.Clicks));
        Assert.Equal(total.AllConversions, byAction.Sum(row => row.AllConversions));
        Assert.Equal(total.Cost, byCampaign.Sum(row => row.Cost));
        Assert.All(byAction, row => Assert.Equal((row.Kind == ReportRowKind.Conversions, row.Kind == ReportRowKind.Cost), (row is { Conversions: not null, Cost: null, Action: not null }, row is { Conversions: null, Cost: not null, Action: null })));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Rows_say_what_they_are_about(AdNetwork network)
    {
        await SendAsync(network);
        var row = (await ReadAsync(network, Everything)).First(r => r.Action == "Signed contract");

        Assert.Equal((network, "EUR", "Demo Company Berlin"), (row.Network, row.Currency, row.AccountName));
        Assert.Contains(row.Campaign, new[] { "Brand", "Generic", "Competitors", "Remarketing" });
        Assert.NotNull(row.CampaignId);
        Assert.NotNull(row.ActionId);
        Assert.InRange(row.Date!.Value, new DateTime(2026, 11, 1), new DateTime(2026, 11, 18));
        Assert.Contains(row.Device!.Value, new[] { ReportDevice.Mobile, ReportDevice.Desktop, ReportDevice.Tablet });
        Assert.Equal(network == AdNetwork.GoogleAds ? "CONVERTED_LEAD" : "Purchase", row.Category);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Categories_are_added_up(AdNetwork network)
    {
        var attributed = await SendAsync(network);
        var rows = (await ReadAsync(network, ReportDivision.Category)).Where(row => row.Kind == ReportRowKind.Conversions).ToList();

        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Null(row.Action));
        Assert.Equal(attributed, rows.Sum(row => string.Equals(row.Category, "SIGNUP", StringComparison.OrdinalIgnoreCase) ? 0 : row.AllConversions));
    }

    [Fact]
    public async Task Conversions_may_count_on_their_own_day_at_Google_and_not_at_Microsoft()
    {
        var attributed = await SendAsync(AdNetwork.GoogleAds);
        var rows = await ReadAsync(AdNetwork.GoogleAds, ReportDivision.Action | ReportDivision.Day, ReportDateBasis.Conversion);

        Assert.Equal((attributed, new DateTime(2026, 11, 18)), Assert.Single(rows.Where(row => row.Action == "Signed contract").Select(row => ((int)row.Conversions!.Value, row.Date!.Value))));
        var refusal = await Assert.ThrowsAsync<ConversionException>(() => ReadAsync(AdNetwork.MicrosoftAdvertising, ReportDivision.Action, ReportDateBasis.Conversion));
        Assert.Equal("ConversionDateNotOffered", refusal.ErrorId);
    }

    [Fact]
    public async Task Actions_go_by_what_people_call_them_and_hidden_ones_are_left_out()
    {
        await SendAsync(AdNetwork.GoogleAds);
        var known = await ReadAsync(AdNetwork.GoogleAds, ReportDivision.Action);
        var labels = new ActionLabels(known.Where(row => row.Action is not null).Select(row =>
            (row.Network, row.AccountId, row.ActionId!, new ActionLabel(row.Action!, row.Action == "Signed contract" ? "Contracts" : null, row.Action == "Newsletter"))));

        Assert.Equal(["Contracts"], (await ReadAsync(AdNetwork.GoogleAds, ReportDivision.Action, labels: labels)).Where(row => row.Kind == ReportRowKind.Conversions).Select(row => row.Action));
    }

    [Theory]
    [InlineData("2026-11-10", "2026-11-01", "PeriodBackwards")]
    [InlineData("2026-11-21", null, "PeriodBackwards")]
    [InlineData("2026-11-21", "2026-11-30", "PeriodInFuture")]
    [InlineData("2023-10-19", null, "PeriodTooOld")]
    public async Task A_period_the_network_cannot_report_is_refused_before_it_is_asked(string from, string? to, string errorId)
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        var refusal = Assert.Throws<ConversionException>(() => ConversionReport.Query(account, ReportDivision.None, DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), to is null ? null : DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture), ReportDateBasis.Click));

        Assert.Equal(errorId, refusal.ErrorId);
    }

    [Fact]
    public async Task Today_is_the_accounts_day()
    {
        var clock = new FixedClock(new DateTimeOffset(2026, 11, 20, 23, 30, 0, TimeSpan.Zero));
        using var sandbox = new SandboxNetworks(new SandboxOptions { Clock = clock });
        var account = await AccountConnector.ConnectAsync(Examples.DemoAccounts.Settings(AdNetwork.GoogleAds, sandbox.CreateHandler(), _rehearsal.Ledger, clock), default);

        var query = ConversionReport.Query(account, ReportDivision.Day, null, null, ReportDateBasis.Click);

        Assert.Equal((new DateOnly(2026, 10, 23), new DateOnly(2026, 11, 21)), (query.From, query.To));
    }

    [Fact]
    public void Google_is_asked_in_two_queries_as_cost_cannot_stand_beside_an_action()
    {
        var query = new ConversionReportQuery { By = Everything, From = new(2026, 11, 1), To = new(2026, 11, 15), TimeZone = "Europe/Berlin" };

        Assert.Equal(
            [
                "SELECT campaign.id, campaign.name, segments.date, segments.device, segments.conversion_action, segments.conversion_action_name, segments.conversion_action_category, metrics.conversions, metrics.conversions_value, metrics.all_conversions, metrics.all_conversions_value FROM campaign WHERE segments.date BETWEEN '2026-11-01' AND '2026-11-15'",
                "SELECT campaign.id, campaign.name, segments.date, segments.device, metrics.clicks, metrics.cost_micros FROM campaign WHERE segments.date BETWEEN '2026-11-01' AND '2026-11-15'",
            ],
            GoogleAdsReports.Queries(query).Select(q => q.Gaql));
        Assert.Equal(
            ["SELECT metrics.conversions_by_conversion_date, metrics.conversions_value_by_conversion_date, metrics.all_conversions_by_conversion_date, metrics.all_conversions_value_by_conversion_date, metrics.clicks, metrics.cost_micros FROM customer WHERE segments.date BETWEEN '2026-11-01' AND '2026-11-15'"],
            GoogleAdsReports.Queries(query with { By = ReportDivision.None, DateBasis = ReportDateBasis.Conversion }).Select(q => q.Gaql));
    }

    [Fact]
    public void Microsofts_orders_are_as_the_contract_writes_them()
    {
        var query = new ConversionReportQuery { By = Everything, From = new(2026, 11, 1), To = new(2026, 11, 15), TimeZone = "Europe/Athens" };
        var orders = ReportOrder.Of(query).Select(o => Encoding.UTF8.GetString(o.Write(query, "180012345").Utf8.Span)).ToArray();

        Golden.Equal("microsoft-report-goals", orders[0]);
        Golden.Equal("microsoft-report-cost", orders[1]);
        var total = query with { By = ReportDivision.None };
        Golden.Equal("microsoft-report-summary", Encoding.UTF8.GetString(Assert.Single(ReportOrder.Of(total)).Write(total, "180012345").Utf8.Span));
    }

    [Fact]
    public void Every_report_time_zone_is_one_of_Microsofts_names_and_other_zones_are_refused()
    {
        Assert.Equal("AthensIslandanbulMinsk", ReportTimeZone.Name("Europe/Athens"));
        Assert.Equal("AmsterdamBerlinBernRomeStockholmVienna", ReportTimeZone.Name("Europe/Berlin"));
        Assert.Equal("ReportTimeZoneUnknown", Assert.Throws<ConversionException>(() => ReportTimeZone.Name("Antarctica/Troll")).ErrorId);
    }

    [Fact]
    public async Task A_figure_Google_does_not_give_is_null_and_one_it_gives_as_zero_is_zero()
    {
        using var world = new GoogleAdsWorld();
        world.Server.Json("""[{"results":[{"campaign":{"id":"7","name":"A"},"metrics":{"conversions":0,"clicks":"3"}},{"campaign":{"id":"8"},"metrics":{"conversions":0}}]}]""");
        var query = new ConversionReportQuery { By = ReportDivision.Campaign, From = new(2026, 11, 1), To = new(2026, 11, 2), TimeZone = "Europe/Berlin" };

        var row = Assert.Single(await ((IConversionReports)world.Network()).ReadReportAsync(query, null, default).ToListAsync());

        Assert.Equal((0m, null, null, 3L, null), (row.Conversions, row.Value, row.AllConversions, row.Clicks, row.Cost));
    }

    [Fact]
    public async Task An_error_after_the_first_rows_ends_the_report_with_Googles_reason()
    {
        using var world = new GoogleAdsWorld();
        world.Server.Json("""[{"results":[{"metrics":{"clicks":"3"}}]},""" + GoogleAdsWorld.Error(400, "INVALID_ARGUMENT", GoogleAdsWorld.AdsFailure("queryError", "QUERY_ERROR")) + "]");
        var query = new ConversionReportQuery { By = ReportDivision.None, From = new(2026, 11, 1), To = new(2026, 11, 2), TimeZone = "Europe/Berlin" };
        await using var rows = ((IConversionReports)world.Network()).ReadReportAsync(query, null, default).GetAsyncEnumerator();

        Assert.True(await rows.MoveNextAsync());
        var refusal = await Assert.ThrowsAsync<ConversionException>(async () => await rows.MoveNextAsync());
        Assert.Equal("QueryError", refusal.ErrorId);
        Assert.DoesNotContain("jane.doe", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SandboxFaultEffect.Truncate, "ReportBrokenOff")]
    [InlineData(SandboxFaultEffect.WrongContentType, "NoAnswer")]
    public async Task A_report_that_is_not_whole_is_no_report(SandboxFaultEffect effect, string errorId)
    {
        var clock = FixedClock.Noon();
        using var sandbox = new SandboxNetworks(new SandboxOptions { Clock = clock, Faults = [new SandboxFault { Effect = effect, Requests = RequestKinds.GoogleAds, First = 2, Times = 9 }] });
        var network = new GoogleAdsNetwork(
            Examples.DemoAccounts.Settings(AdNetwork.GoogleAds, sandbox.CreateHandler(), _rehearsal.Ledger, clock),
            new EnhancedConversions.Http.ApiTiming { UnreadableAttempts = 1 });
        await network.GetAccountAsync(default);
        var query = new ConversionReportQuery { By = ReportDivision.Campaign, From = new(2026, 11, 1), To = new(2026, 11, 2), TimeZone = "Europe/Berlin" };

        var refusal = await Assert.ThrowsAsync<ConversionException>(() => network.ReadReportAsync(query, null, default).ToListAsync());

        Assert.Equal(errorId, refusal.ErrorId);
    }

    [Fact]
    public async Task Microsofts_report_is_waited_for_and_fetched_without_the_token()
    {
        using var world = new MicrosoftAdvertisingWorld();
        world.Server
            .Json("""{"ReportRequestId":"r-1"}""")
            .Json("""{"ReportRequestStatus":{"Status":"Pending"}}""")
            .Json("""{"ReportRequestStatus":{"Status":"Pending","ReportDownloadUrl":null}}""")
            .Json("""{"ReportRequestStatus":{"Status":"Success","ReportDownloadUrl":"https://files.example.net/old?sig=1"}}""")
            .Then(_ => new HttpResponseMessage(HttpStatusCode.Forbidden))
            .Json("""{"ReportRequestStatus":{"Status":"Success","ReportDownloadUrl":"https://files.example.net/new?sig=2"}}""")
            .Then(request =>
            {
                Assert.Null(request.Headers.Authorization);
                Assert.False(request.Headers.Contains("DeveloperToken"));
                return Zip("\"Report Name: x\"\r\n\r\n\"CampaignName\",\"CampaignId\",\"Clicks\",\"Spend\",\"ConversionsQualified\",\"Revenue\",\"AllConversionsQualified\",\"AllRevenue\"\r\n\"A \"\"b\"\"\",\"7\",\"1,234\",\"12.50\",\"1.5\",\"\",\"2\",\"--\"\r\n\r\n\"©2026 Microsoft Corporation.\"\r\n");
            });
        var query = new ConversionReportQuery { By = ReportDivision.Campaign, From = new(2026, 11, 1), To = new(2026, 11, 2), TimeZone = "Europe/Berlin" };

        var row = Assert.Single(await ((IConversionReports)world.Network()).ReadReportAsync(query, null, default).ToListAsync());

        Assert.Equal(("A \"b\"", "7", 1234L, 12.5m, 1.5m, null, 2m, null), (row.Campaign, row.CampaignId, row.Clicks, row.Cost, row.Conversions, row.Value, row.AllConversions, row.AllValue));
        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)], world.Clock.Waits);
    }

    [Fact]
    public async Task A_report_without_rows_is_empty_and_one_that_failed_or_is_no_archive_is_an_error()
    {
        var query = new ConversionReportQuery { By = ReportDivision.None, From = new(2026, 11, 1), To = new(2026, 11, 2), TimeZone = "Europe/Berlin" };
        Assert.Empty(await ReadAsync("""{"ReportRequestStatus":{"Status":"Success","ReportDownloadUrl":null}}"""));
        Assert.Equal("ReportFailed", (await Assert.ThrowsAsync<ConversionException>(() => ReadAsync("""{"ReportRequestStatus":{"Status":"Error"}}"""))).ErrorId);
        Assert.Equal("ReportUnreadable", (await Assert.ThrowsAsync<ConversionException>(() => ReadAsync("""{"ReportRequestStatus":{"Status":"Success","ReportDownloadUrl":"http://files.example.net/r"}}"""))).ErrorId);
        Assert.Equal("ReportUnreadable", (await Assert.ThrowsAsync<ConversionException>(() => ReadAsync("""{"ReportRequestStatus":{"Status":"Success","ReportDownloadUrl":"https://files.example.net/r"}}""", new ByteArrayContent([1, 2, 3])))).ErrorId);
        Assert.Equal("ReportUnreadable", (await Assert.ThrowsAsync<ConversionException>(() => ReadAsync("""{"ReportRequestStatus":{"Status":"Success","ReportDownloadUrl":"https://files.example.net/r"}}""", Zip("\"Clicks\"\r\n").Content))).ErrorId);

        async Task<List<ConversionReportRow>> ReadAsync(string status, HttpContent? file = null)
        {
            using var world = new MicrosoftAdvertisingWorld();
            world.Server.Json("""{"ReportRequestId":"r-1"}""").Json(status);
            if (file is not null)
            {
                world.Server.Then(_ => new HttpResponseMessage { Content = file });
            }

            return await ((IConversionReports)world.Network()).ReadReportAsync(query, null, default).ToListAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task A_pivot_has_a_column_for_each_action_and_the_cost_once(AdNetwork network)
    {
        var attributed = await SendAsync(network);
        var account = await _rehearsal.ConnectAsync(network);
        var query = ConversionReport.Query(account, Everything, new DateOnly(2026, 10, 20), null, ReportDateBasis.Click);
        var pivot = new ReportPivot(query, includeSecondary: true);
        var columns = await pivot.GetColumnsAsync(account, ActionLabels.None, default);
        var rows = await pivot.ReadAsync(account, ActionLabels.None, null, default).ToListAsync();
        var total = Assert.Single(await ConversionReport.ReadAsync(account, query with { By = ReportDivision.None }, ActionLabels.None, null, default).ToListAsync());

        Assert.Equal(["Newsletter", "Signed contract"], columns);
        Assert.Equal(4 * 3 * 32, rows.Count);
        Assert.Equal(attributed, rows.Sum(row => row.Figures.GetValueOrDefault("Signed contract").Conversions));
        Assert.Equal(total.AllConversions, rows.Sum(row => row.Figures.Values.Sum(f => f.Conversions)));
        Assert.Equal(total.Cost, rows.Sum(row => row.Row.Cost));
        Assert.Equal(rows.Select(row => row.Row.Date).Order(), rows.Select(row => row.Row.Date));
    }

    private static HttpResponseMessage Zip(string csv)
    {
        var archive = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(archive, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("Report.csv").Open();
            entry.Write(Encoding.UTF8.GetBytes("\uFEFF" + csv));
        }

        return new HttpResponseMessage { Content = new ByteArrayContent(archive.ToArray()) };
    }
}
