using System.Globalization;
using System.Net;
using System.Text.Json;
using EnhancedConversions.Sandbox.Http;

namespace EnhancedConversions.Sandbox.GoogleAds.Errors;

/// <summary>Errors of the Google Ads API on the wire: as a refused request, or beside results as a partial failure (contract A.6).</summary>
internal static class GoogleAdsFailure
{
    /// <summary>The whole request is refused. The first error's category decides the HTTP status.</summary>
    public static SandboxResponse Answer(int version, IReadOnlyList<GoogleAdsError> errors)
    {
        (HttpStatusCode code, string message) = errors[0].Category switch
        {
            "authenticationError" => (HttpStatusCode.Unauthorized, "Request had invalid authentication credentials."),
            "authorizationError" => (HttpStatusCode.Forbidden, "The caller does not have permission"),
            "quotaError" => (HttpStatusCode.TooManyRequests, "Resource has been exhausted (e.g. check quota)."),
            "internalError" => (HttpStatusCode.InternalServerError, "Internal error encountered."),
            _ => (HttpStatusCode.BadRequest, "Request contains an invalid argument."),
        };
        string requestId = NewRequestId();
        return GoogleStatus.Answer(code, message, json => WriteFailure(json, version, errors, requestId)).With("request-id", requestId);
    }

    /// <inheritdoc cref="Answer(int, IReadOnlyList{GoogleAdsError})"/>
    public static SandboxResponse Answer(int version, params GoogleAdsError[] errors) => Answer(version, (IReadOnlyList<GoogleAdsError>)errors);

    /// <summary>Writes <c>partialFailureError</c>; nothing when there are no errors.</summary>
    public static void WritePartial(Utf8JsonWriter json, int version, IReadOnlyList<GoogleAdsError> errors, string requestId)
    {
        if (errors.Count == 0)
        {
            return;
        }

        json.WriteStartObject("partialFailureError");
        json.WriteNumber("code", 3);
        json.WriteString("message", "Multiple errors in 'details'. First error: " + errors[0].Message);
        json.WriteStartArray("details");
        WriteFailure(json, version, errors, requestId);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static string NewRequestId() => Guid.NewGuid().ToString("N")[..22];

    private static void WriteFailure(Utf8JsonWriter json, int version, IReadOnlyList<GoogleAdsError> errors, string requestId)
    {
        json.WriteStartObject();
        json.WriteString("@type", FormattableString.Invariant($"type.googleapis.com/google.ads.googleads.v{version}.errors.GoogleAdsFailure"));
        json.WriteStartArray("errors");
        foreach (GoogleAdsError error in errors)
        {
            json.WriteStartObject();
            json.WriteStartObject("errorCode");
            json.WriteString(error.Category, error.Code);
            json.WriteEndObject();
            json.WriteString("message", error.Message);
            if (error.Path.Length > 0)
            {
                WriteLocation(json, error.Path);
            }

            if (error.RetryDelay is TimeSpan wait)
            {
                WriteQuota(json, wait);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("requestId", requestId);
        json.WriteEndObject();
    }

    private static void WriteQuota(Utf8JsonWriter json, TimeSpan wait)
    {
        json.WriteStartObject("details");
        json.WriteStartObject("quotaErrorDetails");
        json.WriteString("rateScope", "ACCOUNT");
        json.WriteString("rateName", "Requests per service per method");
        json.WriteString("retryDelay", wait.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, PathElement[] path)
    {
        json.WriteStartObject("location");
        json.WriteStartArray("fieldPathElements");
        foreach (PathElement element in path)
        {
            json.WriteStartObject();
            json.WriteString("fieldName", element.Field);
            if (element.Index is int index)
            {
                json.WriteNumber("index", index);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
