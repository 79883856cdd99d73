using EnhancedConversions.Sandbox.Wire;
using static EnhancedConversions.Sandbox.Wire.WireField;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>Requests of the Reporting service (contract 8).</summary>
internal static class ReportingMessages
{
    public const string Conversions = "ConversionPerformanceReportRequest";
    public const string Goals = "GoalsAndFunnelsReportRequest";

    private static readonly WireMessage s_date = new("Date", Int32("Day"), Int32("Month"), Int32("Year"));

    private static readonly WireMessage s_request = new("ReportRequest",
        Of("Type", new WireEnum("ReportRequestType", [Conversions, Goals])),
        Text("ReportName"),
        Of("Format", new WireEnum("ReportFormat", ["Csv", "Tsv", "Xml"])),
        Text("FormatVersion"),
        Bool("ReturnOnlyCompleteData"),
        Bool("ExcludeReportHeader"),
        Bool("ExcludeReportFooter"),
        Bool("ExcludeColumnHeaders"),
        Of("Aggregation", new WireEnum("ReportAggregation", ["Summary", "Hourly", "Daily", "Weekly", "Monthly", "Yearly", "HourOfDay", "DayOfWeek", "WeeklyStartingMonday"])),
        Texts("Columns"),
        Of("Filter", new WireMessage("ReportFilter")),
        Of("Scope", new WireMessage("AccountThroughAdGroupReportScope",
            Int64s("AccountIds"),
            Many("Campaigns", new WireMessage("CampaignReportScope", Int64("AccountId"), Int64("CampaignId"))),
            Many("AdGroups", new WireMessage("AdGroupReportScope", Int64("AccountId"), Int64("CampaignId"), Int64("AdGroupId"))))),
        Of("Time", new WireMessage("ReportTime",
            Of("CustomDateRangeStart", s_date),
            Of("CustomDateRangeEnd", s_date),
            Of("PredefinedTime", new WireEnum("ReportTimePeriod",
            [
                "Today", "Yesterday", "LastSevenDays", "ThisWeek", "LastWeek", "Last14Days", "Last30Days", "LastFourWeeks", "ThisMonth", "LastMonth", "LastThreeMonths",
                "LastSixMonths", "ThisYear", "LastYear", "ThisWeekStartingMonday", "LastWeekStartingMonday", "LastFourWeeksStartingMonday",
            ])),
            Text("ReportTimeZone"))));

    public static WireMessage Submit { get; } = new("SubmitGenerateReportRequest", Of("ReportRequest", s_request));

    public static WireMessage Poll { get; } = new("PollGenerateReportRequest", Text("ReportRequestId"));
}
