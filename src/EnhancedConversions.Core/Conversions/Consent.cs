namespace EnhancedConversions.Conversions;

/// <summary>A person's answer to a consent question. An empty cell is <see cref="Unspecified"/>.</summary>
public enum Consent
{
    /// <summary>Not said; the network applies the account's default.</summary>
    Unspecified,

    /// <summary>Given.</summary>
    Granted,

    /// <summary>Refused.</summary>
    Denied,
}
