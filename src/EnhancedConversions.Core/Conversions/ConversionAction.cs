namespace EnhancedConversions.Conversions;

/// <summary>Whether a conversion counts once or every time.</summary>
public enum CountingType
{
    /// <summary>Every conversion after a click counts (purchases). Google <c>MANY_PER_CLICK</c>, Microsoft <c>All</c>.</summary>
    Every,

    /// <summary>Only the first conversion after a click counts (leads, sign-ups). Google <c>ONE_PER_CLICK</c>, Microsoft <c>Unique</c>.</summary>
    One,
}

/// <summary>What a conversion is worth when its row does not say so.</summary>
public enum ConversionValueMode
{
    /// <summary>No value.</summary>
    None,

    /// <summary>The same value for each conversion.</summary>
    Same,

    /// <summary>A value per conversion, with a default for those without one.</summary>
    Different,
}

/// <summary>How credit is given to clicks.</summary>
public enum AttributionModel
{
    /// <summary>Not told by the network, or one of its older models; the network's own word is then in <see cref="ConversionAction.NetworkAttribution"/>.</summary>
    Other,

    /// <summary>Data-driven.</summary>
    DataDriven,

    /// <summary>Last click.</summary>
    LastClick,
}

/// <summary>State of an action or goal.</summary>
public enum ConversionActionStatus
{
    /// <summary>In use.</summary>
    Enabled,

    /// <summary>Microsoft only: kept, not counted.</summary>
    Paused,

    /// <summary>Google only: in use, not shown in its pages.</summary>
    Hidden,

    /// <summary>Removed.</summary>
    Removed,
}

/// <summary>A Google Ads conversion action or a Microsoft Advertising conversion goal, under one type.</summary>
public sealed record ConversionAction
{
    /// <summary>The network it lives on.</summary>
    public required AdNetwork Network { get; init; }

    /// <summary>The account it was read from.</summary>
    public required string AccountId { get; init; }

    /// <summary>The network's number for it: Google's conversion action id, Microsoft's goal id. Empty when only validated.</summary>
    public required string Id { get; init; }

    /// <summary>Name, unique in the account (Google) or customer (Microsoft).</summary>
    public required string Name { get; init; }

    /// <summary>The network's type name: <c>UPLOAD_CLICKS</c>, <c>WEBPAGE</c>, ... or <c>OfflineConversion</c>, <c>Url</c>, ...</summary>
    public required string Type { get; init; }

    /// <summary>True when offline rows can be uploaded to it (Google <c>UPLOAD_CLICKS</c>, Microsoft <c>OfflineConversion</c>).</summary>
    public required bool AcceptsUploads { get; init; }

    /// <summary>The network's category name: <c>QUALIFIED_LEAD</c>, ... or <c>Purchase</c>, ...; null when the network did not say.</summary>
    public string? Category { get; init; }

    /// <summary>State.</summary>
    public ConversionActionStatus Status { get; init; }

    /// <summary>True = primary, used for bidding; false = secondary (Microsoft: excluded from bidding); null when the network did not say.</summary>
    public bool? Primary { get; init; }

    /// <summary>Once or every time; null when the network did not say.</summary>
    public CountingType? Count { get; init; }

    /// <summary>What a conversion is worth when its row does not say so.</summary>
    public ConversionValueMode ValueMode { get; init; }

    /// <summary>Default value in units of <see cref="Currency"/>; null when there is none.</summary>
    public decimal? Value { get; init; }

    /// <summary>ISO 4217 code of the default value; null when there is none.</summary>
    public string? Currency { get; init; }

    /// <summary>Click-through lookback window in days; null when the network did not say. Microsoft keeps minutes; whole days are shown, rounded up.</summary>
    public int? ClickThroughWindowDays { get; init; }

    /// <summary>Microsoft: the click-through window as it is kept, in minutes; null for Google.</summary>
    public int? ClickThroughWindowMinutes { get; init; }

    /// <summary>View-through lookback window in days (Google); null when the network has none.</summary>
    public int? ViewThroughWindowDays { get; init; }

    /// <summary>How credit is given.</summary>
    public AttributionModel Attribution { get; init; }

    /// <summary>The network's own word for the attribution model; null when it did not say.</summary>
    public string? NetworkAttribution { get; init; }

    /// <summary>Microsoft: whether the goal takes hashed identifiers. Google: null, the account decides.</summary>
    public bool? EnhancedConversions { get; init; }

    /// <summary>Microsoft: whose conversions the goal counts; null when the network did not say, and for Google.</summary>
    public ConversionGoalScope? Scope { get; init; }

    /// <summary>Google: the account that owns the action, 10 digits, when not <see cref="AccountId"/>; else null.</summary>
    public string? OwnerAccountId { get; init; }

    /// <summary>The name reports show it by, as people set it in the catalogue; null when they set none, and for an action the network was asked for.</summary>
    public string? DisplayName { get; init; }

    /// <summary>True when people hid it from reports and objectives in the catalogue; null for an action the network was asked for. No setting of the network's.</summary>
    public bool? IsHidden { get; init; }

    /// <summary>When the catalogue read it from the network; null for an action the network was asked for.</summary>
    public DateTimeOffset? SyncedAt { get; init; }

    /// <summary>How old that was when it was looked up, by the account's clock; null for an action the network was asked for.</summary>
    public TimeSpan? CacheAge { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
