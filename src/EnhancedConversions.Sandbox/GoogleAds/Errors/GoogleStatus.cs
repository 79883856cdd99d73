using System.Net;
using System.Text.Json;
using EnhancedConversions.Sandbox.Http;

namespace EnhancedConversions.Sandbox.GoogleAds.Errors;

/// <summary>The error body all Google APIs share: <c>{"error":{code,message,status,details}}</c> (contract A.6, C.6).</summary>
internal static class GoogleStatus
{
    public static SandboxResponse Answer(HttpStatusCode code, string message, Action<Utf8JsonWriter>? writeDetails = null) =>
        SandboxResponse.Json(code, json => Write(json, code, message, writeDetails));

    public static void Write(Utf8JsonWriter json, HttpStatusCode code, string message, Action<Utf8JsonWriter>? writeDetails)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteNumber("code", (int)code);
        json.WriteString("message", message);
        json.WriteString("status", CanonicalName(code));
        if (writeDetails is not null)
        {
            json.WriteStartArray("details");
            writeDetails(json);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A <c>google.rpc.ErrorInfo</c> detail.</summary>
    public static void WriteErrorInfo(Utf8JsonWriter json, string reason, string domain, params (string Key, string Value)[] metadata)
    {
        json.WriteStartObject();
        json.WriteString("@type", "type.googleapis.com/google.rpc.ErrorInfo");
        json.WriteString("reason", reason);
        json.WriteString("domain", domain);
        if (metadata.Length > 0)
        {
            json.WriteStartObject("metadata");
            foreach ((string key, string value) in metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>A <c>google.rpc.BadRequest</c> detail.</summary>
    public static void WriteBadRequest(Utf8JsonWriter json, IEnumerable<FieldViolation> violations)
    {
        json.WriteStartObject();
        json.WriteString("@type", "type.googleapis.com/google.rpc.BadRequest");
        json.WriteStartArray("fieldViolations");
        foreach (FieldViolation violation in violations)
        {
            json.WriteStartObject();
            json.WriteString("field", violation.Field);
            json.WriteString("description", violation.Description);
            if (violation.Reason is not null)
            {
                json.WriteString("reason", violation.Reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string CanonicalName(HttpStatusCode code) => code switch
    {
        HttpStatusCode.BadRequest => "INVALID_ARGUMENT",
        HttpStatusCode.Unauthorized => "UNAUTHENTICATED",
        HttpStatusCode.Forbidden => "PERMISSION_DENIED",
        HttpStatusCode.NotFound => "NOT_FOUND",
        HttpStatusCode.TooManyRequests => "RESOURCE_EXHAUSTED",
        HttpStatusCode.InternalServerError => "INTERNAL",
        HttpStatusCode.ServiceUnavailable => "UNAVAILABLE",
        HttpStatusCode.GatewayTimeout => "DEADLINE_EXCEEDED",
        _ => "UNKNOWN",
    };
}

/// <summary>One field that was refused.</summary>
/// <param name="Field">Path in proto names: <c>events[3].event_timestamp</c>.</param>
/// <param name="Description">A sentence.</param>
/// <param name="Reason">The API's own code; null for bodies that are not even read.</param>
internal sealed record FieldViolation(string Field, string Description, string? Reason);
