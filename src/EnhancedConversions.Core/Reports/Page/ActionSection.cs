namespace EnhancedConversions.Reports.Page;

/// <summary>Rows by conversion action or goal.</summary>
internal static class ActionSection
{
    private const int Most = 50;

    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, ReportFigures figures)
    {
        using (html.Open("div", ("class", "card")))
        using (html.Open("table"))
        {
            html.Text("caption", "Rows that were ready to send, by conversion action or goal", ("class", "unseen"));
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                html.Text("th", "Conversion action or goal", ("scope", "col"));
                html.Text("th", "Accepted", ("scope", "col"), ("class", "number"));
                html.Text("th", "Others", ("scope", "col"), ("class", "number"));
            }

            foreach (var account in figures.Actions.Take(Most).GroupBy(action => AccountFunnel.NameOf(action.Network, action.AccountId)))
            {
                using (html.Open("tbody"))
                {
                    using (html.Open("tr", ("class", "group")))
                    {
                        html.Text("th", account.Key, ("scope", "rowgroup"), ("colspan", "3"));
                    }

                    foreach (var action in account)
                    {
                        using (html.Open("tr"))
                        {
                            using (html.Open("th", ("scope", "row")))
                            {
                                html.Name(action.Name);
                            }

                            html.Text("td", Figures.Whole(action.Accepted), ("class", "number"));
                            html.Text("td", Figures.Whole(action.Others), ("class", "number"));
                        }
                    }
                }
            }
        }

        if (figures.Actions.Count > Most)
        {
            html.Text("p", $"And {Figures.Count(figures.Actions.Count - Most, "more action")}.", ("class", "quiet"));
        }
    }
}
