using System.Globalization;
using System.Net;
using System.Text.Json;
using EnhancedConversions.Sandbox.GoogleAds.Errors;
using EnhancedConversions.Sandbox.Http;

namespace EnhancedConversions.Sandbox.Faults;

/// <summary>How Google's services say that they cannot answer now (contract A.6, C.6, C.8).</summary>
internal static class GoogleFaultAnswers
{
    private const int LatestVersion = 26;

    /// <summary>The Google Ads API.</summary>
    public static SandboxResponse Ads(HttpStatusCode status, TimeSpan? retryAfter) => status switch
    {
        HttpStatusCode.TooManyRequests => GoogleAdsFailure.Answer(LatestVersion, GoogleAdsErrors.QuotaExhausted(retryAfter)),
        HttpStatusCode.InternalServerError => GoogleAdsFailure.Answer(LatestVersion, GoogleAdsErrors.Transient()),
        _ => FrontEnd(status),
    };

    /// <summary>The Data Manager API.</summary>
    public static SandboxResponse DataManager(HttpStatusCode status, TimeSpan? retryAfter) =>
        status == HttpStatusCode.TooManyRequests ? QuotaExceeded("IngestionRequestsPerMinutePerProject", retryAfter) : FrontEnd(status);

    /// <summary>A Data Manager quota is used up.</summary>
    /// <param name="quota">Its name.</param>
    /// <param name="retryAfter">How long to wait; null when it is not told.</param>
    public static SandboxResponse QuotaExceeded(string quota, TimeSpan? retryAfter) =>
        GoogleStatus.Answer(HttpStatusCode.TooManyRequests, "Resource has been exhausted (e.g. check quota).", json =>
        {
            GoogleStatus.WriteErrorInfo(json, "RESOURCE_EXHAUSTED", "datamanager.googleapis.com", ("service", "datamanager.googleapis.com"), ("quota_limit", quota));
            if (retryAfter is TimeSpan wait)
            {
                WriteRetryInfo(json, wait);
            }
        });

    /// <summary>502 and the like come from a proxy, as a page; the others from Google's front end.</summary>
    private static SandboxResponse FrontEnd(HttpStatusCode status) => status is HttpStatusCode.InternalServerError or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        ? GoogleStatus.Answer(status, status == HttpStatusCode.ServiceUnavailable ? "The service is currently unavailable." : "Internal error encountered.")
        : SandboxResponse.Page(status, "The server encountered a temporary error and could not complete your request.");

    private static void WriteRetryInfo(Utf8JsonWriter json, TimeSpan wait)
    {
        json.WriteStartObject();
        json.WriteString("@type", "type.googleapis.com/google.rpc.RetryInfo");
        json.WriteString("retryDelay", wait.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s");
        json.WriteEndObject();
    }
}
