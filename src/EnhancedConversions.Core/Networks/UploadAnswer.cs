namespace EnhancedConversions.Networks;

/// <summary>What became of a request as a whole.</summary>
public enum UploadVerdict
{
    /// <summary>The network took it; rows in <see cref="UploadAnswer.Problems"/> excepted.</summary>
    Answered,

    /// <summary>The network processed nothing because of the rows in <see cref="UploadAnswer.Problems"/>, or of a row it did not name when that list is empty.</summary>
    Refused,

    /// <summary>No answer came, after all retries: the network may or may not have the rows.</summary>
    Unknown,

    /// <summary>The network processed nothing for want of quota; the rows can be sent later.</summary>
    NotNow,
}

/// <summary>What a row needs after the network named it.</summary>
public enum RowDisposition
{
    /// <summary>It will not be taken as it is.</summary>
    Rejected,

    /// <summary>It can be sent unchanged later (<see cref="RowProblem.NotBefore"/>).</summary>
    Held,

    /// <summary>The network has it from before; nothing more to do.</summary>
    Duplicate,
}

/// <summary>What the network said about one row of a batch.</summary>
/// <param name="Index">0-based place in the batch.</param>
/// <param name="Code">The network's own code: <c>INVALID_CURRENCY_CODE</c>, <c>OfflineConversionNotFound</c> ...; kept as it came when unknown.</param>
/// <param name="Message">A sentence for people, free of personal data.</param>
/// <param name="Disposition">What the row needs.</param>
/// <param name="NotBefore">For held rows: the earliest time to send again; null when the network did not say.</param>
public sealed record RowProblem(int Index, string Code, string Message, RowDisposition Disposition = RowDisposition.Rejected, DateTimeOffset? NotBefore = null);

/// <summary>What the network said about an accepted row, which it took all the same.</summary>
/// <param name="Index">0-based place in the batch; null when the network named none.</param>
/// <param name="Code">The network's own code.</param>
/// <param name="Message">A sentence for people, free of personal data.</param>
public sealed record RowWarning(int? Index, string Code, string Message);

/// <summary>The answer to one upload request.</summary>
public sealed record UploadAnswer
{
    /// <summary>What became of the request as a whole.</summary>
    public required UploadVerdict Verdict { get; init; }

    /// <summary>Rows the network named, in row order; several entries for one row are possible.</summary>
    public IReadOnlyList<RowProblem> Problems { get; init; } = [];

    /// <summary>What it said about rows it took.</summary>
    public IReadOnlyList<RowWarning> Warnings { get; init; } = [];

    /// <summary>The network's id of the request, to ask for its status later; null when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Why nothing was processed or no answer came: the network's code or ours (<c>NoAnswer</c>); null when answered.</summary>
    public string? Code { get; init; }

    /// <summary>The same as a sentence; null when answered.</summary>
    public string? Message { get; init; }

    /// <summary>For <see cref="UploadVerdict.NotNow"/>: the earliest time to go on; null when the network did not say.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>HTTP requests this answer took, retries included.</summary>
    public int Requests { get; init; } = 1;

    /// <summary>How long the network took for its last answer, waits for quota or another attempt left out; zero when none came.</summary>
    public TimeSpan AnswerTime { get; init; }
}
