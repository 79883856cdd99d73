using System.Globalization;

namespace EnhancedConversions.Reports.Page;

/// <summary>The weighted values of Measure-ConversionObjective.</summary>
internal static class ObjectiveSection
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, ReportFigures figures)
    {
        var number = 0;
        foreach (var account in figures.Content.Objectives.GroupBy(value => AccountFunnel.NameOf(value.Network, value.AccountId)))
        {
            var id = $"objectives-{++number}";
            using (html.Open("article", ("class", "card"), ("aria-labelledby", id)))
            {
                html.Text("h3", account.Key, ("id", id));
                var currency = account.Select(value => value.Currency).Distinct().ToArray() is [{ } one] ? $", {HtmlWriter.Visible(one)}" : "";
                FigureTable.Write(
                    html,
                    $"Weighted values of {account.Key}",
                    ["Of", "Weighted value", "Cost" + currency, "Per cost"],
                    [.. account.OrderByDescending(value => value.Value).Select(value => (NameOf(value), new[] { value.Value, value.Cost, value.ValuePerCost }))]);
                WriteUnweighted(html, [.. account.SelectMany(value => value.Unweighted).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
            }
        }
    }

    private static string NameOf(ObjectiveValue value) =>
        (value.Campaign ?? value.CampaignId, value.Date) switch
        {
            ({ } campaign, { } day) => $"{campaign}, {day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}",
            ({ } campaign, null) => campaign,
            (null, { } day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
            _ => "Whole account",
        };

    private static void WriteUnweighted(HtmlWriter html, string[] actions)
    {
        if (actions.Length == 0)
        {
            return;
        }

        using (html.Open("p", ("class", "note")))
        {
            html.Text("Without a weight, and therefore not in the value: ");
            for (var i = 0; i < Math.Min(actions.Length, 20); i++)
            {
                html.Text(i == 0 ? "" : ", ");
                html.Name(actions[i]);
            }

            html.Text(actions.Length > 20 ? $" and {Figures.Whole(actions.Length - 20)} more." : ".");
        }
    }
}
