using System.Text.Json;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>What a report request asks for, read and checked (contract 8). Column names, aggregations and zones this sandbox has not are refused as not supported.</summary>
internal sealed class ReportOrder
{
    private static readonly Dictionary<string, string> s_zones = new(StringComparer.Ordinal)
    {
        ["PacificTimeUSCanadaTijuana"] = "America/Los_Angeles",
        ["EasternTimeUSCanada"] = "America/New_York",
        ["AmsterdamBerlinBernRomeStockholmVienna"] = "Europe/Berlin",
        ["GreenwichMeanTimeDublinEdinburghLisbonLondon"] = "Europe/London",
    };

    private static readonly string[] s_measures =
    [
        "Impressions", "Clicks", "Spend", "Conversions", "ConversionsQualified", "Revenue", "AllConversions", "AllConversionsQualified", "AllRevenue",
        "ViewThroughConversions", "ViewThroughConversionsQualified",
    ];

    private static readonly string[] s_traffic = ["Impressions", "Clicks", "Spend"];

    private static readonly string[] s_attributes = ["AccountId", "AccountName", "AccountNumber", "TimePeriod", "CampaignId", "CampaignName", "DeviceType", "Goal", "GoalId", "GoalType"];

    private ReportOrder(string[] columns, string zone, DateOnly first, DateOnly last, JsonElement request)
    {
        Columns = columns;
        Zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        First = first;
        Last = last;
        HasHeader = !request.Flag("ExcludeReportHeader"u8);
        HasFooter = !request.Flag("ExcludeReportFooter"u8);
        HasColumnHeaders = !request.Flag("ExcludeColumnHeaders"u8);
        HasThousands = request.Text("FormatVersion"u8) != "2.0";
        Name = request.Text("ReportName"u8) ?? "";
    }

    public string Name { get; }

    public string[] Columns { get; }

    public TimeZoneInfo Zone { get; }

    public DateOnly First { get; }

    public DateOnly Last { get; }

    public bool HasHeader { get; }

    public bool HasFooter { get; }

    public bool HasColumnHeaders { get; }

    /// <summary>True writes revenue with commas between thousands, as reports before version 2.0 have them.</summary>
    public bool HasThousands { get; }

    public AdDivision By =>
        (Columns.Contains("TimePeriod") ? AdDivision.Day : AdDivision.None)
        | (Columns.Any(c => c is "CampaignId" or "CampaignName") ? AdDivision.Campaign : AdDivision.None)
        | (Columns.Contains("DeviceType") ? AdDivision.Device : AdDivision.None)
        | (Columns.Any(c => c is "Goal" or "GoalId" or "GoalType") ? AdDivision.Target : AdDivision.None);

    /// <summary>Reads a request.</summary>
    /// <param name="request">The request; a message of the service.</param>
    /// <param name="account">The account of the headers.</param>
    /// <param name="error">Why it is refused; null when it is not.</param>
    public static ReportOrder? Read(JsonElement request, MicrosoftAccount account, out MicrosoftError? error)
    {
        string[] columns = [.. request.Each("Columns"u8).Select(c => c.GetString()!)];
        string aggregation = request.Text("Aggregation"u8) ?? "Summary";
        string type = request.Text("Type"u8) ?? "";
        string[] accounts = request.TryGet("Scope"u8, out JsonElement scope) ? [.. scope.Each("AccountIds"u8).Select(i => i.ToString())] : [];
        bool hasTime = request.TryGet("Time"u8, out JsonElement time);
        string zone = (hasTime ? time.Text("ReportTimeZone"u8) : null) ?? "PacificTimeUSCanadaTijuana";
        DateOnly first = default;
        DateOnly last = default;
        error = type.Length == 0 ? MicrosoftErrors.InputNotValid with { Field = "ReportRequest.Type" }
            : request.Text("ReportName"u8)?.Length > MicrosoftLimits.LongestReportName ? MicrosoftErrors.InputNotValid with { Field = "ReportRequest.ReportName" }
            : accounts.Length == 0 ? MicrosoftErrors.InputNotValid with { Field = "ReportRequest.Scope" }
            : accounts.Any(a => a != account.Id) ? MicrosoftErrors.NotAuthorized
            : columns.Distinct().Count() < columns.Length ? MicrosoftErrors.ReportColumnTwice
            : type == ReportingMessages.Goals && !columns.Contains("Goal") ? MicrosoftErrors.ReportColumnMissing
            : !columns.Any(s_measures.Contains) ? MicrosoftErrors.ReportMeasureMissing
            : aggregation == "Summary" && columns.Contains("TimePeriod") ? MicrosoftErrors.ReportTimeOfSummary
            : !hasTime || !TryReadDay(time, "CustomDateRangeStart"u8, out first) || !TryReadDay(time, "CustomDateRangeEnd"u8, out last) || last < first ? MicrosoftErrors.ReportDatesInvalid
            : !s_zones.ContainsKey(zone) ? MicrosoftErrors.NotSupported with { Field = "ReportRequest.Time.ReportTimeZone" }
            : aggregation is not ("Summary" or "Daily") || request.Text("Format"u8) is not (null or "Csv") ? MicrosoftErrors.NotSupported with { Field = "ReportRequest.Aggregation" }
            : columns.FirstOrDefault(c => !s_attributes.Contains(c) && !s_measures.Contains(c)) is string unknown ? MicrosoftErrors.NotSupported with { Field = "ReportRequest.Columns." + unknown }
            : null;
        if (error is not null)
        {
            return null;
        }

        var order = new ReportOrder(columns, s_zones[zone], first, last, request);

        // What Microsoft writes beside a goal for clicks that belong to no goal is not established.
        if (order.By.HasFlag(AdDivision.Target) && columns.Any(s_traffic.Contains))
        {
            error = MicrosoftErrors.NotSupported with { Field = "ReportRequest.Columns" };
            return null;
        }

        return order;
    }

    private static bool TryReadDay(JsonElement time, ReadOnlySpan<byte> name, out DateOnly day)
    {
        day = default;
        if (!time.TryGet(name, out JsonElement date) || !date.TryGet("Year"u8, out JsonElement year) || !date.TryGet("Month"u8, out JsonElement month) || !date.TryGet("Day"u8, out JsonElement number))
        {
            return false;
        }

        if (year.GetInt32() is < 2000 or > 9000 || month.GetInt32() is < 1 or > 12 || number.GetInt32() < 1 || number.GetInt32() > DateTime.DaysInMonth(year.GetInt32(), month.GetInt32()))
        {
            return false;
        }

        day = new DateOnly(year.GetInt32(), month.GetInt32(), number.GetInt32());
        return true;
    }
}
