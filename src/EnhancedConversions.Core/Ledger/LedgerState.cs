namespace EnhancedConversions.Ledger;

/// <summary>States of a batch and, where it differs, of a row in it. Kept as numbers in the ledger; never renumber.</summary>
internal enum LedgerState
{
    /// <summary>Claimed; its request may be on its way. The claim is good as long as its run's lease.</summary>
    Pending = 0,

    /// <summary>The network took it.</summary>
    Accepted = 1,

    /// <summary>The network refused it.</summary>
    Rejected = 2,

    /// <summary>No answer came.</summary>
    Unknown = 3,

    /// <summary>To be sent later.</summary>
    Held = 4,

    /// <summary>The claim was given back: nothing was sent, or nothing of it was processed.</summary>
    Released = 5,
}
