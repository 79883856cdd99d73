using System.Text;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.OAuth;

/// <summary>
/// <c>login.microsoftonline.com/{tenant}/oauth2/v2.0/token</c> (Microsoft contract 7): each refresh hands out a new refresh token;
/// the old one is to be dropped and is revoked at once only when <see cref="SandboxOptions.RefreshTokensDieAfterUse"/> says so.
/// </summary>
internal sealed class MicrosoftTokenEndpoint(WorldStore world, SandboxOptions options)
{
    public const string ManageScope = "https://ads.microsoft.com/msads.manage";

    private static readonly string[] s_knownScopes = [ManageScope, "offline_access", "openid", "profile"];

    public SandboxResponse Answer(SandboxRequest request)
    {
        string[] path = request.Path.Split('/');
        if (request.Method != HttpMethod.Post || path is not ["", { Length: > 0 }, "oauth2", "v2.0", "token"])
        {
            return SandboxResponse.PageNotFound();
        }

        if (request.MediaType != "application/x-www-form-urlencoded")
        {
            return OAuthAnswers.Refusal("invalid_request", "AADSTS900144: The request body must be a form.");
        }

        var form = FormFields.Parse(Encoding.UTF8.GetString(request.Body.Span));
        foreach (string name in (string[])["client_id", "grant_type"])
        {
            if (string.IsNullOrEmpty(form.GetValueOrDefault(name)))
            {
                return OAuthAnswers.Refusal("invalid_request", $"AADSTS900144: The request body must contain the following parameter: '{name}'.");
            }
        }

        return form["grant_type"] == "refresh_token"
            ? Refresh(form)
            : OAuthAnswers.Refusal("unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.");
    }

    private SandboxResponse Refresh(Dictionary<string, string> form)
    {
        if (form["client_id"] != SandboxCredentials.ClientId)
        {
            return OAuthAnswers.Refusal("unauthorized_client", "AADSTS700016: Application was not found in the directory.");
        }

        // A public client has no secret; one that names a secret must name the right one.
        if (form.TryGetValue("client_secret", out string? secret) && secret != SandboxCredentials.ClientSecret)
        {
            return OAuthAnswers.Refusal("invalid_client", "AADSTS7000215: Invalid client secret provided.");
        }

        if (string.IsNullOrEmpty(form.GetValueOrDefault("refresh_token")))
        {
            return OAuthAnswers.Refusal("invalid_request", "AADSTS900144: The request body must contain the following parameter: 'refresh_token'.");
        }

        string scope = form.GetValueOrDefault("scope") is { Length: > 0 } asked ? asked : ManageScope;
        string[] scopes = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!scopes.All(s_knownScopes.Contains) || !scopes.Contains(ManageScope))
        {
            return OAuthAnswers.Refusal("invalid_scope", "AADSTS70011: The provided value for the input parameter 'scope' is not valid.");
        }

        return world.Change(tables =>
        {
            if (tables.Tokens.Find(Network.MicrosoftAdvertising, form["refresh_token"]) is not { Kind: TokenKind.Refresh })
            {
                return OAuthAnswers.Refusal("invalid_grant", "AADSTS70008: The refresh token has expired or was revoked. Sign in and consent again.");
            }

            if (options.RefreshTokensDieAfterUse)
            {
                tables.Tokens.Remove(Network.MicrosoftAdvertising, form["refresh_token"]);
            }

            string access = tables.Tokens.Issue(Network.MicrosoftAdvertising, TokenKind.Access, ManageScope, world.Now + options.AccessTokenLifetime);
            string refresh = tables.Tokens.Issue(Network.MicrosoftAdvertising, TokenKind.Refresh, ManageScope, null);
            return OAuthAnswers.Tokens(access, options.AccessTokenLifetime, scope, refresh);
        });
    }
}
