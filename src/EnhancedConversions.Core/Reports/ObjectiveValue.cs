using EnhancedConversions.Conversions;

namespace EnhancedConversions.Reports;

/// <summary>What a metric adds to an objective.</summary>
/// <param name="Metric">The action's name as the report shows it.</param>
/// <param name="Measure">What of it is weighed.</param>
/// <param name="Quantity">Conversions, or their value in the account's currency.</param>
/// <param name="Weighted">The same times the weight, the mobile weight on phones.</param>
public sealed record ObjectiveMetric(string Metric, ObjectiveMeasure Measure, decimal Quantity, decimal Weighted)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Metric}: {Quantity:0.##} -> {Weighted:0.##}");
}

/// <summary>The weighted value of an account, or of one of its campaigns or days.</summary>
public sealed record ObjectiveValue
{
    /// <summary>The network.</summary>
    public required AdNetwork Network { get; init; }

    /// <summary>The account's number.</summary>
    public required string AccountId { get; init; }

    /// <summary>The account's name; null when not known.</summary>
    public string? AccountName { get; init; }

    /// <summary>The day; null when not by day.</summary>
    public DateTime? Date { get; init; }

    /// <summary>The campaign's number; null when not by campaign, or not known.</summary>
    public string? CampaignId { get; init; }

    /// <summary>The campaign's name; null when not by campaign.</summary>
    public string? Campaign { get; init; }

    /// <summary>The objective's value: that of all metrics and of the clicks.</summary>
    public required decimal Value { get; init; }

    /// <summary>The part of it that comes from clicks.</summary>
    public decimal ClickValue { get; init; }

    /// <summary>What each metric adds, in the order of the weights; metrics that added nothing are left out.</summary>
    public required IReadOnlyList<ObjectiveMetric> Metrics { get; init; }

    /// <summary>Clicks; null when the report has none.</summary>
    public long? Clicks { get; init; }

    /// <summary>What the ads cost; null when the report does not say.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Currency of the cost, ISO 4217; null when not known.</summary>
    public string? Currency { get; init; }

    /// <summary>Value for one unit of cost; null without cost.</summary>
    public decimal? ValuePerCost => Cost is > 0 ? Value / Cost : null;

    /// <summary>Conversions with a weight that were left out because the network tracks them itself; 0 when this was not asked for.</summary>
    public decimal NetworkTrackedConversions { get; init; }

    /// <summary>Actions with conversions and without a weight, which add nothing.</summary>
    public required IReadOnlyList<string> Unweighted { get; init; }
}
