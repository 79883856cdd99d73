using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Networks;
using EnhancedConversions.Core.Tests.Uploads;
using EnhancedConversions.Examples;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Reports;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Core.Tests.EndToEnd;

/// <summary>New values for conversions that Google was sent before.</summary>
public sealed class RestatementTests : IDisposable
{
    private const string Ingest = "events:ingest";
    private const string Adjustments = ":uploadConversionAdjustments";

    private readonly Rehearsal _rehearsal = new();
    private readonly List<string> _told = [];

    private SandboxReceipt Google => _rehearsal.Sandbox.GetReceipts().GoogleAds;

    [Fact]
    public async Task A_row_as_it_was_uploaded_takes_its_new_value_and_counts_once()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        OfflineConversion[] rows = [Order("A-1"), Order("1002") with { GoogleClickId = "Cj0KCQ-test", AdUserData = Consent.Granted }];
        await SendAsync(account, rows);
        var (before, valueBefore) = (Google, await ValueAsync(account));
        OfflineConversion[] corrected = [.. rows.Select(row => row with { Value = 900m })];

        var results = await RestateAsync(account, corrected);

        Assert.Equal([(UploadStatus.Accepted, "A-1"), (UploadStatus.Accepted, "o-1002")], results.Select(result => (result.Status, result.TransactionId)));
        Assert.All(results, result => Assert.NotNull(result.RequestId));
        Assert.Equal((before.Conversions, before.Attributed, 2, 0), (Google.Conversions, Google.Attributed, Google.Repeats - before.Repeats, Google.Restatements));
        Assert.InRange(before.Attributed, 1, 2);
        Assert.Equal(valueBefore + (before.Attributed * (900m - 10.5m)), await ValueAsync(account));
        Golden.Equal("google-events-ingest-restate", LastBody(Ingest));
        Assert.Contains("2 of 2 restatements overwrite their upload.", _told);

        var again = await SendAsync(account, corrected);
        Assert.All(again, result => Assert.Equal((UploadStatus.AlreadySent, "AlreadySent"), (result.Status, result.Code)));
        Assert.All(await SendAsync(account, rows), result => Assert.Equal("AlreadySentWithDifferentValue", result.Code));
    }

    [Fact]
    public async Task An_order_the_ledger_does_not_know_makes_no_conversion()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        await SendAsync(account, [Order("A-1")]);
        var before = Google;

        var results = await RestateAsync(account, [Order("A-1", 90m), Order("nobody", 90m), Order("A-1", 90m) with { OrderId = "A-2", Email = null }]);

        Assert.Contains("1 of 3 restatements overwrite their upload. The others go as adjustments: 1 do not hold all that an upload must, 1 are not in the ledger as accepted or have an order id that is there twice.", _told);
        Assert.Equal([(UploadStatus.Accepted, null), (UploadStatus.Rejected, "CONVERSION_NOT_FOUND"), (UploadStatus.Rejected, "CONVERSION_NOT_FOUND")], results.Select(result => (result.Status, result.Code)));
        Assert.Equal((before.Conversions, 1), (Google.Conversions, Google.Repeats - before.Repeats));
        Assert.Contains("\"nobody\"", LastBody(Adjustments), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_ledger_every_restatement_is_an_adjustment()
    {
        await SendAsync(await _rehearsal.ConnectAsync(AdNetwork.GoogleAds), [Order("A-1")]);
        var sent = Count(Ingest);
        var elsewhere = await AccountConnector.ConnectAsync(DemoAccounts.Settings(AdNetwork.GoogleAds, _rehearsal.Sandbox.CreateHandler(), Path.Combine(_rehearsal.Folder, "other.db"), _rehearsal.Clock), default);

        var result = Assert.Single(await RestateAsync(elsewhere, [Order("A-1", 90m)]));

        Assert.Equal((UploadStatus.Accepted, sent, 1), (result.Status, Count(Ingest), Google.Restatements));
        Assert.False(File.Exists(Path.Combine(_rehearsal.Folder, "other.db")));
    }

    public static TheoryData<string> Incomplete => ["time", "identifier", "correction time", "twice", "retraction", "other network's hash"];

    [Theory]
    [MemberData(nameof(Incomplete))]
    public async Task What_cannot_overwrite_goes_as_an_adjustment(string what)
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        await SendAsync(account, [Order("A-1")]);
        var sent = Count(Ingest);
        var row = new AdjustmentRow(AdjustmentKind.Restate, Order("A-1", 90m));
        AdjustmentRow[] rows = what switch
        {
            "time" => [row with { Conversion = row.Conversion with { ConversionTime = null } }],
            "identifier" => [row with { Conversion = row.Conversion with { Email = null } }],
            "correction time" => [row with { AdjustmentTime = _rehearsal.Clock.GetUtcNow() }],
            "twice" => [row, row with { Conversion = row.Conversion with { Value = 95m } }],
            "retraction" => [row with { Kind = AdjustmentKind.Retract }],
            _ => [row with { Conversion = row.Conversion with { Email = Identifier.FromText(IdentifierKind.Email, TestRows.EmailHash), HashedFor = AdNetwork.MicrosoftAdvertising } }],
        };

        await new ConversionAdjuster(account, UploadMode.Send).AdjustAsync(rows, default).ToListAsync();

        Assert.Equal((sent, 1), (Count(Ingest), Count(Adjustments)));
    }

    [Fact]
    public async Task The_old_route_has_its_own_way()
    {
        var account = await AccountConnector.ConnectAsync(DemoAccounts.Settings(AdNetwork.GoogleAds, _rehearsal.Sandbox.CreateHandler(), _rehearsal.Ledger, _rehearsal.Clock) with { Route = GoogleUploadRoute.GoogleAdsApi }, default);

        Assert.False(Assert.IsAssignableFrom<IConversionAdjuster>(account.GetNetwork()).OverwritesUploads);
    }

    [Fact]
    public async Task Plans_and_checks_change_nothing()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        await SendAsync(account, [Order("A-1")]);
        var before = Google;

        Assert.Equal(UploadStatus.Planned, Assert.Single(await RestateAsync(account, [Order("A-1", 90m)], UploadMode.Plan)).Status);
        Assert.Equal(before.Requests, Google.Requests);
        Assert.Equal(UploadStatus.Validated, Assert.Single(await RestateAsync(account, [Order("A-1", 90m)], UploadMode.ValidateOnly)).Status);

        Assert.Contains("\"validateOnly\":true", LastBody(Ingest), StringComparison.Ordinal);
        Assert.Equal((before.RowsReceived, before.Restatements), (Google.RowsReceived, Google.Restatements));
        Assert.Equal("AlreadySentWithDifferentValue", Assert.Single(await SendAsync(account, [Order("A-1", 90m)])).Code);
    }

    public void Dispose() => _rehearsal.Dispose();

    // Lead 4 is one of those whose click the sandbox finds.
    private static OfflineConversion Order(string orderId, decimal value = 10.5m) =>
        Rows.Lead(orderId == "A-1" ? 4 : 3) with { OrderId = orderId, Value = value, ConversionName = "Signed contract" };

    private static async Task<List<UploadResult>> SendAsync(ConversionAccount account, IEnumerable<OfflineConversion> rows) =>
        await new OfflineConversionUploader(account, new UploadOptions()).UploadAsync(rows.Stream(), default).ToListAsync();

    private Task<List<UploadResult>> RestateAsync(ConversionAccount account, IEnumerable<OfflineConversion> rows, UploadMode mode = UploadMode.Send) =>
        new ConversionAdjuster(account, mode, new Listener(_told)).AdjustAsync(rows.Select(row => new AdjustmentRow(AdjustmentKind.Restate, row)), default).ToListAsync();

    private static async Task<decimal> ValueAsync(ConversionAccount account)
    {
        var query = ConversionReport.Query(account, ReportDivision.Action, new DateOnly(2026, 10, 1), null, ReportDateBasis.Click);
        var rows = await ((IConversionReports)account.GetNetwork()).ReadReportAsync(query, null, default).ToListAsync();
        return rows.Sum(row => row.AllValue ?? 0m);
    }

    private int Count(string path) => _rehearsal.Requests.Count(request => request.Uri.AbsolutePath.EndsWith(path, StringComparison.Ordinal));

    private string LastBody(string path) => System.Text.Encoding.UTF8.GetString(_rehearsal.Requests.Last(request => request.Uri.AbsolutePath.EndsWith(path, StringComparison.Ordinal)).Body.Span);

    private sealed class Listener(List<string> told) : IProgress<UploadEvent>
    {
        public void Report(UploadEvent value) => told.Add(value.Message);
    }
}
