using EnhancedConversions.Conversions;

namespace EnhancedConversions.Uploads;

/// <summary>How far a run came.</summary>
public enum ConversionUploadStatus
{
    /// <summary>It is at work.</summary>
    Running,

    /// <summary>Every row has its answer.</summary>
    Complete,

    /// <summary>It ended with rows left (<see cref="ConversionUpload.Remaining"/>), or before it had read all of them (<see cref="ConversionUpload.IsCutShort"/>): the same command sends them.</summary>
    Incomplete,

    /// <summary>Its process ended without a word: the same command goes on from there.</summary>
    Interrupted,
}

/// <summary>One run of an upload to one account, as the ledger remembers it.</summary>
public sealed record ConversionUpload
{
    /// <summary>Id of the run: sorts by time.</summary>
    public required string UploadId { get; init; }

    /// <summary>The network.</summary>
    public required AdNetwork Network { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>File name without folder; null for pipeline input.</summary>
    public string? File { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended (UTC); null while it runs and when it was broken off.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Rows read.</summary>
    public int Read { get; init; }

    /// <summary>Rows the network took in this run.</summary>
    public int Accepted { get; init; }

    /// <summary>Rows taken in an earlier run or earlier in this one, not sent again.</summary>
    public int AlreadySent { get; init; }

    /// <summary>Rows the network refused.</summary>
    public int Rejected { get; init; }

    /// <summary>Rows not sent for an error finding.</summary>
    public int Invalid { get; init; }

    /// <summary>Rows kept back.</summary>
    public int Held { get; init; }

    /// <summary>Rows without an answer.</summary>
    public int Unknown { get; init; }

    /// <summary>Rows that the same command would send, now or later: those without an answer, and those kept back for their time or for want of quota.</summary>
    public int Remaining { get; init; }

    /// <summary>True when it ended before it had read all its rows: it was stopped, or the source failed. How many it did not read is not known, and <see cref="Remaining"/> does not count them.</summary>
    public bool IsCutShort { get; init; }

    /// <summary>The earliest time at which all remaining rows can be sent (UTC); null when that is now, or not known.</summary>
    public DateTimeOffset? ResumeAfter { get; init; }

    /// <summary>HTTP requests made for uploads.</summary>
    public int Requests { get; init; }

    /// <summary>True while its process is at work, on whichever machine.</summary>
    public bool IsRunning { get; init; }

    /// <summary>What the network says became of its rows later; null when it was not asked (<see cref="UploadRefresh"/>).</summary>
    public UploadProcessingSummary? Processing { get; init; }

    /// <summary>How far it came.</summary>
    public ConversionUploadStatus Status =>
        IsRunning ? ConversionUploadStatus.Running
        : FinishedAt is null ? ConversionUploadStatus.Interrupted
        : Remaining > 0 || IsCutShort ? ConversionUploadStatus.Incomplete
        : ConversionUploadStatus.Complete;
}
