namespace EnhancedConversions.Sandbox.OAuth;

/// <summary>Scopes Microsoft's sign-in knows (contract 7).</summary>
internal static class MicrosoftScopes
{
    /// <summary>Managing campaigns, in production.</summary>
    public const string Manage = "https://ads.microsoft.com/msads.manage";

    /// <summary>The same in Microsoft's own sandbox.</summary>
    public const string ManageSandbox = "https://si.ads.microsoft.com/msads.manage";

    private static readonly string[] s_known = [Manage, ManageSandbox, "offline_access", "openid", "profile"];

    /// <summary>True when all scopes are known and one of them manages campaigns.</summary>
    public static bool AreGood(string scope)
    {
        string[] scopes = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return scopes.All(s_known.Contains) && (scopes.Contains(Manage) || scopes.Contains(ManageSandbox));
    }
}
