namespace EnhancedConversions.Reports;

/// <summary>The weights of an objective: one a metric and measure, and one for clicks.</summary>
public sealed class ObjectiveWeights
{
    private readonly ILookup<string, ObjectiveWeight> _byMetric;

    /// <summary>Takes weights.</summary>
    /// <param name="metrics">One a metric and measure, at least one.</param>
    /// <param name="clickWeight">The weight of a click; 0 leaves clicks out.</param>
    /// <exception cref="ConversionException">There is none, one is negative, or a metric has two for the same measure.</exception>
    public ObjectiveWeights(IEnumerable<ObjectiveWeight> metrics, decimal clickWeight)
    {
        Metrics = metrics.ToArray();
        ClickWeight = clickWeight >= 0 ? clickWeight : throw ReportErrors.WeightInvalid("clicks", "is negative");
        if (Metrics.Count == 0 && clickWeight == 0)
        {
            throw ReportErrors.NoWeights();
        }

        foreach (var weight in Metrics)
        {
            if (weight.Weight < 0 || weight.MobileWeight < 0)
            {
                throw ReportErrors.WeightInvalid(weight.Metric, "is negative");
            }
        }

        _byMetric = Metrics.ToLookup(weight => weight.Metric, StringComparer.OrdinalIgnoreCase);
        foreach (var metric in _byMetric)
        {
            if (metric.DistinctBy(weight => weight.Measure).Count() < metric.Count())
            {
                throw ReportErrors.WeightInvalid(metric.Key, "is given twice");
            }
        }
    }

    /// <summary>The weights, in the order given.</summary>
    public IReadOnlyList<ObjectiveWeight> Metrics { get; }

    /// <summary>The weight of a click.</summary>
    public decimal ClickWeight { get; }

    /// <summary>True when a metric weighs otherwise on phones, so that rows must be divided by device.</summary>
    public bool NeedDevice => Metrics.Any(weight => weight.MobileWeight is { } mobile && mobile != weight.Weight);

    /// <summary>The weights of a metric; none when it does not count.</summary>
    /// <param name="metric">Its name.</param>
    public IEnumerable<ObjectiveWeight> Of(string metric) => _byMetric[metric];

    /// <summary>The same weights relative to each other: the smallest one above 0 becomes 1, so 20, 40 and 30 become 1, 2 and 1.5. Mobile and click weights keep their proportion.</summary>
    /// <exception cref="ConversionException">None is above 0.</exception>
    public ObjectiveWeights Normalize()
    {
        var unit = Metrics.Select(weight => weight.Weight).Where(weight => weight > 0).DefaultIfEmpty().Min();
        return unit == 0
            ? throw ReportErrors.NothingToNormalize()
            : new ObjectiveWeights(Metrics.Select(weight => weight with { Weight = weight.Weight / unit, MobileWeight = weight.MobileWeight / unit }), ClickWeight / unit);
    }
}
