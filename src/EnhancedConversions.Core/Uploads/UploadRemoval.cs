namespace EnhancedConversions.Uploads;

/// <summary>What was removed from a ledger, or would be, and what has to stay.</summary>
public sealed record UploadRemoval
{
    /// <summary>The ledger: a path, or a database without user and password.</summary>
    public required string Ledger { get; init; }

    /// <summary>Runs removed.</summary>
    public required int Uploads { get; init; }

    /// <summary>Rows removed.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows of removed runs, those of earlier removals from this ledger included, whose digests stay, because the network would still take the conversion a second time.</summary>
    public required int KeptRows { get; init; }

    /// <summary>When the last of them can be removed too (UTC); null when none was kept.</summary>
    public DateTimeOffset? KeptUntil { get; init; }
}
