using System.Runtime.CompilerServices;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Uploads;

/// <summary>
/// Restates and retracts conversions of one account: checks, sends in batches, and gives one result a row, in row order.
/// Nothing is recorded in the ledger: the same adjustment sent again is one the network knows or that says the same.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="mode">How far it goes. <see cref="UploadMode.Plan"/> makes no request.</param>
/// <exception cref="ConversionException">The network corrects nothing by this module.</exception>
public sealed class ConversionAdjuster(ConversionAccount account, UploadMode mode)
{
    private readonly IConversionAdjuster _network = account.Require<IConversionAdjuster>("restate or retract conversions");

    /// <summary>HTTP requests made for adjustments so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Runs while its results are read.</summary>
    /// <param name="rows">The adjustments.</param>
    /// <param name="cancellationToken">Stops; what the network did with the request on its way is then unknown.</param>
    /// <exception cref="ConversionException">No further row can succeed.</exception>
    public async IAsyncEnumerable<UploadResult> AdjustAsync(IEnumerable<AdjustmentRow> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var network = account.GetNetwork();
        var actions = mode == UploadMode.Plan ? null : await network.GetActionsAsync(cancellationToken).ConfigureAwait(false);
        var rules = new AdjustmentRules(account, actions);
        UploadAnswer? quotaUsedUp = null;
        foreach (var chunk in rows.Chunk(network.Limits.RowsPerRequest))
        {
            var slots = Array.ConvertAll(chunk, row => new Slot(rules.Check(row)));
            var waiting = new Stack<List<Slot>>();
            waiting.Push([.. slots.Where(slot => slot.Item is not null)]);
            while (waiting.TryPop(out var group))
            {
                if (group.Count == 0)
                {
                    continue;
                }

                var answer = quotaUsedUp ?? await _network.AdjustAsync(group.ConvertAll(slot => slot.Item!), mode == UploadMode.ValidateOnly, cancellationToken).ConfigureAwait(false);
                Requests += quotaUsedUp is null ? answer.Requests : 0;
                quotaUsedUp ??= answer.Verdict == UploadVerdict.NotNow ? answer : null;
                foreach (var rest in End(group, answer))
                {
                    waiting.Push(rest);
                }
            }

            foreach (var slot in slots)
            {
                yield return slot.Result;
            }
        }
    }

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

    private sealed class Slot((UploadResult Result, AdjustmentItem? Item) check)
    {
        public UploadResult Result { get; private set; } = check.Result;

        public AdjustmentItem? Item { get; } = check.Item;

        public void End(UploadStatus status, string? code, string? message, DateTimeOffset? notBefore, string? requestId) =>
            Result = Result with { Status = status, Code = code, Message = message, NotBefore = notBefore, RequestId = requestId };
    }
}
