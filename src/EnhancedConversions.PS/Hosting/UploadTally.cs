using EnhancedConversions.Networks;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.PS.Hosting;

/// <summary>What became of the rows of one account. Written by its worker, read by the pipeline thread when the worker is done.</summary>
internal sealed class UploadTally(ConversionAccount account)
{
    private readonly int[] _counts = new int[Enum.GetValues<UploadStatus>().Length];

    /// <summary>The account.</summary>
    public ConversionAccount Account { get; } = account;

    /// <summary>Why no further row of it can succeed; null while that is not so.</summary>
    public ConversionException? Failure { get; set; }

    /// <summary>The runs in the ledger; empty when nothing is recorded.</summary>
    public List<string> UploadIds { get; } = [];

    /// <summary>Earliest time at which a held row can be sent; null when none is held or the time is open.</summary>
    public DateTimeOffset? NotBefore { get; private set; }

    /// <summary>Earliest time at which the network can tell more of rows it has; null when nothing is waited for.</summary>
    public DateTimeOffset? AskAfter { get; private set; }

    /// <summary>Rows of a status.</summary>
    public int this[UploadStatus status] => _counts[(int)status];

    /// <summary>Rows with a result.</summary>
    public int Total => _counts.Sum();

    /// <summary>Rows that need a person: rejected, invalid or without an answer.</summary>
    public int NotAccepted => this[UploadStatus.Rejected] + this[UploadStatus.Invalid] + this[UploadStatus.Unknown];

    /// <summary>Counts a result.</summary>
    public void Add(UploadResult result)
    {
        _counts[(int)result.Status]++;
        if (result.Status == UploadStatus.Held)
        {
            NotBefore = Earlier(NotBefore, result.NotBefore);
        }
        else
        {
            AskAfter = Earlier(AskAfter, result.NotBefore);
        }
    }

    /// <summary>Adds another run of the same account.</summary>
    public void Add(UploadTally other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        Failure ??= other.Failure;
        UploadIds.AddRange(other.UploadIds);
        NotBefore = Earlier(NotBefore, other.NotBefore);
        AskAfter = Earlier(AskAfter, other.AskAfter);
    }

    /// <summary>For example <c>228 accepted, 7 invalid</c>; statuses without rows are left out.</summary>
    public string Describe(params UploadStatus[] statuses) => string.Join(", ", statuses.Where(s => this[s] > 0).Select(s => $"{Wording.Number(this[s])} {Word(s)}"));

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one < other ? one : other ?? one;

    private static string Word(UploadStatus status) => status switch
    {
        UploadStatus.AlreadySent => "already sent",
        UploadStatus.Unknown => "without an answer",
        _ => status.ToString().ToLowerInvariant(),
    };
}
