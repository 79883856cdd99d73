namespace EnhancedConversions.Ledger;

/// <summary>What a ledger is opened for.</summary>
internal enum LedgerAccess
{
    /// <summary>To look things up; nothing is made or changed.</summary>
    Look,

    /// <summary>To change what is there.</summary>
    Write,

    /// <summary>To write, and to be made when it is missing.</summary>
    Create,
}
