using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Uploads;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Uploads;

public sealed class OfflineConversionUploaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FixedClock _clock = FixedClock.Noon();
    private readonly ScriptedNetwork _network = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_row_gets_one_result_in_row_order()
    {
        var rows = Rows.Leads(5000).Select(r => r.Source.Row % 7 == 0 ? r with { ConversionName = null } : r);
        var (results, summary) = await Send(rows);
        Assert.Equal(Enumerable.Range(1, 5000), results.Select(r => r.Source.Row));
        Assert.Equal(5000 / 7, results.Count(r => r.Status == UploadStatus.Invalid));
        Assert.All(results.Where(r => r.Source.Row % 7 != 0), r => Assert.Equal(UploadStatus.Accepted, r.Status));
        Assert.All(_network.Batches, b => Assert.InRange(b.Count, 1, 2000));
        Assert.Equal((5000, 5000 - (5000 / 7), 5000 / 7), (summary.Read, summary.Accepted, summary.Invalid));
    }

    [Fact]
    public async Task The_same_command_again_sends_nothing()
    {
        await Send(Rows.Leads(100));
        var sent = _network.Batches.Count;
        var (results, summary) = await Send(Rows.Leads(100));
        Assert.Equal(sent, _network.Batches.Count);
        Assert.All(results, r => Assert.Equal((UploadStatus.AlreadySent, nameof(FindingCode.AlreadySent)), (r.Status, r.Code)));
        Assert.Equal((100, 0, 100), (summary.Read, summary.Accepted, summary.AlreadySent));
    }

    [Fact]
    public async Task A_corrected_value_is_the_same_conversion_and_said_so()
    {
        await Send(Rows.Leads(1));
        var (results, _) = await Send([Rows.Lead(1) with { Value = 99 }]);
        Assert.Equal(nameof(FindingCode.AlreadySentWithDifferentValue), Assert.Single(results).Code);
    }

    [Fact]
    public async Task A_conversion_twice_in_one_file_is_sent_once()
    {
        var (results, _) = await Send([Rows.Lead(1), Rows.Lead(2), Rows.Lead(1) with { Source = new RowSource("leads.csv", null, 3) }]);
        Assert.Equal([UploadStatus.Accepted, UploadStatus.Accepted, UploadStatus.AlreadySent], results.Select(r => r.Status));
        Assert.Equal(nameof(FindingCode.DuplicateInFile), results[2].Code);
        Assert.Contains("row 1", results[2].Message, StringComparison.Ordinal);
        Assert.Equal(2, _network.Sent.Count());
    }

    [Fact]
    public async Task Rows_with_an_order_id_are_told_apart_by_it_alone()
    {
        var (results, _) = await Send([Rows.Lead(1) with { OrderId = "4711" }, Rows.Lead(1) with { OrderId = "A-4712" }, Rows.Lead(2) with { OrderId = "4711" }]);
        Assert.Equal([UploadStatus.Accepted, UploadStatus.Accepted, UploadStatus.AlreadySent], results.Select(r => r.Status));
        Assert.Equal(["o-4711", "A-4712"], _network.Sent);
    }

    [Fact]
    public async Task Rows_the_network_names_are_taken_out_and_the_others_sent_again()
    {
        var bad = new[] { 0, 999, 1999 };
        _network.Answer = (batch, _) => Task.FromResult(Refuse(batch, bad.Select(i => Rows.Lead(i + 1)).ToList(), named: true));
        var (results, _) = await Send(Rows.Leads(2000));
        Assert.Equal([1, 1000, 2000], results.Where(r => r.Status == UploadStatus.Rejected).Select(r => r.Source.Row));
        Assert.Equal(1997, results.Count(r => r.Status == UploadStatus.Accepted));
        Assert.Equal(2, _network.Batches.Count);
    }

    [Fact]
    public async Task A_refusal_that_names_no_row_is_halved_until_the_row_stands_alone()
    {
        _network.Answer = (batch, _) => Task.FromResult(Refuse(batch, [Rows.Lead(1234)], named: false));
        var (results, _) = await Send(Rows.Leads(2000));
        Assert.Equal(1234, Assert.Single(results, r => r.Status == UploadStatus.Rejected).Source.Row);
        Assert.Equal(1999, results.Count(r => r.Status == UploadStatus.Accepted));
        Assert.InRange(_network.Batches.Count, 3, (int)((2 * Math.Log2(2000)) + 3));
    }

    [Fact]
    public async Task Rows_without_an_answer_are_unknown_and_sent_again_by_the_next_run()
    {
        _network.Answer = (_, _) => Task.FromResult(new UploadAnswer { Verdict = UploadVerdict.Unknown, Code = "NoAnswer", Message = "No answer." });
        var (first, _) = await Send(Rows.Leads(10));
        Assert.All(first, r => Assert.Equal((UploadStatus.Unknown, "NoAnswer"), (r.Status, r.Code)));
        _network.Answer = (_, _) => Task.FromResult(ScriptedNetwork.Accepted);
        var (second, _) = await Send(Rows.Leads(10));
        Assert.All(second, r => Assert.Equal(UploadStatus.Accepted, r.Status));
        Assert.Equal(_network.Batches.First().Select(i => i.TransactionId), _network.Batches.Last().Select(i => i.TransactionId));
    }

    [Fact]
    public async Task Rejected_rows_are_sent_again_by_the_next_run()
    {
        _network.Answer = (_, _) => Task.FromResult(ScriptedNetwork.Accepted with { Problems = [new RowProblem(1, "SOME_CODE", "No."), new RowProblem(1, "OTHER", "Never.")] });
        var (first, _) = await Send(Rows.Leads(3));
        Assert.Equal([UploadStatus.Accepted, UploadStatus.Rejected, UploadStatus.Accepted], first.Select(r => r.Status));
        Assert.Contains("OTHER", first[1].Message, StringComparison.Ordinal);
        _network.Answer = (_, _) => Task.FromResult(ScriptedNetwork.Accepted);
        var (second, _) = await Send(Rows.Leads(3));
        Assert.Equal([UploadStatus.AlreadySent, UploadStatus.Accepted, UploadStatus.AlreadySent], second.Select(r => r.Status));
    }

    [Fact]
    public async Task All_that_is_said_of_an_accepted_row_is_told()
    {
        _network.Answer = (_, _) => Task.FromResult(ScriptedNetwork.Accepted with { Warnings = [new RowWarning(1, "FIRST", "Left out."), new RowWarning(null, "ALL", "Of all."), new RowWarning(1, "SECOND", "Odd.")] });

        var (results, _) = await Send(Rows.Leads(3));

        Assert.All(results, r => Assert.Equal(UploadStatus.Accepted, r.Status));
        Assert.Equal([null, "FIRST", null], results.Select(r => r.Code));
        Assert.Equal("Left out. Also SECOND: Odd.", results[1].Message);
    }

    [Fact]
    public async Task Held_rows_wait_for_their_time()
    {
        var until = _clock.GetUtcNow().AddHours(2);
        _network.Answer = (_, _) => Task.FromResult(ScriptedNetwork.Accepted with { Problems = [new RowProblem(0, "TooNew", "Wait.", RowDisposition.Held, until)] });
        Assert.Equal((UploadStatus.Held, until), Status(await Send(Rows.Leads(1))));
        _network.Answer = (_, _) => Task.FromResult(ScriptedNetwork.Accepted);
        Assert.Equal((UploadStatus.Held, until), Status(await Send(Rows.Leads(1))));
        Assert.Single(_network.Batches);
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal((UploadStatus.Accepted, null), Status(await Send(Rows.Leads(1))));

        static (UploadStatus, DateTimeOffset?) Status((List<UploadResult> Results, ConversionUpload Summary) run) => (run.Results[0].Status, run.Results[0].NotBefore);
    }

    [Fact]
    public async Task A_used_up_quota_ends_the_run_politely()
    {
        var back = _clock.GetUtcNow().AddHours(12);
        var calls = 0;
        _network.Answer = (_, _) => Task.FromResult(++calls == 1 ? ScriptedNetwork.Accepted : new UploadAnswer { Verdict = UploadVerdict.NotNow, Code = "RESOURCE_EXHAUSTED", Message = "Tomorrow.", NotBefore = back });
        var (results, _) = await Send(Rows.Leads(10_000), throttle: 1);
        Assert.Equal(2000, results.Count(r => r.Status == UploadStatus.Accepted));
        Assert.All(results.Skip(2000), r => Assert.Equal((UploadStatus.Held, back), (r.Status, r.NotBefore)));
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task When_no_row_can_succeed_the_run_ends_with_the_reason_and_nothing_is_lost()
    {
        var calls = 0;
        _network.Answer = (_, _) => ++calls == 2 ? throw new ConversionException("TermsNotAccepted", ErrorKind.AccessDenied, "Terms.", "Accept.") : Task.FromResult(ScriptedNetwork.Accepted);
        var results = new List<UploadResult>();
        var error = await Assert.ThrowsAsync<ConversionException>(async () =>
        {
            await foreach (var result in Uploader(1).UploadAsync(Rows.Leads(4000).Stream(), default))
            {
                results.Add(result);
            }
        });
        Assert.Equal("TermsNotAccepted", error.ErrorId);
        Assert.Equal(2000, results.Count);
        var (again, _) = await Send(Rows.Leads(4000));
        Assert.Equal(2000, again.Count(r => r.Status == UploadStatus.AlreadySent));
        Assert.Equal(2000, again.Count(r => r.Status == UploadStatus.Accepted));
    }

    [Fact]
    public async Task Stopping_gives_answers_a_second_and_leaves_a_ledger_that_can_go_on()
    {
        using var stop = new CancellationTokenSource();
        _network.Answer = async (_, cancellation) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellation);
            return ScriptedNetwork.Accepted;
        };
        var started = DateTime.UtcNow;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Uploader(2).UploadAsync(Rows.Leads(3000).Stream(), stop.Token).ToListAsync());
        Assert.InRange(DateTime.UtcNow - started, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        _network.Answer = (_, _) => Task.FromResult(ScriptedNetwork.Accepted);
        var (results, _) = await Send(Rows.Leads(3000));
        Assert.All(results, r => Assert.Equal(UploadStatus.Accepted, r.Status));
    }

    [Fact]
    public async Task An_answer_that_comes_within_the_second_is_still_recorded()
    {
        using var stop = new CancellationTokenSource();
        _network.Answer = async (_, _) =>
        {
            await stop.CancelAsync();
            await Task.Delay(100, CancellationToken.None);
            return ScriptedNetwork.Accepted;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Uploader(1).UploadAsync(Rows.Leads(10).Stream(), stop.Token).ToListAsync());
        var (results, _) = await Send(Rows.Leads(10));
        Assert.All(results, r => Assert.Equal(UploadStatus.AlreadySent, r.Status));
    }

    [Fact]
    public async Task Whoever_stops_reading_early_leaves_nothing_running()
    {
        await foreach (var result in Uploader(4).UploadAsync(Rows.Leads(500_000).Stream(), default))
        {
            Assert.Equal(UploadStatus.Accepted, result.Status);
            break;
        }

        var sent = _network.Batches.Count;
        await Task.Delay(200);
        Assert.Equal(sent, _network.Batches.Count);
        // The segment that was read, those that may wait to be read, and those in flight; never the whole file of 250.
        Assert.InRange(sent, 1, 30);
        Assert.NotNull(Assert.Single(await UploadHistory.GetUploadsAsync(LedgerLocation.Parse(Ledger), null, default)).FinishedAt);
    }

    [Fact]
    public async Task Rows_that_another_run_is_sending_are_waited_for()
    {
        var answer = new TaskCompletionSource<UploadAnswer>();
        _network.Answer = (_, _) => answer.Task;
        var first = Send(Rows.Leads(10));
        await WaitAsync(() => _network.Batches.Count == 1);
        _network.Answer = (_, _) => Task.FromResult(ScriptedNetwork.Accepted);
        var second = Send(Rows.Leads(15));
        await WaitAsync(() => _network.Batches.Count == 2);
        Assert.Equal(Enumerable.Range(11, 5), _network.Batches.Last().Select(i => i.Conversion.Source.Row));
        await Task.Delay(300);
        Assert.False(second.IsCompleted);
        answer.SetResult(ScriptedNetwork.Accepted with { Problems = [new RowProblem(3, "SOME_CODE", "No.")] });
        Assert.Equal(9, (await first).Summary.Accepted);
        var (results, summary) = await second;

        // The row that was refused there is tried here, as any later run would.
        Assert.Equal(Enumerable.Range(1, 15), results.Select(r => r.Source.Row));
        Assert.All(results, r => Assert.Equal(r.Source.Row is 4 or > 10 ? UploadStatus.Accepted : UploadStatus.AlreadySent, r.Status));
        Assert.Equal((15, 6, 9), (summary.Read, summary.Accepted, summary.AlreadySent));
    }

    [Fact]
    public async Task Rows_of_a_run_whose_lease_has_run_out_are_taken_over()
    {
        var gone = new TaskCompletionSource<UploadAnswer>();
        _network.Answer = (_, _) => gone.Task;
        var first = Send(Rows.Leads(10));
        await WaitAsync(() => _network.Batches.Count == 1);
        _network.Answer = (_, _) => Task.FromResult(ScriptedNetwork.Accepted);
        var second = Send(Rows.Leads(10));
        await Task.Delay(300);
        Assert.False(second.IsCompleted);
        _clock.Advance(UploadLedger.DefaultLease + TimeSpan.FromSeconds(1));
        Assert.All((await second).Results, r => Assert.Equal(UploadStatus.Accepted, r.Status));

        // The first was only slow: its answer comes too late to change anything, and the network knows the rows by their ids.
        gone.SetResult(ScriptedNetwork.Accepted with { Problems = [new RowProblem(0, "SOME_CODE", "No.")] });
        await first;
        Assert.All((await Send(Rows.Leads(10))).Results, r => Assert.Equal(UploadStatus.AlreadySent, r.Status));
        Assert.Equal(_network.Batches.First().Select(i => i.TransactionId), _network.Batches.Last().Select(i => i.TransactionId));
    }

    [Fact]
    public async Task A_run_that_waits_for_another_stops_at_once()
    {
        var never = new TaskCompletionSource<UploadAnswer>();
        _network.Answer = (_, _) => never.Task;
        var first = Send(Rows.Leads(10));
        await WaitAsync(() => _network.Batches.Count == 1);
        using var stop = new CancellationTokenSource();
        var results = new List<UploadResult>();
        var second = Uploader(1);
        var reading = Task.Run(async () =>
        {
            await foreach (var result in second.UploadAsync(Rows.Leads(10).Stream(), stop.Token))
            {
                results.Add(result);
            }
        });
        await Task.Delay(300);
        var stopped = DateTime.UtcNow;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.InRange(DateTime.UtcNow - stopped, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.All(results, r => Assert.Equal((UploadStatus.Held, "InProgressElsewhere"), (r.Status, r.Code)));
        Assert.Equal((10, 10, ConversionUploadStatus.Incomplete), (results.Count, second.Summary.Remaining, second.Summary.Status));
        never.SetResult(ScriptedNetwork.Accepted);
        await first;
    }

    [Fact]
    public async Task A_run_that_waits_lets_its_other_rows_go_on()
    {
        var never = new TaskCompletionSource<UploadAnswer>();
        _network.Answer = (_, _) => never.Task;
        var first = Send(Rows.Leads(2000));
        await WaitAsync(() => _network.Batches.Count == 1);
        _network.Answer = (_, _) => Task.FromResult(ScriptedNetwork.Accepted);
        var second = Send(Rows.Leads(20_000), throttle: 1);
        await WaitAsync(() => _network.Batches.Count == 10);
        never.SetResult(ScriptedNetwork.Accepted);
        await first;
        Assert.Equal(Enumerable.Range(1, 20_000), (await second).Results.Select(r => r.Source.Row));
    }

    [Fact]
    public async Task What_is_left_and_when_to_go_on_is_told()
    {
        var back = _clock.GetUtcNow().AddHours(12);
        var calls = 0;
        _network.Answer = (_, _) => Task.FromResult(++calls == 1 ? ScriptedNetwork.Accepted : new UploadAnswer { Verdict = UploadVerdict.NotNow, Code = "RESOURCE_EXHAUSTED", Message = "Tomorrow.", NotBefore = back });
        var (_, summary) = await Send(Rows.Leads(9000).Select(r => r.Source.Row % 9 == 0 ? r with { ConversionName = null } : r), throttle: 1);
        Assert.Equal((2000, 6000, back, ConversionUploadStatus.Incomplete), (summary.Accepted, summary.Remaining, summary.ResumeAfter, summary.Status));
        var recorded = Assert.Single(await UploadHistory.GetUploadsAsync(LedgerLocation.Parse(Ledger), null, default));
        Assert.Equal((6000, back, ConversionUploadStatus.Incomplete), (recorded.Remaining, recorded.ResumeAfter, recorded.Status));
    }

    [Fact]
    public async Task A_stopped_run_gives_every_row_it_drew_an_answer_and_counts_what_is_left()
    {
        using var stop = new CancellationTokenSource();
        _network.Answer = async (_, _) =>
        {
            await stop.CancelAsync();
            return ScriptedNetwork.Accepted;
        };
        var uploader = Uploader(1);
        var results = new List<UploadResult>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var result in uploader.UploadAsync(Rows.Leads(30_000).Stream(), stop.Token))
            {
                results.Add(result);
            }
        });
        Assert.InRange(uploader.Summary.Accepted, 1, 4000);
        Assert.Equal(uploader.Summary.Read, uploader.Summary.Accepted + uploader.Summary.Remaining);
        Assert.Equal(uploader.Summary.Accepted, results.Count(r => r.Status == UploadStatus.Accepted));
    }

    [Fact]
    public async Task A_rejected_row_would_be_sent_again_and_the_plan_says_so()
    {
        _network.Answer = (_, _) => Task.FromResult(ScriptedNetwork.Accepted with { Problems = [new RowProblem(1, "SOME_CODE", "No.")] });
        await Send(Rows.Leads(2));
        var (plan, _) = await Send(Rows.Leads(2), UploadMode.Plan);
        Assert.Equal([UploadStatus.AlreadySent, UploadStatus.Planned], plan.Select(r => r.Status));
    }

    [Fact]
    public async Task A_plan_says_of_a_repeated_row_what_sending_says()
    {
        // Row 6 repeats row 1 with another value, row 7 repeats row 3, which is in the ledger from before.
        OfflineConversion[] rows = [.. Rows.Leads(5), Rows.Lead(1) with { Value = 99m, Source = new RowSource("leads.csv", null, 6) }, Rows.Lead(3) with { Source = new RowSource("leads.csv", null, 7) }];
        await Send([Rows.Lead(3)]);
        var (plan, _) = await Send(rows, UploadMode.Plan);
        var (sent, _) = await Send(rows);
        Assert.Equal(sent.Select(r => (r.Source.Row, r.Code, r.Message)), plan.Select(r => (r.Source.Row, r.Code, r.Message)));
        Assert.Equal(
            [UploadStatus.Planned, UploadStatus.Planned, UploadStatus.AlreadySent, UploadStatus.Planned, UploadStatus.Planned, UploadStatus.AlreadySent, UploadStatus.AlreadySent],
            plan.Select(r => r.Status));
        Assert.Equal([null, null, "AlreadySent", null, null, "DuplicateInFile", "AlreadySent"], plan.Select(r => r.Code));
    }

    [Fact]
    public async Task A_plan_makes_no_request_and_no_ledger()
    {
        var (results, _) = await Send(Rows.Leads(3), UploadMode.Plan);
        Assert.All(results, r => Assert.Equal(UploadStatus.Planned, r.Status));
        Assert.Empty(_network.Batches);
        Assert.False(File.Exists(Ledger));
        await Send(Rows.Leads(2));
        var (again, _) = await Send(Rows.Leads(3), UploadMode.Plan);
        Assert.Equal([UploadStatus.AlreadySent, UploadStatus.AlreadySent, UploadStatus.Planned], again.Select(r => r.Status));
    }

    [Fact]
    public async Task Validating_records_nothing()
    {
        var (results, _) = await Send(Rows.Leads(3), UploadMode.ValidateOnly);
        Assert.All(results, r => Assert.Equal(UploadStatus.Validated, r.Status));
        Assert.False(File.Exists(Ledger));
    }

    [Fact]
    public async Task A_request_holds_no_more_actions_than_the_network_takes()
    {
        for (var i = 0; i < 25; i++)
        {
            _network.Actions.Add(ScriptedNetwork.Action(AdNetwork.GoogleAds, $"{100 + i}", $"Action {i}"));
        }

        var (results, _) = await Send(Rows.Leads(100).Select(r => r with { ConversionName = $"Action {r.Source.Row % 25}" }));
        Assert.All(results, r => Assert.Equal(UploadStatus.Accepted, r.Status));
        Assert.All(_network.Batches, b => Assert.InRange(b.Select(i => i.Action.Id).Distinct().Count(), 1, 10));
    }

    [Fact]
    public async Task A_source_that_fails_in_the_middle_loses_no_row_read_before()
    {
        static async IAsyncEnumerable<OfflineConversion> Failing()
        {
            foreach (var row in Rows.Leads(10))
            {
                yield return row;
            }

            await Task.CompletedTask;
            throw new ConversionException("FileBroken", ErrorKind.InvalidInput, "Broken.", "Mend.");
        }

        var results = new List<UploadResult>();
        await Assert.ThrowsAsync<ConversionException>(async () =>
        {
            await foreach (var result in Uploader(1).UploadAsync(Failing(), default))
            {
                results.Add(result);
            }
        });
        Assert.Equal(10, results.Count(r => r.Status == UploadStatus.Accepted));
        var upload = Assert.Single(await UploadHistory.GetUploadsAsync(LedgerLocation.Parse(Ledger), null, default));
        Assert.Equal((ConversionUploadStatus.Incomplete, 0), (upload.Status, upload.Remaining));
    }

    [Fact]
    public async Task History_tells_each_run_and_its_rows()
    {
        _network.Answer = (_, _) => Task.FromResult(ScriptedNetwork.Accepted with { Problems = [new RowProblem(1, "SOME_CODE", "No.")] });
        var (_, summary) = await Send([Rows.Lead(1), Rows.Lead(2), Rows.Lead(3) with { ConversionName = null }]);
        var upload = Assert.Single(await UploadHistory.GetUploadsAsync(LedgerLocation.Parse(Ledger), null, default));
        Assert.Equal((summary.UploadId, 3, 1, 1, 1, 1), (upload.UploadId, upload.Read, upload.Accepted, upload.Rejected, upload.Invalid, upload.Requests));
        var rows = await UploadHistory.GetRowsAsync(LedgerLocation.Parse(Ledger), upload.UploadId, default);
        Assert.Equal([UploadStatus.Accepted, UploadStatus.Rejected, UploadStatus.Invalid], rows.Select(r => r.Status));
        Assert.Equal("SOME_CODE", rows[1].Code);
        await Assert.ThrowsAsync<ConversionException>(() => UploadHistory.GetRowsAsync(LedgerLocation.Parse(Ledger), "nonsense", default));
    }

    [Fact]
    public async Task Denied_consent_is_held_back_from_Microsoft_and_sent_to_Google_as_denied()
    {
        var denied = Rows.Lead(1) with { AdUserData = Consent.Denied };
        Assert.Equal(UploadStatus.Accepted, (await Send([denied])).Results[0].Status);
        Assert.Equal(Consent.Denied, _network.Batches.Single()[0].Conversion.AdUserData);
        var microsoft = new ScriptedNetwork(AdNetwork.MicrosoftAdvertising);
        var results = await new OfflineConversionUploader(microsoft.Account(Ledger, _clock), new UploadOptions()).UploadAsync(new[] { denied }.Stream(), default).ToListAsync();
        Assert.Equal((UploadStatus.Held, nameof(FindingCode.ConsentDenied)), (results[0].Status, results[0].Code));
        Assert.Empty(microsoft.Batches);
    }

    private string Ledger => _folder.PathOf("ledger.db");

    private OfflineConversionUploader Uploader(int throttle, UploadMode mode = UploadMode.Send) =>
        new(_network.Account(Ledger, _clock), new UploadOptions { ThrottleLimit = throttle, Mode = mode, File = "/somewhere/leads.csv" });

    private async Task<(List<UploadResult> Results, ConversionUpload Summary)> Send(IEnumerable<OfflineConversion> rows, UploadMode mode = UploadMode.Send, int throttle = 4)
    {
        var uploader = Uploader(throttle, mode);
        return (await uploader.UploadAsync(rows.Stream(), default).ToListAsync(), uploader.Summary);
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 6000, "It did not come about.");
            await Task.Delay(20);
        }
    }

    private static UploadAnswer Refuse(IReadOnlyList<UploadItem> batch, List<OfflineConversion> bad, bool named)
    {
        var rows = bad.ConvertAll(r => r.Source.Row);
        var hit = Enumerable.Range(0, batch.Count).Where(i => rows.Contains(batch[i].Conversion.Source.Row)).ToList();
        return hit.Count == 0
            ? ScriptedNetwork.Accepted
            : new UploadAnswer
            {
                Verdict = UploadVerdict.Refused,
                Code = "INVALID_ARGUMENT",
                Message = "Refused.",
                Problems = named ? hit.ConvertAll(i => new RowProblem(i, "SOME_CODE", "No.")) : [],
            };
    }
}
