using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using EnhancedConversions.Sandbox.GoogleAds.Errors;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.OAuth;

/// <summary>
/// Workload identity federation: <c>sts.googleapis.com/v1/token</c> trades the demo workload's token (RFC 8693), and
/// <c>iamcredentials.googleapis.com</c> lets its holder act as the demo service account.
/// </summary>
internal sealed class GoogleTokenExchange(WorldStore world, SandboxOptions options)
{
    private const string AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";
    private const string CloudPlatform = "https://www.googleapis.com/auth/cloud-platform";
    private const string Iam = "https://www.googleapis.com/auth/iam";

    private static readonly string[] s_subjectTypes = ["urn:ietf:params:oauth:token-type:jwt", "urn:ietf:params:oauth:token-type:id_token"];

    public SandboxResponse Exchange(SandboxRequest request)
    {
        if (!request.Is(HttpMethod.Post, "/v1/token"))
        {
            return SandboxResponse.PageNotFound();
        }

        var form = FormFields.Parse(Encoding.UTF8.GetString(request.Body.Span));
        foreach (string name in (string[])["grant_type", "audience", "scope", "requested_token_type", "subject_token", "subject_token_type"])
        {
            if (string.IsNullOrEmpty(form.GetValueOrDefault(name)))
            {
                return OAuthAnswers.Refusal("invalid_request", $"Required parameter is missing: {name}");
            }
        }

        if (form["grant_type"] != "urn:ietf:params:oauth:grant-type:token-exchange")
        {
            return OAuthAnswers.Refusal("unsupported_grant_type", $"Invalid grant_type: {form["grant_type"]}");
        }

        if (form["requested_token_type"] != AccessTokenType || !s_subjectTypes.Contains(form["subject_token_type"]))
        {
            return OAuthAnswers.Refusal("invalid_request", "Invalid token type.");
        }

        if (form["audience"] != SandboxCredentials.WorkloadAudience)
        {
            return OAuthAnswers.Refusal("invalid_target", "The target service indicated by the \"audience\" parameters is invalid.");
        }

        if (form["subject_token"].Trim() != SandboxCredentials.WorkloadToken)
        {
            return OAuthAnswers.Refusal("invalid_grant", "The subject token is not valid for this provider.");
        }

        string token = world.Change(t => t.Tokens.Issue(Network.GoogleAds, TokenKind.Federated, form["scope"], world.Now + options.AccessTokenLifetime));
        return SandboxResponse.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", token);
            json.WriteString("issued_token_type", AccessTokenType);
            json.WriteString("token_type", "Bearer");
            json.WriteNumber("expires_in", (long)options.AccessTokenLifetime.TotalSeconds);
            json.WriteEndObject();
        });
    }

    public SandboxResponse Impersonate(SandboxRequest request)
    {
        if (!request.Is(HttpMethod.Post, $"/v1/projects/-/serviceAccounts/{SandboxCredentials.ServiceAccount}:generateAccessToken"))
        {
            return SandboxResponse.PageNotFound();
        }

        if (request.BearerToken is not string bearer
            || world.Read(t => t.Tokens.Find(Network.GoogleAds, bearer)) is not { Kind: TokenKind.Federated } federated
            || federated.Expires <= world.Now
            || !(federated.HasScope(CloudPlatform) || federated.HasScope(Iam)))
        {
            return GoogleStatus.Answer(HttpStatusCode.Forbidden, "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).");
        }

        string[] scopes = Scopes(request.Body.ToArray());
        if (scopes.Length == 0 || !scopes.All(GoogleTokenEndpoint.Scopes.Split(' ').Contains))
        {
            return GoogleStatus.Answer(HttpStatusCode.BadRequest, "Request contains an invalid argument.");
        }

        string token = world.Change(t => t.Tokens.Issue(Network.GoogleAds, TokenKind.Access, string.Join(' ', scopes), world.Now + options.AccessTokenLifetime));
        return SandboxResponse.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteString("accessToken", token);
            json.WriteString("expireTime", (world.Now + options.AccessTokenLifetime).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        });
    }

    private static string[] Scopes(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("scope", out JsonElement scope) && scope.ValueKind == JsonValueKind.Array ? [.. scope.EnumerateArray().Select(s => s.ToString())] : [];
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
