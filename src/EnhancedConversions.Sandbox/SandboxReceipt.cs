namespace EnhancedConversions.Sandbox;

/// <summary>What a sandboxed network received.</summary>
public sealed record SandboxReceipt
{
    /// <summary>HTTP requests of any kind.</summary>
    public required int Requests { get; init; }

    /// <summary>Upload requests, refused ones and mere validations included.</summary>
    public required int UploadRequests { get; init; }

    /// <summary>Rows in upload requests that were taken, repeats included: <see cref="Conversions"/> + <see cref="Repeats"/>. A Google event counts once for each destination.</summary>
    public required int RowsReceived { get; init; }

    /// <summary>Conversions that count: repeats of a transaction id or duplicate key add nothing.</summary>
    public required int Conversions { get; init; }

    /// <summary>Rows that repeated a conversion.</summary>
    public required int Repeats { get; init; }

    /// <summary>Conversions for which an ad click was found.</summary>
    public required int Attributed { get; init; }

    /// <summary>The other conversions, by the network's own reason.</summary>
    public required IReadOnlyDictionary<string, int> UnattributedReasons { get; init; }

    /// <summary>Conversions taken back by an adjustment call. They stay in <see cref="Conversions"/>.</summary>
    public required int Retractions { get; init; }

    /// <summary>New values by an adjustment call. Google's repeats of a transaction id are not among them.</summary>
    public required int Restatements { get; init; }
}
