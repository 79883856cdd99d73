using System.Net;
using EnhancedConversions.Http;

namespace EnhancedConversions.Credentials;

/// <summary>Errors of signing in. None of them carries a token, a secret or the body of an answer.</summary>
internal static class CredentialErrors
{
    /// <summary>Id of the error for a refresh token that is not taken any more.</summary>
    public const string RefreshTokenRefused = "RefreshTokenRefused";

    private const string MicrosoftHost = "login.microsoftonline.com";

    /// <summary>The token endpoint refused, and will refuse again.</summary>
    /// <param name="host">Host of the token endpoint.</param>
    /// <param name="error">OAuth error code.</param>
    /// <param name="file">File the credential came from; null for a refresh token.</param>
    public static ConversionException Refused(string host, string error, string? file = null) => Named(host, OAuthCode(error), file);

    private static ConversionException Named(string host, string code, string? file) => code switch
    {
        "invalid_grant" when file is not null => new(
            "CredentialRefused",
            ErrorKind.AccessDenied,
            $"Google refused the credential in {file} (invalid_grant): the key or its service account was deleted, or this machine's clock is wrong.",
            "Check the clock, and that the key is still listed under the service account in the Google Cloud console; else make a new key."),
        "invalid_grant" when host == MicrosoftHost => new(
            RefreshTokenRefused,
            ErrorKind.AccessDenied,
            $"The sign-in at {host} was refused: the refresh token is expired, revoked, replaced by a newer one or belongs to another client (invalid_grant).",
            "Consent again in a browser: Connect-ConversionAccount -MicrosoftAdvertising -Interactive, with the same -ClientId, and keep the new token by -TokenFile, a vault or -OnTokenRefreshed. A refresh token ends after about 90 days without use, with a change of password, and where each use replaces it and the new one was not kept."),
        "invalid_grant" => new(
            RefreshTokenRefused,
            ErrorKind.AccessDenied,
            $"The sign-in at {host} was refused: the refresh token is expired, revoked or belongs to another client (invalid_grant).",
            "Sign in again to get a new refresh token. Google ends refresh tokens after 7 days while the project's consent screen is in testing."),
        "invalid_client" or "unauthorized_client" or "deleted_client" => new(
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

    /// <summary>A refusal that was final, told to the next caller.</summary>
    /// <param name="refusal">The refusal.</param>
    public static ConversionException Again(ConversionException refusal) => new(refusal.ErrorId, refusal.Kind, refusal.Message, refusal.RecommendedAction);

    /// <summary>A credential file that cannot be read.</summary>
    /// <param name="file">Its name without folder.</param>
    /// <param name="missing">True when it is not there.</param>
    public static ConversionException CredentialFileUnreadable(string file, bool missing) => missing
        ? new("CredentialFileNotFound", ErrorKind.NotFound, $"There is no credential file {file}.", "Check the path of the key file.")
        : new("CredentialFileUnreadable", ErrorKind.AccessDenied, $"The credential file {file} cannot be read.", "Give this user the right to read the file, and no other user.");

    /// <summary>Neither a refresh token nor a file with one.</summary>
    public static ConversionException NoRefreshToken() => new(
        "RefreshTokenMissing",
        ErrorKind.NotFound,
        "There is no refresh token: none was given, and the token file does not exist yet.",
        "Give -RefreshToken once, or sign in with -Interactive; from then on the token file holds it.");

    /// <summary>A token file others can read.</summary>
    /// <param name="file">Its name without folder.</param>
    public static ConversionException TokenFileOpenToOthers(string file) => new(
        "TokenFileOpenToOthers",
        ErrorKind.AccessDenied,
        $"The token file {file} can be read by other users of this machine.",
        $"Take their rights away (chmod 600 {file}). If others may have read it, sign in again with -Interactive for a new token.");

    /// <summary>A token file that holds something else.</summary>
    /// <param name="file">Its name without folder.</param>
    public static ConversionException TokenFileUnusable(string file) => new(
        "TokenFileUnusable",
        ErrorKind.InvalidInput,
        $"{file} holds no refresh token.",
        "Name the file of the token, or another one that does not exist yet, and give -RefreshToken or -Interactive once.");

    /// <summary>A token file that cannot be written.</summary>
    /// <param name="file">Its name without folder.</param>
    /// <param name="cause">The system's reason.</param>
    public static ConversionException TokenFileNotWritable(string file, Exception cause) => new(
        "TokenFileNotWritable",
        ErrorKind.Storage,
        $"The token file {file} cannot be written.",
        "Give this user the right to write in its folder: the file is replaced with each sign-in.",
        cause);

    /// <summary>A new refresh token was not kept by who was to keep it.</summary>
    /// <param name="words">The reason, as it was told; null when it cannot be repeated.</param>
    public static ConversionException RefreshTokenNotKept(string? words) => new(
        "RefreshTokenNotKept",
        ErrorKind.Storage,
        $"A new refresh token came and could not be kept{(Redactor.Clean(words) is { } clean ? $": {clean}" : ".")}",
        "See that Microsoft.PowerShell.SecretManagement is installed and the vault unlocked, or that the script of -OnTokenRefreshed works, then connect again. Where the old token is not taken any more, sign in with -Interactive.");

    /// <summary>A file or setting that holds no credential.</summary>
    /// <param name="file">Its name without folder.</param>
    public static ConversionException CredentialUnusable(string file) => new(
        "CredentialUnusable",
        ErrorKind.InvalidInput,
        $"{file} holds no Google credential that can be used.",
        "Give the JSON key of a service account, or a workload identity federation file, as it was downloaded from the Google Cloud console.");

    /// <summary>The file of an OAuth client, which is only half of a sign-in.</summary>
    /// <param name="file">Its name without folder.</param>
    public static ConversionException ClientFileGiven(string file) => new(
        "ClientFileGiven",
        ErrorKind.InvalidInput,
        $"{file} describes an OAuth client, not a credential.",
        "Sign in with its client id and client secret and a refresh token, or interactively; or give a service account's key file.");

    /// <summary>The machine has no default credentials.</summary>
    public static ConversionException NoDefaultCredentials() => new(
        "NoDefaultCredentials",
        ErrorKind.NotFound,
        "This machine has no Google default credentials.",
        "Set GOOGLE_APPLICATION_CREDENTIALS to a key file, or run: gcloud auth application-default login --scopes=https://www.googleapis.com/auth/adwords,https://www.googleapis.com/auth/datamanager,https://www.googleapis.com/auth/cloud-platform");

    /// <summary>The person at the browser refused, or somebody else answered.</summary>
    /// <param name="why">What happened.</param>
    public static ConversionException InteractiveSignInFailed(string why) => new(
        "InteractiveSignInFailed",
        ErrorKind.AccessDenied,
        $"The sign-in in the browser did not come about: {why}.",
        "Run the command again and finish the sign-in in the browser.");

    /// <summary>An OAuth error code is lower-case words (RFC 6749, 5.2); anything else is not repeated to people.</summary>
    private static string OAuthCode(string error) =>
        error.Length is > 0 and <= 60 && error.All(c => char.IsAsciiLetterLower(c) || c == '_') ? error : "unknown error";
}
