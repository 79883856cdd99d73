using System.Net;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.OAuth;

/// <summary>
/// <c>login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize</c> (Microsoft contract 7): the person at the browser is signed in and consents at once,
/// so that a browser only has to follow the redirect. Asked with <c>prompt=none</c> it says that a person is needed.
/// </summary>
internal sealed class MicrosoftSignInPage(WorldStore world)
{
    private const string NativeClient = "https://login.microsoftonline.com/common/oauth2/nativeclient";

    // Contract 7: about 5 minutes.
    private static readonly TimeSpan s_codeLifetime = TimeSpan.FromMinutes(5);

    public SandboxResponse Answer(SandboxRequest request)
    {
        if (request.Query("client_id") != SandboxCredentials.ClientId)
        {
            return SandboxResponse.Page(HttpStatusCode.BadRequest, "AADSTS700016: Application was not found in the directory.");
        }

        // A page never sends a code to an address that was not registered: http://localhost with any port, or the native client's own.
        if (request.Query("redirect_uri") is not string redirect || !IsRegistered(redirect))
        {
            return SandboxResponse.Page(HttpStatusCode.BadRequest, "AADSTS50011: The redirect URI specified in the request does not match the redirect URIs configured for the application.");
        }

        string scope = request.Query("scope") ?? "";
        string? challenge = request.Query("code_challenge");
        string? error = request.Query("response_type") != "code" ? "unsupported_response_type"
            : !MicrosoftScopes.AreGood(scope) ? "invalid_scope"
            : challenge is not null && request.Query("code_challenge_method") != "S256" ? "invalid_request"
            : request.Query("prompt") == "none" ? "interaction_required"
            : null;
        string answer = error is null
            ? "code=" + Uri.EscapeDataString(world.Change(tables => tables.Authorizations.Issue(Network.MicrosoftAdvertising, new Authorization(SandboxCredentials.ClientId, redirect, scope, scope.Split(' ').Contains("offline_access"), challenge, world.Now + s_codeLifetime))))
            : "error=" + error;
        if (request.Query("state") is string state)
        {
            answer += "&state=" + Uri.EscapeDataString(state);
        }

        return SandboxResponse.Page(HttpStatusCode.Found, "Go on to the application.").With("Location", $"{redirect}{(redirect.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{answer}");
    }

    private static bool IsRegistered(string redirect) =>
        redirect == NativeClient || (Uri.TryCreate(redirect, UriKind.Absolute, out Uri? uri) && uri is { Scheme: "http", Host: "localhost" });
}
