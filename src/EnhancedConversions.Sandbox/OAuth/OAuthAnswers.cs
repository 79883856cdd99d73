using System.Net;
using EnhancedConversions.Sandbox.Http;

namespace EnhancedConversions.Sandbox.OAuth;

/// <summary>What RFC 6749 lets a token endpoint answer.</summary>
internal static class OAuthAnswers
{
    /// <summary>A refusal: <c>error</c> and <c>error_description</c>; 401 for <c>invalid_client</c>, else 400.</summary>
    public static SandboxResponse Refusal(string error, string description) =>
        SandboxResponse.Json(error == "invalid_client" ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest, json =>
        {
            json.WriteStartObject();
            json.WriteString("error", error);
            json.WriteString("error_description", description);
            json.WriteEndObject();
        });

    /// <summary>The endpoint cannot answer now.</summary>
    public static SandboxResponse Refuse(HttpStatusCode status, TimeSpan? retryAfter) =>
        SandboxResponse.Json(status, json =>
        {
            json.WriteStartObject();
            json.WriteString("error", status == HttpStatusCode.TooManyRequests ? "rate_limit_exceeded" : "temporarily_unavailable");
            json.WriteString("error_description", "The server is temporarily unable to handle the request.");
            json.WriteEndObject();
        });

    /// <summary>The tokens.</summary>
    public static SandboxResponse Tokens(string accessToken, TimeSpan lifetime, string scope, string? refreshToken) =>
        SandboxResponse.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", accessToken);
            json.WriteNumber("expires_in", (long)lifetime.TotalSeconds);
            json.WriteString("scope", scope);
            json.WriteString("token_type", "Bearer");
            if (refreshToken is not null)
            {
                json.WriteString("refresh_token", refreshToken);
            }

            json.WriteEndObject();
        });
}
