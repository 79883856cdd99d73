using System.Net;
using System.Text.Json;
using EnhancedConversions.Sandbox.GoogleAds.Errors;
using EnhancedConversions.Sandbox.Http;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>Refusals in the shape of the Data Manager API (contract C.6).</summary>
internal static class DataManagerErrors
{
    private const string Domain = "datamanager.googleapis.com";

    /// <summary>The request is refused whole; every field at fault is named.</summary>
    public static SandboxResponse InvalidArgument(string requestId, IReadOnlyList<FieldViolation> violations) =>
        GoogleStatus.Answer(HttpStatusCode.BadRequest, "There was a problem with the request.", json =>
        {
            GoogleStatus.WriteErrorInfo(json, "INVALID_ARGUMENT", Domain);
            GoogleStatus.WriteBadRequest(json, violations);
            WriteRequestInfo(json, requestId);
        });

    public static SandboxResponse PermissionDenied(string requestId) =>
        GoogleStatus.Answer(HttpStatusCode.Forbidden, "The caller does not have permission", json =>
        {
            GoogleStatus.WriteErrorInfo(json, "PERMISSION_DENIED", Domain);
            WriteRequestInfo(json, requestId);
        });

    /// <summary>The access token is missing, unknown, expired or lacks the scope: Google's front end says so, not the API.</summary>
    public static SandboxResponse Unauthenticated(TokenVerdict verdict) => verdict switch
    {
        TokenVerdict.ScopeMissing => GoogleStatus.Answer(HttpStatusCode.Forbidden, "Request had insufficient authentication scopes.", json =>
            GoogleStatus.WriteErrorInfo(json, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "googleapis.com", ("service", Domain))),
        TokenVerdict.Missing => GoogleStatus.Answer(HttpStatusCode.Unauthorized, "Request is missing required authentication credential.", json =>
            GoogleStatus.WriteErrorInfo(json, "CREDENTIALS_MISSING", "googleapis.com", ("service", Domain))),
        _ => GoogleStatus.Answer(HttpStatusCode.Unauthorized, "Request had invalid authentication credentials.", json =>
            GoogleStatus.WriteErrorInfo(json, verdict == TokenVerdict.Expired ? "ACCESS_TOKEN_EXPIRED" : "ACCESS_TOKEN_TYPE_UNSUPPORTED", "googleapis.com", ("service", Domain))),
    };

    private static void WriteRequestInfo(Utf8JsonWriter json, string requestId)
    {
        json.WriteStartObject();
        json.WriteString("@type", "type.googleapis.com/google.rpc.RequestInfo");
        json.WriteString("requestId", requestId);
        json.WriteEndObject();
    }
}
