using System.Globalization;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Uploads;

/// <summary>
/// Brings the rows of one segment to their end: claim, request, answer, record.
/// A network that refuses a whole request for single rows gets the rest again without them; when it names no row, the request is halved
/// until the row stands alone (at most two requests for each halving).
/// </summary>
internal sealed class BatchSender(ConversionAccount account, UploadMode mode, UploadLedger? ledger, string? uploadId, Action<string> verbose)
{
    private readonly IConversionNetwork _network = account.GetNetwork();
    private DateTimeOffset? _quotaBack;
    private string? _quotaMessage;
    private int _requests;

    /// <summary>HTTP requests made for uploads so far.</summary>
    public int Requests => _requests;

    /// <summary>Ends every row of a segment.</summary>
    /// <param name="segment">The rows.</param>
    /// <param name="cancellationToken">Gives up waiting for an answer; the rows in flight are then Unknown.</param>
    public async Task SendAsync(UploadSegment segment, CancellationToken cancellationToken)
    {
        var ready = segment.Slots.FindAll(s => s.Claim is not null);
        if (mode == UploadMode.Plan)
        {
            Plan(ready);
            return;
        }

        if (ready.Count > 0)
        {
            if (mode == UploadMode.ValidateOnly)
            {
                await SendGroupsAsync(ready, 0, cancellationToken).ConfigureAwait(false);
            }
            else if (_quotaMessage is not null)
            {
                ready.ForEach(s => s.End(UploadStatus.Held, "QuotaUsedUp", _quotaMessage, _quotaBack));
            }
            else
            {
                var granted = Claim(ready, out var batch);
                if (granted.Count > 0)
                {
                    await SendGroupsAsync(granted, batch, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        RecordUnsent(segment);
    }

    private void Plan(List<RowSlot> ready)
    {
        // Two rows of one file can be the same conversion; the ledger does not know of the first, as nothing is claimed here.
        if (ledger is not null)
        {
            foreach (var slot in ready)
            {
                if (ledger.Find(slot.Claim!) is { Granted: false } answer)
                {
                    EndRefusedClaim(slot, answer);
                }
            }
        }
    }

    private List<RowSlot> Claim(List<RowSlot> ready, out long batch)
    {
        var answers = ledger!.Claim(uploadId!, ready.ConvertAll(s => s.Claim!), out batch);
        var granted = new List<RowSlot>(ready.Count);
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i].Granted)
            {
                granted.Add(ready[i]);
            }
            else
            {
                EndRefusedClaim(ready[i], answers[i]);
            }
        }

        if (granted.Count < ready.Count)
        {
            verbose($"{ready.Count - granted.Count} of {ready.Count} rows are in the ledger from before and are not sent again.");
        }

        if (granted.Count == 0)
        {
            ledger.Complete(batch, LedgerState.Released, null, []);
        }

        return granted;
    }

    private static void EndRefusedClaim(RowSlot slot, ClaimAnswer answer)
    {
        var source = slot.Result.Source;
        var day = answer.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        if (answer.SameUpload)
        {
            slot.End(UploadStatus.AlreadySent, Findings.Make(FindingCode.DuplicateInFile, source, null, answer.SourceRow));
        }
        else if (answer.State == LedgerState.Accepted)
        {
            slot.End(UploadStatus.AlreadySent, Findings.Make(answer.SameValue ? FindingCode.AlreadySent : FindingCode.AlreadySentWithDifferentValue, source, null, day));
        }
        else if (answer.State == LedgerState.Pending)
        {
            slot.End(UploadStatus.Held, "InProgressElsewhere", $"Another run is sending this row; its claim ends on {day} at the latest. Run the command again after that.", answer.At);
        }
        else
        {
            slot.End(UploadStatus.Held, "HeldBack", $"The row is held back until {day}. Run the command again after that.", answer.At);
        }
    }

    private async Task SendGroupsAsync(List<RowSlot> rows, long batch, CancellationToken cancellationToken)
    {
        var waiting = new Stack<(List<RowSlot> Rows, long Batch)>();
        waiting.Push((rows, batch));
        while (waiting.TryPop(out var group))
        {
            UploadAnswer answer;
            try
            {
                answer = await _network.UploadAsync(group.Rows.ConvertAll(s => s.Item!), mode == UploadMode.ValidateOnly, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                End(group, UploadStatus.Unknown, LedgerState.Unknown, "Stopped", "The run was stopped before the answer came. Run the same command again; nothing is counted twice.");
                Release(waiting);
                throw;
            }
            catch (ConversionException)
            {
                waiting.Push(group);
                Release(waiting);
                throw;
            }

            Interlocked.Add(ref _requests, answer.Requests);
            switch (answer.Verdict)
            {
                case UploadVerdict.Answered:
                    EndAnswered(group, answer);
                    break;
                case UploadVerdict.Refused:
                    foreach (var rest in EndRefused(group, answer))
                    {
                        waiting.Push(rest);
                    }

                    break;
                case UploadVerdict.NotNow:
                    _quotaBack = answer.NotBefore;
                    _quotaMessage = answer.Message;
                    End(group, UploadStatus.Held, LedgerState.Held, answer.Code, answer.Message, answer.NotBefore);
                    break;
                default:
                    End(group, UploadStatus.Unknown, LedgerState.Unknown, answer.Code, answer.Message);
                    break;
            }
        }
    }

    private void EndAnswered((List<RowSlot> Rows, long Batch) group, UploadAnswer answer)
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
            var more = answer.Problems.Where(p => p.Index == problem.Index && !ReferenceEquals(p, problem)).Select(p => $"{p.Code}: {p.Message}").ToList();
            var message = more.Count == 0 ? problem.Message : $"{problem.Message} Also {string.Join(" Also ", more)}";
            slot.End(status, problem.Code, message, problem.NotBefore, answer.RequestId);
            outcomes.Add(new RowOutcome(slot.Claim!.Key, state, problem.Code, message, problem.NotBefore));
        }

        var accepted = mode == UploadMode.ValidateOnly ? UploadStatus.Validated : UploadStatus.Accepted;
        for (var i = 0; i < group.Rows.Count; i++)
        {
            if (!named.Contains(i))
            {
                var warning = answer.Warnings.FirstOrDefault(w => w.Index == i);
                group.Rows[i].End(accepted, warning?.Code, warning?.Message, null, answer.RequestId);
            }
        }

        foreach (var warning in answer.Warnings.Where(w => w.Index is null))
        {
            verbose($"{warning.Code}: {warning.Message}");
        }

        Complete(group.Batch, LedgerState.Accepted, answer.RequestId, outcomes);
    }

    private List<(List<RowSlot> Rows, long Batch)> EndRefused((List<RowSlot> Rows, long Batch) group, UploadAnswer answer)
    {
        var named = answer.Problems.Where(p => p.Index >= 0 && p.Index < group.Rows.Count).GroupBy(p => p.Index).ToDictionary(g => g.Key, g => g.First());
        if (named.Count > 0)
        {
            verbose($"The network refused a request for {named.Count} of its {group.Rows.Count} rows; the others are sent again without them.");
            foreach (var (index, problem) in named)
            {
                group.Rows[index].End(UploadStatus.Rejected, problem.Code, problem.Message);
            }

            return Regroup(group, [group.Rows.Where((_, i) => !named.ContainsKey(i)).ToList()]);
        }

        if (group.Rows.Count == 1)
        {
            group.Rows[0].End(UploadStatus.Rejected, answer.Code, answer.Message);
            return Regroup(group, []);
        }

        verbose($"The network refused a request of {group.Rows.Count} rows without naming one; it is sent again in halves.");
        var half = group.Rows.Count / 2;
        return Regroup(group, [group.Rows[half..], group.Rows[..half]]);
    }

    // The refused batch keeps the rows that ended with it; the others move on into batches of their own.
    private List<(List<RowSlot> Rows, long Batch)> Regroup((List<RowSlot> Rows, long Batch) group, List<List<RowSlot>> rest)
    {
        rest.RemoveAll(r => r.Count == 0);
        var groups = rest.ConvertAll(r => (r, mode == UploadMode.Send ? ledger!.Regroup(uploadId!, r.ConvertAll(s => s.Claim!.Key)) : 0));
        var ended = group.Rows.Where(s => s.Result.Status == UploadStatus.Rejected).Select(s => new RowOutcome(s.Claim!.Key, LedgerState.Rejected, s.Result.Code ?? "", s.Result.Message ?? "", null)).ToList();
        Complete(group.Batch, LedgerState.Rejected, null, ended);
        return groups;
    }

    private void End((List<RowSlot> Rows, long Batch) group, UploadStatus status, LedgerState state, string? code, string? message, DateTimeOffset? notBefore = null)
    {
        group.Rows.ForEach(s => s.End(status, code, message, notBefore));
        Complete(group.Batch, state, null, group.Rows.ConvertAll(s => new RowOutcome(s.Claim!.Key, state, code ?? "", message ?? "", notBefore)));
    }

    private void Release(IEnumerable<(List<RowSlot> Rows, long Batch)> groups)
    {
        foreach (var group in groups)
        {
            Complete(group.Batch, LedgerState.Released, null, []);
        }
    }

    private void Complete(long batch, LedgerState state, string? requestId, List<RowOutcome> outcomes)
    {
        if (mode == UploadMode.Send)
        {
            ledger!.Complete(batch, state, requestId, outcomes);
        }
    }

    private void RecordUnsent(UploadSegment segment)
    {
        if (mode == UploadMode.Send)
        {
            var unsent = segment.Slots.FindAll(s => s.Claim is null).ConvertAll(s => s.Result);
            if (unsent.Count > 0)
            {
                ledger!.RecordUnsent(uploadId!, unsent);
            }
        }
    }
}
