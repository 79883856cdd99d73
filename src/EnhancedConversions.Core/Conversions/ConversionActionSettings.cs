namespace EnhancedConversions.Conversions;

/// <summary>Settings of an action or goal to be made. Null means the network's default.</summary>
public sealed record ConversionActionSettings
{
    /// <summary>Name, unique in the account.</summary>
    public required string Name { get; init; }

    /// <summary>The network's category name in any letter case, with or without underscores or blanks: <c>Qualified lead</c> is <c>QUALIFIED_LEAD</c>.</summary>
    public required string Category { get; init; }

    /// <summary>How its conversions come in; types other than Import are Google's and give a tag.</summary>
    public ConversionActionType Type { get; init; } = ConversionActionType.Import;

    /// <summary>True = primary, used for bidding.</summary>
    public bool Primary { get; init; } = true;

    /// <summary>What a conversion is worth when its row does not say so.</summary>
    public ConversionValueMode ValueMode { get; init; } = ConversionValueMode.None;

    /// <summary>Value or default value in units of <see cref="Currency"/>; required unless <see cref="ValueMode"/> is None.</summary>
    public decimal? Value { get; init; }

    /// <summary>ISO 4217; required unless <see cref="ValueMode"/> is None.</summary>
    public string? Currency { get; init; }

    /// <summary>Once or every time.</summary>
    public CountingType? Count { get; init; }

    /// <summary>1 to 90 days.</summary>
    public int? ClickThroughWindowDays { get; init; }

    /// <summary>Microsoft: the click-through window to the minute, 1 to 129 600, in place of <see cref="ClickThroughWindowDays"/>.</summary>
    public int? ClickThroughWindowMinutes { get; init; }

    /// <summary>1 to 90 days; Google's own maximum is 30.</summary>
    public int? ViewThroughWindowDays { get; init; }

    /// <summary>Data-driven or last click; null leaves the network's default.</summary>
    public AttributionModel? Attribution { get; init; }

    /// <summary>Google, calls: length in seconds from which a call counts, 0 to 10 000.</summary>
    public int? PhoneCallSeconds { get; init; }

    /// <summary>Microsoft: whether the goal takes hashed identifiers.</summary>
    public bool? EnhancedConversions { get; init; }

    /// <summary>Microsoft: whose conversions the goal counts; null for the account's.</summary>
    public ConversionGoalScope? Scope { get; init; }
}
