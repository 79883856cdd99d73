namespace EnhancedConversions.PS.Hosting;

/// <summary>What a Microsoft sign-in asks for.</summary>
internal static class MicrosoftScope
{
    /// <summary>Campaign management, and a new refresh token with each answer (Microsoft contract, section on sign-in).</summary>
    public const string Value = "https://ads.microsoft.com/msads.manage offline_access";
}
