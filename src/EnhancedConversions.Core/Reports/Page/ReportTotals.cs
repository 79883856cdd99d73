using EnhancedConversions.Conversions;

namespace EnhancedConversions.Reports.Page;

/// <summary>
/// What the networks' reports say, added up by account, action and campaign as the rows come: memory grows with the actions and campaigns, not with the rows.
/// A figure no row had stays null. Rows come from one thread.
/// </summary>
public sealed class ReportTotals
{
    private readonly Dictionary<(AdNetwork, string), ReportTotal> _accounts = [];
    private readonly Dictionary<(AdNetwork, string, string), ReportTotal> _actions = [];
    private readonly Dictionary<(AdNetwork, string, string), ReportTotal> _campaigns = [];

    /// <summary>Rows added.</summary>
    public long Rows { get; private set; }

    /// <summary>The totals of the accounts.</summary>
    internal IEnumerable<ReportTotal> Accounts => _accounts.Values.OrderBy(total => total.Network).ThenBy(total => total.AccountId, StringComparer.Ordinal);

    /// <summary>Adds a row; each figure stands in one row only, so that every column adds up.</summary>
    /// <param name="row">The row.</param>
    public void Add(ConversionReportRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Rows++;
        Find(_accounts, (row.Network, row.AccountId), row, row.AccountName ?? "").Add(row);
        if (row.Action is { } action)
        {
            Find(_actions, (row.Network, row.AccountId, row.ActionId ?? action), row, action).Add(row);
        }

        if ((row.CampaignId ?? row.Campaign) is { } campaign)
        {
            Find(_campaigns, (row.Network, row.AccountId, campaign), row, row.Campaign ?? campaign).Add(row);
        }
    }

    /// <summary>The actions of an account, the most conversions first.</summary>
    internal IReadOnlyList<ReportTotal> ActionsOf(ReportTotal account) => Of(_actions.Values, account);

    /// <summary>The campaigns of an account, the most conversions first.</summary>
    internal IReadOnlyList<ReportTotal> CampaignsOf(ReportTotal account) => Of(_campaigns.Values, account);

    private static List<ReportTotal> Of(IEnumerable<ReportTotal> totals, ReportTotal account) =>
        [.. totals.Where(total => total.Network == account.Network && total.AccountId == account.AccountId).OrderByDescending(total => total.Conversions ?? -1).ThenByDescending(total => total.Cost).ThenBy(total => total.Name, StringComparer.Ordinal)];

    private static ReportTotal Find<T>(Dictionary<T, ReportTotal> totals, T key, ConversionReportRow row, string name)
        where T : notnull
    {
        if (!totals.TryGetValue(key, out var total))
        {
            totals.Add(key, total = new ReportTotal(row.Network, row.AccountId, name, row.Currency));
        }

        return total;
    }
}

/// <summary>Figures of one account, action or campaign.</summary>
/// <param name="network">The network.</param>
/// <param name="accountId">The account.</param>
/// <param name="name">Name of the action or campaign.</param>
/// <param name="currency">Currency of value and cost; null when not known.</param>
internal sealed class ReportTotal(AdNetwork network, string accountId, string name, string? currency)
{
    /// <summary>The network.</summary>
    public AdNetwork Network => network;

    /// <summary>The account.</summary>
    public string AccountId => accountId;

    /// <summary>Name of the action or campaign.</summary>
    public string Name => name;

    /// <summary>Currency of value and cost; null when not known.</summary>
    public string? Currency => currency;

    /// <inheritdoc cref="ConversionReportRow.Conversions"/>
    public decimal? Conversions { get; private set; }

    /// <inheritdoc cref="ConversionReportRow.Value"/>
    public decimal? Value { get; private set; }

    /// <inheritdoc cref="ConversionReportRow.AllConversions"/>
    public decimal? AllConversions { get; private set; }

    /// <inheritdoc cref="ConversionReportRow.Clicks"/>
    public decimal? Clicks { get; private set; }

    /// <inheritdoc cref="ConversionReportRow.Cost"/>
    public decimal? Cost { get; private set; }

    /// <summary>Adds a row.</summary>
    public void Add(ConversionReportRow row)
    {
        Conversions = Sum(Conversions, row.Conversions);
        Value = Sum(Value, row.Value);
        AllConversions = Sum(AllConversions, row.AllConversions);
        Clicks = Sum(Clicks, row.Clicks);
        Cost = Sum(Cost, row.Cost);
    }

    private static decimal? Sum(decimal? total, decimal? figure) => figure is null ? total : (total ?? 0) + figure;
}
