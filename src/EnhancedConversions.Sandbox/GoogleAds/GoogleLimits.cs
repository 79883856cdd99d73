namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>Google's numbers, each with its place in the contract.</summary>
internal static class GoogleLimits
{
    /// <summary>Data Manager (C.2, C.8).</summary>
    public const int EventsPerRequest = 2000;

    /// <summary>Data Manager (C.8).</summary>
    public const int DestinationsPerRequest = 10;

    /// <summary>Data Manager (C.8).</summary>
    public const int IdentifiersPerEvent = 10;

    /// <summary>Google Ads API (A.3).</summary>
    public const int OperationsPerMutate = 10_000;

    /// <summary>Google Ads API (A.1): fixed.</summary>
    public const int RowsPerPage = 10_000;

    /// <summary>Click conversions and adjustments (A.5, A.7).</summary>
    public const int RowsPerUpload = 2000;

    /// <summary>Click conversions and enhancements (A.5, A.7).</summary>
    public const int IdentifiersPerConversion = 5;

    /// <summary>Range of Google's help pages; the proto states none (A.4).</summary>
    public const int LongestClickWindowDays = 90;

    /// <summary>Range of Google's help pages; the proto states none (A.4).</summary>
    public const int LongestViewWindowDays = 30;

    /// <summary>A.4.</summary>
    public const int LongestCallSeconds = 10_000;

    /// <summary>Age of a conversion with a click id (A.5, C.8).</summary>
    public static readonly TimeSpan OldestWithClickId = TimeSpan.FromDays(90);

    /// <summary>Age of a conversion with hashes only (A.5, C.8).</summary>
    public static readonly TimeSpan OldestWithoutClickId = TimeSpan.FromDays(63);

    /// <summary>Age of an action before click uploads (A.4).</summary>
    public static readonly TimeSpan ActionRest = TimeSpan.FromHours(6);

    /// <summary>Age of a conversion before it can be adjusted (A.7).</summary>
    public static readonly TimeSpan YoungestAdjusted = TimeSpan.FromHours(24);

    /// <summary>Age of a conversion after which it cannot be adjusted (A.7).</summary>
    public static readonly TimeSpan OldestAdjusted = TimeSpan.FromDays(54);

    /// <summary>Until the status of an ingest request is known (C.7).</summary>
    public static readonly TimeSpan ProcessingDelay = TimeSpan.FromMinutes(30);

    /// <summary>Months that daily figures are kept (A.10).</summary>
    public const int MonthsOfDailyFigures = 37;
}
