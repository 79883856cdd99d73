namespace EnhancedConversions.Conversions;

/// <summary>What an ad was clicked on.</summary>
public enum ReportDevice
{
    /// <summary>A device the network names and this module has no word for.</summary>
    Other,

    /// <summary>A phone.</summary>
    Mobile,

    /// <summary>A desktop or laptop computer.</summary>
    Desktop,

    /// <summary>A tablet.</summary>
    Tablet,

    /// <summary>A television set.</summary>
    ConnectedTv,
}

/// <summary>Which figures a report row has.</summary>
public enum ReportRowKind
{
    /// <summary>Conversions, clicks and cost together: the report is not divided by action or category.</summary>
    Total,

    /// <summary>Conversions of one action or category. Clicks and cost are null: they belong to the campaign and day, not to an action.</summary>
    Conversions,

    /// <summary>Clicks and cost of a campaign, device or day, once, beside its rows of kind <see cref="Conversions"/>. The conversions are null.</summary>
    Cost,
}

/// <summary>
/// One row of a report. What the report is not divided by is null, and so is a figure the network did not give: 0 always means that it said 0.
/// Each figure stands in one row only, so every column adds up.
/// </summary>
public sealed record ConversionReportRow
{
    /// <summary>The network.</summary>
    public required AdNetwork Network { get; init; }

    /// <summary>The account's number.</summary>
    public required string AccountId { get; init; }

    /// <summary>The account's name; null when it has none.</summary>
    public string? AccountName { get; init; }

    /// <summary>Which figures the row has.</summary>
    public ReportRowKind Kind { get; init; }

    /// <summary>The day, in the account's time zone, at midnight and without a zone; null when not divided by day.</summary>
    public DateTime? Date { get; init; }

    /// <summary>The campaign's number; null when not divided by campaign.</summary>
    public string? CampaignId { get; init; }

    /// <summary>The campaign's name; null when not divided by campaign.</summary>
    public string? Campaign { get; init; }

    /// <summary>The device; null when not divided by device.</summary>
    public ReportDevice? Device { get; init; }

    /// <summary>The action's or goal's number; null when not divided by action.</summary>
    public string? ActionId { get; init; }

    /// <summary>The action's or goal's name: the display name people gave it, else the network's. Null when not divided by action.</summary>
    public string? Action { get; init; }

    /// <summary>The network's category name; null when divided neither by action nor by category, or not known.</summary>
    public string? Category { get; init; }

    /// <summary>True when the network counts the action's conversions itself, by its own tags; false when they are uploaded. Null when not divided by action, or the account does not list the action any more.</summary>
    public bool? NetworkTracked { get; init; }

    /// <summary>Conversions that bidding goes by: those of primary actions. Fractions occur, as credit is shared between clicks.</summary>
    public decimal? Conversions { get; init; }

    /// <summary>Their value, in <see cref="Currency"/>.</summary>
    public decimal? Value { get; init; }

    /// <summary>All conversions, those of secondary actions too.</summary>
    public decimal? AllConversions { get; init; }

    /// <summary>Their value, in <see cref="Currency"/>.</summary>
    public decimal? AllValue { get; init; }

    /// <summary>Clicks on ads.</summary>
    public long? Clicks { get; init; }

    /// <summary>What the ads cost, in <see cref="Currency"/>.</summary>
    public decimal? Cost { get; init; }

    /// <summary>The account's currency, ISO 4217.</summary>
    public string? Currency { get; init; }
}
