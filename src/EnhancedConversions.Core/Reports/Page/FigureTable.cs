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
        // Points stand below each other: one figure with decimals gives them to its whole column.
        bool[] hasDecimals = [.. heads.Skip(1).Select((_, column) => rows.Any(row => row.Figures[column] is { } figure && decimal.Round(figure, 2) % 1 != 0))];

        // On a phone the figures stand below the name; the roles keep it a table for a screen reader.
        using (html.Open("table", ("class", "stack"), ("role", "table")))
        {
            html.Text("caption", caption, ("class", "unseen"));
            using (html.Open("thead", ("role", "rowgroup")))
            using (html.Open("tr", ("role", "row")))
            {
                for (var i = 0; i < heads.Length; i++)
                {
                    html.Text("th", heads[i], ("scope", "col"), ("role", "columnheader"), ("class", i == 0 ? null : "number"));
                }
            }

            using (html.Open("tbody", ("role", "rowgroup")))
            {
                foreach (var (name, figures) in rows.Take(Most))
                {
                    using (html.Open("tr", ("role", "row")))
                    {
                        using (html.Open("th", ("scope", "row"), ("role", "rowheader")))
                        {
                            html.Name(name);
                        }

                        for (var i = 0; i < figures.Length; i++)
                        {
                            html.Text("td", figures[i] is { } known ? Figures.Amount(known, hasDecimals[i]) : "–", ("role", "cell"), ("class", "number"));
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
