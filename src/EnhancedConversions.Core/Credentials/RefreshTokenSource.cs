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
    private Secret? _refreshToken;

    /// <summary>Makes a source.</summary>
    /// <param name="endpoint">Token endpoint.</param>
    /// <param name="clientId">OAuth client id.</param>
    /// <param name="clientSecret">Client secret; null for public clients.</param>
    /// <param name="refreshToken">The refresh token; replaced in memory when the endpoint hands out a new one. Null when <see cref="File"/> holds it.</param>
    /// <param name="scope">Scope to ask for; null leaves it to the token.</param>
    /// <param name="clock">The clock the token's life is measured by.</param>
    public RefreshTokenSource(Uri endpoint, string clientId, Secret? clientSecret, Secret? refreshToken, string? scope, TimeProvider clock)
        : base(clock)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        _endpoint = new TokenEndpoint(endpoint);
        _clientId = clientId;
        _clientSecret = clientSecret;
        _refreshToken = refreshToken;
        _scope = scope;
    }

    /// <summary>
    /// Hears of a new refresh token (Microsoft hands one out with every refresh), to keep it for the next session, before the new access token is used.
    /// It is not stopped with the call that asked for the access token; what it throws ends that call. Null when nobody keeps it.
    /// </summary>
    public Func<Secret, CancellationToken, ValueTask>? RefreshTokenRotated { get; init; }

    /// <summary>
    /// The file the refresh token is kept in, shared with others or not; null when there is none. Its token is used, then the one this source was made with
    /// where the file has none or its token is refused: so a new consent is taken over by giving its token once.
    /// </summary>
    public RefreshTokenFile? File { get; init; }

    /// <summary>Microsoft's token endpoint of a tenant.</summary>
    /// <param name="tenant">Tenant id, domain or <c>common</c>.</param>
    public static Uri MicrosoftEndpoint(string tenant) => new($"https://login.microsoftonline.com/{Uri.EscapeDataString(tenant)}/oauth2/v2.0/token");

    /// <summary>The error for a new token that was not kept by who was to keep it.</summary>
    /// <param name="token">The token; words that hold it are not repeated.</param>
    /// <param name="words">The reason, as it was told.</param>
    public static ConversionException NotKept(Secret token, string words)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(words);
        return CredentialErrors.RefreshTokenNotKept(words.Contains(token.Reveal(), StringComparison.Ordinal) ? null : words);
    }

    private protected override async ValueTask<AccessToken> SignInAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var asked = Clock.GetUtcNow();
        using var turn = File is null ? null : await File.TakeAsync(cancellationToken).ConfigureAwait(false);
        var used = turn?.Token ?? _refreshToken ?? throw CredentialErrors.NoRefreshToken();
        TokenAnswer answer;
        try
        {
            answer = await RefreshAsync(client, used, cancellationToken).ConfigureAwait(false);
        }
        catch (ConversionException refusal) when (refusal.ErrorId == CredentialErrors.RefreshTokenRefused && _refreshToken is not null && _refreshToken.Reveal() != used.Reveal())
        {
            used = _refreshToken;
            answer = await RefreshAsync(client, used, cancellationToken).ConfigureAwait(false);
        }

        // From here on the old token may be dead: nothing stops the new one from being kept.
        _refreshToken = answer.RefreshToken is { } next && next != used.Reveal() ? new Secret(next) : used;
        if (turn is not null && turn.Token?.Reveal() != _refreshToken.Reveal())
        {
            turn.Keep(_refreshToken);
        }

        if (_refreshToken != used)
        {
            await TellAsync(_refreshToken).ConfigureAwait(false);
        }

        return new AccessToken(answer.AccessToken, asked + answer.Life);
    }

    private Task<TokenAnswer> RefreshAsync(HttpClient client, Secret refreshToken, CancellationToken cancellationToken) => _endpoint.PostAsync(
        client,
        [
            ("grant_type", "refresh_token"),
            ("client_id", _clientId),
            ("refresh_token", refreshToken.Reveal()),
            ("client_secret", _clientSecret?.Reveal()),
            ("scope", _scope),
        ],
        cancellationToken);

    private async ValueTask TellAsync(Secret token)
    {
        if (RefreshTokenRotated is not { } hear)
        {
            return;
        }

        try
        {
            await hear(token, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is not ConversionException)
        {
            throw NotKept(token, cause.Message);
        }
    }
}
