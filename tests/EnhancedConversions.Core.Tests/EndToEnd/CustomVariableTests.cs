using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Uploads;
using EnhancedConversions.Examples;
using EnhancedConversions.Files;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Uploads;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.EndToEnd;

/// <summary>Custom variables from a file to Google, by both of its routes.</summary>
public sealed class CustomVariableTests : IDisposable
{
    private const string Header = "Email,Google Click ID,Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Custom Variable: segment,Custom Variable: lead_source,Custom Variable: old_campaign,Custom Variable: sgement";
    private const string Search = "googleAds:search";

    private readonly Rehearsal _rehearsal = new();

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task Data_Manager_takes_them_and_its_warnings_become_the_rows()
    {
        var results = await _rehearsal.SendAsync(AdNetwork.GoogleAds, Write("new,trade fair,,", "a dragon,,,", ",,spring,", ",,,"));

        Assert.All(results, result => Assert.Equal(UploadStatus.Accepted, result.Status));
        Assert.Equal([null, "WARNING_REASON_CUSTOM_VARIABLE_NOT_PREDEFINED", "WARNING_REASON_CUSTOM_VARIABLE_NOT_ENABLED", null], results.Select(result => result.Code));
        Assert.Equal(["CustomVariableNotEnabled"], results[2].Findings.Select(f => f.Code.ToString()));
        Assert.Contains("""[{"variable":"segment","value":"new"},{"variable":"lead_source","value":"trade fair"}]""", _rehearsal.BodyOf("events:ingest"), StringComparison.Ordinal);
        Assert.Single(Questions());
    }

    [Fact]
    public async Task A_run_whose_rows_have_none_asks_nothing_about_them()
    {
        await _rehearsal.SendAsync(AdNetwork.GoogleAds, Write(",,,", ",,,"));

        Assert.Empty(Questions());
        Assert.DoesNotContain("customVariables", _rehearsal.BodyOf("events:ingest"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GoogleUploadRoute.DataManager)]
    [InlineData(GoogleUploadRoute.GoogleAdsApi)]
    public async Task A_row_that_Google_would_refuse_for_one_is_told_and_stays(GoogleUploadRoute route)
    {
        var file = Write("new,,,", "jane@example.com,,,", ",,,x");

        var results = await SendAsync(route, file);

        Assert.Equal([UploadStatus.Invalid, UploadStatus.Invalid], results[1..].Select(result => result.Status));
        Assert.Equal(["CustomVariableContainsPersonalData", "CustomVariableUnknown"], results[1..].Select(result => result.Code));
        Assert.Contains("Did you mean 'segment'?", results[2].Message, StringComparison.Ordinal);
        Assert.DoesNotContain(results, result => $"{result} {result.Message} {string.Join(' ', result.Findings)}".Contains("jane", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_old_route_names_them_by_their_resource()
    {
        var results = await SendAsync(GoogleUploadRoute.GoogleAdsApi, Write("new,trade fair,,", ",,spring,"));

        Assert.Contains("""[{"conversionCustomVariable":"customers/1234567890/conversionCustomVariables/3","value":"new"},{"conversionCustomVariable":"customers/1234567890/conversionCustomVariables/1","value":"trade fair"}]""", _rehearsal.BodyOf(":uploadClickConversions"), StringComparison.Ordinal);
        Assert.Equal((UploadStatus.Rejected, "CUSTOM_VARIABLE_NOT_ENABLED"), (results[1].Status, results[1].Code));
        Assert.Single(Questions());
    }

    [Fact]
    public async Task Another_value_of_one_does_not_make_another_conversion()
    {
        await _rehearsal.SendAsync(AdNetwork.GoogleAds, Write("new,,,"));

        var again = Assert.Single(await _rehearsal.SendAsync(AdNetwork.GoogleAds, Write("returning,,,")));

        Assert.Equal((UploadStatus.AlreadySent, "AlreadySent"), (again.Status, again.Code));
    }

    [Fact]
    public async Task Microsoft_gets_the_row_without_them_and_the_row_says_so()
    {
        var result = Assert.Single(await _rehearsal.SendAsync(AdNetwork.MicrosoftAdvertising, Write("new,,,")));

        Assert.Equal(UploadStatus.Accepted, result.Status);
        Assert.Equal([FindingCode.CustomVariableNotSent], result.Findings.Select(f => f.Code));
        Assert.DoesNotContain("segment", _rehearsal.BodyOf("OfflineConversions/Apply"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_asks_nobody()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        var asked = _rehearsal.Requests.Count;
        using var input = ConversionFile.Open(Write("new,,,x"), ConversionFileOptions.Default);

        var result = Assert.Single(await new OfflineConversionUploader(account, new UploadOptions { Mode = UploadMode.Plan }).UploadAsync(input.ReadRows().Stream(), default).ToListAsync());

        Assert.Equal((UploadStatus.Planned, asked), (result.Status, _rehearsal.Requests.Count));
    }

    [Fact]
    public async Task The_test_of_a_file_knows_the_accounts_names_and_the_fix_file_keeps_every_column()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        var (file, fix) = (Write("new,,,", "new,,,x"), Path.Combine(_rehearsal.Folder, "fix.csv"));

        var report = await ConversionFileTest.RunAsync(file, ConversionFileOptions.Default, [], [account], null, default, new FixFileOptions(fix, Overwrite: false));

        var finding = Assert.Single(report.Findings);
        Assert.Equal((FindingCode.CustomVariableUnknown, 3, "Custom Variable: sgement"), (finding.Code, finding.Source.Row, finding.Column));
        using var fixedRows = ConversionFile.Open(fix, ConversionFileOptions.Default);
        Assert.Equal("segment=new sgement=x", string.Join(' ', Assert.Single(fixedRows.ReadRows()).CustomVariables.Select(v => $"{v.Name}={v.Value}")));
    }

    private async Task<List<UploadResult>> SendAsync(GoogleUploadRoute route, string file)
    {
        using var sandbox = new SandboxNetworks(new SandboxOptions { Clock = _rehearsal.Clock, Observer = _rehearsal.Requests.Enqueue, AllowClickUploads = true });
        var settings = DemoAccounts.Settings(AdNetwork.GoogleAds, sandbox.CreateHandler(), _rehearsal.Ledger, _rehearsal.Clock);
        using var input = ConversionFile.Open(file, ConversionFileOptions.Default);
        var uploader = new OfflineConversionUploader(await AccountConnector.ConnectAsync(settings with { Route = route }, default), new UploadOptions { File = file });
        return await uploader.UploadAsync(input.ReadRows().Stream(), default).ToListAsync();
    }

    private IEnumerable<string> Questions() => _rehearsal.Requests
        .Where(request => request.Uri.AbsolutePath.EndsWith(Search, StringComparison.Ordinal))
        .Select(request => System.Text.Encoding.UTF8.GetString(request.Body.Span))
        .Where(body => body.Contains("conversion_custom_variable", StringComparison.Ordinal));

    private string Write(params string[] rows) => _rehearsal.Write(
        "leads.csv",
        Header + "\n" + string.Concat(rows.Select((row, i) => $"lead{i}@example.com,,Signed contract,2026-11-15 09:30:00+0100,{i + 1},EUR,{row}\n")));
}
