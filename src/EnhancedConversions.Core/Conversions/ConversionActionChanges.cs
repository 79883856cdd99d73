namespace EnhancedConversions.Conversions;

/// <summary>Settings of an action to be changed. Null means: leave it as it is.</summary>
public sealed record ConversionActionChanges
{
    /// <summary>New name, unique in the account.</summary>
    public string? Name { get; init; }

    /// <inheritdoc cref="ConversionActionSettings.Category"/>
    public string? Category { get; init; }

    /// <summary>Enabled or Hidden at Google; Enabled or Paused at Microsoft.</summary>
    public ConversionActionStatus? Status { get; init; }

    /// <summary>True = primary, used for bidding.</summary>
    public bool? Primary { get; init; }

    /// <summary>What a conversion is worth when its row does not say so. None takes value and currency away.</summary>
    public ConversionValueMode? ValueMode { get; init; }

    /// <summary>Value or default value in units of the currency.</summary>
    public decimal? Value { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>Once or every time.</summary>
    public CountingType? Count { get; init; }

    /// <summary>1 to 90 days.</summary>
    public int? ClickThroughWindowDays { get; init; }

    /// <inheritdoc cref="ConversionActionSettings.ClickThroughWindowMinutes"/>
    public int? ClickThroughWindowMinutes { get; init; }

    /// <summary>1 to 90 days; Google's own maximum is 30.</summary>
    public int? ViewThroughWindowDays { get; init; }

    /// <summary>Data-driven or last click.</summary>
    public AttributionModel? Attribution { get; init; }

    /// <summary>Google, calls: length in seconds from which a call counts, 0 to 10 000.</summary>
    public int? PhoneCallSeconds { get; init; }

    /// <inheritdoc cref="ConversionActionSettings.EnhancedConversions"/>
    public bool? EnhancedConversions { get; init; }
}
