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

    /// <summary>Requests in flight at once, 1 to 32; null for as many as fill the network's quota at the time its answers take, 2 to 16.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>
    /// Rows in one request; null for as many as the network takes. Google tells later what became of a request as a whole only,
    /// so that fewer rows in each make failures easier to find, at the price of more requests.
    /// </summary>
    public int? RowsPerRequest { get; init; }

    /// <summary>True has the rows of requests whose rows failed later told apart (<see cref="ConversionIsolation"/>), instead of sending new ones.</summary>
    public bool Isolate { get; init; }

    /// <summary>File the rows come from, for the ledger; only its name is kept. Null for pipeline input.</summary>
    public string? File { get; init; }

    /// <summary>Hears what happens, from any thread; null when nobody listens.</summary>
    public IProgress<UploadEvent>? Progress { get; init; }
}
