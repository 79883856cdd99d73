using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>Google's numbers, each with its source.</summary>
public static class GoogleAdsLimits
{
    /// <summary>Version of the Google Ads API this module speaks (contract A; v26 is newer and drops a field, A.12).</summary>
    public const string ApiVersion = "v25";

    /// <summary>View-through window, days (Google Ads help, contract A.4).</summary>
    public const int MaximumViewThroughDays = 30;

    /// <summary>Months for which daily figures are kept, since 2026-06-01 (contract A.10).</summary>
    public const int MonthsOfDailyFigures = 37;

    /// <summary>Age from which a conversion can be adjusted (contract A.7).</summary>
    public static readonly TimeSpan YoungestAdjusted = TimeSpan.FromHours(24);

    /// <summary>Age up to which a conversion can be adjusted (contract A.7).</summary>
    public static readonly TimeSpan OldestAdjusted = TimeSpan.FromDays(54);

    /// <summary>Age from which a click or a call is known to uploads (contract C.8).</summary>
    internal static readonly TimeSpan YoungestClick = TimeSpan.FromHours(6);

    /// <summary>Time after an upload before which Google has nothing to tell of it (contract C.7).</summary>
    internal static readonly TimeSpan FirstStatus = TimeSpan.FromMinutes(30);

    /// <summary>Uploads by the Data Manager API.</summary>
    public static NetworkLimits Upload { get; } = new()
    {
        RowsPerRequest = 2000, // contract C.2, C.8
        ActionsPerRequest = 10, // destinations, contract C.2, C.8
        RequestsPerMinute = 300, // for each Google Cloud project, contract C.8
        RequestsPerDay = 100_000, // for each Google Cloud project, contract C.8
        MaximumAgeWithClickId = TimeSpan.FromDays(90), // contract A.5, C.8
        MaximumAgeWithoutClickId = TimeSpan.FromDays(63), // contract A.5, C.8
        ActionRestTime = TimeSpan.FromHours(6), // contract A.4
    };

    /// <summary>How long to wait and how often to try: the client policy Google publishes with the API (contract C.6), which the defaults are.</summary>
    internal static ApiTiming Timing { get; } = new();
}
