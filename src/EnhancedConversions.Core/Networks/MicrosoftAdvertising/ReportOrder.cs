using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>A report ordered of Microsoft: always the conversion performance report, the one that has goals as well as clicks and spend (contract 8).</summary>
/// <param name="Kind">Which figures it has.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="IsDaily">True when it is divided by day.</param>
internal sealed record ReportOrder(ReportRowKind Kind, IReadOnlyList<string> Columns, bool IsDaily)
{
    // The columns without "Qualified" are 0 since 2022.
    private static readonly string[] s_conversions = ["ConversionsQualified", "Revenue", "AllConversionsQualified", "AllRevenue"];
    private static readonly string[] s_traffic = ["Clicks", "Spend"];

    /// <summary>The reports a query takes. What Microsoft writes into clicks and spend beside a goal is not documented, so these are ordered apart.</summary>
    /// <param name="query">What the report is about.</param>
    public static IEnumerable<ReportOrder> Of(ConversionReportQuery query)
    {
        if (!query.IsByAction)
        {
            yield return Make(ReportRowKind.Total, query, [.. s_conversions, .. s_traffic]);
            yield break;
        }

        yield return Make(ReportRowKind.Conversions, query, ["Goal", "GoalId", .. s_conversions]);
        yield return Make(ReportRowKind.Cost, query, s_traffic);
    }

    /// <summary>Writes the order.</summary>
    /// <param name="query">What the report is about.</param>
    /// <param name="accountId">The account.</param>
    public JsonBody Write(ConversionReportQuery query, string accountId) => JsonBody.Write((Order: this, query, accountId, Zone: ReportTimeZone.Name(query.TimeZone)), static (writer, state) =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("ReportRequest"u8);
        writer.WriteString("Type"u8, "ConversionPerformanceReportRequest"u8);
        writer.WriteString("ReportName"u8, "EnhancedConversions.PS"u8);
        writer.WriteString("Format"u8, "Csv"u8);
        writer.WriteString("FormatVersion"u8, "2.0"u8);
        writer.WriteBoolean("ReturnOnlyCompleteData"u8, false);
        writer.WriteBoolean("ExcludeReportHeader"u8, true);
        writer.WriteBoolean("ExcludeReportFooter"u8, true);
        writer.WriteBoolean("ExcludeColumnHeaders"u8, false);

        // A summary must not have the column TimePeriod, and a daily report without it becomes a summary.
        writer.WriteString("Aggregation"u8, state.Order.IsDaily ? "Daily"u8 : "Summary"u8);
        writer.WriteStartArray("Columns"u8);
        foreach (var column in state.Order.Columns)
        {
            writer.WriteStringValue(column);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("Scope"u8);
        writer.WriteStartArray("AccountIds"u8);
        writer.WriteStringValue(state.accountId);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("Time"u8);
        WriteDay(writer, "CustomDateRangeStart", state.query.From);
        WriteDay(writer, "CustomDateRangeEnd", state.query.To);
        writer.WriteString("ReportTimeZone"u8, state.Zone);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    /// <summary>Writes the question whether a report is there.</summary>
    /// <param name="id">Microsoft's id of it.</param>
    public static JsonBody WritePoll(string id) => JsonBody.Write(id, static (writer, id) =>
    {
        writer.WriteStartObject();
        writer.WriteString("ReportRequestId"u8, id);
        writer.WriteEndObject();
    });

    /// <summary>Reads a line of the finished report; null for one without any figure.</summary>
    /// <param name="cell">The cell of a column.</param>
    /// <param name="accountId">The account.</param>
    public ConversionReportRow? Read(Func<string, string?> cell, string accountId)
    {
        var row = new ConversionReportRow
        {
            Network = AdNetwork.MicrosoftAdvertising,
            AccountId = accountId,
            Kind = Kind,
            Date = IsDaily ? Day(cell("TimePeriod")) : null,
            CampaignId = cell("CampaignId"),
            Campaign = cell("CampaignName"),
            Device = Device(cell("DeviceType")),
            ActionId = cell("GoalId"),
            Action = cell("Goal"),
            Conversions = Number(cell("ConversionsQualified")),
            Value = Number(cell("Revenue")),
            AllConversions = Number(cell("AllConversionsQualified")),
            AllValue = Number(cell("AllRevenue")),
            Clicks = (long?)Number(cell("Clicks")),
            Cost = Number(cell("Spend")),
        };
        return (row.Conversions ?? 0, row.Value ?? 0, row.AllConversions ?? 0, row.AllValue ?? 0, row.Clicks ?? 0, row.Cost ?? 0) == (0, 0, 0, 0, 0, 0) ? null : row;
    }

    private static ReportOrder Make(ReportRowKind kind, ConversionReportQuery query, string[] columns) => new(
        kind,
        [
            .. query.By.HasFlag(ReportDivision.Day) ? ["TimePeriod"] : Array.Empty<string>(),
            .. query.By.HasFlag(ReportDivision.Campaign) ? ["CampaignId", "CampaignName"] : Array.Empty<string>(),
            .. query.By.HasFlag(ReportDivision.Device) ? ["DeviceType"] : Array.Empty<string>(),
            .. columns,
        ],
        query.By.HasFlag(ReportDivision.Day));

    private static void WriteDay(Utf8JsonWriter writer, string name, DateOnly day)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("Day"u8, day.Day);
        writer.WriteNumber("Month"u8, day.Month);
        writer.WriteNumber("Year"u8, day.Year);
        writer.WriteEndObject();
    }

    private static DateTime? Day(string? text) =>
        DateTime.TryParseExact(text, ["yyyy-MM-dd", "M/d/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw NetworkErrors.ReportUnreadable(AdNetwork.MicrosoftAdvertising, "a day of it is no date.");

    // An empty cell, or "--", is a figure Microsoft does not give.
    private static decimal? Number(string? text) => decimal.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ReportDevice? Device(string? name) => name switch
    {
        null => null,
        "Computer" => ReportDevice.Desktop,
        "Smartphone" or "NonSmartphone" => ReportDevice.Mobile,
        "Tablet" => ReportDevice.Tablet,
        _ => ReportDevice.Other,
    };
}
