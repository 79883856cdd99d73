using System.Globalization;
using System.Runtime.CompilerServices;
using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;
using EnhancedConversions.Messages;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Uploads;

/// <summary>
/// Finds the rows that Google took and could not process. Google tells their number and reason by request only (contract C.7), so the rows of such a request
/// travel again in small requests, and those of a small one that fails again alone; each under the transaction id it had, which makes the repeat an overwrite
/// with the same values (contract C.9). One run of this is one round: the next one is worth it when Google has told of this one's requests, half an hour later.
/// The ledger keeps no identifiers, so the rows have to be given again; rows of requests that are well are not sent.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="options">How it runs. <see cref="UploadMode.Plan"/> makes no request and goes by what was told before.</param>
/// <exception cref="ConversionException">The network answers for every row by itself.</exception>
public sealed class ConversionIsolation(ConversionAccount account, UploadOptions options)
{
    private const int ChunkRows = 2000;

    // Small requests are answered soon; so many at once fill a quota of 300 a minute as long as an answer takes under 1.6 s (contract C.8).
    private const int SentAtOnce = 8;

    private readonly IGoogleAdsNetwork _network = Google(account);
    private readonly TimeProvider _clock = account.GetClock();
    private readonly HashSet<string> _uploadIds = new(StringComparer.Ordinal);
    private UploadAnswer? _quotaUsedUp;
    private int _requests;
    private int _read;
    private int _done;

    /// <summary>Runs in the ledger whose rows were met.</summary>
    public IReadOnlyCollection<string> UploadIds => _uploadIds;

    /// <summary>HTTP requests made to send rows again.</summary>
    public int Requests => _requests;

    /// <summary>Runs one round while its results are read: one result a row, in the order they become known.</summary>
    /// <param name="rows">The rows, as they were sent.</param>
    /// <param name="cancellationToken">Stops; the next run goes on from there.</param>
    /// <exception cref="ConversionException">No further row can succeed.</exception>
    public async IAsyncEnumerable<UploadResult> IsolateAsync(IAsyncEnumerable<OfflineConversion> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var plan = options.Mode == UploadMode.Plan;
        var actions = plan ? null : await _network.GetActionsAsync(cancellationToken).ConfigureAwait(false);
        var rules = new RowRules(account.Network, account.TimeZone, actions, _clock) { Account = plan ? null : _network };
        var ledger = await UploadLedger.OpenExistingAsync(account.GetLedger(), _clock, cancellationToken, write: !plan).ConfigureAwait(false);
        using var stop = new StopSignal(cancellationToken);
        try
        {
            var round = ledger is null ? null : new Round(ledger, plan ? null : _network, _network.WithQuota(new LedgerQuota(ledger, _network, _clock)), _clock);
            var chunk = new List<RowSlot>(ChunkRows);
            await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                _read++;
                await rules.PrepareAsync(row, cancellationToken).ConfigureAwait(false);
                var slot = RowSlot.From(rules.Check(row), account);
                if (slot.Claim is null)
                {
                    yield return Told(slot);
                    continue;
                }

                chunk.Add(slot);
                if (chunk.Count == ChunkRows)
                {
                    foreach (var ended in await TakeAsync(round, chunk, stop).ConfigureAwait(false))
                    {
                        yield return Told(ended);
                    }

                    chunk.Clear();
                }
            }

            foreach (var ended in await TakeAsync(round, chunk, stop).ConfigureAwait(false))
            {
                yield return Told(ended);
            }

            // Requests of which rows are missing in the input: those that were given are told apart all the same.
            foreach (var request in round?.Suspects.Values.ToList() ?? [])
            {
                foreach (var ended in await SplitAsync(round!, request, stop).ConfigureAwait(false))
                {
                    yield return Told(ended);
                }
            }
        }
        finally
        {
            if (ledger is not null)
            {
                await ledger.DisposeAsync().ConfigureAwait(false);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static IGoogleAdsNetwork Google(ConversionAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.GetNetwork() is IGoogleAdsNetwork { Route: GoogleUploadRoute.DataManager } network ? network : throw NetworkErrors.AnswersByRow(account.Network);
    }

    private UploadResult Told(RowSlot slot)
    {
        _done++;
        return slot.ToResult(uploadId: null);
    }

    /// <returns>Rows that have their end; the others wait in a suspect request for the rest of its rows.</returns>
    private async Task<List<RowSlot>> TakeAsync(Round? round, List<RowSlot> slots, StopSignal stop)
    {
        var ended = new List<RowSlot>(slots.Count);
        if (round is null)
        {
            slots.ForEach(EndNotSent);
            ended.AddRange(slots);
            return ended;
        }

        if (slots.Count == 0)
        {
            return ended;
        }

        var places = await round.Ledger.LocateAsync(slots.ConvertAll(slot => slot.Claim!), stop.Begin).ConfigureAwait(false);
        var requests = places.Values.Where(place => place.Request is not null).GroupBy(place => place.Request!).ToDictionary(place => place.Key, place => place.First().SentAt, StringComparer.Ordinal);
        var statuses = await round.Statuses.GetAsync(requests, stop.Begin).ConfigureAwait(false);
        var suspects = places.Values.Where(place => !round.Suspects.ContainsKey(place.Batch) && IsSuspect(place, statuses)).Select(place => place.Batch).Distinct().ToList();
        if (suspects.Count > 0)
        {
            var counts = await round.Ledger.CountRowsAsync(suspects, stop.Begin).ConfigureAwait(false);
            foreach (var place in places.Values.Where(place => suspects.Contains(place.Batch)).DistinctBy(place => place.Batch))
            {
                round.Suspects.Add(place.Batch, new SuspectRequest(place.Batch, place.Request is null ? [] : statuses[place.Request].Statuses, counts[place.Batch]));
            }
        }

        foreach (var slot in slots)
        {
            if (!places.TryGetValue(slot.Claim!.Key, out var place))
            {
                EndNotSent(slot);
                ended.Add(slot);
                continue;
            }

            _uploadIds.Add(place.UploadId);
            if (!Place(slot, place, place.Request is null ? null : statuses[place.Request], round))
            {
                ended.Add(slot);
            }
        }

        foreach (var request in round.Suspects.Values.Where(request => request.IsComplete).ToList())
        {
            ended.AddRange(await SplitAsync(round, request, stop).ConfigureAwait(false));
        }

        return ended;
    }

    private static bool IsSuspect(RowPlace place, Dictionary<string, RequestStatus> statuses) =>
        place.Request is null
            ? place is { State: LedgerState.Accepted, IsFresh: false }
            : (place.State == LedgerState.Accepted || place.Code is not null) && statuses[place.Request] is { IsTold: true, IsSplit: false } status && status.Statuses.Any(SuspectRequest.HasFaults);

    /// <returns>True when the row waits in a suspect request.</returns>
    private static bool Place(RowSlot slot, RowPlace place, RequestStatus? status, Round round)
    {
        switch (place.State)
        {
            case LedgerState.Rejected or LedgerState.Held when place.Code is not null:
                // Found in an earlier round, or refused at once; it counts where its request is looked at.
                round.Suspects.GetValueOrDefault(place.Batch)?.Add(new PlacedRow(slot, place));
                slot.End(place.State == LedgerState.Held ? UploadStatus.Held : UploadStatus.Rejected, place.Code, place.Message, place.NotBefore, place.Request);
                return false;
            case not LedgerState.Accepted:
                EndNotSent(slot);
                return false;
        }

        if (place.Value != slot.Claim!.Value)
        {
            slot.End(UploadStatus.AlreadySent, Findings.Make(FindingCode.AlreadySentWithDifferentValue, slot.Source, null, UtcText.ToMinute(place.SentAt)));
            return false;
        }

        if (round.Suspects.TryGetValue(place.Batch, out var suspect))
        {
            if (suspect.Add(new PlacedRow(slot, place)))
            {
                return true;
            }

            slot.End(UploadStatus.AlreadySent, Findings.Make(FindingCode.DuplicateInFile, slot.Source, null, slot.Claim.SourceRow));
            return false;
        }

        if (status is null || status.AskAfter is not null)
        {
            slot.End(UploadStatus.AlreadySent, "AwaitingStatus", "Google has not told yet what became of the request that carried this row. Run the same command again later.", status?.AskAfter, place.Request);
        }
        else if (!status.IsTold)
        {
            slot.End(UploadStatus.AlreadySent, "StatusNotKnown", "Google tells nothing of the request that carried this row: it is too old, or did not travel by the Data Manager API.", null, place.Request);
        }
        else
        {
            EndClear(slot, place.Request);
        }

        return false;
    }

    private async Task<List<RowSlot>> SplitAsync(Round round, SuspectRequest request, StopSignal stop)
    {
        round.Suspects.Remove(request.Batch);
        var division = request.Divide();
        var all = request.Rows.Select(row => row.Slot).ToList();
        division.Clear.ForEach(row => EndClear(row.Slot, row.Place.Request));
        foreach (var (row, reason) in division.Found)
        {
            End(row.Slot, reason, row.Place.Request);
        }

        if (options.Mode == UploadMode.Plan)
        {
            // Rows that would travel stay Planned.
            return all;
        }

        Report(UploadEventKind.Verbose, string.Create(
            CultureInfo.InvariantCulture,
            $"Of a request of {request.Rows.Count} rows {division.Found.Count} are found, {division.Clear.Count} are clear, and {division.Groups.Sum(g => g.Length)} are sent again in {division.Groups.Count} requests."));
        if (division.Found.Count > 0)
        {
            await round.Ledger.RecordTakenAsync(request.Batch, null, 0, division.Found.ConvertAll(found => Outcome(found.Row.Slot)), stop.Records).ConfigureAwait(false);
        }

        await Parallel.ForEachAsync(
            division.Groups,
            new ParallelOptions { MaxDegreeOfParallelism = options.ThrottleLimit ?? SentAtOnce },
            async (group, _) => await SendAsync(round, group, stop).ConfigureAwait(false)).ConfigureAwait(false);

        // Whatever stayed behind in it is clear, unless something kept a group from leaving.
        if (request is { IsComplete: true, Rows: [{ Place.Request: { } id }, ..] } && _quotaUsedUp is null && !stop.IsStopping)
        {
            await round.Ledger.MarkSplitAsync(id, stop.Records).ConfigureAwait(false);
        }

        Report(UploadEventKind.Progress, "");
        return all;
    }

    private async Task SendAsync(Round round, PlacedRow[] group, StopSignal stop)
    {
        if (_quotaUsedUp is { } quota)
        {
            End(group, UploadStatus.AlreadySent, "QuotaUsedUp", quota.Message ?? "The quota is used up.", quota.NotBefore);
            return;
        }

        if (stop.IsStopping)
        {
            End(group, UploadStatus.AlreadySent, "Stopped", "The run was stopped before this row was sent again. Run the same command again.", null);
            return;
        }

        var (batch, moved) = await round.Ledger.RegroupTakenAsync(group[0].Place.UploadId, group[0].Place.Batch, Array.ConvertAll(group, row => row.Slot.Claim!.Key), stop.Answers).ConfigureAwait(false);
        var others = Array.FindAll(group, row => !moved.Contains(row.Slot.Claim!.Key));
        End(others, UploadStatus.AlreadySent, "InProgressElsewhere", "Another run is sending this row again. Run the same command again later.", null);
        await SendAsync(round, batch, [.. group.Except(others)], stop).ConfigureAwait(false);
    }

    private async Task SendAsync(Round round, long batch, List<PlacedRow> group, StopSignal stop)
    {
        if (group.Count == 0)
        {
            return;
        }

        UploadAnswer answer;
        try
        {
            answer = await round.Uploads.UploadAsync(group.ConvertAll(row => row.Slot.Item), validateOnly: false, stop.Answers).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsStopping)
        {
            End(group, UploadStatus.AlreadySent, "Stopped", "The run was stopped before the answer came. Run the same command again; nothing is counted twice.", null);
            return;
        }

        Interlocked.Add(ref _requests, answer.Requests);
        switch (answer.Verdict)
        {
            case UploadVerdict.Answered:
                var next = _clock.GetUtcNow() + GoogleAdsLimits.FirstStatus;
                var company = group.Count == 1 ? "alone" : string.Create(CultureInfo.InvariantCulture, $"with {group.Count - 1} others");
                End(group, UploadStatus.Accepted, "SentAgain", $"Rows of the request that carried this one failed. It was sent again {company}; nothing is counted twice. Run the same command again when Google has told of that.", next, answer.RequestId);
                await round.Ledger.RecordTakenAsync(batch, answer.RequestId, answer.Requests, [], stop.Records).ConfigureAwait(false);
                break;
            case UploadVerdict.Refused:
                await EndRefusedAsync(round, batch, group, answer, stop).ConfigureAwait(false);
                break;
            default:
                _quotaUsedUp ??= answer.Verdict == UploadVerdict.NotNow ? answer : null;
                End(group, UploadStatus.AlreadySent, answer.Code ?? "NoAnswer", answer.Message ?? "No answer came.", answer.NotBefore);
                break;
        }
    }

    // Google refuses at once what it took before: the account, or what it wants of rows, has changed meanwhile.
    private async Task EndRefusedAsync(Round round, long batch, List<PlacedRow> group, UploadAnswer answer, StopSignal stop)
    {
        foreach (var problem in answer.Problems.Where(problem => problem.Index >= 0 && problem.Index < group.Count).DistinctBy(problem => problem.Index))
        {
            group[problem.Index].Slot.End(UploadStatus.Rejected, problem.Code, problem.Message);
        }

        if (group.Count == 1)
        {
            var problem = answer.Problems is [var first, ..] ? first : null;
            group[0].Slot.End(UploadStatus.Rejected, problem?.Code ?? answer.Code, problem?.Message ?? answer.Message);
        }

        var rejected = group.FindAll(row => row.Slot.Status == UploadStatus.Rejected);
        var rest = group.FindAll(row => row.Slot.Status != UploadStatus.Rejected);
        await round.Ledger.RecordTakenAsync(batch, null, answer.Requests, rejected.ConvertAll(row => Outcome(row.Slot)), stop.Records).ConfigureAwait(false);
        foreach (var part in rejected.Count > 0 ? [rest] : new[] { rest[..(rest.Count / 2)], rest[(rest.Count / 2)..] })
        {
            if (part.Count > 0)
            {
                await SendPartAsync(round, batch, part, stop).ConfigureAwait(false);
            }
        }
    }

    private async Task SendPartAsync(Round round, long batch, List<PlacedRow> part, StopSignal stop)
    {
        var (own, _) = await round.Ledger.RegroupTakenAsync(part[0].Place.UploadId, batch, part.ConvertAll(row => row.Slot.Claim!.Key), stop.Answers).ConfigureAwait(false);
        await SendAsync(round, own, part, stop).ConfigureAwait(false);
    }

    private void End(RowSlot slot, ReasonCount reason, string? request)
    {
        var code = DataManagerCodes.Processing.Find(reason.Code);
        var isLater = code?.Disposition == RowDisposition.Held;
        slot.End(isLater ? UploadStatus.Held : UploadStatus.Rejected, reason.Code, reason.Message, isLater ? _clock.GetUtcNow() + code!.Wait : null, request);
    }

    private static void End(IEnumerable<PlacedRow> rows, UploadStatus status, string code, string message, DateTimeOffset? notBefore, string? request = null)
    {
        foreach (var row in rows)
        {
            row.Slot.End(status, code, message, notBefore, request ?? row.Place.Request);
        }
    }

    private static void EndClear(RowSlot slot, string? request) =>
        slot.End(UploadStatus.AlreadySent, "Processed", "Google has processed this row, or did so without a fault a person could mend.", null, request);

    private static void EndNotSent(RowSlot slot) =>
        slot.End(UploadStatus.Held, "NotSentYet", "The row was not taken before, so that there is nothing to find. Send it by the same command without -Isolate.");

    private static RowOutcome Outcome(RowSlot slot) => new(
        slot.Claim!.Key,
        slot.Status == UploadStatus.Held ? LedgerState.Held : LedgerState.Rejected,
        slot.Code ?? "",
        slot.Message ?? "",
        slot.NotBefore);

    private void Report(UploadEventKind kind, string message) => options.Progress?.Report(new UploadEvent(kind, message, _read, _done));

    /// <summary>What one round works with.</summary>
    private sealed class Round(UploadLedger ledger, IGoogleAdsNetwork? asked, IConversionNetwork uploads, TimeProvider clock)
    {
        public UploadLedger Ledger => ledger;

        public IConversionNetwork Uploads => uploads;

        public RequestStatuses Statuses { get; } = new(asked, ledger, clock);

        public Dictionary<long, SuspectRequest> Suspects { get; } = [];
    }
}
