namespace EnhancedConversions.Reports.Page;

/// <summary>Conversions as the networks' own reports count them: for each account by action and by campaign.</summary>
internal static class ResultSection
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, ReportFigures figures)
    {
        html.Text("p", "Conversions credited to ad clicks, on the days the reports were asked for; days of the last weeks may still get some. Credit is shared between clicks, so that parts of a conversion occur.", ("class", "quiet lead"));
        var number = 0;
        foreach (var account in figures.Content.Results!.Accounts)
        {
            var id = $"results-{++number}";
            using (html.Open("article", ("class", "card"), ("aria-labelledby", id)))
            {
                html.Text("h3", AccountFunnel.NameOf(account.Network, account.AccountId), ("id", id));
                WriteTotals(html, account);
                var unit = account.Currency is null ? "" : $", {HtmlWriter.Visible(account.Currency)}";
                if (figures.Content.Results.ActionsOf(account) is { Count: > 0 } actions)
                {
                    FigureTable.Write(html, "By conversion action or goal", ["Action or goal", "Conversions", "Value" + unit, "All"], [.. actions.Select(action => (action.Name, new[] { action.Conversions, action.Value, action.AllConversions }))]);
                }

                if (figures.Content.Results.CampaignsOf(account) is { Count: > 0 } campaigns)
                {
                    FigureTable.Write(html, "By campaign", ["Campaign", "Conversions", "Value" + unit, "Cost" + unit], [.. campaigns.Select(campaign => (campaign.Name, new[] { campaign.Conversions, campaign.Value, campaign.Cost }))]);
                }
            }
        }
    }

    private static void WriteTotals(HtmlWriter html, ReportTotal account)
    {
        (string Name, decimal? Figure)[] totals =
            [("Conversions", account.Conversions), ("Value", account.Value), ("All conversions", account.AllConversions), ("Clicks", account.Clicks), ("Cost", account.Cost)];
        using (html.Open("dl", ("class", "totals")))
        {
            foreach (var (name, figure) in totals)
            {
                using (html.Open("div"))
                {
                    html.Text("dt", name);
                    html.Text("dd", figure is { } known ? Figures.Amount(known) + (name is "Value" or "Cost" && account.Currency is { } currency ? $"\u00a0{HtmlWriter.Visible(currency)}" : "") : "–");
                }
            }
        }
    }
}
