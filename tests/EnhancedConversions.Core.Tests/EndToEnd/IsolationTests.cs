using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Uploads;
using EnhancedConversions.Networks;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Core.Tests.EndToEnd;

/// <summary>Finding the rows Google only counted as failed.</summary>
public sealed class IsolationTests : IDisposable
{
    private const string Precedes = "PROCESSING_ERROR_REASON_CONVERSION_PRECEDES_CLICK";

    private static readonly TimeSpan s_round = TimeSpan.FromMinutes(31);

    private readonly Rehearsal _rehearsal = new();

    private SandboxReceipt Google => _rehearsal.Sandbox.GetReceipts().GoogleAds;

    [Fact]
    public async Task Seven_failing_rows_of_2000_are_found_in_two_rounds_and_fewer_than_250_requests()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        var rows = Leads(2000, failing: [3, 17, 18, 702, 1111, 1650, 1999]);
        await SendAsync(account, rows);
        var before = Google;
        _rehearsal.Clock.Advance(s_round);

        var first = await IsolateAsync(account, rows);
        _rehearsal.Clock.Advance(s_round);
        var second = await IsolateAsync(account, rows);
        _rehearsal.Clock.Advance(s_round);
        var last = await IsolateAsync(account, rows);

        Assert.All(first, result => Assert.Equal((UploadStatus.Accepted, "SentAgain"), (result.Status, result.Code)));
        Assert.InRange(second.Count(result => result.Code == "SentAgain"), 7, 7 * 17);
        Assert.Equal(
            [3, 17, 18, 702, 1111, 1650, 1999],
            last.Where(result => result.Status == UploadStatus.Rejected && result.Code == Precedes).Select(result => result.Source.Row).Order());
        Assert.Equal(1993, last.Count(result => (result.Status, result.Code) == (UploadStatus.AlreadySent, "Processed")));
        Assert.InRange(Google.UploadRequests - before.UploadRequests, 2, 249);
        Assert.Equal((before.Conversions, before.Attributed), (Google.Conversions, Google.Attributed));
        Assert.Equal(before.UnattributedReasons.OrderBy(r => r.Key), Google.UnattributedReasons.OrderBy(r => r.Key));
    }

    [Fact]
    public async Task What_was_found_is_in_the_ledger_and_a_corrected_row_is_sent()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        var rows = Leads(40, failing: [5]);
        await SendAsync(account, rows);
        _rehearsal.Clock.Advance(s_round);
        await IsolateAsync(account, rows);
        _rehearsal.Clock.Advance(s_round);
        await IsolateAsync(account, rows);

        var upload = Assert.Single(await UploadHistory.GetUploadsAsync(account.GetLedger(), null, default));
        var inLedger = await UploadHistory.GetRowsAsync(account.GetLedger(), upload.UploadId, default);
        var refreshed = await new UploadRefresh(account).RefreshAsync(upload, default);
        var sent = Google.RowsReceived;
        var again = await SendAsync(account, rows);

        Assert.Equal((40, 39, 1), (upload.Read, upload.Accepted, upload.Rejected));
        Assert.Equal((5, Precedes), Assert.Single(inLedger, row => row.Status == UploadStatus.Rejected) is var bad ? (bad.Source.Row, bad.Code) : default);
        Assert.Equal([5], Assert.Single(refreshed.Processing!.Reasons, reason => reason.Code == Precedes).Candidates);
        Assert.Equal(40, refreshed.Processing.Rows);
        Assert.Equal(1, Google.RowsReceived - sent);
        Assert.Equal(39, again.Count(result => result.Status == UploadStatus.AlreadySent));
    }

    [Fact]
    public async Task Before_Google_has_told_nothing_is_asked_and_nothing_is_sent()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        var rows = Leads(20, failing: [5]);
        await SendAsync(account, rows);
        var requests = Google.Requests;
        _rehearsal.Clock.Advance(TimeSpan.FromMinutes(29));

        var results = await IsolateAsync(account, rows);

        // The actions are read; nothing else.
        Assert.Equal(1, Google.Requests - requests);
        Assert.All(results, result => Assert.Equal((UploadStatus.AlreadySent, "AwaitingStatus", _rehearsal.Clock.GetUtcNow() + TimeSpan.FromMinutes(1)), (result.Status, result.Code, result.NotBefore)));
    }

    [Fact]
    public async Task Rows_a_reason_can_be_told_from_are_found_without_sending_anything()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        var rows = Leads(300, failing: []).Select(row => row.Source.Row is 7 or 211 ? row with { AdUserData = Consent.Denied } : row).ToList();
        await SendAsync(account, rows);
        var before = Google.UploadRequests;
        _rehearsal.Clock.Advance(s_round);

        var results = await IsolateAsync(account, rows);

        Assert.Equal(before, Google.UploadRequests);
        Assert.Equal([7, 211], results.Where(result => result.Code == "PROCESSING_ERROR_REASON_DENIED_CONSENT").Select(result => result.Source.Row));
        Assert.Equal(298, results.Count(result => result.Code == "Processed"));
        Assert.Equal(300, (await IsolateAsync(account, rows)).Count);
    }

    [Fact]
    public async Task A_row_with_two_faults_is_found_by_the_one_Google_names()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);

        // Consent comes first: who is unlucky with the click, too, is counted as denied.
        var rows = Leads(200, failing: [9]).Select(row => row.Source.Row is 9 or 10 or 11 ? row with { AdUserData = Consent.Denied } : row).ToList();
        await SendAsync(account, rows);
        var before = Google.RowsReceived;
        _rehearsal.Clock.Advance(s_round);

        var results = await IsolateAsync(account, rows);

        Assert.Equal(before, Google.RowsReceived);
        Assert.Equal([9, 10, 11], results.Where(result => result.Status == UploadStatus.Rejected).Select(result => result.Source.Row));
    }

    [Fact]
    public async Task A_run_that_was_broken_off_goes_on_where_it_was()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        var rows = Leads(400, failing: [100, 300]);
        await SendAsync(account, rows);
        var before = Google;
        _rehearsal.Clock.Advance(s_round);
        using (var stop = new CancellationTokenSource())
        {
            var seen = 0;
            _rehearsal.Watch = request => seen += request.Uri.AbsolutePath.EndsWith("events:ingest", StringComparison.Ordinal) ? 1 : 0;
            _rehearsal.Watch += _ => { if (seen == 5) { stop.Cancel(); } };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => IsolateAsync(account, rows, throttle: 1, stop.Token));
            _rehearsal.Watch = null;
        }

        List<UploadResult> results = [];
        for (var round = 0; round < 4; round++)
        {
            _rehearsal.Clock.Advance(s_round);
            results = await IsolateAsync(account, rows);
        }

        Assert.Equal([100, 300], results.Where(result => result.Status == UploadStatus.Rejected).Select(result => result.Source.Row).Order());
        Assert.Equal(398, results.Count(result => result.Code == "Processed"));
        Assert.Equal(before.Conversions, Google.Conversions);
    }

    [Fact]
    public async Task A_plan_sends_nothing_and_asks_nothing()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        var rows = Leads(60, failing: [5]);
        await SendAsync(account, rows);
        _rehearsal.Clock.Advance(s_round);
        await new UploadRefresh(account).RefreshAsync(Assert.Single(await UploadHistory.GetUploadsAsync(account.GetLedger(), null, default)), default);
        var before = Google.Requests;

        var results = await new ConversionIsolation(account, new UploadOptions { Mode = UploadMode.Plan }).IsolateAsync(rows.Stream(), default).ToListAsync();

        Assert.Equal(before, Google.Requests);
        Assert.All(results, result => Assert.Equal(UploadStatus.Planned, result.Status));
    }

    [Fact]
    public async Task Rows_that_were_never_sent_or_have_another_value_now_are_not_sent()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        var rows = Leads(50, failing: [5]);
        await SendAsync(account, rows[..49]);
        _rehearsal.Clock.Advance(s_round);

        var results = await IsolateAsync(account, [.. rows.Select(row => row.Source.Row == 8 ? row with { Value = 99m } : row)]);

        Assert.Equal((UploadStatus.Held, "NotSentYet"), Assert.Single(results, result => result.Source.Row == 50) is var last ? (last.Status, last.Code) : default);
        Assert.Equal("AlreadySentWithDifferentValue", Assert.Single(results, result => result.Source.Row == 8).Code);
        Assert.Equal(48, results.Count(result => result.Code == "SentAgain"));
    }

    [Fact]
    public async Task A_question_that_is_not_due_is_not_asked_by_another_process_either()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        await SendAsync(account, Leads(20, failing: [5]));
        var upload = Assert.Single(await UploadHistory.GetUploadsAsync(account.GetLedger(), null, default));
        _rehearsal.Clock.Advance(s_round);
        await new UploadRefresh(account).RefreshAsync(upload, default);
        var other = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        var requests = Google.Requests;

        var told = await new UploadRefresh(other).RefreshAsync(upload, default);

        Assert.Equal(requests, Google.Requests);
        Assert.Equal(20, told.Processing!.Rows);
        Assert.Equal(1, Assert.Single(told.Processing.Reasons, reason => reason.Code == Precedes).Rows);
    }

    [Fact]
    public async Task A_row_denied_consent_is_a_candidate_and_named_where_as_many_failed()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        await SendAsync(account, Leads(30, failing: []).Select(row => row.Source.Row is 4 or 20 ? row with { AdUserData = Consent.Denied } : row));
        _rehearsal.Clock.Advance(s_round);

        var upload = await new UploadRefresh(account).RefreshAsync(Assert.Single(await UploadHistory.GetUploadsAsync(account.GetLedger(), null, default)), default);

        Assert.Equal([4, 20], Assert.Single(upload.Processing!.Reasons, reason => reason.Code == "PROCESSING_ERROR_REASON_DENIED_CONSENT").Candidates);
    }

    [Fact]
    public async Task Microsoft_Advertising_has_nothing_to_isolate()
    {
        var account = await _rehearsal.ConnectAsync(AdNetwork.MicrosoftAdvertising);

        Assert.Equal("RowsAnsweredAlready", Assert.Throws<ConversionException>(() => new ConversionIsolation(account, new UploadOptions())).ErrorId);
    }

    public void Dispose() => _rehearsal.Dispose();

    private static async Task<List<UploadResult>> SendAsync(ConversionAccount account, IEnumerable<OfflineConversion> rows) =>
        await new OfflineConversionUploader(account, new UploadOptions { File = "leads.csv" }).UploadAsync(rows.Stream(), default).ToListAsync();

    private static async Task<List<UploadResult>> IsolateAsync(ConversionAccount account, IReadOnlyList<OfflineConversion> rows, int throttle = 4, CancellationToken stop = default) =>
        await new ConversionIsolation(account, new UploadOptions { ThrottleLimit = throttle }).IsolateAsync(rows.Stream(), stop).ToListAsync();

    /// <summary>Leads of the sandbox's people: those at the places named converted before their click, the others come from an ad or from none.</summary>
    private static List<OfflineConversion> Leads(int count, int[] failing)
    {
        var people = Enumerable.Range(1, int.MaxValue).GetEnumerator();
        var rows = new List<OfflineConversion>(count);
        for (var row = 1; row <= count; row++)
        {
            while (people.MoveNext() && IsUnlucky(people.Current) != failing.Contains(row))
            {
            }

            rows.Add(Rows.Lead(people.Current) with { Source = new RowSource("leads.csv", null, row) });
        }

        return rows;
    }

    // The sandbox draws a person's lot from the hash of the address: 92 to 95 of a hundred precede their click, 96 to 99 clicked too recently.
    private static bool? IsUnlucky(int person)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"lead.{person}@example.com")));
        return (BinaryPrimitives.ReadUInt32BigEndian(hash) % 100) switch
        {
            < 92 => false,
            < 96 => true,
            _ => null,
        };
    }
}
