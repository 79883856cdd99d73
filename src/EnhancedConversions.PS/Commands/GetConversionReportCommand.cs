using System.Management.Automation;
using EnhancedConversions.Catalogue;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Reports;

namespace EnhancedConversions.PS.Commands;

/// <summary>Reads reports of conversions, clicks and cost from the networks, as one kind of row for both.</summary>
/// <remarks>
/// <para>Neither network gives clicks and cost by conversion action: what an ad cost belongs to the campaign and day, not to one of its actions. A report by action or category therefore has two kinds of rows. Rows of Kind Conversions have an action and its conversions, and no cost. Rows of Kind Cost have the clicks and cost of the same campaign, device and day, once, and no action. Every column adds up, and nothing is counted twice. A report divided by neither has rows of Kind Total with all figures.</para>
/// <para>A figure the network does not give is null, never 0. Days are those of the account's time zone. Conversions count on the day of the click they are attributed to, as on the networks' own pages; days of the last weeks may still get some. Conversions and Value are those bidding goes by, of primary actions; AllConversions and AllValue have the secondary ones too.</para>
/// <para>Rows come as they arrive; months of them take no more memory than a day. Microsoft Advertising makes its reports on order, which can take some minutes.</para>
/// <para>Actions go by the display names of the catalogue (Sync-ConversionAction); hidden ones are left out.</para>
/// </remarks>
/// <example>
/// <code>Get-ConversionReport | Where-Object Kind -eq Conversions | Sort-Object Conversions -Descending</code>
/// <para>Shows what each campaign of the connected accounts brought in the last 30 days, by action.</para>
/// </example>
/// <example>
/// <code>Get-ConversionReport -By Day, Campaign -From 2026-11-01 -To 2026-11-15 | Export-Csv november.csv</code>
/// <para>Writes conversions, clicks and cost by day and campaign to a file.</para>
/// </example>
/// <example>
/// <code>Get-ConversionReport -By Campaign -Pivot | Format-Table Campaign, 'Signed contract', 'Signed contract value', Cost</code>
/// <para>Gives one row a campaign, with two columns for each action: its conversions and their value.</para>
/// </example>
/// <example>
/// <code>Get-ConversionReport -By Day, Action -DateBasis Conversion -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Counts each conversion on the day it took place instead of the day of its click.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ConversionReport", DefaultParameterSetName = RowSet)]
[OutputType(typeof(ConversionReportRow), ParameterSetName = [RowSet])]
[OutputType(typeof(PSObject), ParameterSetName = [PivotSet])]
public sealed class GetConversionReportCommand : ConversionCmdlet
{
    private const string RowSet = "Row";
    private const string PivotSet = "Pivot";

    private readonly List<ConversionAccount> _accounts = [];

    /// <summary>First day, in the account's time zone. Left out, the report covers the 30 days up to the last one.</summary>
    [Parameter(Position = 0)]
    public DateTime? From { get; set; }

    /// <summary>Last day, which is counted, in the account's time zone. Left out, it is today.</summary>
    [Parameter(Position = 1)]
    public DateTime? To { get; set; }

    /// <summary>What the report is divided by: Action, Category, Campaign, Device, Day, several, or None for the account as a whole.</summary>
    /// <value>Action, Campaign</value>
    [Parameter]
    public ReportDivision By { get; set; } = ReportDivision.Action | ReportDivision.Campaign;

    /// <summary>The day a conversion counts on: that of the click it is attributed to, or its own. Microsoft Advertising knows the day of the click only.</summary>
    /// <value>Click</value>
    [Parameter]
    public ReportDateBasis DateBasis { get; set; }

    /// <summary>Gives one object a campaign, device and day, with two properties for each action: conversions under its name, and their value. With Category in -By and no Action, the same for each category. Clicks and cost stand in the same object.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PivotSet)]
    public SwitchParameter Pivot { get; set; }

    /// <summary>Counts conversions of secondary actions in the pivot, too.</summary>
    [Parameter(ParameterSetName = PivotSet)]
    public SwitchParameter IncludeSecondary { get; set; }

    /// <summary>The accounts to report on; those of the last connect when left out.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    private protected override void Process() => _accounts.AddRange(AccountsOrDefault(Account));

    private protected override void End()
    {
        var labels = Pump.Run(token => ActionCatalogue.GetLabelsAsync(_accounts, token));
        var by = Pivot && (By & ReportDivision.Category) == ReportDivision.None ? By | ReportDivision.Action : By;
        List<(ConversionAccount Account, ConversionReportQuery Query)> asked = [];
        foreach (var account in _accounts)
        {
            Try(account, () => asked.Add((account, ConversionReport.Query(account, by, Day(From), Day(To), DateBasis))));
        }

        if (!Pivot)
        {
            foreach (var (account, query) in asked)
            {
                var progress = new ReportProgress(Pump, account, asked.FindIndex(a => a.Account == account));
                Try(account, () => Pump.Run(token => WriteAsync(ConversionReport.ReadAsync(account, query, labels, progress, token), row => row, progress)));
            }

            return;
        }

        var columns = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        List<(ConversionAccount Account, ReportPivot Pivot)> pivots = [];
        foreach (var (account, query) in asked)
        {
            Try(account, () =>
            {
                var pivot = new ReportPivot(query, IncludeSecondary);
                columns.UnionWith(Pump.Run(token => pivot.GetColumnsAsync(account, labels, token)));
                pivots.Add((account, pivot));
            });
        }

        var objects = new PivotObject(by, columns);
        foreach (var (account, pivot) in pivots)
        {
            var progress = new ReportProgress(Pump, account, pivots.FindIndex(p => p.Account == account));
            Try(account, () => Pump.Run(token => WriteAsync(pivot.ReadAsync(account, labels, progress, token), objects.Make, progress)));
        }
    }

    private async Task<bool> WriteAsync<T>(IAsyncEnumerable<T> rows, Func<T, object> make, ReportProgress progress)
    {
        await foreach (var row in rows.ConfigureAwait(false))
        {
            progress.Count();
            await Pump.PostAsync(new PipelineMessage(PipelineStream.Output, make(row))).ConfigureAwait(false);
        }

        return true;
    }

    // One account that cannot be read must not hide the others.
    private void Try(ConversionAccount account, Action work)
    {
        try
        {
            work();
        }
        catch (ConversionException exception)
        {
            WriteError(exception, account.ToString());
        }
    }

    private static DateOnly? Day(DateTime? time) => time is { } day ? DateOnly.FromDateTime(day) : null;
}
