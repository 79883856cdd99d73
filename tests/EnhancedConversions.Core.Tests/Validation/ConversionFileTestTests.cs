using System.Text.RegularExpressions;
using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Uploads;
using EnhancedConversions.Files;
using EnhancedConversions.Uploads;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Validation;

public sealed partial class ConversionFileTestTests : IDisposable
{
    private const string Header = "Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency\n";
    private readonly TemporaryFolder _folder = new();
    private readonly FixedClock _clock = FixedClock.Noon();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("leads.xlsx")]
    [InlineData("leads.csv")]
    public async Task The_examples_are_wrong_exactly_where_their_page_says(string name)
    {
        var told = Row().Matches(await File.ReadAllTextAsync(RepositoryFiles.Find("examples/data/README.md")))
            .Where(m => m.Groups[1].Value == name)
            .Select(m => (int.Parse(m.Groups[2].Value, null), m.Groups[3].Value))
            .ToList();
        var network = new ScriptedNetwork();
        network.Actions.Add(ScriptedNetwork.Action(AdNetwork.GoogleAds, "9", "Phone order"));
        var report = await ConversionFileTest.RunAsync(RepositoryFiles.Find($"examples/data/{name}"), ConversionFileOptions.Default, [], [network.Account(_folder.PathOf("none.db"), _clock)], null, default);
        var found = report.Findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => (f.Source.Row, f.Code.ToString())).ToList();
        Assert.True(told.Count >= 10);
        Assert.Equal(told, found);
        Assert.Equal(told.Count, report.InvalidRows);
        Assert.False(report.IsValid);
    }

    [Fact]
    public async Task What_both_networks_say_is_said_once()
    {
        var report = await Test(Header + "jane.doe,,Qualified lead,2026-11-01 10:00:00 Europe/Berlin,1,EUR\n");
        var finding = Assert.Single(report.Findings);
        Assert.Equal((FindingCode.EmailMalformed, null, 2), (finding.Code, finding.Network, finding.Source.Row));
    }

    [Fact]
    public async Task What_one_network_says_names_it()
    {
        var report = await Test(Header + "jane.doe@example.com,,Qualified lead,2026-09-01 10:00:00 Europe/Berlin,1,EUR\n");
        Assert.Equal((FindingCode.TooOld, AdNetwork.GoogleAds), (report.Findings[0].Code, report.Findings[0].Network));
        Assert.Equal(0, report.ValidRows);
    }

    [Fact]
    public async Task Repeats_and_mixed_columns_are_found()
    {
        var sha = new string('a', 64);
        var report = await Test(Header
            + "jane.doe@example.com,,Qualified lead,2026-11-01 10:00:00 Europe/Berlin,1,EUR\n"
            + "JANE.DOE@example.com ,,Qualified lead,2026-11-01 09:00:00 UTC,2,EUR\n"
            + $"{sha},,Qualified lead,2026-11-01 09:00:00 UTC,2,EUR\n");
        Assert.Contains(report.Findings, f => f is { Code: FindingCode.DuplicateInFile, Source.Row: 3 } && f.Message.Contains("row 2", StringComparison.Ordinal));
        Assert.Contains(report.Findings, f => f is { Code: FindingCode.MixedHashedAndPlain, Column: "Email", Source.Row: 4 });
    }

    [Fact]
    public async Task What_was_sent_before_is_told_from_the_ledger()
    {
        var network = new ScriptedNetwork();
        var account = network.Account(_folder.PathOf("ledger.db"), _clock);
        var path = Write(Header + "jane.doe@example.com,,Qualified lead,2026-11-01 10:00:00,1,EUR\n");
        using (var file = ConversionFile.Open(path, ConversionFileOptions.Default))
        {
            await new OfflineConversionUploader(account, new UploadOptions()).UploadAsync(file.ReadRows().Stream(), default).ToListAsync();
        }

        var report = await ConversionFileTest.RunAsync(path, ConversionFileOptions.Default, [], [account], null, default);
        Assert.Equal(FindingCode.AlreadySent, Assert.Single(report.Findings).Code);
        Assert.True(report.IsValid);
    }

    [Fact]
    public async Task A_repeat_only_the_second_network_can_take_is_found()
    {
        var row = $",,Qualified lead,2026-09-01 10:00:00 UTC,1,EUR,{new string('a', 32)}\n";
        var report = await Test(Header.TrimEnd() + ",Microsoft Click ID\n" + row + row);
        Assert.Contains(report.Findings, f => f is { Code: FindingCode.DuplicateInFile, Source.Row: 3 });
    }

    [Theory]
    [InlineData(new AdNetwork[0], new[] { AdNetwork.GoogleAds })]
    [InlineData(new[] { AdNetwork.MicrosoftAdvertising }, new[] { AdNetwork.MicrosoftAdvertising })]
    [InlineData(new[] { AdNetwork.MicrosoftAdvertising, AdNetwork.GoogleAds }, new[] { AdNetwork.MicrosoftAdvertising, AdNetwork.GoogleAds })]
    public async Task The_networks_asked_for_decide_and_accounts_add_what_they_know(AdNetwork[] asked, AdNetwork[] tested)
    {
        var account = new ScriptedNetwork().Account(_folder.PathOf("none.db"), _clock);
        var path = Write(Header + "jane.doe@example.com,,Unknown name,2026-11-01 10:00:00 UTC,1,EUR\n");
        var report = await ConversionFileTest.RunAsync(path, ConversionFileOptions.Default, asked, [account], null, default);
        Assert.Equal(tested, report.Networks);
        Assert.Equal(tested.Contains(AdNetwork.GoogleAds), report.Findings.Any(f => f.Code == FindingCode.ConversionNameUnknown));

        // The account is one of Google's.
        Assert.Equal(tested is [AdNetwork.GoogleAds], report.ChecksNames);
    }

    [Fact]
    public async Task Counts_stay_exact_when_findings_are_many()
    {
        var report = await Test(Header + string.Concat(Enumerable.Repeat("nobody,,Qualified lead,2026-11-01 10:00:00 UTC,1,EUR\n", 1500)));
        Assert.Equal(ConversionFileReport.MaximumFindingsPerCode, report.Findings.Count);
        Assert.Equal(new FindingCount(FindingCode.EmailMalformed, FindingSeverity.Error, 1500), Assert.Single(report.Counts));
    }

    [Fact]
    public async Task A_file_without_rows_is_not_valid() => Assert.False((await Test(Header)).IsValid);

    private Task<ConversionFileReport> Test(string csv) =>
        ConversionFileTest.RunAsync(Write(csv), ConversionFileOptions.Default, [], [], _clock, default);

    private string Write(string csv)
    {
        var path = _folder.PathOf("leads.csv");
        File.WriteAllText(path, csv);
        return path;
    }

    [GeneratedRegex(@"^\| (\S+) \| (\d+) \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
