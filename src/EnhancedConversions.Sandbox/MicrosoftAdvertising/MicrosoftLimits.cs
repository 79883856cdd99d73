namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>Microsoft's numbers, each with its place in the contract.</summary>
internal static class MicrosoftLimits
{
    /// <summary>Conversions and adjustments (2.4).</summary>
    public const int RowsPerRequest = 1000;

    /// <summary>Goals or goal ids (2.4).</summary>
    public const int GoalsPerRequest = 100;

    /// <summary>Goal ids of a report (2.4, 3.6).</summary>
    public const int GoalsPerReport = 20;

    /// <summary>Accounts of a page (2.4).</summary>
    public const int AccountsPerPage = 1000;

    /// <summary>Characters of a predicate's value (5).</summary>
    public const int ShortestSearchValue = 4;

    /// <summary>Characters of a goal's name (4.1).</summary>
    public const int LongestGoalName = 100;

    /// <summary>Conversion window (4.1).</summary>
    public const int LongestWindowMinutes = 129_600;

    /// <summary>Conversion value, from the import file (3.1). For goals the bound is printed as "999,9999", which says nothing; the same is taken.</summary>
    public const double LargestValue = 999_999_999_999;

    /// <summary>Age of a conversion or adjustment (3.3).</summary>
    public static readonly TimeSpan OldestConversion = TimeSpan.FromDays(90);

    /// <summary>Age of a goal before the first upload (3.3).</summary>
    public static readonly TimeSpan GoalRest = TimeSpan.FromHours(2);

    /// <summary>Days of a report (3.6).</summary>
    public static readonly TimeSpan LongestReport = TimeSpan.FromDays(7);

    /// <summary>Months that daily figures are kept (8).</summary>
    public const int MonthsOfDailyFigures = 36;

    /// <summary>Characters of a report's name (8).</summary>
    public const int LongestReportName = 200;

    /// <summary>Until a finished report's address ends (8).</summary>
    public static readonly TimeSpan ReportAddressLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Until a report is forgotten: a day by the reference, two by the guide (8); the shorter is taken.</summary>
    public static readonly TimeSpan ReportLifetime = TimeSpan.FromDays(1);
}
