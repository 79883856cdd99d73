using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>Conversions Microsoft took and credited no click with, for one reason. Which rows they are is not told.</summary>
/// <param name="Reason">Microsoft's name of the reason.</param>
/// <param name="Count">Conversions.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record UnattributedCount(string Reason, long Count, string Message);

/// <summary>What became of a goal's uploads of one day.</summary>
/// <param name="Day">The day of the upload, UTC.</param>
/// <param name="Accepted">Conversions Microsoft took: attributed and not.</param>
/// <param name="Attributed">Those credited to a click.</param>
/// <param name="Unattributed">Those credited to none, by reason, the most frequent first.</param>
public sealed record GoalUploadDay(DateOnly Day, long Accepted, long Attributed, IReadOnlyList<UnattributedCount> Unattributed);

/// <summary>What became of the uploads to a goal, by day (contract 3.6). Microsoft has it up to 6 hours after an upload.</summary>
public sealed record GoalUploadReport
{
    /// <summary>The goal's id.</summary>
    public required string GoalId { get; init; }

    /// <summary>Its name; null when Microsoft did not say.</summary>
    public string? GoalName { get; init; }

    /// <summary>The days on which something was uploaded, in order.</summary>
    public required IReadOnlyList<GoalUploadDay> Days { get; init; }

    /// <summary>Conversions Microsoft took: attributed and not.</summary>
    public long Accepted => Days.Sum(day => day.Accepted);

    /// <summary>Those credited to a click.</summary>
    public long Attributed => Days.Sum(day => day.Attributed);

    /// <summary>Those credited to none, by reason, the most frequent first.</summary>
    public IReadOnlyList<UnattributedCount> Unattributed =>
        Days.SelectMany(day => day.Unattributed)
            .GroupBy(count => count.Reason, StringComparer.Ordinal)
            .Select(reason => reason.First() with { Count = reason.Sum(count => count.Count) })
            .OrderByDescending(count => count.Count)
            .ToArray();

    /// <summary>Writes the question for some goals and days.</summary>
    /// <param name="goalIds">At most <see cref="MicrosoftAdvertisingLimits.GoalsPerReport"/>.</param>
    /// <param name="first">First day of the upload, UTC.</param>
    /// <param name="last">Last day; both are counted.</param>
    internal static JsonBody WriteQuery(IReadOnlyList<string> goalIds, DateOnly first, DateOnly last) => JsonBody.Write((goalIds, first, last), static (writer, state) =>
    {
        writer.WriteStartObject();
        writer.WriteString("StartDateUtc"u8, Midnight(state.first));
        writer.WriteString("EndDateUtc"u8, Midnight(state.last));
        writer.WriteStartArray("GoalIds"u8);
        foreach (var id in state.goalIds)
        {
            writer.WriteStringValue(id);
        }

        writer.WriteEndArray();
        writer.WriteNull("UploadChannelFilter"u8);
        writer.WriteEndObject();
    });

    /// <summary>Reads the answer to one question.</summary>
    /// <param name="answer">The answer.</param>
    internal static IEnumerable<GoalUploadReport> Read(JsonElement answer) => answer.Items("OfflineGoalConversionSummaries").Where(summary => summary.Text("GoalId") is not null).Select(summary => new GoalUploadReport
    {
        GoalId = summary.Text("GoalId")!,
        GoalName = summary.Text("ConversionName"),
        Days = summary.Items("DailySummaries").Select(ReadDay).OfType<GoalUploadDay>().ToArray(),
    });

    /// <summary>Puts the answers for one goal together.</summary>
    /// <param name="parts">The answers, each for other days; at least one.</param>
    internal static GoalUploadReport Join(IReadOnlyList<GoalUploadReport> parts) => parts[0] with { Days = parts.SelectMany(part => part.Days).DistinctBy(day => day.Day).OrderBy(day => day.Day).ToArray() };

    private static GoalUploadDay? ReadDay(JsonElement day)
    {
        if (!DateTimeOffset.TryParse(day.Text("UploadDate"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return null;
        }

        var attributed = day.Whole("SuccessCount") ?? 0;
        return new GoalUploadDay(
            DateOnly.FromDateTime(date.UtcDateTime),
            attributed + (day.Whole("UnattributedCount") ?? 0),
            attributed,
            day.Items("Alerts").Select(ReadAlert).OrderByDescending(count => count.Count).ToArray());
    }

    private static UnattributedCount ReadAlert(JsonElement alert)
    {
        var reason = alert.Text("UnattributedReason") is { Length: <= 120 } name && name.All(char.IsAsciiLetterOrDigit) ? name : "Unknown";
        return new UnattributedCount(reason, alert.Whole("Count") ?? 0, UnattributedReasons.All.Find(reason)?.Sentence ?? "Microsoft Advertising's reason is not known to this module.");
    }

    private static string Midnight(DateOnly day) => day.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture);
}
