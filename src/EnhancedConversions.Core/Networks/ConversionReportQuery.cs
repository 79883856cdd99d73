namespace EnhancedConversions.Networks;

/// <summary>What a report can be divided by.</summary>
[Flags]
public enum ReportDivision
{
    /// <summary>By nothing: the account as a whole.</summary>
    None = 0,

    /// <summary>By conversion action or goal.</summary>
    Action = 1,

    /// <summary>By category of the actions.</summary>
    Category = 2,

    /// <summary>By campaign.</summary>
    Campaign = 4,

    /// <summary>By device.</summary>
    Device = 8,

    /// <summary>By day, of the account's time zone.</summary>
    Day = 16,
}

/// <summary>The day a conversion counts on.</summary>
public enum ReportDateBasis
{
    /// <summary>The day of the click it is attributed to. Both networks' own pages count so.</summary>
    Click,

    /// <summary>The day it took place. Google Ads only.</summary>
    Conversion,
}

/// <summary>What a report is to be about.</summary>
public sealed record ConversionReportQuery
{
    /// <summary>What it is divided by.</summary>
    public ReportDivision By { get; init; } = ReportDivision.Campaign | ReportDivision.Action;

    /// <summary>First day, in the account's time zone.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day; both are counted.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The day a conversion counts on.</summary>
    public ReportDateBasis DateBasis { get; init; }

    /// <summary>The account's time zone, IANA id.</summary>
    public required string TimeZone { get; init; }

    /// <summary>True when conversions and cost come apart: no network gives cost by action.</summary>
    public bool IsByAction => (By & (ReportDivision.Action | ReportDivision.Category)) != ReportDivision.None;
}
