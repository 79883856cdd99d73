using System.Net;
using System.Text.Json;
using EnhancedConversions.Http;

namespace EnhancedConversions.Credentials;

/// <summary>An OAuth 2.0 token endpoint.</summary>
/// <param name="address">Where it is.</param>
internal sealed class TokenEndpoint(Uri address)
{
    /// <summary>Posts a form and reads the tokens.</summary>
    /// <param name="client">The way out.</param>
    /// <param name="form">The form; fields without a value are left out.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConversionException">Refused, or no usable answer.</exception>
    public async Task<TokenAnswer> PostAsync(HttpClient client, IEnumerable<(string Name, string? Value)> form, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent(form.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!)));
        var (status, answer) = await SendAsync(client, content, cancellationToken).ConfigureAwait(false);
        if (status == HttpStatusCode.OK && answer.Text("access_token") is { } token)
        {
            return new TokenAnswer(token, answer.Text("refresh_token"), Life(answer));
        }

        // Only a refusal in OAuth's own words is final; anything else may be a proxy's or a passing trouble.
        throw status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            && answer.Text("error") is { } error and not ("temporarily_unavailable" or "server_error")
                ? CredentialErrors.Refused(address.Host, error)
                : CredentialErrors.Unreachable(address.Host, status);
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpClient client, HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.PostAsync(address, content, cancellationToken).ConfigureAwait(false);
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
            throw CredentialErrors.Unreachable(address.Host, null, cause);
        }
    }

    /// <summary>Life of the token; an hour is what both networks give (about 3599 s) when the answer does not say.</summary>
    private static TimeSpan Life(JsonElement answer) =>
        answer.Decimal("expires_in") is > 0 and < 10_000_000 and var seconds ? TimeSpan.FromSeconds((double)seconds) : TimeSpan.FromHours(1);
}

/// <summary>What a token endpoint hands out.</summary>
/// <param name="AccessToken">The access token.</param>
/// <param name="RefreshToken">A new refresh token; null when there is none.</param>
/// <param name="Life">How long the access token is good.</param>
internal sealed record TokenAnswer(string AccessToken, string? RefreshToken, TimeSpan Life)
{
    /// <summary>Never the tokens, which a record would show.</summary>
    public override string ToString() => nameof(TokenAnswer);
}
