using System.Globalization;
using EnhancedConversions.Ledger;
using EnhancedConversions.Messages;
using EnhancedConversions.Networks;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Uploads;

/// <summary>
/// Brings the rows of one segment to their end: claim, request, answer, record.
/// A network that refuses a whole request for single rows gets the rest again without them; when it names no row, the request is halved
/// until the row stands alone (at most two requests for each halving).
/// </summary>
/// <param name="network">Where the rows go.</param>
/// <param name="mode">How far they go.</param>
/// <param name="ledger">The ledger; null when there is none, or none is needed.</param>
/// <param name="uploadId">The run.</param>
/// <param name="turns">The turns to send; the caller holds one for each segment.</param>
/// <param name="stop">The wish to stop.</param>
/// <param name="verbose">Hears what is done and why.</param>
internal sealed class BatchSender(
    IConversionNetwork network,
    UploadMode mode,
    UploadLedger? ledger,
    string uploadId,
    Turns turns,
    StopSignal stop,
    Action<string> verbose)
{
    private UploadAnswer? _quotaUsedUp;
    private int _requests;

    /// <summary>HTTP requests made for uploads so far.</summary>
    public int Requests => _requests;

    /// <summary>Ends every row of a segment.</summary>
    /// <param name="segment">The rows.</param>
    /// <exception cref="ConversionException">No further row can succeed; rows without an end can be sent again.</exception>
    public async Task SendAsync(UploadSegment segment)
    {
        var ready = segment.Slots.TrueForAll(s => s.Claim is not null) ? segment.Slots : segment.Slots.FindAll(s => s.Claim is not null);
        if (ready.Count > 0)
        {
            await (mode switch
            {
                UploadMode.Plan => PlanAsync(ready),
                UploadMode.ValidateOnly => SendGroupsAsync(new Group(ready, 0)),
                _ => ClaimAndSendAsync(ready),
            }).ConfigureAwait(false);
        }

        if (mode == UploadMode.Send && segment.Slots.FindAll(s => s.Claim is null) is { Count: > 0 } unsent)
        {
            await ledger!.RecordUnsentAsync(uploadId, unsent.ConvertAll(s => s.ToResult(null)), stop.Records).ConfigureAwait(false);
        }
    }

    private async Task PlanAsync(List<RowSlot> ready)
    {
        var answers = ledger is null ? null : await ledger.FindAsync(ready.ConvertAll(s => s.Claim!), stop.Answers).ConfigureAwait(false);
        for (var i = 0; i < ready.Count; i++)
        {
            if (answers is not null && !answers[i].Granted)
            {
                EndRefusedClaim(ready[i], answers[i]);
            }
            else if (ready[i].SameAsRow is { } earlier)
            {
                // Sending claims the first, and the ledger then answers so for the second; a plan claims nothing.
                ready[i].End(UploadStatus.AlreadySent, Findings.Make(FindingCode.DuplicateInFile, ready[i].Source, null, earlier));
            }
        }
    }

    private async Task ClaimAndSendAsync(List<RowSlot> ready)
    {
        var others = new OtherRuns(ledger!, turns, stop);
        while (ready.Count > 0)
        {
            if (_quotaUsedUp is { } quota)
            {
                ready.ForEach(s => s.End(UploadStatus.Held, "QuotaUsedUp", quota.Message, quota.NotBefore));
                return;
            }

            if (stop.IsStopping)
            {
                ready.ForEach(EndStopped);
                return;
            }

            var claim = await ledger!.ClaimAsync(uploadId, ready.ConvertAll(s => s.Claim!), stop.Answers).ConfigureAwait(false);
            var (granted, open) = Divide(ready, claim.Answers);
            if (granted.Count > 0)
            {
                await SendGroupsAsync(new Group(granted, claim.Batch)).ConfigureAwait(false);
            }

            if (open.Count > 0 && !await others.WaitAsync([.. open.Select(o => o.Answer.Batch).Distinct()]).ConfigureAwait(false))
            {
                open.ForEach(o => EndRefusedClaim(o.Slot, o.Answer));
                return;
            }

            ready = open.ConvertAll(o => o.Slot);
        }
    }

    private (List<RowSlot> Granted, List<(RowSlot Slot, ClaimAnswer Answer)> Open) Divide(List<RowSlot> ready, ClaimAnswer[] answers)
    {
        if (Array.TrueForAll(answers, a => a.Granted))
        {
            return (ready, []);
        }

        var granted = new List<RowSlot>(ready.Count);
        var open = new List<(RowSlot Slot, ClaimAnswer Answer)>();
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i].Granted)
            {
                granted.Add(ready[i]);
            }
            else if (answers[i].IsOpen)
            {
                open.Add((ready[i], answers[i]));
            }
            else
            {
                EndRefusedClaim(ready[i], answers[i]);
            }
        }

        if (granted.Count < ready.Count)
        {
            verbose(string.Create(
                CultureInfo.InvariantCulture,
                $"{ready.Count - granted.Count - open.Count} of {ready.Count} rows are in the ledger from before and are not sent again; {open.Count} are being sent by another run."));
        }

        return (granted, open);
    }

    private static void EndRefusedClaim(RowSlot slot, ClaimAnswer answer)
    {
        var source = slot.Source;
        var day = UtcText.ToMinute(answer.At);
        if (answer.SameUpload)
        {
            slot.End(UploadStatus.AlreadySent, Findings.Make(FindingCode.DuplicateInFile, source, null, answer.SourceRow));
        }
        else if (answer.State == LedgerState.Accepted)
        {
            slot.End(UploadStatus.AlreadySent, Findings.Make(answer.SameValue ? FindingCode.AlreadySent : FindingCode.AlreadySentWithDifferentValue, source, null, day));
        }
        else if (answer.State == LedgerState.Held)
        {
            slot.End(UploadStatus.Held, "HeldBack", $"The row is held back until {day}. Run the command again after that.", answer.At);
        }
        else
        {
            slot.End(UploadStatus.Held, "InProgressElsewhere", "Another run is sending this row. Run the command again when that one is over.");
        }
    }

    private static void EndStopped(RowSlot slot) =>
        slot.End(UploadStatus.Held, "Stopped", "The run was stopped before this row was sent. Run the same command again.");

    private async Task SendGroupsAsync(Group first)
    {
        var waiting = new Stack<Group>();
        waiting.Push(first);
        try
        {
            while (!stop.IsStopping && waiting.TryPeek(out var group))
            {
                var answer = await AskAsync(group).ConfigureAwait(false);
                waiting.Pop();
                foreach (var rest in await EndAsync(group, answer).ConfigureAwait(false))
                {
                    waiting.Push(rest);
                }
            }
        }
        finally
        {
            // Stopped, or no further row can succeed: nothing of these was processed.
            foreach (var group in waiting)
            {
                group.Rows.ForEach(EndStopped);
                await CompleteAsync(group, LedgerState.Released, null, []).ConfigureAwait(false);
            }
        }
    }

    private async Task<UploadAnswer> AskAsync(Group group)
    {
        try
        {
            var answer = await network.UploadAsync(group.Rows.ConvertAll(s => s.Item), mode == UploadMode.ValidateOnly, stop.Answers).ConfigureAwait(false);
            Interlocked.Add(ref _requests, answer.Requests);
            turns.Hear(answer.AnswerTime);
            return answer;
        }
        catch (OperationCanceledException) when (stop.IsStopping)
        {
            return new UploadAnswer
            {
                Verdict = UploadVerdict.Unknown,
                Code = "Stopped",
                Message = "The run was stopped before the answer came. Run the same command again; nothing is counted twice.",
            };
        }
    }

    /// <returns>The groups that are still to be sent.</returns>
    private async Task<List<Group>> EndAsync(Group group, UploadAnswer answer)
    {
        switch (answer.Verdict)
        {
            case UploadVerdict.Answered:
                await EndAnsweredAsync(group, answer).ConfigureAwait(false);
                return [];
            case UploadVerdict.Refused:
                return await EndRefusedAsync(group, answer).ConfigureAwait(false);
            case UploadVerdict.NotNow:
                _quotaUsedUp = answer;
                await EndAllAsync(group, UploadStatus.Held, LedgerState.Held, answer).ConfigureAwait(false);
                return [];
            default:
                await EndAllAsync(group, UploadStatus.Unknown, LedgerState.Unknown, answer).ConfigureAwait(false);
                return [];
        }
    }

    private async Task EndAnsweredAsync(Group group, UploadAnswer answer)
    {
        var outcomes = new List<RowOutcome>();
        var named = new HashSet<int>();
        foreach (var problem in answer.Problems)
        {
            if (problem.Index < 0 || problem.Index >= group.Rows.Count || !named.Add(problem.Index))
            {
                continue;
            }

            var slot = group.Rows[problem.Index];
            var (status, state) = problem.Disposition switch
            {
                RowDisposition.Held => (UploadStatus.Held, LedgerState.Held),
                RowDisposition.Duplicate => (UploadStatus.AlreadySent, LedgerState.Accepted),
                _ => (UploadStatus.Rejected, LedgerState.Rejected),
            };
            var message = WithOthers(problem.Message, answer.Problems.Where(p => p.Index == problem.Index && !ReferenceEquals(p, problem)).Select(p => (p.Code, p.Message)));
            slot.End(status, problem.Code, message, problem.NotBefore, answer.RequestId);
            outcomes.Add(new RowOutcome(slot.Claim!.Key, state, problem.Code, message, problem.NotBefore));
        }

        var accepted = new RowEnd(mode == UploadMode.ValidateOnly ? UploadStatus.Validated : UploadStatus.Accepted, null, null, null, answer.RequestId);
        var warnings = answer.Warnings.Where(w => w.Index is not null).GroupBy(w => w.Index!.Value).ToDictionary(
            w => w.Key,
            w => accepted with { Code = w.First().Code, Message = WithOthers(w.First().Message, w.Skip(1).Select(other => (other.Code, other.Message))) });
        for (var i = 0; i < group.Rows.Count; i++)
        {
            if (!named.Contains(i))
            {
                group.Rows[i].End(warnings.GetValueOrDefault(i, accepted));
            }
        }

        foreach (var warning in answer.Warnings.Where(w => w.Index is null))
        {
            verbose($"{warning.Code}: {warning.Message}");
        }

        await CompleteAsync(group, LedgerState.Accepted, answer.RequestId, outcomes).ConfigureAwait(false);
    }

    // A row has one code; what else the network said of it is told in its message.
    private static string WithOthers(string message, IEnumerable<(string Code, string Message)> others) =>
        string.Join(" Also ", others.Select(other => $"{other.Code}: {other.Message}").Prepend(message));

    private Task<List<Group>> EndRefusedAsync(Group group, UploadAnswer answer)
    {
        var named = answer.Problems.Where(p => p.Index >= 0 && p.Index < group.Rows.Count).GroupBy(p => p.Index).ToDictionary(g => g.Key, g => g.First());
        if (named.Count > 0)
        {
            verbose($"The network refused a request for {named.Count} of its {group.Rows.Count} rows; the others are sent again without them.");
            foreach (var (index, problem) in named)
            {
                group.Rows[index].End(UploadStatus.Rejected, problem.Code, problem.Message);
            }

            return RegroupAsync(group, [group.Rows.Where((_, i) => !named.ContainsKey(i)).ToList()]);
        }

        if (group.Rows.Count == 1)
        {
            group.Rows[0].End(UploadStatus.Rejected, answer.Code, answer.Message);
            return RegroupAsync(group, []);
        }

        verbose($"The network refused a request of {group.Rows.Count} rows without naming one; it is sent again in halves.");
        var half = group.Rows.Count / 2;
        return RegroupAsync(group, [group.Rows[half..], group.Rows[..half]]);
    }

    // The refused batch keeps the rows that ended with it; the others move on into batches of their own.
    private async Task<List<Group>> RegroupAsync(Group group, List<List<RowSlot>> rest)
    {
        var groups = new List<Group>();
        foreach (var rows in rest.Where(r => r.Count > 0))
        {
            var batch = mode == UploadMode.Send ? await ledger!.RegroupAsync(uploadId, group.Batch, rows.ConvertAll(s => s.Claim!.Key), stop.Records).ConfigureAwait(false) : 0;
            groups.Add(new Group(rows, batch));
        }

        var ended = group.Rows.FindAll(s => s.Status == UploadStatus.Rejected);
        await CompleteAsync(group, LedgerState.Rejected, null, ended.ConvertAll(s => new RowOutcome(s.Claim!.Key, LedgerState.Rejected, s.Code ?? "", s.Message ?? "", null))).ConfigureAwait(false);
        return groups;
    }

    private Task EndAllAsync(Group group, UploadStatus status, LedgerState state, UploadAnswer answer)
    {
        var end = new RowEnd(status, answer.Code, answer.Message, answer.NotBefore, null);
        group.Rows.ForEach(s => s.End(end));
        return CompleteAsync(group, state, answer.RequestId, group.Rows.ConvertAll(s => new RowOutcome(s.Claim!.Key, state, answer.Code ?? "", answer.Message ?? "", answer.NotBefore)));
    }

    private Task CompleteAsync(Group group, LedgerState state, string? requestId, List<RowOutcome> outcomes) =>
        mode == UploadMode.Send ? ledger!.CompleteAsync(group.Batch, state, requestId, outcomes, stop.Records) : Task.CompletedTask;

    /// <summary>Rows that travel in one request, and their batch in the ledger.</summary>
    private sealed record Group(List<RowSlot> Rows, long Batch);
}
