using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>A share of uploaded rows that had a problem.</summary>
/// <param name="Code">Google's code.</param>
/// <param name="Share">Share of the rows, 0 to 1.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record UploadAlert(string Code, decimal Share, string Message)
{
    /// <summary>Share and code.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Share:0.#%} {Code}");
}

/// <summary>Rows of one upload day or one upload job.</summary>
/// <param name="Day">The day; null for a job.</param>
/// <param name="JobId">The job; null for a day.</param>
/// <param name="Processed">Rows processed.</param>
/// <param name="Failed">Rows that failed.</param>
/// <param name="Pending">Rows not processed yet.</param>
public sealed record UploadCount(DateOnly? Day, string? JobId, long Processed, long Failed, long Pending)
{
    /// <summary>Day or job, and its counts.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Day is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : JobId)}: {Processed} processed, {Failed} failed, {Pending} pending");
}

/// <summary>Google's own account of recent offline uploads (contract A.9).</summary>
public sealed record UploadDiagnostics
{
    /// <summary>The account looked at, for people; null when that is clear.</summary>
    public string? Account { get; init; }

    /// <summary>Who uploaded: <c>GOOGLE_ADS_API</c>, <c>GOOGLE_ADS_WEB_CLIENT</c>, <c>ADS_DATA_CONNECTOR</c>.</summary>
    public required string Client { get; init; }

    /// <summary>The action; null when all of the client's uploads are meant.</summary>
    public string? ActionId { get; init; }

    /// <summary>Name of the action; null when all are meant.</summary>
    public string? ActionName { get; init; }

    /// <summary>Google's mark: <c>EXCELLENT</c>, <c>GOOD</c>, <c>NEEDS_ATTENTION</c>, <c>NO_RECENT_UPLOAD</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Rows uploaded.</summary>
    public long Rows { get; init; }

    /// <summary>Rows processed.</summary>
    public long Processed { get; init; }

    /// <summary>Rows not processed yet.</summary>
    public long Pending { get; init; }

    /// <summary>Last upload, in the account's time zone; null when there is none.</summary>
    public DateTime? LastUpload { get; init; }

    /// <summary>Upload days, newest first.</summary>
    public IReadOnlyList<UploadCount> Days { get; init; } = [];

    /// <summary>Upload jobs of the Google Ads API, newest first.</summary>
    public IReadOnlyList<UploadCount> Jobs { get; init; } = [];

    /// <summary>What went wrong, the most frequent first.</summary>
    public IReadOnlyList<UploadAlert> Alerts { get; init; } = [];

    /// <summary>Reads a row of either query.</summary>
    /// <param name="row">The row.</param>
    /// <param name="codes">Finds the entry of a code.</param>
    internal static UploadDiagnostics? Read(JsonElement row, Func<string?, NetworkCode?> codes) =>
        (row.Field("offlineConversionUploadConversionActionSummary") ?? row.Field("offlineConversionUploadClientSummary")) is not { } summary ? null : new UploadDiagnostics
        {
            Client = summary.Text("client") ?? "UNKNOWN",
            ActionId = summary.Text("conversionActionId"),
            ActionName = summary.Text("conversionActionName"),
            Status = summary.Text("status") ?? "UNKNOWN",
            Rows = summary.Whole("totalEventCount") ?? 0,
            Processed = summary.Whole("successfulEventCount") ?? 0,
            Pending = summary.Whole("pendingEventCount") ?? 0,
            LastUpload = DateTime.TryParseExact(summary.Text("lastUploadDateTime"), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null,
            Days = summary.Items("dailySummaries").Select(ReadCount).OrderByDescending(count => count.Day).ToArray(),
            Jobs = summary.Items("jobSummaries").Select(ReadCount).OrderByDescending(count => count.JobId?.Length).ThenByDescending(count => count.JobId, StringComparer.Ordinal).ToArray(),
            Alerts = summary.Items("alerts").Select(alert => ReadAlert(alert, codes)).OrderByDescending(alert => alert.Share).ToArray(),
        };

    private static UploadCount ReadCount(JsonElement count) => new(
        DateOnly.TryParseExact(count.Text("uploadDate"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        count.Text("jobId"),
        count.Whole("successfulCount") ?? 0,
        count.Whole("failedCount") ?? 0,
        count.Whole("pendingCount") ?? 0);

    private static UploadAlert ReadAlert(JsonElement alert, Func<string?, NetworkCode?> codes)
    {
        // The one key of the error is its family, its value the code.
        var code = alert.Field("error") is { ValueKind: JsonValueKind.Object } error ? error.EnumerateObject().Select(member => member.Value.Text()).FirstOrDefault() : null;
        return new UploadAlert(code ?? "UNKNOWN", alert.Decimal("errorPercentage") ?? 0, codes(code)?.Sentence ?? "Google's reason is not known to this module.");
    }
}
