using System.Runtime.CompilerServices;
using EnhancedConversions.Catalogue;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Reports;

/// <summary>Conversions and their value in one cell of a pivot.</summary>
/// <param name="Conversions">Conversions.</param>
/// <param name="Value">Their value, in the account's currency.</param>
public readonly record struct PivotFigures(decimal Conversions, decimal Value);

/// <summary>A row of a pivot: a campaign, device and day as far as divided by these, with all its actions and its cost.</summary>
/// <param name="Row">What it is about, its clicks and cost; the latter are null when the network gave none.</param>
/// <param name="Figures">The figures by column; a column that is not there had none.</param>
public sealed record PivotRow(ConversionReportRow Row, IReadOnlyDictionary<string, PivotFigures> Figures);

/// <summary>A report with one column for each action, or category, the way advertising tools show conversions as metrics.</summary>
/// <param name="query">What the report is about; divided by action or category.</param>
/// <param name="includeSecondary">True counts secondary actions, too.</param>
/// <exception cref="ConversionException">It is divided by neither.</exception>
public sealed class ReportPivot(ConversionReportQuery query, bool includeSecondary)
{
    private readonly ConversionReportQuery _query = query.IsByAction ? query : throw ReportErrors.NothingToPivot();

    private bool IsByAction => _query.By.HasFlag(ReportDivision.Action);

    /// <summary>The columns an account needs: its actions, or categories, with figures in the period. By name.</summary>
    /// <param name="account">The account.</param>
    /// <param name="labels">What people call their actions.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<IReadOnlyCollection<string>> GetColumnsAsync(ConversionAccount account, ActionLabels labels, CancellationToken cancellationToken)
    {
        var columns = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        var totals = _query with { By = IsByAction ? ReportDivision.Action : ReportDivision.Category };
        await foreach (var row in ConversionReport.ReadAsync(account, totals, labels, progress: null, cancellationToken).ConfigureAwait(false))
        {
            if (row.Kind == ReportRowKind.Conversions)
            {
                columns.Add(Column(row));
            }
        }

        return columns;
    }

    /// <summary>Reads the rows, by day, campaign and device. Held in memory at once: a month of them when divided by day, else all.</summary>
    /// <param name="account">The account.</param>
    /// <param name="labels">What people call their actions.</param>
    /// <param name="progress">Hears what is waited for; null when nobody listens.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async IAsyncEnumerable<PivotRow> ReadAsync(ConversionAccount account, ActionLabels labels, IProgress<string>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in Months())
        {
            var rows = new Dictionary<(DateTime?, string?, ReportDevice?), (ConversionReportRow Row, Dictionary<string, PivotFigures> Figures)>();
            await foreach (var row in ConversionReport.ReadAsync(account, part, labels, progress, cancellationToken).ConfigureAwait(false))
            {
                var key = (row.Date, row.CampaignId, row.Device);
                var (about, figures) = rows.TryGetValue(key, out var known) ? known : (row with { Clicks = null, Cost = null }, new Dictionary<string, PivotFigures>(StringComparer.OrdinalIgnoreCase));
                if (row.Kind == ReportRowKind.Conversions)
                {
                    var before = figures.GetValueOrDefault(Column(row));
                    figures[Column(row)] = includeSecondary
                        ? new(before.Conversions + (row.AllConversions ?? 0), before.Value + (row.AllValue ?? 0))
                        : new(before.Conversions + (row.Conversions ?? 0), before.Value + (row.Value ?? 0));
                }
                else
                {
                    about = about with { Clicks = row.Clicks, Cost = row.Cost };
                }

                rows[key] = (about, figures);
            }

            foreach (var (about, figures) in rows.Values.OrderBy(r => r.Row.Date).ThenBy(r => r.Row.Campaign, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Row.CampaignId, StringComparer.Ordinal).ThenBy(r => r.Row.Device))
            {
                yield return new PivotRow(about, figures);
            }
        }
    }

    private string Column(ConversionReportRow row) => (IsByAction ? row.Action : row.Category) ?? "(unknown)";

    private IEnumerable<ConversionReportQuery> Months()
    {
        if (!_query.By.HasFlag(ReportDivision.Day))
        {
            yield return _query;
            yield break;
        }

        for (var from = _query.From; from <= _query.To;)
        {
            var next = new DateOnly(from.Year, from.Month, 1).AddMonths(1);
            yield return _query with { From = from, To = next > _query.To ? _query.To : next.AddDays(-1) };
            from = next;
        }
    }
}
