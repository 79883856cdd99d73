namespace EnhancedConversions.Conversions;

/// <summary>Whether a conversion custom variable of an account is in use.</summary>
public enum CustomVariableStatus
{
    /// <summary>It is in use.</summary>
    Enabled,

    /// <summary>It was seen by the account and has to be activated there before it counts.</summary>
    ActivationNeeded,

    /// <summary>It was put out of use.</summary>
    Paused,

    /// <summary>Something this version does not know.</summary>
    Unknown,
}
