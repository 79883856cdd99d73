using EnhancedConversions.Networks.GoogleAds;

namespace EnhancedConversions.Uploads;

/// <summary>What the network says became of the rows of a run after it had accepted them. It counts; which rows it means it does not tell (Google contract C.7).</summary>
public sealed record UploadProcessingSummary
{
    /// <summary>How far the network is, over all requests of the run.</summary>
    public required UploadProcessing State { get; init; }

    /// <summary>Requests of the run that took rows.</summary>
    public required int Requests { get; init; }

    /// <summary>Those whose end is not known yet.</summary>
    public required int OpenRequests { get; init; }

    /// <summary>When it is worth asking for these (UTC); null when none is open.</summary>
    public DateTimeOffset? AskAfter { get; init; }

    /// <summary>Rows the network tells of so far.</summary>
    public long Rows { get; init; }

    /// <summary>Those of them that have an error reason.</summary>
    public long RowsWithReason { get; init; }

    /// <summary>The reasons, the most frequent first.</summary>
    public IReadOnlyList<UploadReason> Reasons { get; init; } = [];

    /// <summary>State and counts.</summary>
    public override string ToString() => $"{State}: {RowsWithReason} of {Rows} rows with a reason, {OpenRequests} of {Requests} requests open";
}

/// <summary>Rows of a run that share a reason.</summary>
/// <param name="Code">The network's code.</param>
/// <param name="Rows">How many they are.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="IsWarning">True when the rows were processed all the same.</param>
/// <param name="Candidates">Numbers of the rows it may mean, by what the ledger knows of them: not all of them need to be meant. Empty when nothing tells.</param>
public sealed record UploadReason(string Code, long Rows, string Message, bool IsWarning, IReadOnlyList<int> Candidates)
{
    /// <summary>Count and code.</summary>
    public override string ToString() => $"{Rows} x {Code}{(Candidates.Count > 0 ? $" (candidates: rows {string.Join(", ", Candidates.Take(20))}{(Candidates.Count > 20 ? " ..." : "")})" : "")}";
}
