using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace EnhancedConversions.Credentials;

/// <summary>
/// Access tokens by an OAuth refresh token. One refresh serves all that wait, and a refusal that is final is asked for once only.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to free.")]
public sealed class RefreshTokenSource : ITokenSource
{
    /// <summary>Google's token endpoint.</summary>
    public static readonly Uri GoogleEndpoint = new("https://oauth2.googleapis.com/token");

    /// <summary>Life left below which a token is renewed before it is used.</summary>
    private static readonly TimeSpan s_reserve = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Uri _endpoint;
    private readonly string _clientId;
    private readonly Secret? _clientSecret;
    private readonly string? _scope;
    private readonly TimeProvider _clock;
    private Secret _refreshToken;
    private AccessToken? _current;
    private string? _refusal;

    /// <summary>Makes a source.</summary>
    /// <param name="endpoint">Token endpoint.</param>
    /// <param name="clientId">OAuth client id.</param>
    /// <param name="clientSecret">Client secret; null for public clients.</param>
    /// <param name="refreshToken">The refresh token; replaced in memory when the endpoint hands out a new one.</param>
    /// <param name="scope">Scope to ask for; null leaves it to the token.</param>
    /// <param name="clock">The clock the token's life is measured by.</param>
    public RefreshTokenSource(Uri endpoint, string clientId, Secret? clientSecret, Secret refreshToken, string? scope, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        ArgumentNullException.ThrowIfNull(refreshToken);
        ArgumentNullException.ThrowIfNull(clock);
        _endpoint = endpoint;
        _clientId = clientId;
        _clientSecret = clientSecret;
        _refreshToken = refreshToken;
        _scope = scope;
        _clock = clock;
    }

    /// <summary>
    /// Hears of a new refresh token (Microsoft hands one out with every refresh), to keep it for the next session. The source uses it from then on.
    /// What it throws ends the call that asked for the access token. Null when nobody keeps it.
    /// </summary>
    public Func<Secret, CancellationToken, ValueTask>? RefreshTokenRotated { get; init; }

    /// <summary>Microsoft's token endpoint of a tenant.</summary>
    /// <param name="tenant">Tenant id, domain or <c>common</c>.</param>
    public static Uri MicrosoftEndpoint(string tenant) => new($"https://login.microsoftonline.com/{Uri.EscapeDataString(tenant)}/oauth2/v2.0/token");

    /// <inheritdoc/>
    public async ValueTask<string> GetTokenAsync(HttpClient client, string? refused, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (Usable(refused) is { } token)
        {
            return token;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Somebody else may have renewed it, or been refused for good, while this call waited.
            if (Usable(refused) is { } renewed)
            {
                return renewed;
            }

            if (_refusal is not null)
            {
                throw CredentialErrors.Refused(_endpoint.Host, _refusal);
            }

            return await RefreshAsync(client, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private string? Usable(string? refused) =>
        Volatile.Read(ref _current) is { } current && current.Expires - _clock.GetUtcNow() > s_reserve && current.Text != refused ? current.Text : null;

    private async ValueTask<string> RefreshAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var asked = _clock.GetUtcNow();
        var (status, answer) = await PostAsync(client, cancellationToken).ConfigureAwait(false);
        if (status == HttpStatusCode.OK && Text(answer, "access_token") is { } token)
        {
            Volatile.Write(ref _current, new AccessToken(token, asked + Life(answer)));
            if (Text(answer, "refresh_token") is { } next && next != _refreshToken.Reveal())
            {
                _refreshToken = new Secret(next);
                if (RefreshTokenRotated is { } hear)
                {
                    await hear(_refreshToken, cancellationToken).ConfigureAwait(false);
                }
            }

            return token;
        }

        // Only a refusal in OAuth's own words is final; anything else may be a proxy's or a passing trouble.
        if (status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            && Text(answer, "error") is { } error and not ("temporarily_unavailable" or "server_error"))
        {
            _refusal = OAuthCode(error);
            throw CredentialErrors.Refused(_endpoint.Host, _refusal);
        }

        throw CredentialErrors.Unreachable(_endpoint.Host, status);
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var form = new List<KeyValuePair<string, string>>
        {
            new("grant_type", "refresh_token"),
            new("client_id", _clientId),
            new("refresh_token", _refreshToken.Reveal()),
        };
        if (_clientSecret is not null)
        {
            form.Add(new("client_secret", _clientSecret.Reveal()));
        }

        if (_scope is not null)
        {
            form.Add(new("scope", _scope));
        }

        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var response = await client.PostAsync(_endpoint, content, cancellationToken).ConfigureAwait(false);
            using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                using var document = await JsonDocument.ParseAsync(stream, default, cancellationToken).ConfigureAwait(false);
                return (response.StatusCode, document.RootElement.Clone());
            }
            catch (JsonException)
            {
                return (response.StatusCode, default);
            }
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException)
        {
            throw CredentialErrors.Unreachable(_endpoint.Host, null, cause);
        }
    }

    /// <summary>Life of the token; an hour is what both networks give (about 3599 s) when the answer does not say.</summary>
    private static TimeSpan Life(JsonElement answer)
    {
        if (!answer.TryGetProperty("expires_in", out var value))
        {
            return TimeSpan.FromHours(1);
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        return double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e7
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.FromHours(1);
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>An OAuth error code is lower-case words (RFC 6749, 5.2); anything else is not repeated to people.</summary>
    private static string OAuthCode(string error) =>
        error.Length is > 0 and <= 60 && error.All(c => char.IsAsciiLetterLower(c) || c == '_') ? error : "unknown error";

    private sealed record AccessToken(string Text, DateTimeOffset Expires);
}
