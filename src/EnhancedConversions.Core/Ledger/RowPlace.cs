namespace EnhancedConversions.Ledger;

/// <summary>A row that is in the ledger from before.</summary>
internal sealed record RowPlace
{
    /// <summary>The run that was the last to send it.</summary>
    public required string UploadId { get; init; }

    /// <summary>Its batch.</summary>
    public required long Batch { get; init; }

    /// <summary>The network's id of the request that carried the batch; null when there is none, or none yet.</summary>
    public required string? Request { get; init; }

    /// <summary>When the batch was made.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The batch may be on its way: it was made less than a lease ago.</summary>
    public required bool IsFresh { get; init; }

    /// <summary>The row's state.</summary>
    public required LedgerState State { get; init; }

    /// <summary>The network's code, where the row ended otherwise than its batch.</summary>
    public required string? Code { get; init; }

    /// <summary>The sentence to the code.</summary>
    public required string? Message { get; init; }

    /// <summary>For held rows: the earliest time to send again.</summary>
    public required DateTimeOffset? NotBefore { get; init; }

    /// <summary>Value and currency it was sent with.</summary>
    public required string Value { get; init; }
}
