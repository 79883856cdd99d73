using EnhancedConversions.Networks;

namespace EnhancedConversions.Reports.Page;

/// <summary>What a report page tells of. It holds counts, codes, names of files and actions, and no identifier of a person.</summary>
public sealed record ReportPageContent
{
    /// <summary>The heading.</summary>
    public string Title { get; init; } = "Offline conversions";

    /// <summary>Begin of the period.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>End of the period; not part of it.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>When the page is made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The zone whose days are counted: any name <see cref="Times.TimeZoneNames"/> finds.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The runs of the period, in any order.</summary>
    public IReadOnlyList<ReportedUpload> Uploads { get; init; } = [];

    /// <summary>What a look at the accounts found; empty when nobody looked.</summary>
    public IReadOnlyList<AccountCheck> Checks { get; init; } = [];

    /// <summary>What the networks' reports say; null when none was read.</summary>
    public ReportTotals? Results { get; init; }

    /// <summary>Weighted values; empty when none were measured.</summary>
    public IReadOnlyList<ObjectiveValue> Objectives { get; init; } = [];
}
