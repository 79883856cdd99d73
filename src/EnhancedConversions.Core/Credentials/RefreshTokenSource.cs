namespace EnhancedConversions.Credentials;

/// <summary>Access tokens by an OAuth refresh token.</summary>
public sealed class RefreshTokenSource : ITokenSource
{
    /// <summary>Google's token endpoint.</summary>
    public static readonly Uri GoogleEndpoint = new("https://oauth2.googleapis.com/token");

    /// <summary>Makes a source.</summary>
    /// <param name="endpoint">Token endpoint.</param>
    /// <param name="clientId">OAuth client id.</param>
    /// <param name="clientSecret">Client secret; null for public clients.</param>
    /// <param name="refreshToken">The refresh token; replaced in memory when the endpoint hands out a new one.</param>
    /// <param name="scope">Scope to ask for; null leaves it to the token.</param>
    /// <param name="clock">The clock the token's life is measured by.</param>
    public RefreshTokenSource(Uri endpoint, string clientId, Secret? clientSecret, Secret refreshToken, string? scope, TimeProvider clock) => throw new NotImplementedException();

    /// <summary>Microsoft's token endpoint of a tenant.</summary>
    /// <param name="tenant">Tenant id, domain or <c>common</c>.</param>
    public static Uri MicrosoftEndpoint(string tenant) => new($"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token");

    /// <inheritdoc/>
    public ValueTask<string> GetTokenAsync(HttpClient client, string? refused, CancellationToken cancellationToken) => throw new NotImplementedException();
}
