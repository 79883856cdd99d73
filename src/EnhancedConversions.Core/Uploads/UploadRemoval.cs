namespace EnhancedConversions.Uploads;

/// <summary>What was removed from a ledger, and what had to stay.</summary>
public sealed record UploadRemoval
{
    /// <summary>Runs removed.</summary>
    public required int Uploads { get; init; }

    /// <summary>Rows removed.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows of removed runs whose digests stay, because the network would still take the conversion a second time.</summary>
    public required int KeptRows { get; init; }

    /// <summary>When the last of them can be removed too (UTC); null when none was kept.</summary>
    public DateTimeOffset? KeptUntil { get; init; }
}
