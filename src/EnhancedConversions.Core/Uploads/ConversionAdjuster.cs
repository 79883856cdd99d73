using System.Globalization;
using System.Runtime.CompilerServices;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Uploads;

/// <summary>
/// Restates and retracts conversions of one account: checks, sends in batches, and gives one result a row, in row order.
/// A restatement overwrites the upload itself where the network can do that, the row holds what an upload must, and the ledger knows that the upload was
/// accepted: an id the network does not know would make a new conversion. All others go as adjustments.
/// The ledger then has the new value of what was overwritten; adjustments are not recorded: the same one sent again is one the network knows or that says the same.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="mode">How far it goes. <see cref="UploadMode.Plan"/> makes no request.</param>
/// <param name="progress">Hears what happens; null when nobody listens.</param>
/// <exception cref="ConversionException">The network corrects nothing by this module.</exception>
public sealed class ConversionAdjuster(ConversionAccount account, UploadMode mode, IProgress<UploadEvent>? progress = null)
{
    private readonly IConversionAdjuster _network = account.Require<IConversionAdjuster>("restate or retract conversions");
    private readonly NetworkLimits _limits = account.GetNetwork().Limits;
    private int _read;
    private int _done;

    /// <summary>HTTP requests made for adjustments so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Runs while its results are read.</summary>
    /// <param name="rows">The adjustments.</param>
    /// <param name="cancellationToken">Stops; what the network did with the request on its way is then unknown.</param>
    /// <exception cref="ConversionException">No further row can succeed; or the ledger, which is asked for restatements that may overwrite, is none or cannot be reached.</exception>
    public async IAsyncEnumerable<UploadResult> AdjustAsync(IEnumerable<AdjustmentRow> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var actions = mode == UploadMode.Plan ? null : await account.GetNetwork().GetActionsAsync(cancellationToken).ConfigureAwait(false);
        var rules = new AdjustmentRules(account, actions, _network.OverwritesUploads);
        var adjusting = new Way(slots => _network.AdjustAsync(slots.ConvertAll(slot => slot.Item!), mode == UploadMode.ValidateOnly, cancellationToken));
        Way? overwriting = null;
        UploadLedger? ledger = null;
        try
        {
            foreach (var chunk in rows.Chunk(_limits.RowsPerRequest))
            {
                var slots = Array.ConvertAll(chunk, row => new Slot(row, rules.Check(row), account));
                _read += slots.Length;
                var able = slots.Count(slot => slot.Claim is not null);
                if (able > 0)
                {
                    ledger ??= await UploadLedger.OpenExistingAsync(account.GetLedger(), account.GetClock(), cancellationToken, write: mode == UploadMode.Send).ConfigureAwait(false);
                    overwriting ??= Overwriting(ledger, cancellationToken);
                    await KeepAcceptedAsync(slots, ledger, cancellationToken).ConfigureAwait(false);
                }

                TellWays(slots, able);
                await SendAsync(slots, adjusting, overwriting).ConfigureAwait(false);
                var overwritten = Array.FindAll(slots, slot => slot is { Claim: not null, Result.Status: UploadStatus.Accepted });
                if (overwritten.Length > 0)
                {
                    await ledger!.RestateAsync(Array.ConvertAll(overwritten, slot => slot.Claim!), cancellationToken).ConfigureAwait(false);
                }

                _done += slots.Length;
                Report(UploadEventKind.Progress, "");
                foreach (var slot in slots)
                {
                    yield return slot.Result;
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
    }

    // Takes its places in the quota of uploads, which it is one of.
    private Way Overwriting(UploadLedger? ledger, CancellationToken cancellationToken)
    {
        var network = account.GetNetwork();
        network = ledger is not null && mode == UploadMode.Send ? network.WithQuota(new LedgerQuota(ledger, network, account.GetClock())) : network;
        return new Way(slots => network.UploadAsync(slots.ConvertAll(slot => slot.Upload!.Value), mode == UploadMode.ValidateOnly, cancellationToken));
    }

    /// <summary>Leaves only those to be overwritten that are known to be there, and that no other row changes in the same breath.</summary>
    private static async Task KeepAcceptedAsync(Slot[] slots, UploadLedger? ledger, CancellationToken cancellationToken)
    {
        var able = Array.FindAll(slots, slot => slot.Claim is not null);
        var known = ledger is null ? [] : await ledger.LocateAsync(Array.ConvertAll(able, slot => slot.Claim!), cancellationToken).ConfigureAwait(false);
        foreach (var same in able.GroupBy(slot => slot.Claim!.Key))
        {
            if (same.Count() > 1 || !known.TryGetValue(same.Key, out var place) || place.State != LedgerState.Accepted)
            {
                foreach (var slot in same)
                {
                    slot.LeaveToAdjustment();
                }
            }
        }
    }

    private void TellWays(Slot[] slots, int able)
    {
        var restatements = slots.Count(slot => slot.Item is { Adjustment.Kind: AdjustmentKind.Restate });
        if (!_network.OverwritesUploads || restatements == 0)
        {
            return;
        }

        var overwrites = slots.Count(slot => slot.Claim is not null);
        var others = overwrites == restatements ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $" The others go as adjustments: {restatements - able} do not hold all that an upload must, {able - overwrites} are not in the ledger as accepted or have an order id that is there twice.");
        Report(UploadEventKind.Verbose, string.Create(CultureInfo.InvariantCulture, $"{overwrites} of {restatements} restatements overwrite their upload.{others}"));
    }

    private async Task SendAsync(Slot[] slots, Way adjusting, Way? overwriting)
    {
        var waiting = new Stack<(Way Way, List<Slot> Slots)>();
        waiting.Push((adjusting, [.. slots.Where(slot => slot is { Item: not null, Claim: null })]));
        foreach (var some in slots.Where(slot => slot.Claim is not null).GroupBy(slot => slot.Upload!.Value.Action.Id).Chunk(_limits.ActionsPerRequest))
        {
            waiting.Push((overwriting!, [.. some.SelectMany(slot => slot)]));
        }

        while (waiting.TryPop(out var next))
        {
            var (way, group) = next;
            if (group.Count == 0)
            {
                continue;
            }

            var answer = way.QuotaUsedUp ?? await way.SendAsync(group).ConfigureAwait(false);
            Requests += way.QuotaUsedUp is null ? answer.Requests : 0;
            way.QuotaUsedUp ??= answer.Verdict == UploadVerdict.NotNow ? answer : null;
            foreach (var rest in End(group, answer))
            {
                waiting.Push((way, rest));
            }
        }
    }

    private void Report(UploadEventKind kind, string message) => progress?.Report(new UploadEvent(kind, message, _read, _done));

    /// <returns>What is to be sent again, without the rows that were refused.</returns>
    private List<List<Slot>> End(List<Slot> group, UploadAnswer answer)
    {
        var named = answer.Problems.Where(problem => problem.Index >= 0 && problem.Index < group.Count).DistinctBy(problem => problem.Index).ToList();
        foreach (var problem in named)
        {
            var status = problem.Disposition switch
            {
                RowDisposition.Held => UploadStatus.Held,
                RowDisposition.Duplicate => UploadStatus.AlreadySent,
                _ => UploadStatus.Rejected,
            };
            group[problem.Index].End(status, problem.Code, problem.Message, problem.NotBefore, answer.RequestId);
        }

        List<Slot> others = [.. group.Where((_, index) => named.TrueForAll(problem => problem.Index != index))];
        if (answer.Verdict == UploadVerdict.Refused)
        {
            return named.Count > 0 ? [others] : Halves(group, answer);
        }

        var rest = answer.Verdict switch
        {
            UploadVerdict.NotNow => UploadStatus.Held,
            UploadVerdict.Unknown => UploadStatus.Unknown,
            _ => mode == UploadMode.ValidateOnly ? UploadStatus.Validated : UploadStatus.Accepted,
        };
        others.ForEach(slot => slot.End(rest, answer.Code, answer.Message, answer.NotBefore, answer.RequestId));
        return [];
    }

    // Refused without a row named: halved until it stands alone.
    private static List<List<Slot>> Halves(List<Slot> group, UploadAnswer answer)
    {
        if (group.Count > 1)
        {
            return [group[(group.Count / 2)..], group[..(group.Count / 2)]];
        }

        group[0].End(UploadStatus.Rejected, answer.Code, answer.Message, null, answer.RequestId);
        return [];
    }

    /// <summary>One of the two ways a correction can go.</summary>
    private sealed class Way(Func<List<Slot>, Task<UploadAnswer>> send)
    {
        public UploadAnswer? QuotaUsedUp { get; set; }

        public Task<UploadAnswer> SendAsync(List<Slot> slots) => send(slots);
    }

    private sealed class Slot(AdjustmentRow row, CheckedAdjustment check, ConversionAccount account)
    {
        public UploadResult Result { get; private set; } = check.Result;

        public AdjustmentItem? Item => check.Item;

        public UploadItem? Upload => check.Upload;

        /// <summary>The upload as the ledger would have it with the new value, the currency as the file writes it; null when the row goes as an adjustment.</summary>
        public LedgerRow? Claim { get; private set; } = check.Upload is { Conversion: var upload }
            ? new LedgerRow(upload with { Currency = row.Conversion.Currency }, RowKey.Of(upload, account.AccountId))
            : null;

        public void LeaveToAdjustment() => Claim = null;

        public void End(UploadStatus status, string? code, string? message, DateTimeOffset? notBefore, string? requestId) =>
            Result = Result with { Status = status, Code = code, Message = message, NotBefore = notBefore, RequestId = requestId };
    }
}
