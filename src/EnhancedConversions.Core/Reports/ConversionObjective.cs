using EnhancedConversions.Conversions;
using EnhancedConversions.Messages;

namespace EnhancedConversions.Reports;

/// <summary>What an objective's value is given by, beside the account.</summary>
[Flags]
public enum ObjectiveDivision
{
    /// <summary>By account only.</summary>
    Account = 0,

    /// <summary>By campaign.</summary>
    Campaign = 1,

    /// <summary>By day.</summary>
    Day = 2,
}

/// <summary>How an objective is measured.</summary>
/// <param name="Weights">The weights.</param>
/// <param name="By">What the value is given by.</param>
/// <param name="IncludeSecondary">True counts conversions of secondary actions, too.</param>
/// <param name="ExcludeNetworkTracked">True leaves out what the network tracks itself.</param>
public sealed record ConversionObjectiveOptions(ObjectiveWeights Weights, ObjectiveDivision By, bool IncludeSecondary, bool ExcludeNetworkTracked);

/// <summary>Adds the rows of a report up to the weighted value of an objective. Only the sums are held, not the rows.</summary>
/// <param name="options">How it is measured.</param>
public sealed class ConversionObjective(ConversionObjectiveOptions options)
{
    private readonly Dictionary<(AdNetwork, string, DateTime?, string?), Sum> _sums = [];
    private readonly HashSet<string> _actions = new(StringComparer.OrdinalIgnoreCase);
    private long _rows;

    /// <summary>True when rows had conversions of which nobody knows whether the network tracks them; they were counted.</summary>
    public bool HasUnknownTracking { get; private set; }

    /// <summary>Takes a row.</summary>
    /// <param name="row">A row of a report that is divided by action.</param>
    /// <exception cref="ConversionException">The row is not divided by what is needed.</exception>
    public void Add(ConversionReportRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _rows++;
        if (row.Action is { } action)
        {
            _actions.Add(action);
        }

        var byCampaign = options.By.HasFlag(ObjectiveDivision.Campaign);
        var byDay = options.By.HasFlag(ObjectiveDivision.Day);
        if (byCampaign && row.CampaignId is null && row.Campaign is null)
        {
            throw ReportErrors.NotDividedBy(_rows, "Campaign");
        }

        if (byDay && row.Date is null)
        {
            throw ReportErrors.NotDividedBy(_rows, "Day");
        }

        var key = (row.Network, row.AccountId, byDay ? row.Date : null, byCampaign ? row.CampaignId ?? row.Campaign : null);
        if (!_sums.TryGetValue(key, out var sum))
        {
            _sums.Add(key, sum = new Sum(row));
        }

        sum.Clicks = row.Clicks is { } clicks ? (sum.Clicks ?? 0) + clicks : sum.Clicks;
        sum.Cost = row.Cost is { } cost ? (sum.Cost ?? 0) + cost : sum.Cost;
        var count = (options.IncludeSecondary ? row.AllConversions : row.Conversions) ?? 0;
        var value = (options.IncludeSecondary ? row.AllValue : row.Value) ?? 0;
        if (count != 0 || value != 0)
        {
            AddConversions(sum, row, count, value);
        }
    }

    /// <summary>The values so far: by network, account, day and campaign.</summary>
    public IEnumerable<ObjectiveValue> GetValues() => _sums.Values
        .OrderBy(sum => sum.First.Network).ThenBy(sum => sum.First.AccountId, StringComparer.Ordinal)
        .ThenBy(sum => options.By.HasFlag(ObjectiveDivision.Day) ? sum.First.Date : null)
        .ThenBy(sum => sum.First.Campaign, StringComparer.OrdinalIgnoreCase)
        .Select(Finish);

    /// <summary>Metrics with a weight of which no row so far is, in the order of the weights, each with the action it was perhaps meant to be: one without a weight whose name is near, or null.</summary>
    public IEnumerable<(string Metric, string? Nearest)> GetUnseenMetrics() => options.Weights.Metrics
        .Select(weight => weight.Metric)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Where(metric => !_actions.Contains(metric))
        .Select(metric => (metric, NearestName.Find(metric, _actions.Where(action => !options.Weights.Of(action).Any()).Order(StringComparer.Ordinal))));

    private void AddConversions(Sum sum, ConversionReportRow row, decimal count, decimal value)
    {
        if (row.Action is null)
        {
            throw ReportErrors.NotByAction(_rows);
        }

        var weights = options.Weights.Of(row.Action);
        if (!weights.Any())
        {
            sum.Unweighted.Add(row.Action);
            return;
        }

        if (options.ExcludeNetworkTracked)
        {
            if (row.NetworkTracked == true)
            {
                sum.NetworkTracked += count;
                return;
            }

            HasUnknownTracking |= row.NetworkTracked is null;
        }

        foreach (var weight in weights)
        {
            if (weight.MobileWeight is not null && row.Device is null)
            {
                throw ReportErrors.NotDividedBy(_rows, "Device");
            }

            var quantity = weight.Measure == ObjectiveMeasure.Count ? count : value;
            var before = sum.Metrics.GetValueOrDefault(weight);
            sum.Metrics[weight] = (before.Quantity + quantity, before.Weighted + (quantity * (row.Device == ReportDevice.Mobile ? weight.MobileWeight ?? weight.Weight : weight.Weight)));
        }
    }

    private ObjectiveValue Finish(Sum sum)
    {
        ObjectiveMetric[] metrics =
        [
            .. options.Weights.Metrics.Where(sum.Metrics.ContainsKey).Select(weight => new ObjectiveMetric(weight.Metric, weight.Measure, sum.Metrics[weight].Quantity, sum.Metrics[weight].Weighted)),
        ];
        var clickValue = (sum.Clicks ?? 0) * options.Weights.ClickWeight;
        return new ObjectiveValue
        {
            Network = sum.First.Network,
            AccountId = sum.First.AccountId,
            AccountName = sum.First.AccountName,
            Date = options.By.HasFlag(ObjectiveDivision.Day) ? sum.First.Date : null,
            CampaignId = options.By.HasFlag(ObjectiveDivision.Campaign) ? sum.First.CampaignId : null,
            Campaign = options.By.HasFlag(ObjectiveDivision.Campaign) ? sum.First.Campaign : null,
            Value = metrics.Sum(metric => metric.Weighted) + clickValue,
            ClickValue = clickValue,
            Metrics = metrics,
            Clicks = sum.Clicks,
            Cost = sum.Cost,
            Currency = sum.First.Currency,
            NetworkTrackedConversions = sum.NetworkTracked,
            Unweighted = sum.Unweighted.ToArray(),
        };
    }

    private sealed class Sum(ConversionReportRow first)
    {
        public ConversionReportRow First { get; } = first;

        public Dictionary<ObjectiveWeight, (decimal Quantity, decimal Weighted)> Metrics { get; } = [];

        public SortedSet<string> Unweighted { get; } = new(StringComparer.OrdinalIgnoreCase);

        public long? Clicks { get; set; }

        public decimal? Cost { get; set; }

        public decimal NetworkTracked { get; set; }
    }
}
