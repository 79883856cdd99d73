using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Uploads;
using EnhancedConversions.Ledger;
using EnhancedConversions.Uploads;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Ledger;

/// <summary>What every kind of ledger promises.</summary>
public abstract class LedgerContractTests
{
    internal FixedClock Clock { get; } = new(DateTimeOffset.UtcNow);

    internal abstract LedgerLocation Location { get; }

    /// <summary>Lets time pass for the ledger and for the account.</summary>
    internal abstract Task TimePassesAsync(TimeSpan span);

    /// <summary>Runs a statement behind the ledger's back.</summary>
    internal abstract Task SqlAsync(string sql);

    [SkippableFact]
    public async Task A_row_is_granted_once_and_two_open_ledgers_agree()
    {
        await using var one = await OpenAsync();
        await using var two = await OpenAsync();
        var first = await BeginAsync(one);
        var second = await BeginAsync(two);
        Assert.True((await ClaimAsync(one, first, 1)).Granted);
        var answer = await ClaimAsync(two, second, 1);
        Assert.Equal((false, LedgerState.Pending, false, true), (answer.Granted, answer.State, answer.SameUpload, answer.IsOpen));
        Assert.True((await ClaimAsync(two, second, 2)).Granted);
    }

    [SkippableFact]
    public async Task A_row_twice_in_one_claim_is_granted_once()
    {
        await using var ledger = await OpenAsync();
        var claim = await ledger.ClaimAsync(await BeginAsync(ledger), [Row(1), Row(2), With(1, row => row with { Source = new RowSource(null, null, 3), Value = 99 })], default);
        Assert.Equal([true, true, false], claim.Answers.Select(a => a.Granted));
        Assert.Equal((true, 1, false, false), (claim.Answers[2].SameUpload, claim.Answers[2].SourceRow, claim.Answers[2].SameValue, claim.Answers[2].IsOpen));
    }

    [SkippableFact]
    public async Task Of_rows_that_share_the_beginning_of_their_keys_each_is_granted_once()
    {
        // Three rows or more share a key; the order of the keys is not that of the rows.
        LedgerRow[] rows = [.. Enumerable.Range(0, 120).Select(i => new LedgerRow(Hashed(1) with { Source = new RowSource(null, null, i + 2) }, KeyOf((119 - i) / 3 * 3 % 40)))];
        await using var ledger = await OpenAsync();
        var claim = await ledger.ClaimAsync(await BeginAsync(ledger), rows, default);
        var met = new Dictionary<RowKey, int>();
        Assert.All(rows.Zip(claim.Answers), pair => Assert.Equal(
            met.TryAdd(pair.First.Key, pair.First.SourceRow) ? (true, 0) : (false, met[pair.First.Key]),
            (pair.Second.Granted, pair.Second.SourceRow)));

        static RowKey KeyOf(int number)
        {
            var bytes = new byte[RowKey.Size];
            bytes[^1] = (byte)number;
            return RowKey.FromBytes(bytes);
        }
    }

    [SkippableFact]
    public async Task Of_many_rows_those_are_granted_that_are_free()
    {
        await using var ledger = await OpenAsync();
        LedgerRow[] rows = [.. Enumerable.Range(1, 260).Select(Row)];
        var taken = rows.Where((_, i) => i is 70 or 71 or 199).ToHashSet();
        var free = rows.First(r => !taken.Contains(r) && taken.Any(t => t.Key.Span[0] == r.Key.Span[0]));
        var other = await BeginAsync(ledger);
        await ledger.ClaimAsync(other, [.. taken], default);
        var rejected = await ledger.ClaimAsync(other, [free], default);
        await ledger.CompleteAsync(rejected.Batch, LedgerState.Rejected, null, [], default);

        var upload = await BeginAsync(ledger);
        var claim = await ledger.ClaimAsync(upload, rows, default);
        Assert.Equal(rows.Select(r => !taken.Contains(r)), claim.Answers.Select(a => a.Granted));
        Assert.Equal(rows.Length - taken.Count, (await ledger.GetRowsAsync(upload, default)).Count);
        Assert.DoesNotContain((await ledger.ClaimAsync(await BeginAsync(ledger), rows, default)).Answers, a => a.Granted);
    }

    [SkippableFact]
    public async Task What_is_kept_of_many_rows_is_each_rows_own()
    {
        await using var ledger = await OpenAsync();
        LedgerRow[] rows = [.. Enumerable.Range(1, 130).Select(i => With(i, row => row with
        {
            Source = new RowSource(null, null, i + 1),
            ConversionName = $"Action {i / 7}",
            Value = i / 3,
            OrderId = i % 5 < 2 ? null : $"{(i % 3 == 0 ? "Größe €" : "order")} {i / 2}{new string('ö', i)}",
            AdUserData = (Consent)(i / 4 % 3),
        }))];
        var upload = await BeginAsync(ledger);
        for (var i = 0; i < 2; i++)
        {
            var claim = await ledger.ClaimAsync(upload, rows, default);
            Assert.All(claim.Answers, a => Assert.True(a.Granted));
            await ledger.CompleteAsync(claim.Batch, i == 0 ? LedgerState.Rejected : LedgerState.Accepted, "r", [], default);
        }

        await ledger.RecordUnsentAsync(upload, [.. Enumerable.Range(200, 130).Select(i => new UploadResult
        {
            Source = new RowSource(null, null, i),
            Network = AdNetwork.GoogleAds,
            AccountId = "1",
            Status = UploadStatus.Invalid,
            Code = i % 3 == 0 ? null : $"Code{i / 10}",
        })], default);

        var kept = await ledger.GetRowsAsync(upload, default);
        Assert.Equal(rows.Select(r => (r.SourceRow, r.Name, r.Key.TransactionId(r.OrderId))), kept.Take(130).Select(r => (r.Source.Row, r.ConversionName!, r.TransactionId!)));
        Assert.Equal(Enumerable.Range(200, 130).Select(i => (i, i % 3 == 0 ? null : $"Code{i / 10}")), kept.Skip(130).Select(r => (r.Source.Row, r.Code)));
        Assert.Equal(rows.Select(r => (RowTraits?)r.Traits), (await ledger.GetSentRowsAsync(upload, default)).OrderBy(r => r.SourceRow).Select(r => r.Traits));
        var places = await ledger.LocateAsync(rows, default);
        Assert.Equal(rows.Select(r => r.Value), rows.Select(r => places[r.Key].Value));
    }

    [SkippableFact]
    public async Task A_claim_is_free_again_when_the_lease_of_its_run_has_run_out()
    {
        await using var ledger = await OpenAsync();
        Assert.True((await ClaimAsync(ledger, await BeginAsync(ledger), 1)).Granted);
        await TimePassesAsync(UploadLedger.DefaultLease - TimeSpan.FromSeconds(20));
        var later = await BeginAsync(ledger);
        var answer = await ClaimAsync(ledger, later, 1);
        Assert.False(answer.Granted);
        Assert.False(await ledger.IsAnySettledAsync([answer.Batch], default));
        await TimePassesAsync(TimeSpan.FromSeconds(40));
        await ledger.RenewAsync(later, default);
        Assert.True(await ledger.IsAnySettledAsync([answer.Batch], default));
        Assert.True((await ClaimAsync(ledger, later, 1)).Granted);
    }

    [SkippableFact]
    public async Task A_run_that_renews_its_lease_keeps_its_claims()
    {
        await using var ledger = await OpenAsync();
        var upload = await BeginAsync(ledger);
        await ClaimAsync(ledger, upload, 1);
        for (var i = 0; i < 5; i++)
        {
            await TimePassesAsync(UploadLedger.DefaultLease / 2);
            await ledger.RenewAsync(upload, default);
        }

        Assert.False((await ClaimAsync(ledger, await BeginAsync(ledger), 1)).Granted);
    }

    [SkippableFact]
    public async Task The_claims_of_a_run_that_has_ended_are_free()
    {
        await using var ledger = await OpenAsync();
        var upload = await BeginAsync(ledger);
        await ClaimAsync(ledger, upload, 1);
        await ledger.EndUploadAsync(Summary(upload), default);
        await ledger.RenewAsync(upload, default);
        Assert.True((await ClaimAsync(ledger, await BeginAsync(ledger), 1)).Granted);
    }

    [SkippableTheory]
    [InlineData(nameof(LedgerState.Accepted), false)]
    [InlineData(nameof(LedgerState.Rejected), true)]
    [InlineData(nameof(LedgerState.Unknown), true)]
    [InlineData(nameof(LedgerState.Released), true)]
    public async Task What_became_of_a_row_decides_whether_it_is_sent_again(string state, bool again)
    {
        await using var ledger = await OpenAsync();
        var upload = await BeginAsync(ledger);
        var claim = await ledger.ClaimAsync(upload, [Row(1)], default);
        await ledger.CompleteAsync(claim.Batch, Enum.Parse<LedgerState>(state), "request-1", [], default);
        Assert.Equal(again, (await ledger.FindAsync([Row(1)], default))[0].Granted);
        Assert.Equal(again, (await ClaimAsync(ledger, await BeginAsync(ledger), 1)).Granted);
    }

    [SkippableFact]
    public async Task A_held_row_is_free_when_its_time_has_come()
    {
        await using var ledger = await OpenAsync();
        var claim = await ledger.ClaimAsync(await BeginAsync(ledger), [Row(1), Row(2)], default);
        var until = Clock.GetUtcNow().AddHours(2);
        await ledger.CompleteAsync(claim.Batch, LedgerState.Accepted, "r", [new RowOutcome(Row(1).Key, LedgerState.Held, "TooNew", "Wait.", until)], default);
        var answer = await ClaimAsync(ledger, await BeginAsync(ledger), 1);
        Assert.Equal((false, LedgerState.Held, until.ToUnixTimeMilliseconds()), (answer.Granted, answer.State, answer.At.ToUnixTimeMilliseconds()));
        await TimePassesAsync(TimeSpan.FromHours(2));
        Assert.True((await ClaimAsync(ledger, await BeginAsync(ledger), 1)).Granted);
        Assert.Equal(LedgerState.Accepted, (await ClaimAsync(ledger, await BeginAsync(ledger), 2)).State);
    }

    [SkippableFact]
    public async Task An_answer_that_comes_after_another_run_took_the_row_over_leaves_it_to_that_run()
    {
        await using var ledger = await OpenAsync();
        var slow = await BeginAsync(ledger);
        var claim = await ledger.ClaimAsync(slow, [Row(1)], default);
        await TimePassesAsync(UploadLedger.DefaultLease * 2);
        var second = await BeginAsync(ledger);
        Assert.True((await ClaimAsync(ledger, second, 1)).Granted);
        await ledger.CompleteAsync(claim.Batch, LedgerState.Accepted, "r", [new RowOutcome(Row(1).Key, LedgerState.Rejected, "CODE", "No.", null)], default);
        Assert.Equal(LedgerState.Pending, (await ledger.FindAsync([Row(1)], default))[0].State);
        Assert.Equal(UploadStatus.Unknown, Assert.Single(await ledger.GetRowsAsync(second, default)).Status);
    }

    [SkippableFact]
    public async Task Rows_move_on_into_batches_of_their_own()
    {
        await using var ledger = await OpenAsync();
        var upload = await BeginAsync(ledger);
        var claim = await ledger.ClaimAsync(upload, [.. Enumerable.Range(1, 10).Select(Row)], default);
        var batch = await ledger.RegroupAsync(upload, claim.Batch, [.. Enumerable.Range(4, 7).Select(i => Row(i).Key)], default);
        await ledger.CompleteAsync(claim.Batch, LedgerState.Rejected, null, [], default);
        await ledger.CompleteAsync(batch, LedgerState.Accepted, "request-2", [], default);
        var rows = await ledger.GetRowsAsync(upload, default);
        Assert.Equal(Enumerable.Range(1, 10), rows.Select(r => r.Source.Row));
        Assert.All(rows, r => Assert.Equal(r.Source.Row < 4 ? (UploadStatus.Rejected, null) : (UploadStatus.Accepted, "request-2"), (r.Status, r.RequestId)));
    }

    [SkippableFact]
    public async Task Many_writers_grant_each_row_once()
    {
        var granted = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            await using var ledger = await OpenAsync();
            var upload = await BeginAsync(ledger);
            var random = new Random(writer);
            foreach (var start in Enumerable.Range(0, 10).Select(i => (i * 50) + 1).OrderBy(_ => random.Next()))
            {
                // Each in an order of its own, as files and threads come.
                var claim = await ledger.ClaimAsync(upload, [.. Enumerable.Range(start, 50).OrderBy(_ => random.Next()).Select(Row)], default);
                Interlocked.Add(ref granted, claim.Answers.Count(a => a.Granted));
                if (claim.Answers.Any(a => a.Granted))
                {
                    await ledger.CompleteAsync(claim.Batch, LedgerState.Accepted, "r", [], default);
                }
            }
        })));
        Assert.Equal(500, granted);
        await using var checking = await OpenAsync();
        await checking.CheckAsync(default);
    }

    [SkippableFact]
    public async Task A_claim_that_is_given_up_claims_nothing()
    {
        await using var ledger = await OpenAsync();
        var upload = await BeginAsync(ledger);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ledger.ClaimAsync(upload, [Row(1)], new CancellationToken(true)));
        Assert.True((await ledger.FindAsync([Row(1)], default))[0].Granted);
    }

    [SkippableFact]
    public async Task Runs_are_found_by_time_network_account_and_status()
    {
        await using var ledger = await OpenAsync();
        var begin = Clock.GetUtcNow();
        var complete = await ledger.BeginUploadAsync(AdNetwork.GoogleAds, "1", "/home/somebody/leads.csv", default);
        await ledger.EndUploadAsync(Summary(complete) with { Read = 5, Accepted = 4, Rejected = 1, Requests = 1 }, default);
        await TimePassesAsync(TimeSpan.FromHours(1));
        var incomplete = await ledger.BeginUploadAsync(AdNetwork.MicrosoftAdvertising, "2", null, default);
        await ledger.EndUploadAsync(Summary(incomplete) with { Read = 5, Held = 5, Remaining = 5, ResumeAfter = begin.AddDays(1) }, default);
        await TimePassesAsync(TimeSpan.FromHours(1));
        var interrupted = await BeginAsync(ledger);
        await ledger.ClaimAsync(interrupted, [Row(1), Row(2)], default);
        await TimePassesAsync(TimeSpan.FromHours(1));
        var running = await BeginAsync(ledger);

        Assert.Equal([running, interrupted, incomplete, complete], await Ids(new UploadFilter()));
        Assert.Equal([complete], await Ids(new UploadFilter { Status = [ConversionUploadStatus.Complete] }));
        Assert.Equal([incomplete], await Ids(new UploadFilter { Status = [ConversionUploadStatus.Incomplete] }));
        Assert.Equal([interrupted], await Ids(new UploadFilter { Status = [ConversionUploadStatus.Interrupted] }));
        Assert.Equal([running], await Ids(new UploadFilter { Status = [ConversionUploadStatus.Running] }));
        Assert.Equal([incomplete], await Ids(new UploadFilter { Network = AdNetwork.MicrosoftAdvertising }));
        Assert.Equal([complete], await Ids(new UploadFilter { Until = await StartAsync(incomplete) }));
        Assert.Equal([running, interrupted, incomplete], await Ids(new UploadFilter { Since = await StartAsync(incomplete) }));
        Assert.Equal([incomplete], await Ids(new UploadFilter { AccountId = "2" }));
        Assert.Empty(await Ids(new UploadFilter { AccountId = "' OR 1=1 --" }));
        var all = (await ledger.GetUploadsAsync(new UploadFilter(), default)).ToDictionary(u => u.UploadId);
        Assert.Equal(("leads.csv", 5, 4, 1, 1), (all[complete].File, all[complete].Read, all[complete].Accepted, all[complete].Rejected, all[complete].Requests));
        Assert.Equal((5, begin.AddDays(1).ToUnixTimeMilliseconds()), (all[incomplete].Remaining, all[incomplete].ResumeAfter?.ToUnixTimeMilliseconds()));
        Assert.Equal((2, 2, 2, null), (all[interrupted].Read, all[interrupted].Unknown, all[interrupted].Remaining, all[interrupted].FinishedAt));

        async Task<IEnumerable<string>> Ids(UploadFilter filter) => (await ledger.GetUploadsAsync(filter, default)).Select(u => u.UploadId);

        async Task<DateTimeOffset> StartAsync(string upload) => (await ledger.GetUploadsAsync(new UploadFilter { UploadId = upload }, default))[0].StartedAt;
    }

    [SkippableFact]
    public async Task The_rows_of_a_run_come_with_their_last_known_state()
    {
        await using var ledger = await OpenAsync();
        var upload = await BeginAsync(ledger);
        var claim = await ledger.ClaimAsync(upload, [Row(1), With(2, row => row with { OrderId = "4711" }), Row(4)], default);
        await ledger.CompleteAsync(claim.Batch, LedgerState.Accepted, "request-1", [new RowOutcome(Row(4).Key, LedgerState.Rejected, "SOME_CODE", "No.", null)], default);
        await ledger.RecordUnsentAsync(upload, [new UploadResult { Source = new RowSource(null, null, 3), Network = AdNetwork.GoogleAds, AccountId = "1", Status = UploadStatus.Invalid, Code = "EmailMalformed" }], default);
        var rows = await ledger.GetRowsAsync(upload, default);
        Assert.Equal([(1, UploadStatus.Accepted, null), (2, UploadStatus.Accepted, null), (3, UploadStatus.Invalid, "EmailMalformed"), (4, UploadStatus.Rejected, "SOME_CODE")], rows.Select(r => (r.Source.Row, r.Status, r.Code)));
        Assert.Equal([Row(1).TransactionId, "o-4711", null, Row(4).TransactionId], rows.Select(r => r.TransactionId));
        Assert.Equal("request-1", rows[0].RequestId);
        Assert.Equal(Rows.Lead(1).ConversionTime?.Instant?.ToUnixTimeMilliseconds(), rows[0].ConversionTime?.ToUnixTimeMilliseconds());
        Assert.Equal("UploadNotFound", (await Assert.ThrowsAsync<ConversionException>(() => ledger.GetRowsAsync("nonsense", default))).ErrorId);
    }

    [SkippableFact]
    public async Task What_was_accepted_on_the_days_of_a_run_is_counted_by_run_name_and_day()
    {
        await using var ledger = await OpenAsync();
        var runs = new List<string>();
        foreach (var (account, people, day) in new[] { ("1", new[] { 1, 2, 3 }, 10), ("1", [4], 10), ("2", [5], 10), ("1", [6], 11) })
        {
            runs.Add(await ledger.BeginUploadAsync(AdNetwork.GoogleAds, account, null, default));
            var claim = await ledger.ClaimAsync(runs[^1], Array.ConvertAll(people, Row), default);
            await ledger.CompleteAsync(claim.Batch, LedgerState.Accepted, null, people.Length < 3 ? [] : [new RowOutcome(Row(3).Key, LedgerState.Rejected, "SOME_CODE", "No.", null)], default);
            await SqlAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE batches SET claimed = {new DateTimeOffset(2026, 11, day, 23, 59, 59, TimeSpan.Zero).ToUnixTimeMilliseconds()} WHERE upload = '{runs[^1]}'"));
        }

        var counts = await ledger.CountAcceptedOnDaysOfAsync(Summary(runs[0]), default);

        var day10 = new DateOnly(2026, 11, 10);
        Assert.Equal([new(runs[0], "Qualified lead", day10, 2), new(runs[1], "Qualified lead", day10, 1)], counts.OrderBy(count => count.Rows == 2 ? 0 : 1));
    }

    [SkippableFact]
    public async Task The_rows_of_runs_are_counted_where_they_stand_now()
    {
        await using var ledger = await OpenAsync();
        var first = await BeginAsync(ledger);
        var claim = await ledger.ClaimAsync(first, [Row(1), Row(2), Row(3), Row(4)], default);
        await ledger.CompleteAsync(claim.Batch, LedgerState.Accepted, "r", [new RowOutcome(Row(3).Key, LedgerState.Rejected, "BAD", "It is bad.", null), new RowOutcome(Row(4).Key, LedgerState.Unknown, "NoAnswer", "No answer came.", null)], default);
        UploadResult unsent = new() { Source = new RowSource(null, null, 5), Network = AdNetwork.GoogleAds, AccountId = "1", Status = UploadStatus.Invalid, Code = "EmailMalformed", Message = "It quotes a cell.", ConversionName = "What a cell says" };
        await ledger.RecordUnsentAsync(first, [unsent, unsent with { Source = new RowSource(null, null, 6) }], default);
        await ledger.EndUploadAsync(Summary(first), default);

        // The row without an answer is sent again, and belongs to that run from then on.
        var second = await BeginAsync(ledger);
        claim = await ledger.ClaimAsync(second, [Row(4)], default);
        await ledger.CompleteAsync(claim.Batch, LedgerState.Accepted, "r", [], default);
        await ledger.EndUploadAsync(Summary(second), default);

        var counts = await UploadHistory.GetRowCountsAsync(Location, null, default);
        Assert.Equal(
            [(first, UploadStatus.Accepted, null, null, 2), (first, UploadStatus.Invalid, "EmailMalformed", null, 2), (first, UploadStatus.Rejected, "BAD", "It is bad.", 1), (second, UploadStatus.Accepted, null, null, 1)],
            counts.Select(c => (c.UploadId, c.Status, c.Code, c.Message, c.Rows)).OrderBy(c => c.UploadId == second).ThenBy(c => c.Status.ToString(), StringComparer.Ordinal));
        Assert.Equal([null, "Qualified lead"], counts.Select(c => c.ConversionName).Distinct().Order());
        Assert.Equal(second, Assert.Single(await UploadHistory.GetRowCountsAsync(Location, new UploadFilter { UploadId = second }, default)).UploadId);
        Assert.Empty(await UploadHistory.GetRowCountsAsync(Location, new UploadFilter { Network = AdNetwork.MicrosoftAdvertising }, default));
    }

    [SkippableFact]
    public async Task Removing_keeps_the_digests_that_still_guard_and_says_so()
    {
        await using var ledger = await OpenAsync();
        var now = Clock.GetUtcNow();
        var old = await BeginAsync(ledger);
        var claim = await ledger.ClaimAsync(old, [At(1, now.AddDays(-89)), At(2, now.AddDays(-60)), At(3, now.AddDays(-60))], default);
        await ledger.CompleteAsync(claim.Batch, LedgerState.Accepted, "r", [new RowOutcome(Row(3).Key, LedgerState.Rejected, "CODE", "No.", null)], default);
        await ledger.RecordUnsentAsync(old, [new UploadResult { Source = new RowSource(null, null, 4), Network = AdNetwork.GoogleAds, AccountId = "1", Status = UploadStatus.Invalid }], default);
        await ledger.EndUploadAsync(Summary(old), default);
        await TimePassesAsync(TimeSpan.FromDays(10));
        var young = await BeginAsync(ledger);
        await ledger.ClaimAsync(young, [Row(5)], default);

        // 1 is 99 days old by now and 2 is 70; 3 was not accepted, 4 never sent.
        var removal = await ledger.RemoveAsync(new UploadFilter { Until = Clock.GetUtcNow().AddDays(-5) }, default);
        Assert.Equal((1, 3, 1), (removal.Uploads, removal.Rows, removal.KeptRows));
        Assert.InRange(removal.KeptUntil!.Value, now.AddDays(30), now.AddDays(32));
        Assert.Equal([young], (await ledger.GetUploadsAsync(new UploadFilter(), default)).Select(u => u.UploadId));
        var answers = await ledger.FindAsync([Row(1), Row(2), Row(3), Row(5)], default);
        Assert.Equal([true, false, true, false], answers.Select(a => a.Granted));
        Assert.Equal(LedgerState.Accepted, answers[1].State);
        await ledger.CheckAsync(default);

        await TimePassesAsync(TimeSpan.FromDays(30));
        Assert.Equal((0, 1, 0), await ledger.RemoveAsync(new UploadFilter { Until = now.AddDays(-5) }, default) is var later ? (later.Uploads, later.Rows, later.KeptRows) : default);

        LedgerRow At(int person, DateTimeOffset time) => With(person, row => row with { ConversionTime = time });
    }

    [SkippableFact]
    public async Task A_run_that_is_at_work_is_not_removed()
    {
        await using var ledger = await OpenAsync();
        var upload = await BeginAsync(ledger);
        await ClaimAsync(ledger, upload, 1);
        var removal = await ledger.RemoveAsync(new UploadFilter { Until = Clock.GetUtcNow().AddDays(1) }, default);
        Assert.Equal((0, 0, 0), (removal.Uploads, removal.Rows, removal.KeptRows));
        Assert.False((await ledger.FindAsync([Row(1)], default))[0].Granted);
    }

    [SkippableFact]
    public async Task A_newer_ledger_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        await MakeNewerAsync();
        Assert.Equal("LedgerTooNew", (await Assert.ThrowsAsync<ConversionException>(OpenAsync)).ErrorId);
        Assert.Equal("LedgerTooNew", (await Assert.ThrowsAsync<ConversionException>(() => UploadHistory.GetUploadsAsync(Location, null, default))).ErrorId);
    }

    [SkippableFact]
    public async Task An_older_ledger_is_brought_up_to_date_once()
    {
        await (await OpenAsync()).DisposeAsync();
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => OpenWithNextStepAsync("ALTER TABLE uploads ADD COLUMN next_step integer NOT NULL DEFAULT 0"))));
        await SqlAsync("UPDATE uploads SET next_step = 1");
        foreach (var ledger in opened)
        {
            await BeginAsync(ledger);
            await ledger.DisposeAsync();
        }

        Assert.Equal("LedgerTooNew", (await Assert.ThrowsAsync<ConversionException>(OpenAsync)).ErrorId);
    }

    [SkippableFact]
    public async Task A_step_that_fails_leaves_the_ledger_as_it_was()
    {
        await (await OpenAsync()).DisposeAsync();
        await Assert.ThrowsAsync<ConversionException>(() => OpenWithNextStepAsync("ALTER TABLE uploads ADD COLUMN next_step integer; UPDATE nonsense SET x = 1"));
        await using var ledger = await OpenAsync();
        await BeginAsync(ledger);
        await Assert.ThrowsAnyAsync<Exception>(() => SqlAsync("UPDATE uploads SET next_step = 1"));
    }

    [SkippableFact]
    public async Task Many_first_runs_at_once_make_one_ledger()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(OpenAsync)));
        foreach (var ledger in opened)
        {
            await BeginAsync(ledger);
        }

        Assert.Equal(8, (await opened[0].GetUploadsAsync(new UploadFilter(), default)).Count);
        foreach (var ledger in opened)
        {
            await ledger.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_row_without_its_batch_is_damage()
    {
        await using (var ledger = await OpenAsync())
        {
            await ClaimAsync(ledger, await BeginAsync(ledger), 1);
            await ledger.CheckAsync(default);
        }

        await SqlAsync("DELETE FROM batches");
        Assert.Equal("LedgerDamaged", (await Assert.ThrowsAsync<ConversionException>(() => UploadHistory.CheckAsync(Location, default))).ErrorId);
    }

    [SkippableFact]
    public async Task Places_of_a_quota_are_given_so_that_no_stretch_of_time_holds_more_than_it_may()
    {
        QuotaWindow[] windows = [new(5, TimeSpan.FromMinutes(1)), new(12, TimeSpan.FromMinutes(3))];
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            await using var ledger = await OpenAsync();
            var places = new List<QuotaPlace>();
            for (var i = 0; i < 5; i++)
            {
                places.Add(await ledger.TakePlaceAsync("q", windows, default));
                Assert.Equal(TimeSpan.Zero, (await ledger.TakePlaceAsync($"one of worker {worker}", windows, default)).Wait);
            }

            return places;
        })));
        var places = taken.SelectMany(p => p).ToList();
        Assert.All(places, p => Assert.True(p.Taken));

        // On a server the clock goes on between two places: a little less wait for the later one.
        var tolerance = TimeSpan.FromSeconds(10);
        var waits = places.ConvertAll(p => p.Wait).Order().ToList();
        foreach (var window in windows)
        {
            Assert.All(waits.Zip(waits.Skip(window.Requests)), pair => Assert.True(pair.Second - pair.First >= window.Length - tolerance));
        }

        // None is wasted: 12 in every three minutes.
        Assert.InRange(waits[^1], TimeSpan.FromMinutes(9) - tolerance, TimeSpan.FromMinutes(9));
    }

    [SkippableFact]
    public async Task A_place_that_is_a_day_away_is_not_taken_but_told()
    {
        await using var ledger = await OpenAsync();
        var quota = new LedgerQuota(ledger, "q", [new(100, TimeSpan.FromMinutes(1)), new(3, TimeSpan.FromDays(1))], Clock);
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await quota.TakeAsync(default));
            await TimePassesAsync(TimeSpan.FromHours(1));
        }

        // The first was three hours ago.
        var free = await quota.TakeAsync(default);
        Assert.InRange(free!.Value, Clock.GetUtcNow().AddHours(21).AddSeconds(-10), Clock.GetUtcNow().AddHours(21).AddSeconds(10));
        Assert.NotNull(await quota.TakeAsync(default));
        await TimePassesAsync(TimeSpan.FromHours(21).Add(TimeSpan.FromSeconds(1)));
        Assert.Null(await quota.TakeAsync(default));
        Assert.NotNull(await quota.TakeAsync(default));
    }

    [SkippableFact]
    public async Task Looking_up_makes_no_ledger()
    {
        Assert.Empty(await UploadHistory.GetUploadsAsync(Location, null, default));
        Assert.Equal(0, (await UploadHistory.RemoveAsync(Location, DateTimeOffset.MaxValue, null, default)).Uploads);
        await UploadHistory.CheckAsync(Location, default);
        await Assert.ThrowsAnyAsync<Exception>(() => SqlAsync("SELECT 1 FROM uploads"));
    }

    internal abstract Task MakeNewerAsync();

    internal abstract Task<UploadLedger> OpenWithNextStepAsync(string step);

    internal Task<UploadLedger> OpenAsync() => UploadLedger.OpenAsync(Location, Clock, default);

    internal static Task<string> BeginAsync(UploadLedger ledger) => ledger.BeginUploadAsync(AdNetwork.GoogleAds, "1", null, default);

    internal static async Task<ClaimAnswer> ClaimAsync(UploadLedger ledger, string upload, int person) => Assert.Single((await ledger.ClaimAsync(upload, [Row(person)], default)).Answers);

    internal static LedgerRow Row(int person) => With(person, row => row);

    /// <summary>The same conversion by its key, with other content.</summary>
    internal static LedgerRow With(int person, Func<HashedConversion, HashedConversion> change)
    {
        var hashed = Hashed(person);
        return new LedgerRow(change(hashed), RowKey.Of(hashed, "1"));
    }

    internal static HashedConversion Hashed(int person) =>
        new RowRules(AdNetwork.GoogleAds, null, null, FixedClock.Noon()).Check(Rows.Lead(person)).Hashed!;

    private ConversionUpload Summary(string upload) => new()
    {
        UploadId = upload,
        Network = AdNetwork.GoogleAds,
        AccountId = "1",
        StartedAt = Clock.GetUtcNow(),
        FinishedAt = Clock.GetUtcNow(),
    };
}
