using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;

namespace EnhancedConversions.Uploads;

/// <summary>A row with its place in the ledger.</summary>
internal sealed record PlacedRow(RowSlot Slot, RowPlace Place);

/// <summary>A request some of whose rows failed, with those of its rows that were given again.</summary>
/// <param name="batch">Its batch in the ledger.</param>
/// <param name="statuses">What Google said of it; empty for a batch whose sending was broken off.</param>
/// <param name="rowsInBatch">Rows the ledger has in it.</param>
internal sealed class SuspectRequest(long batch, IReadOnlyList<UploadRequestStatus> statuses, int rowsInBatch)
{
    // A round takes half an hour; so many requests take a third of a minute (contract C.7, C.8). Below this it is not worth a round more.
    private const int FewEnoughForSingles = 100;

    // Groups of two save hardly a request.
    private const int SmallestGroup = 3;

    private readonly HashSet<RowKey> _keys = [];
    private readonly List<PlacedRow> _rows = [];
    private readonly List<PlacedRow> _found = [];

    /// <summary>Its batch in the ledger.</summary>
    public long Batch => batch;

    /// <summary>Its rows that are not found to be at fault yet.</summary>
    public IReadOnlyList<PlacedRow> Rows => _rows;

    /// <summary>All rows the ledger has in it were given.</summary>
    public bool IsComplete => _keys.Count >= rowsInBatch;

    /// <summary>Why rows failed, and how many, those left out that need nobody: no ad click, duplicates of what was taken before.</summary>
    public static IEnumerable<ReasonCount> Faults(UploadRequestStatus status) =>
        status.Processing is UploadProcessing.Processed ? [] : status.Errors.Where(error => error.Count > 0 && DataManagerCodes.Processing.Find(error.Code)?.Remedy is not (CodeRemedy.Notice or CodeRemedy.Duplicate));

    /// <summary>Whether rows failed for a reason somebody has to know of. An answer without counts says of all its rows only that some failed.</summary>
    public static bool HasFaults(UploadRequestStatus status) =>
        status.Processing is UploadProcessing.Failed or UploadProcessing.PartlyProcessed && (status.Errors.Count == 0 || Faults(status).Any());

    /// <summary>Adds a row.</summary>
    /// <returns>False when it was there before.</returns>
    public bool Add(PlacedRow row)
    {
        if (!_keys.Add(row.Slot.Claim!.Key))
        {
            return false;
        }

        (row.Place.State == LedgerState.Accepted ? _rows : _found).Add(row);
        return true;
    }

    /// <summary>Divides its rows into those a reason surely means, those that have to travel again to be told apart, and those that are clear.</summary>
    public Division Divide()
    {
        var division = new Division();
        if (statuses.Count == 0)
        {
            // Broken off before its request left; it was cut small enough then.
            division.Groups.Add([.. _rows]);
            return division;
        }

        var left = new List<PlacedRow>(_rows);
        foreach (var status in statuses.Where(HasFaults))
        {
            var rows = left.FindAll(row => status.ActionId is null || row.Slot.Action is null || row.Slot.Action.Id == status.ActionId);
            Divide(status, rows, division);
            left.RemoveAll(rows.Contains);
        }

        division.Clear.AddRange(left);
        return division;
    }

    private void Divide(UploadRequestStatus status, List<PlacedRow> rows, Division division)
    {
        var total = status.Rows ?? rows.Count;
        var reasons = Faults(status).Select(reason => reason with { Count = reason.Count - _found.Count(row => row.Place.Code == reason.Code) }).Where(reason => reason.Count > 0).ToList();
        if (reasons.Count == 0 && status.Errors.Count > 0)
        {
            division.Clear.AddRange(rows);
            return;
        }

        // One reason for as many rows as there were: it holds for each.
        if (reasons is [var only] && only.Count >= total)
        {
            rows.ForEach(row => division.Found.Add((row, only)));
            return;
        }

        if (total == 1)
        {
            rows.ForEach(row => division.Found.Add((row, reasons.FirstOrDefault() ?? UploadRequestStatus.Error("UNSPECIFIED", 1))));
            return;
        }

        // As many marked rows as failed: these are the ones. Only where no row is missing, or the marks prove nothing.
        var marks = reasons.ToDictionary(reason => reason, reason => Marked(reason.Code, rows));
        if (IsComplete && _keys.Count >= statuses.Sum(one => one.Rows ?? 0))
        {
            foreach (var reason in reasons.Where(reason => marks[reason]?.Count == reason.Count).ToList())
            {
                division.Found.AddRange(marks[reason]!.Where(rows.Remove).Select(row => (row, reason)));
                reasons.Remove(reason);
            }

            if (reasons.Count == 0 && status.Errors.Count > 0)
            {
                division.Clear.AddRange(rows);
                return;
            }
        }

        // Where every reason has its mark, only marked rows travel. Fewer marked rows than failed ones show that the mark tells nothing.
        var marked = reasons.Count > 0 && reasons.TrueForAll(reason => marks[reason] is { } some && some.Count >= reason.Count) ? rows.FindAll(row => reasons.Exists(reason => marks[reason]!.Contains(row))) : rows;
        division.Clear.AddRange(rows.Except(marked));
        var size = GroupSize(marked.Count, Math.Max(1, reasons.Sum(reason => reason.Count)));
        division.Groups.AddRange(marked.Chunk(size));
    }

    /// <summary>
    /// Rows in a group, so that the groups and then the single rows of those that fail take the fewest requests: n/g + f·g is least for g = √(n/f).
    /// </summary>
    private static int GroupSize(int rows, long failing)
    {
        var best = (int)Math.Round(Math.Sqrt((double)rows / failing));
        return rows <= FewEnoughForSingles || best < SmallestGroup ? 1 : best;
    }

    private static HashSet<PlacedRow>? Marked(string code, List<PlacedRow> rows)
    {
        var marked = new HashSet<PlacedRow>(ReferenceEqualityComparer.Instance);
        foreach (var row in rows)
        {
            switch (ReasonCandidates.MayMean(code, row.Slot.Claim!.Traits, row.Place.SentAt - DateTimeOffset.FromUnixTimeMilliseconds(row.Slot.Claim.TimeMs)))
            {
                case null:
                    return null;
                case true:
                    marked.Add(row);
                    break;
            }
        }

        return marked;
    }

    /// <summary>What a look at the counts gave.</summary>
    internal sealed class Division
    {
        /// <summary>Rows a reason means.</summary>
        public List<(PlacedRow Row, ReasonCount Reason)> Found { get; } = [];

        /// <summary>Rows to send again, one request each.</summary>
        public List<PlacedRow[]> Groups { get; } = [];

        /// <summary>Rows no reason means.</summary>
        public List<PlacedRow> Clear { get; } = [];
    }
}
