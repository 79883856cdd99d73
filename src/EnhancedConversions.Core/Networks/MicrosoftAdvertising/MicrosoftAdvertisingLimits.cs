using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>Microsoft's numbers, each with its source.</summary>
public static class MicrosoftAdvertisingLimits
{
    /// <summary>Longest goal name, characters (contract 4.1).</summary>
    public const int LongestGoalName = 100;

    /// <summary>Longest click-through window of a goal, minutes: 90 days (contract 4.1).</summary>
    public const int LongestWindowMinutes = 129_600;

    /// <summary>Goals in one query of the upload report (contract 3.6).</summary>
    public const int GoalsPerReport = 20;

    /// <summary>Days one query of the upload report covers (contract 3.6).</summary>
    public const int DaysPerReport = 7;

    /// <summary>Months for which daily figures are kept (contract 8).</summary>
    public const int MonthsOfDailyFigures = 36;

    /// <summary>First wait between two questions whether a report is there. Microsoft advises 2 to 15 minutes; small reports are there in seconds.</summary>
    public static readonly TimeSpan FirstReportWait = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait between two questions whether a report is there: the lower end of what Microsoft advises (contract 8).</summary>
    public static readonly TimeSpan LongestReportWait = TimeSpan.FromMinutes(2);

    /// <summary>How long a report is waited for (contract 8).</summary>
    public static readonly TimeSpan ReportDeadline = TimeSpan.FromMinutes(60);

    /// <summary>Accounts on one page of a search (contract 2.4).</summary>
    internal const int AccountsPerPage = 1000;

    /// <summary>Click-through window of a goal that names none, minutes: 30 days (contract 4.1).</summary>
    internal const int DefaultWindowMinutes = 43_200;

    /// <summary>The window calls are counted in (contract 2.3).</summary>
    internal static readonly TimeSpan CallWindow = TimeSpan.FromSeconds(60);

    /// <summary>How long a service that is not there stays away, when it does not say (contract 2.2).</summary>
    internal static readonly TimeSpan ServiceAway = TimeSpan.FromHours(1);

    /// <summary>Time after which uploads are in the counts of a goal at the latest (contract 3.3).</summary>
    internal static readonly TimeSpan UploadsShown = TimeSpan.FromHours(6);

    /// <summary>Uploads by <c>OfflineConversions/Apply</c>. Microsoft publishes no number of calls; it says when it has enough (code 117).</summary>
    public static NetworkLimits Upload { get; } = new()
    {
        RowsPerRequest = 1000, // contract 2.4
        ActionsPerRequest = int.MaxValue, // rows name their goals themselves, contract 3.1
        MaximumAgeWithClickId = TimeSpan.FromDays(90), // contract 3.3
        MaximumAgeWithoutClickId = TimeSpan.FromDays(90), // contract 3.3
        ActionRestTime = TimeSpan.FromHours(2), // contract 3.3, error 5615
    };

    /// <summary>How long to wait and how often to try. Microsoft publishes the window calls are counted in, 60 s (contract 2.3), and no other number; the rest is as for Google.</summary>
    internal static ApiTiming Timing { get; } = new() { LongestWait = CallWindow };
}
