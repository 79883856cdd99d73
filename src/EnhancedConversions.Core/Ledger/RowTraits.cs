namespace EnhancedConversions.Ledger;

/// <summary>
/// What a row carried, as bits that name nobody: enough to tell which rows a network's reason may mean. Kept as a number in the ledger; never renumber.
/// Of several click ids only the one that is sent counts.
/// </summary>
[Flags]
internal enum RowTraits
{
    /// <summary>Nothing of the kind.</summary>
    None = 0,

    /// <summary>Hashed e-mail address or phone number.</summary>
    Hash = 1,

    /// <summary>GCLID, or a Microsoft click id.</summary>
    ClickId = 2,

    /// <summary>GBRAID.</summary>
    Gbraid = 4,

    /// <summary>WBRAID.</summary>
    Wbraid = 8,

    /// <summary>Consent to the use of user data was not stated.</summary>
    ConsentMissing = 16,

    /// <summary>Consent was denied, to the use of user data or to personalisation.</summary>
    ConsentDenied = 32,
}
