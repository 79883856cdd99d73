using System.Globalization;
using EnhancedConversions.Networks.GoogleAds;

namespace EnhancedConversions.Uploads;

/// <summary>
/// What the network says became of the rows of a run after it had accepted them. It counts; which rows it means it does not tell (Google contract C.7, Microsoft contract 3.6).
/// Google counts by request, Microsoft by goal and day of the upload: there <see cref="Goals"/> and <see cref="Remark"/> tell what else the counts hold.
/// </summary>
public sealed record UploadProcessingSummary
{
    /// <summary>How far the network is with what the run sent.</summary>
    public required UploadProcessing State { get; init; }

    /// <summary>Requests of the run that took rows; 0 at Microsoft, which does not count by request.</summary>
    public int Requests { get; init; }

    /// <summary>Those whose end is not known yet.</summary>
    public int OpenRequests { get; init; }

    /// <summary>When it is worth asking again (UTC); null when nothing is open.</summary>
    public DateTimeOffset? AskAfter { get; init; }

    /// <summary>Rows the network tells of so far.</summary>
    public long Rows { get; init; }

    /// <summary>Those of them that have an error reason.</summary>
    public long RowsWithReason { get; init; }

    /// <summary>Those of them that were credited to a click; null where the network tells that in reports only (Google).</summary>
    public long? Attributed { get; init; }

    /// <summary>The reasons, the most frequent first. At Microsoft they are why no click was credited.</summary>
    public IReadOnlyList<UploadReason> Reasons { get; init; } = [];

    /// <summary>Microsoft: the counts by goal and day, which is how it tells them. Empty for Google.</summary>
    public IReadOnlyList<UploadGoalDay> Goals { get; init; } = [];

    /// <summary>What must be known to read the counts right; null when they are those of this run alone.</summary>
    public string? Remark { get; init; }

    /// <summary>State and counts.</summary>
    public override string ToString() => Attributed is not null
        ? $"{State}: {Attributed} of {Rows} rows attributed, {RowsWithReason} not{(Remark is null ? "" : $". {Remark}")}"
        : $"{State}: {RowsWithReason} of {Rows} rows with a reason, {OpenRequests} of {Requests} requests open";
}

/// <summary>What Microsoft tells of one goal and one day of uploads, beside what the ledger knows of them.</summary>
/// <param name="Goal">The goal's name.</param>
/// <param name="Day">The day of the upload, UTC.</param>
/// <param name="Sent">Rows of this run that were accepted for the goal on that day.</param>
/// <param name="SentByOthers">Rows of other runs in the same ledger.</param>
/// <param name="Accepted">Rows Microsoft tells of, whoever sent them; null when it tells nothing of this goal and day.</param>
/// <param name="Attributed">Those of them it credited to a click.</param>
public sealed record UploadGoalDay(string Goal, DateOnly Day, long Sent, long SentByOthers, long? Accepted, long Attributed)
{
    /// <summary>Why it credited the others to none, the most frequent first.</summary>
    public IReadOnlyList<UploadReason> Reasons { get; init; } = [];

    /// <summary>True when the counts hold more than this run's rows.</summary>
    public bool IsShared => SentByOthers > 0 || Accepted > Sent;

    /// <summary>Goal, day and counts.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Goal} on {Day:yyyy-MM-dd}: {Sent} sent by this upload, {SentByOthers} by others; Microsoft tells of {Accepted ?? 0}, {Attributed} attributed");
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
