namespace EnhancedConversions.Reports.Page;

/// <summary>Rows by day: for each account a drawing, and its figures to unfold.</summary>
internal static class DaySection
{
    private const int Height = 208;
    private const int Top = 16;
    private const int Base = 180;

    private const double BarShare = 0.74;
    private const int MostLabels = 5;

    private static readonly (string Name, string Class, Func<PartRows, long> Rows)[] s_kinds =
    [
        ("Accepted", "accepted", part => part.Accepted),
        ("Kept back or without an answer", "waiting", part => part.Open),
        ("Not sent or refused", "refused", part => part.NotAccepted),
    ];

    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, ReportFigures figures)
    {
        WriteLegend(html);
        for (var i = 0; i < figures.Funnels.Count; i++)
        {
            var funnel = figures.Funnels[i];
            var rows = figures.Parts.Where(part => part.Network == funnel.Network && part.AccountId == funnel.AccountId).ToDictionary(part => part.Part);
            var id = $"days-{i + 1}";
            using (html.Open("article", ("class", "card"), ("aria-labelledby", id)))
            {
                html.Text("h3", funnel.Account, ("id", id));
                Draw(html, figures.Period, funnel, rows, id);
                WriteTable(html, figures.Period, funnel, rows);
            }
        }
    }

    /// <summary>The end of a scale: 1, 2, 2.5 or 5 times a power of ten, so that its half is a whole number where it can be.</summary>
    internal static long ScaleOf(long largest)
    {
        if (largest <= 4)
        {
            return Math.Max(2, largest + (largest % 2));
        }

        var power = (long)Math.Pow(10, Math.Floor(Math.Log10(largest)));
        return new[] { power, 2 * power, power >= 10 ? 5 * power / 2 : 4 * power, 5 * power, 10 * power }.Where(scale => scale >= largest).Min();
    }

    private static void WriteLegend(HtmlWriter html)
    {
        using (html.Open("ul", ("class", "legend")))
        {
            foreach (var (name, kind, _) in s_kinds)
            {
                using (html.Open("li"))
                {
                    using (html.Open("svg", ("width", "12"), ("height", "12"), ("aria-hidden", "true")))
                    {
                        html.Empty("rect", ("class", "bar " + kind), ("width", "12"), ("height", "12"), ("rx", "2"));
                    }

                    html.Text("span", name);
                }
            }
        }
    }

    private static void Draw(HtmlWriter html, ReportPeriod period, AccountFunnel funnel, Dictionary<DateOnly, PartRows> rows, string id)
    {
        var scale = ScaleOf(rows.Values.Max(part => part.Rows));
        var step = 1.0 / period.Parts.Count;
        using (html.Open("svg", ("class", "chart scaled"), ("role", "img"), ("width", "100%"), ("height", Figures.Pixels(Height)), ("aria-labelledby", $"{id}-name {id}-text")))
        {
            html.Text("title", $"{funnel.Account}: rows per {period.Unit}", ("id", id + "-name"));
            html.Text("desc", Describe(period, rows), ("id", id + "-text"));

            // The scale's numbers stand left of the bars, in the padding.
            foreach (var part in new[] { 0, 0.5, 1 })
            {
                var y = Base - (part * (Base - Top));
                html.Empty("line", ("class", part == 0 ? "axis" : "grid"), ("x1", "0"), ("x2", "100%"), ("y1", Figures.Pixels(y)), ("y2", Figures.Pixels(y)));
                html.Text("text", Figures.Short((long)(scale * part)), ("class", "tick"), ("x", "-10"), ("y", Figures.Pixels(y + 4)), ("text-anchor", "end"));
            }

            for (var i = 0; i < period.Parts.Count; i++)
            {
                if (rows.TryGetValue(period.Parts[i], out var part))
                {
                    Column(html, part, period.Name(part.Part), (i + ((1 - BarShare) / 2)) * step, step * BarShare, scale);
                }
            }

            WriteLabels(html, period, step);
        }
    }

    private static void Column(HtmlWriter html, PartRows part, string name, double x, double width, long scale)
    {
        using (html.Open("g"))
        {
            html.Text("title", $"{name}: {string.Join(", ", s_kinds.Select(kind => $"{kind.Name} {Figures.Whole(kind.Rows(part))}"))}");
            double y = Base;
            foreach (var (_, kind, count) in s_kinds)
            {
                var height = (double)(Base - Top) * count(part) / scale;
                if (height > 0)
                {
                    // A single row among thousands is still to be seen.
                    height = Math.Max(1.5, height);
                    y -= height;
                    html.Empty("rect", ("class", "bar " + kind), ("x", Figures.Percent(x)), ("y", Figures.Pixels(y)), ("width", Figures.Percent(width)), ("height", Figures.Pixels(height)));
                }
            }
        }
    }

    private static void WriteLabels(HtmlWriter html, ReportPeriod period, double step)
    {
        var every = (period.Parts.Count + MostLabels - 1) / MostLabels;
        for (var i = 0; i < period.Parts.Count; i += every)
        {
            var middle = (i + 0.5) * step;
            if (middle < 0.95)
            {
                html.Text("text", period.ShortName(period.Parts[i]), ("class", "tick"), ("x", Figures.Percent(middle)), ("y", Figures.Pixels(Height - 8)), ("text-anchor", "middle"));
            }
        }
    }

    private static string Describe(ReportPeriod period, Dictionary<DateOnly, PartRows> rows)
    {
        var most = rows.Values.MaxBy(part => part.Rows)!;
        return $"Rows were read in {Figures.Whole(rows.Count)} of {Figures.Count(period.Parts.Count, period.Unit)}. The most, {Figures.Whole(most.Rows)}, on {period.Name(most.Part)}. The figures stand in the table below.";
    }

    private static void WriteTable(HtmlWriter html, ReportPeriod period, AccountFunnel funnel, Dictionary<DateOnly, PartRows> rows)
    {
        using (html.Open("details"))
        {
            html.Text("summary", $"Figures per {period.Unit}");
            using (html.Open("table"))
            {
                html.Text("caption", $"Rows of {funnel.Account} per {period.Unit}", ("class", "unseen"));
                using (html.Open("thead"))
                using (html.Open("tr"))
                {
                    html.Text("th", char.ToUpperInvariant(period.Unit[0]) + period.Unit[1..], ("scope", "col"));
                    html.Text("th", "Accepted", ("scope", "col"), ("class", "number"));
                    html.Text("th", "Open", ("scope", "col"), ("class", "number"));
                    html.Text("th", "Not accepted", ("scope", "col"), ("class", "number"));
                }

                using (html.Open("tbody"))
                {
                    foreach (var part in rows.Values.OrderBy(part => part.Part))
                    {
                        using (html.Open("tr"))
                        {
                            html.Text("th", period.Name(part.Part), ("scope", "row"));
                            html.Text("td", Figures.Whole(part.Accepted), ("class", "number"));
                            html.Text("td", Figures.Whole(part.Open), ("class", "number"));
                            html.Text("td", Figures.Whole(part.NotAccepted), ("class", "number"));
                        }
                    }
                }
            }
        }
    }
}
