namespace EnhancedConversions.Credentials;

/// <summary>How users of Microsoft Advertising sign in: which client, where, and by whom (contract 7).</summary>
public sealed record MicrosoftSignIn
{
    /// <summary>Application (client) id.</summary>
    public required string ClientId { get; init; }

    /// <summary>Client secret; null for public clients. Sign-in with Google needs it.</summary>
    public Secret? ClientSecret { get; init; }

    /// <summary>Microsoft Entra tenant: an id, a domain, or <c>common</c>. Of no account for sign-in with Google.</summary>
    public string Tenant { get; init; } = "common";

    /// <summary>The environment to be used.</summary>
    public MicrosoftEnvironment Environment { get; init; }

    /// <summary>Who signs the user in.</summary>
    public MicrosoftIdentityProvider IdentityProvider { get; init; }

    /// <summary>What the sign-in asks for: managing campaigns, and a refresh token.</summary>
    public string Scope => (IdentityProvider, Environment) switch
    {
        (MicrosoftIdentityProvider.Google, _) => "openid email profile",
        (_, MicrosoftEnvironment.Sandbox) => "https://si.ads.microsoft.com/msads.manage offline_access",
        _ => "https://ads.microsoft.com/msads.manage offline_access",
    };

    /// <summary>Access tokens by a refresh token.</summary>
    /// <param name="refreshToken">The refresh token; null when <paramref name="file"/> holds it.</param>
    /// <param name="file">The file that keeps it; null when nothing does, or <paramref name="rotated"/>.</param>
    /// <param name="rotated">Hears of each new refresh token; null when nobody wants to.</param>
    /// <param name="clock">The clock the token's life is measured by.</param>
    public RefreshTokenSource ToTokenSource(Secret? refreshToken, RefreshTokenFile? file, Func<Secret, CancellationToken, ValueTask>? rotated, TimeProvider clock)
    {
        // Google leaves the scope to the refresh token, Microsoft wants it with each refresh.
        var google = IdentityProvider == MicrosoftIdentityProvider.Google;
        return new RefreshTokenSource(google ? RefreshTokenSource.GoogleEndpoint : RefreshTokenSource.MicrosoftEndpoint(Tenant), ClientId, ClientSecret, refreshToken, google ? null : Scope, clock)
        {
            File = file,
            RefreshTokenRotated = rotated,
        };
    }

    /// <summary>The first consent, by a person at a browser.</summary>
    public LoopbackSignIn ToInteractive() => LoopbackSignIn.Microsoft(this);
}
