using System.Net;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.OAuth;

/// <summary>
/// <c>accounts.google.com/o/oauth2/v2/auth</c> for desktop clients: the demo user consents at once, and the browser is sent back to the loopback address
/// with a code (RFC 6749, 4.1; RFC 8252). A request that is not in order gets a page, as a person would.
/// </summary>
internal sealed class GoogleConsentPage(WorldStore world)
{
    private static readonly TimeSpan s_codeLife = TimeSpan.FromMinutes(10);

    public SandboxResponse Answer(SandboxRequest request)
    {
        if (!request.Is(HttpMethod.Get, "/o/oauth2/v2/auth"))
        {
            return SandboxResponse.PageNotFound();
        }

        if (request.Query("client_id") is not (SandboxCredentials.ClientId or SandboxCredentials.EstablishedClientId))
        {
            return SandboxResponse.Page(HttpStatusCode.Unauthorized, "Error 401: invalid_client. The OAuth client was not found.");
        }

        if (!Uri.TryCreate(request.Query("redirect_uri"), UriKind.Absolute, out Uri? redirect) || redirect is not { Scheme: "http", IsLoopback: true })
        {
            return SandboxResponse.Page(HttpStatusCode.BadRequest, "Error 400: redirect_uri_mismatch");
        }

        string state = request.Query("state") is { } given ? "&state=" + Uri.EscapeDataString(given) : "";
        string scope = request.Query("scope") ?? "";
        if (request.Query("response_type") != "code" || request.Query("code_challenge") is not null && request.Query("code_challenge_method") != "S256")
        {
            return Back(redirect, "error=invalid_request" + state);
        }

        if (scope.Length == 0 || !scope.Split(' ').All(GoogleTokenEndpoint.Scopes.Split(' ').Contains))
        {
            return Back(redirect, "error=invalid_scope" + state);
        }

        var consent = new Authorization(request.Query("client_id")!, request.Query("redirect_uri")!, scope, request.Query("access_type") == "offline", request.Query("code_challenge"), world.Now + s_codeLife);
        string code = world.Change(t => t.Authorizations.Issue(Network.GoogleAds, consent));
        return Back(redirect, $"code={code}{state}");
    }

    private static SandboxResponse Back(Uri redirect, string query) =>
        new SandboxResponse(HttpStatusCode.Found, []) { MediaType = "text/html" }.With("Location", $"{redirect.GetLeftPart(UriPartial.Path)}?{query}");
}
