namespace EnhancedConversions.Reports.Page;

/// <summary>A table of names and figures, the longest part of it left out and said so.</summary>
internal static class FigureTable
{
    private const int Most = 25;

    /// <summary>Writes it.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="caption">What it shows.</param>
    /// <param name="heads">Head of the names, then of each figure.</param>
    /// <param name="rows">A name and its figures, a figure for each head; null is not known.</param>
    public static void Write(HtmlWriter html, string caption, string[] heads, IReadOnlyList<(string Name, decimal?[] Figures)> rows)
    {
        using (html.Open("table"))
        {
            html.Text("caption", caption, ("class", "unseen"));
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                for (var i = 0; i < heads.Length; i++)
                {
                    html.Text("th", heads[i], ("scope", "col"), ("class", i == 0 ? null : "number"));
                }
            }

            using (html.Open("tbody"))
            {
                foreach (var (name, figures) in rows.Take(Most))
                {
                    using (html.Open("tr"))
                    {
                        using (html.Open("th", ("scope", "row")))
                        {
                            html.Name(name);
                        }

                        foreach (var figure in figures)
                        {
                            html.Text("td", figure is { } known ? Figures.Amount(known) : "–", ("class", "number"));
                        }
                    }
                }
            }
        }

        if (rows.Count > Most)
        {
            html.Text("p", $"And {Figures.Whole(rows.Count - Most)} more.", ("class", "quiet"));
        }
    }
}
