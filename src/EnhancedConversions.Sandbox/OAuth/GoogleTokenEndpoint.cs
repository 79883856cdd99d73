using System.Text;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.OAuth;

/// <summary><c>oauth2.googleapis.com/token</c> (Google contract A.2): the refresh flow of a client with a secret, the code of the consent page, and the signed assertion of a service account.</summary>
internal sealed class GoogleTokenEndpoint(WorldStore world, SandboxOptions options)
{
    public const string Address = "https://oauth2.googleapis.com/token";
    public const string AdsScope = "https://www.googleapis.com/auth/adwords";
    public const string DataManagerScope = "https://www.googleapis.com/auth/datamanager";
    public const string Scopes = AdsScope + " " + DataManagerScope;

    public SandboxResponse Answer(SandboxRequest request)
    {
        if (!request.Is(HttpMethod.Post, "/token"))
        {
            return SandboxResponse.PageNotFound();
        }

        if (request.MediaType != "application/x-www-form-urlencoded")
        {
            return OAuthAnswers.Refusal("invalid_request", "The body is not a form.");
        }

        var form = FormFields.Parse(Encoding.UTF8.GetString(request.Body.Span));
        return form.GetValueOrDefault("grant_type") switch
        {
            null or "" => OAuthAnswers.Refusal("invalid_request", "Required parameter is missing: grant_type"),
            "refresh_token" => Refresh(form),
            "authorization_code" => Trade(form),
            "urn:ietf:params:oauth:grant-type:jwt-bearer" => Assert(form),
            var other => OAuthAnswers.Refusal("unsupported_grant_type", $"Invalid grant_type: {other}"),
        };
    }

    private SandboxResponse Refresh(Dictionary<string, string> form)
    {
        if (RefuseClient(form, "refresh_token") is SandboxResponse refusal)
        {
            return refusal;
        }

        if (world.Read(t => t.Tokens.Find(Network.GoogleAds, form["refresh_token"])) is not { Kind: TokenKind.Refresh } refresh)
        {
            return OAuthAnswers.Refusal("invalid_grant", "Token has been expired or revoked.");
        }

        string scope = form.GetValueOrDefault("scope") is { Length: > 0 } asked ? asked : refresh.Scope;
        if (!scope.Split(' ').All(refresh.HasScope))
        {
            return OAuthAnswers.Refusal("invalid_scope", "Some requested scopes were not granted to the refresh token.");
        }

        return Issue(scope, IsEstablished(form));
    }

    private SandboxResponse Trade(Dictionary<string, string> form)
    {
        if (RefuseClient(form, "code", "redirect_uri") is SandboxResponse refusal)
        {
            return refusal;
        }

        // A code is good for one use, even a wrong one.
        if (world.Change(t => t.Authorizations.Take(Network.GoogleAds, form["code"])) is not Authorization consent || consent.Expires <= world.Now)
        {
            return OAuthAnswers.Refusal("invalid_grant", "Malformed auth code.");
        }

        if (consent.Redirect != form["redirect_uri"])
        {
            return OAuthAnswers.Refusal("redirect_uri_mismatch", "Bad Request");
        }

        if (consent.ClientId != form["client_id"] || !consent.IsProvedBy(form.GetValueOrDefault("code_verifier")))
        {
            return OAuthAnswers.Refusal("invalid_grant", "Invalid code verifier.");
        }

        string? refresh = consent.IsOffline ? world.Change(t => t.Tokens.Issue(Network.GoogleAds, TokenKind.Refresh, consent.Scope, null)) : null;
        return Issue(consent.Scope, IsEstablished(form), refresh);
    }

    private static SandboxResponse? RefuseClient(Dictionary<string, string> form, params string[] more)
    {
        foreach (string name in (string[])["client_id", "client_secret", .. more])
        {
            if (string.IsNullOrEmpty(form.GetValueOrDefault(name)))
            {
                return OAuthAnswers.Refusal("invalid_request", $"Required parameter is missing: {name}");
            }
        }

        return form["client_id"] is not (SandboxCredentials.ClientId or SandboxCredentials.EstablishedClientId) ? OAuthAnswers.Refusal("invalid_client", "The OAuth client was not found.")
            : form["client_secret"] != SandboxCredentials.ClientSecret ? OAuthAnswers.Refusal("invalid_client", "Unauthorized")
            : null;
    }

    private static bool IsEstablished(Dictionary<string, string> form) => form["client_id"] == SandboxCredentials.EstablishedClientId;

    private SandboxResponse Assert(Dictionary<string, string> form)
    {
        if (string.IsNullOrEmpty(form.GetValueOrDefault("assertion")))
        {
            return OAuthAnswers.Refusal("invalid_request", "Required parameter is missing: assertion");
        }

        return JwtAssertion.Read(form["assertion"], world, out (string Error, string Description) problem) is string scope ? Issue(scope) : OAuthAnswers.Refusal(problem.Error, problem.Description);
    }

    private SandboxResponse Issue(string scope, bool isEstablished = false, string? refreshToken = null)
    {
        string access = world.Change(t => t.Tokens.Issue(Network.GoogleAds, TokenKind.Access, scope, world.Now + options.AccessTokenLifetime, isEstablished));
        return OAuthAnswers.Tokens(access, options.AccessTokenLifetime, scope, refreshToken);
    }
}
