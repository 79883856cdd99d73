namespace EnhancedConversions.Ledger;

/// <summary>What a check of a ledger found.</summary>
public enum LedgerCondition
{
    /// <summary>Everything in it can be read, and fits together.</summary>
    Sound,

    /// <summary>There is none yet; the first upload makes it.</summary>
    Missing,

    /// <summary>It cannot be read as a whole, or does not fit together.</summary>
    Damaged,

    /// <summary>It is of a newer version of this module.</summary>
    TooNew,

    /// <summary>It is another program's, or no ledger at all.</summary>
    NotALedger,
}

/// <summary>A ledger, checked from end to end.</summary>
public sealed record LedgerCheck
{
    /// <summary>The ledger: a path, or a database without user and password.</summary>
    public required string Ledger { get; init; }

    /// <summary>What was found.</summary>
    public required LedgerCondition Condition { get; init; }

    /// <summary>True when uploads can go on with it.</summary>
    public bool IsUsable => Condition is LedgerCondition.Sound or LedgerCondition.Missing;

    /// <summary>Runs in it; null when it could not be read.</summary>
    public long? Uploads { get; init; }

    /// <summary>Rows in it that were ready to send, by digest; null when it could not be read.</summary>
    public long? Rows { get; init; }

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Message { get; init; }

    /// <summary>What to do about it; null when nothing is wrong.</summary>
    public string? RecommendedAction { get; init; }
}
