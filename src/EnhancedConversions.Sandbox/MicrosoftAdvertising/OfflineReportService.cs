using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary><c>OfflineConversionReport/QueryByGoalIds</c> (contract 3.6): how many uploads counted, and why the others did not.</summary>
internal sealed class OfflineReportService(WorldStore world)
{
    public SandboxResponse QueryByGoalIds(JsonElement body, MicrosoftAccount account, int turn)
    {
        string[] ids = [.. body.Each("GoalIds"u8).Select(i => i.GetString()!)];
        if (ids.Length is 0 or > MicrosoftLimits.GoalsPerReport)
        {
            return MicrosoftFaults.Operation(ids.Length == 0 ? MicrosoftErrors.GoalIdMissing : MicrosoftErrors.TooManyGoalIds);
        }

        if (!TryReadDay(body.Text("StartDateUtc"u8), out DateTimeOffset start) || !TryReadDay(body.Text("EndDateUtc"u8), out DateTimeOffset end) || end < start || end - start > MicrosoftLimits.LongestReport)
        {
            return MicrosoftFaults.Operation(MicrosoftErrors.ReportDatesInvalid);
        }

        string? channels = body.Text("UploadChannelFilter"u8);
        bool isWanted = channels is null || channels.Split(',').Contains("CampaignManagementAPI");
        var errors = new List<(int, MicrosoftError)>();
        var summaries = new List<(StoredGoal Goal, List<(long Day, string? Reason, int Count)> Days)>();
        world.Read(tables =>
        {
            List<StoredGoal> goals = tables.Goals.OfAccount(account.Id);
            for (int i = 0; i < ids.Length; i++)
            {
                if (goals.Find(g => g.Id.ToString(CultureInfo.InvariantCulture) == ids[i]) is StoredGoal goal)
                {
                    summaries.Add((goal, isWanted ? [.. Days(tables, goal.Id).Where(d => d.Day >= DayOf(start) && d.Day <= DayOf(end))] : []));
                }
                else
                {
                    errors.Add((i, MicrosoftErrors.GoalIdInvalid));
                }
            }

            return true;
        });

        return MicrosoftFaults.Ok(json =>
        {
            json.WriteStartArray("OfflineGoalConversionSummaries");
            foreach ((StoredGoal goal, var days) in summaries)
            {
                WriteSummary(json, goal, days);
            }

            json.WriteEndArray();
            MicrosoftFaults.WritePartialErrors(json, errors, turn);
        });
    }

    private static IEnumerable<(long Day, string? Reason, int Count)> Days(WorldTables tables, long goal) =>
        tables.Conversions.Days(Network.MicrosoftAdvertising, goal, "DuplicateConversionKey").Concat(tables.Adjustments.FailedDays(Network.MicrosoftAdvertising, goal));

    private static void WriteSummary(Utf8JsonWriter json, StoredGoal goal, List<(long Day, string? Reason, int Count)> days)
    {
        json.WriteStartObject();
        json.WriteString("GoalId", (string?)goal.Fields["Id"]);
        json.WriteString("ConversionName", goal.Name);
        int success = Count(days, attributed: true);
        int missed = Count(days, attributed: false);
        json.WriteString("OverallSuccessCount", success.ToString(CultureInfo.InvariantCulture));
        json.WriteString("OverallUnattributedCount", missed.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("OverallSuccessRate", Rate(success, missed));
        WriteAlerts(json, "OverallAlerts", days);
        json.WriteStartArray("DailySummaries");
        foreach (IGrouping<long, (long Day, string? Reason, int Count)> day in days.GroupBy(d => d.Day).OrderBy(d => d.Key))
        {
            int daySuccess = Count(day, attributed: true);
            int dayMissed = Count(day, attributed: false);
            json.WriteStartObject();
            json.WriteString("GoalId", (string?)goal.Fields["Id"]);
            json.WriteString("UploadDate", DateTimeOffset.UnixEpoch.AddDays(day.Key).ToString("yyyy-MM-dd'T'00:00:00'Z'", CultureInfo.InvariantCulture));
            json.WriteNumber("SuccessCount", daySuccess);
            json.WriteNumber("UnattributedCount", dayMissed);
            json.WriteNumber("SuccessRate", Rate(daySuccess, dayMissed));
            WriteAlerts(json, "Alerts", day);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAlerts(Utf8JsonWriter json, string name, IEnumerable<(long Day, string? Reason, int Count)> days)
    {
        json.WriteStartArray(name);
        foreach (IGrouping<string?, (long Day, string? Reason, int Count)> reason in days.Where(d => d.Reason is not null).GroupBy(d => d.Reason))
        {
            json.WriteStartObject();
            json.WriteString("UnattributedReason", reason.Key);
            json.WriteString("Count", reason.Sum(d => d.Count).ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static int Count(IEnumerable<(long Day, string? Reason, int Count)> days, bool attributed) => days.Where(d => d.Reason is null == attributed).Sum(d => d.Count);

    private static double Rate(int success, int missed) => success + missed == 0 ? 0 : Math.Round(success / (double)(success + missed), 6);

    private static bool TryReadDay(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static long DayOf(DateTimeOffset time) => (long)Math.Floor((time - DateTimeOffset.UnixEpoch).TotalDays);
}
