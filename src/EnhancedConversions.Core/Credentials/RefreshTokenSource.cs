namespace EnhancedConversions.Credentials;

/// <summary>Access tokens by an OAuth refresh token.</summary>
public sealed class RefreshTokenSource : CachingTokenSource
{
    /// <summary>Google's token endpoint.</summary>
    public static readonly Uri GoogleEndpoint = new("https://oauth2.googleapis.com/token");

    private readonly TokenEndpoint _endpoint;
    private readonly string _clientId;
    private readonly Secret? _clientSecret;
    private readonly string? _scope;
    private Secret _refreshToken;

    /// <summary>Makes a source.</summary>
    /// <param name="endpoint">Token endpoint.</param>
    /// <param name="clientId">OAuth client id.</param>
    /// <param name="clientSecret">Client secret; null for public clients.</param>
    /// <param name="refreshToken">The refresh token; replaced in memory when the endpoint hands out a new one.</param>
    /// <param name="scope">Scope to ask for; null leaves it to the token.</param>
    /// <param name="clock">The clock the token's life is measured by.</param>
    public RefreshTokenSource(Uri endpoint, string clientId, Secret? clientSecret, Secret refreshToken, string? scope, TimeProvider clock)
        : base(clock)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        ArgumentNullException.ThrowIfNull(refreshToken);
        _endpoint = new TokenEndpoint(endpoint);
        _clientId = clientId;
        _clientSecret = clientSecret;
        _refreshToken = refreshToken;
        _scope = scope;
    }

    /// <summary>
    /// Hears of a new refresh token (Microsoft hands one out with every refresh), to keep it for the next session. The source uses it from then on.
    /// What it throws ends the call that asked for the access token. Null when nobody keeps it.
    /// </summary>
    public Func<Secret, CancellationToken, ValueTask>? RefreshTokenRotated { get; init; }

    /// <summary>Microsoft's token endpoint of a tenant.</summary>
    /// <param name="tenant">Tenant id, domain or <c>common</c>.</param>
    public static Uri MicrosoftEndpoint(string tenant) => new($"https://login.microsoftonline.com/{Uri.EscapeDataString(tenant)}/oauth2/v2.0/token");

    private protected override async ValueTask<AccessToken> SignInAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var asked = Clock.GetUtcNow();
        var answer = await _endpoint.PostAsync(
            client,
            [
                ("grant_type", "refresh_token"),
                ("client_id", _clientId),
                ("refresh_token", _refreshToken.Reveal()),
                ("client_secret", _clientSecret?.Reveal()),
                ("scope", _scope),
            ],
            cancellationToken).ConfigureAwait(false);
        if (answer.RefreshToken is { } next && next != _refreshToken.Reveal())
        {
            _refreshToken = new Secret(next);
            if (RefreshTokenRotated is { } hear)
            {
                await hear(_refreshToken, cancellationToken).ConfigureAwait(false);
            }
        }

        return new AccessToken(answer.AccessToken, asked + answer.Life);
    }
}
