namespace EnhancedConversions.Reports;

/// <summary>What of a metric is weighed.</summary>
public enum ObjectiveMeasure
{
    /// <summary>How many conversions.</summary>
    Count,

    /// <summary>What they are worth.</summary>
    Value,
}

/// <summary>The weight of a metric in an objective.</summary>
public sealed record ObjectiveWeight
{
    /// <summary>The metric: the name of a conversion action, as the report shows it. Letter case does not matter.</summary>
    public required string Metric { get; init; }

    /// <summary>What of it is weighed.</summary>
    public ObjectiveMeasure Measure { get; init; }

    /// <summary>The weight: worth of one conversion, or of one unit of its value. Not negative.</summary>
    public required decimal Weight { get; init; }

    /// <summary>The weight on phones; null for the same. Not negative.</summary>
    public decimal? MobileWeight { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Metric} ({Measure}) x {Weight:0.####}");
}
