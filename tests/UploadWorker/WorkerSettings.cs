using System.Globalization;

namespace EnhancedConversions.UploadWorker;

/// <summary>What a worker is told: arguments of the form <c>name=value</c>.</summary>
internal sealed record WorkerSettings
{
    /// <summary>File of rows.</summary>
    public required string File { get; init; }

    /// <summary>Folder of the sandbox's state, shared by all workers.</summary>
    public required string State { get; init; }

    /// <summary>The ledger.</summary>
    public required string Ledger { get; init; }

    /// <summary>Time each answer takes.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Requests in flight at once.</summary>
    public int Throttle { get; init; }

    /// <summary>Rows in one request; null for as many as the network takes.</summary>
    public int? RowsPerRequest { get; init; }

    /// <summary>Requests a minute the sandbox lets through; null for no limit.</summary>
    public int? Quota { get; init; }

    /// <summary>How long claims outlive the process; null for the default.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>The upload request before which the process kills itself, counted from 1; 0 for none. Its rows are claimed by then and nothing has left.</summary>
    public int DieBeforeRequest { get; init; }

    /// <summary>File that keeps Microsoft's refresh token; null to upload to Google Ads.</summary>
    public string? TokenFile { get; init; }

    /// <summary>The refresh token to begin with; null when the file has one.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>False lets a refresh token go on beside its successor, as Microsoft does for a while.</summary>
    public bool TokensDie { get; init; }

    /// <summary>The new refresh token after which the process kills itself, counted from 1; 0 for none. It is kept by then, and its access token has not been used.</summary>
    public int DieAfterRotation { get; init; }

    /// <summary>A file whose appearance is the sign to begin, so that several begin together; null to begin at once.</summary>
    public string? Gate { get; init; }

    public static WorkerSettings Read(string[] arguments)
    {
        var values = arguments.Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => a[1]);
        return new WorkerSettings
        {
            File = values["file"],
            State = values["state"],
            Ledger = values["ledger"],
            Latency = TimeSpan.FromMilliseconds(Number("latency") ?? 0),
            Throttle = (int)(Number("throttle") ?? 3),
            Lease = Number("lease") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            DieBeforeRequest = (int)(Number("die-before-request") ?? 0),
            RowsPerRequest = (int?)Number("rows-per-request"),
            Quota = (int?)Number("quota"),
            TokenFile = values.GetValueOrDefault("token-file"),
            RefreshToken = values.GetValueOrDefault("refresh-token"),
            TokensDie = values.GetValueOrDefault("tokens-die") != "no",
            DieAfterRotation = (int)(Number("die-after-rotation") ?? 0),
            Gate = values.GetValueOrDefault("gate"),
        };

        double? Number(string name) => values.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : null;
    }
}
