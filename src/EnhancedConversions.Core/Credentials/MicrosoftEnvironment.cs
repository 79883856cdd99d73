namespace EnhancedConversions.Credentials;

/// <summary>Which Microsoft Advertising answers (contract 1.1, 7).</summary>
public enum MicrosoftEnvironment
{
    /// <summary>The real one.</summary>
    Production,

    /// <summary>Microsoft's own test environment: it takes uploads and attributes none. Not the sandbox embedded in this module.</summary>
    Sandbox,
}

/// <summary>Who signs users of Microsoft Advertising in (contract 7).</summary>
public enum MicrosoftIdentityProvider
{
    /// <summary>The Microsoft identity platform: work and personal accounts.</summary>
    Microsoft,

    /// <summary>Sign in with Google.</summary>
    Google,
}
