using System.Net;

namespace EnhancedConversions.Credentials;

/// <summary>Errors of signing in. None of them carries a token, a secret or the body of an answer.</summary>
internal static class CredentialErrors
{
    /// <summary>The token endpoint refused, and will refuse again.</summary>
    /// <param name="host">Host of the token endpoint.</param>
    /// <param name="code">OAuth error code.</param>
    public static ConversionException Refused(string host, string code) => code switch
    {
        "invalid_grant" => new(
            "RefreshTokenRefused",
            ErrorKind.AccessDenied,
            $"The sign-in at {host} was refused: the refresh token is expired, revoked or belongs to another client (invalid_grant).",
            "Sign in again to get a new refresh token. Google ends refresh tokens after 7 days while the project's consent screen is in testing; Microsoft after about 90 days without use or after a password change."),
        "invalid_client" or "unauthorized_client" => new(
            "ClientRefused",
            ErrorKind.AccessDenied,
            $"The sign-in at {host} was refused: client id and client secret do not fit together or the client may not sign in this way ({code}).",
            "Check client id and client secret. A public (native) Microsoft client must be used without a secret."),
        "invalid_scope" => new(
            "ScopeRefused",
            ErrorKind.AccessDenied,
            $"The sign-in at {host} was refused: the consent does not cover what was asked for ({code}).",
            "Sign in again and consent to the scopes this module needs."),
        "interaction_required" or "consent_required" or "login_required" => new(
            "InteractionRequired",
            ErrorKind.AccessDenied,
            $"The sign-in at {host} needs a person at a browser, for consent or a second factor ({code}).",
            "Sign in interactively once and store the refresh token it gives."),
        _ => new(
            "SignInRefused",
            ErrorKind.AccessDenied,
            $"The sign-in at {host} was refused ({code}).",
            "Check client id, client secret and refresh token, and that the account may still sign in."),
    };

    /// <summary>No usable answer from the token endpoint; trying again can help.</summary>
    /// <param name="host">Host of the token endpoint.</param>
    /// <param name="status">HTTP status; null when no answer came.</param>
    /// <param name="cause">The cause, when it holds no answer's text.</param>
    public static ConversionException Unreachable(string host, HttpStatusCode? status, Exception? cause = null) => new(
        "SignInUnreachable",
        ErrorKind.Connection,
        status is { } code ? $"The sign-in at {host} gave no usable answer (HTTP {(int)code})." : $"The sign-in at {host} cannot be reached.",
        "Check the network, the proxy and that the host is allowed, then run the same command again.",
        cause);
}
