using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Uploads;

/// <summary>How far an upload goes.</summary>
public enum UploadMode
{
    /// <summary>Rows are sent and recorded.</summary>
    Send,

    /// <summary>The network checks the rows and records nothing; nor does the ledger.</summary>
    ValidateOnly,

    /// <summary>Nothing is sent: every row that would go is <see cref="UploadStatus.Planned"/>. No request at all is made.</summary>
    Plan,
}

/// <summary>How an upload runs.</summary>
public sealed record UploadOptions
{
    /// <summary>How far it goes.</summary>
    public UploadMode Mode { get; init; }

    /// <summary>Requests in flight at once, 1 to 32.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>File the rows come from, for the ledger; only its name is kept. Null for pipeline input.</summary>
    public string? File { get; init; }

    /// <summary>Hears what happens, from any thread; null when nobody listens.</summary>
    public IProgress<UploadEvent>? Progress { get; init; }
}

/// <summary>Something worth telling while an upload runs. Holds nothing personal.</summary>
/// <param name="Kind">How important it is.</param>
/// <param name="Message">A sentence, for Verbose and Warning.</param>
/// <param name="Read">Rows read so far.</param>
/// <param name="Done">Rows with a result so far.</param>
public sealed record UploadEvent(UploadEventKind Kind, string Message, int Read, int Done);

/// <summary>How important an <see cref="UploadEvent"/> is.</summary>
public enum UploadEventKind
{
    /// <summary>The counts moved on.</summary>
    Progress,

    /// <summary>What is done and why, for those who ask.</summary>
    Verbose,

    /// <summary>Worth seeing.</summary>
    Warning,
}

/// <summary>Sends rows to one account: validates, hashes, claims them in the ledger, batches, sends, records, and gives one result a row, in row order.</summary>
/// <param name="account">The account.</param>
/// <param name="options">How it runs.</param>
public sealed class OfflineConversionUploader(ConversionAccount account, UploadOptions options)
{
    /// <summary>The run as recorded; complete when the results have been read to their end.</summary>
    public ConversionUpload Summary => throw new NotImplementedException();

    /// <summary>Runs the upload while its results are read. Memory is bounded: rows are drawn as fast as batches leave.</summary>
    /// <param name="rows">The rows, drawn once.</param>
    /// <param name="cancellationToken">Stops the run: what is in flight becomes Unknown unless its answer still comes within a second; the ledger can go on from there.</param>
    /// <exception cref="ConversionException">No further row can succeed.</exception>
    public IAsyncEnumerable<UploadResult> UploadAsync(IAsyncEnumerable<OfflineConversion> rows, CancellationToken cancellationToken) =>
        throw new NotImplementedException($"{account}{options}");
}
