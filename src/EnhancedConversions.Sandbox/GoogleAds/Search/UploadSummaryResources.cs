using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnhancedConversions.Sandbox.GoogleAds.Actions;
using EnhancedConversions.Sandbox.GoogleAds.Uploads;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;
using static EnhancedConversions.Sandbox.Wire.WireField;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>
/// <c>offline_conversion_upload_client_summary</c> and <c>..._conversion_action_summary</c> (contract A.9): uploads by the Google Ads API.
/// Whether Data Manager's appear there is not established; here they do not.
/// </summary>
internal static class UploadSummaryResources
{
    private const string Package = "google.ads.googleads.v25.resources.";
    private const string Client = "GOOGLE_ADS_API";

    private static readonly TimeSpan s_recent = TimeSpan.FromDays(28);

    private static readonly WireEnum s_client = new("google.ads.googleads.v25.enums.OfflineEventUploadClientEnum.OfflineEventUploadClient",
        ["UNSPECIFIED", "UNKNOWN", "GOOGLE_ADS_API", "GOOGLE_ADS_WEB_CLIENT", "ADS_DATA_CONNECTOR"]);

    private static readonly WireEnum s_status = new("google.ads.googleads.v25.enums.OfflineConversionDiagnosticStatusEnum.OfflineConversionDiagnosticStatus",
        ["UNSPECIFIED", "UNKNOWN", "EXCELLENT", "GOOD", "NEEDS_ATTENTION", "NO_RECENT_UPLOAD"]);

    private static readonly WireMessage s_summary = new(Package + "OfflineConversionSummary",
        Int64("successful_count"), Int64("failed_count"), Int64("pending_count"), Int64("job_id"), Text("upload_date"));

    private static readonly WireMessage s_alert = new(Package + "OfflineConversionAlert", Of("error", new WireMessage(Package + "OfflineConversionError")), Number("error_percentage"));

    private static readonly WireField[] s_shared =
    [
        Text("resource_name"), Of("client", s_client), Of("status", s_status), Int64("total_event_count"), Int64("successful_event_count"), Int64("pending_event_count"),
        Text("last_upload_date_time"), Many("daily_summaries", s_summary), Many("job_summaries", s_summary), Many("alerts", s_alert),
    ];

    public static SearchResource ForClient(WorldStore world) => new(
        "offline_conversion_upload_client_summary",
        new WireMessage(Package + "OfflineConversionUploadClientSummary", [.. s_shared, Number("success_rate"), Number("pending_rate")]),
        (call, tables) =>
        {
            List<UploadJob> jobs = tables.UploadJobs.Of(call.Account.Id);
            if (jobs.Count == 0)
            {
                return [];
            }

            JsonObject summary = Summarize(jobs, call.Account, world.Now, $"customers/{call.Account.Id}/offlineConversionUploadClientSummaries/{Client}");
            summary["successRate"] = jobs.Sum(j => j.Successful) / (double)jobs.Sum(j => j.Successful + j.Failed);
            summary["pendingRate"] = 0.0;
            return [Row("offline_conversion_upload_client_summary", summary, call)];
        });

    public static SearchResource ForAction(WorldStore world) => new(
        "offline_conversion_upload_conversion_action_summary",
        new WireMessage(Package + "OfflineConversionUploadConversionActionSummary", [.. s_shared, Int64("conversion_action_id"), Text("conversion_action_name")]),
        (call, tables) => tables.UploadJobs.Of(call.Account.Id).Where(j => j.ActionId != 0).GroupBy(j => j.ActionId).Select(jobs =>
        {
            StoredAction action = tables.Actions.Find(jobs.Key)!;
            string id = jobs.Key.ToString(CultureInfo.InvariantCulture);
            JsonObject summary = Summarize([.. jobs], call.Account, world.Now, $"customers/{call.Account.Id}/offlineConversionUploadConversionActionSummaries/{id}~{Client}");
            summary["conversionActionId"] = id;
            summary["conversionActionName"] = action.Name;
            return Row("offline_conversion_upload_conversion_action_summary", summary, call);
        }));

    private static SearchRow Row(string name, JsonObject summary, GoogleAdsCall call) => new((name, JsonSerializer.SerializeToElement(summary)), ("customer", CustomerResources.Describe(call)));

    private static JsonObject Summarize(List<UploadJob> jobs, GoogleAccount account, DateTimeOffset now, string resourceName)
    {
        int successful = jobs.Sum(j => j.Successful);
        int total = successful + jobs.Sum(j => j.Failed);
        double rate = successful / (double)total;
        return new JsonObject
        {
            ["resourceName"] = resourceName,
            ["client"] = Client,
            ["status"] = now - jobs[^1].Received > s_recent ? "NO_RECENT_UPLOAD" : rate >= 0.95 ? "EXCELLENT" : rate >= 0.8 ? "GOOD" : "NEEDS_ATTENTION",
            ["totalEventCount"] = Int64Text(total),
            ["successfulEventCount"] = Int64Text(successful),
            ["pendingEventCount"] = "0",
            ["lastUploadDateTime"] = TimeZoneInfo.ConvertTime(jobs[^1].Received, TimeZoneInfo.FindSystemTimeZoneById(account.TimeZone)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            ["dailySummaries"] = Groups(jobs, j => j.Received.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "uploadDate"),
            ["jobSummaries"] = Groups(jobs, j => Int64Text(j.JobId), "jobId"),
            ["alerts"] = Alerts(jobs, total),
        };
    }

    private static JsonArray Groups(List<UploadJob> jobs, Func<UploadJob, string> key, string keyName) =>
    [
        .. jobs.GroupBy(key).Select(group => new JsonObject
        {
            ["successfulCount"] = Int64Text(group.Sum(j => j.Successful)),
            ["failedCount"] = Int64Text(group.Sum(j => j.Failed)),
            ["pendingCount"] = "0",
            [keyName] = group.Key,
        }),
    ];

    private static JsonArray Alerts(List<UploadJob> jobs, int total) =>
    [
        .. jobs.SelectMany(j => j.Errors).GroupBy(e => e.Key, e => e.Value).Select(error => new JsonObject
        {
            ["error"] = new JsonObject { [error.Key.Split('.')[0]] = error.Key.Split('.')[1] },
            ["errorPercentage"] = error.Sum() / (double)total,
        }),
    ];

    private static string Int64Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
