using EnhancedConversions.Conversions;

namespace EnhancedConversions.Reports.Page;

/// <summary>Read, valid, accepted, attributed: for each account a drawing and the table of its figures.</summary>
internal static class FunnelSection
{
    private const int StepHeight = 66;
    private const int BarTop = 26;
    private const int BarHeight = 22;

    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, ReportFigures figures)
    {
        if (figures.Funnels.Count == 0)
        {
            html.Text("p", "There is nothing to show.", ("class", "quiet"));
        }

        for (var i = 0; i < figures.Funnels.Count; i++)
        {
            var funnel = figures.Funnels[i];
            var id = $"funnel-{i + 1}";
            using (html.Open("article", ("class", "card pair"), ("aria-labelledby", id)))
            {
                using (html.Open("div"))
                {
                    html.Text("h3", funnel.Account, ("id", id));
                    Draw(html, funnel, id);
                }

                WriteTable(html, funnel);
            }
        }
    }

    private static void Draw(HtmlWriter html, AccountFunnel funnel, string id)
    {
        (string Name, long? Rows, string Text, string Class)[] steps =
        [
            ("Read", funnel.Read, Figures.Whole(funnel.Read), "read"),
            ("Valid", funnel.Valid, Figures.Whole(funnel.Valid), "valid"),
            ("Accepted", funnel.Accepted, Figures.Whole(funnel.Accepted), "accepted"),
            ("Attributed", funnel.Attribution?.Attributed, TextOf(funnel), "attributed"),
        ];
        using (html.Open("svg", ("class", "chart"), ("role", "img"), ("width", "100%"), ("height", Figures.Pixels((steps.Length * StepHeight) - 16)), ("aria-labelledby", $"{id}-name {id}-text")))
        {
            html.Text("title", $"{funnel.Account}: from file to ad click", ("id", id + "-name"));
            html.Text("desc", string.Join(", ", steps.Select(step => $"{step.Name}: {step.Text}")) + ".", ("id", id + "-text"));
            using (html.Open("defs"))
            using (html.Open("pattern", ("id", id + "-open"), ("width", "7"), ("height", "7"), ("patternUnits", "userSpaceOnUse"), ("patternTransform", "rotate(45)")))
            {
                html.Empty("line", ("class", "hatch"), ("x1", "0"), ("y1", "0"), ("x2", "0"), ("y2", "7"));
            }

            for (var i = 0; i < steps.Length; i++)
            {
                var (name, rows, text, kind) = steps[i];
                var top = i * StepHeight;
                html.Text("text", name, ("class", "label"), ("x", "0"), ("y", Figures.Pixels(top + BarTop - 8)));
                html.Text("text", text, ("class", rows is null ? "value quiet" : "value"), ("x", "100%"), ("y", Figures.Pixels(top + BarTop - 8)), ("text-anchor", "end"));
                Bar(html, "track", 1, top, null);
                if (rows is null)
                {
                    Bar(html, "open", Share(funnel.Accepted, funnel.Read), top, $"url(#{id}-open)");
                }
                else
                {
                    Bar(html, kind, Share(rows.Value, funnel.Read), top, null);
                }
            }
        }
    }

    private static void Bar(HtmlWriter html, string kind, double width, int top, string? fill)
    {
        if (width > 0)
        {
            html.Empty("rect", ("class", "bar " + kind), ("x", "0"), ("y", Figures.Pixels(top + BarTop)), ("width", Figures.Percent(width)), ("height", Figures.Pixels(BarHeight)), ("rx", "3"), ("fill", fill));
        }
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : Math.Min(1, (double)part / whole);

    private static void WriteTable(HtmlWriter html, AccountFunnel funnel)
    {
        using (html.Open("table"))
        {
            html.Text("caption", $"The figures of {funnel.Account}", ("class", "unseen"));
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                html.Text("th", "Step", ("scope", "col"));
                html.Text("th", "Rows", ("scope", "col"), ("class", "number"));
                html.Text("th", "Of read", ("scope", "col"), ("class", "number"));
            }

            using (html.Open("tbody"))
            {
                Row(html, "Read", funnel.Read, funnel.Read, "step");
                Row(html, "not sent for an error", funnel.Invalid, funnel.Read, "loss");
                Row(html, "Valid", funnel.Valid, funnel.Read, "step");
                Row(html, "refused by the network", funnel.Rejected, funnel.Read, "loss");
                Row(html, "kept back", funnel.Held, funnel.Read, "loss");
                Row(html, "without an answer", funnel.Unknown, funnel.Read, "loss");
                Row(html, "Accepted", funnel.Accepted, funnel.Read, "step");
                using (html.Open("tr", ("class", "step")))
                {
                    html.Text("th", "Attributed", ("scope", "row"));
                    html.Text("td", TextOf(funnel), ("class", funnel.Attribution is null && funnel.Accepted > 0 ? "number quiet" : "number"));
                    html.Text("td", funnel.Attribution is { } known ? Figures.Share(known.Attributed, funnel.Read) : "–", ("class", "number"));
                }
            }
        }

        if (Notes(funnel) is { Count: > 0 } notes)
        {
            html.Text("p", string.Join(" ", notes), ("class", "note"));
        }
    }

    private static void Row(HtmlWriter html, string name, long rows, long read, string kind)
    {
        using (html.Open("tr", ("class", kind)))
        {
            html.Text("th", name, ("scope", "row"));
            html.Text("td", Figures.Whole(rows), ("class", "number"));
            html.Text("td", Figures.Share(rows, read), ("class", "number"));
        }
    }

    private static string TextOf(AccountFunnel funnel) => funnel.Attribution?.ToString() ?? (funnel.Accepted == 0 ? "–" : "not known yet");

    private static List<string> Notes(AccountFunnel funnel)
    {
        var notes = new List<string>();
        if (funnel.Attribution is null && funnel.Accepted > 0)
        {
            notes.Add("Attributed is not known yet: the network was not asked, or has not told.");
        }

        if (funnel.Attribution is { } known)
        {
            if (known.IsUpperBound)
            {
                notes.Add(funnel.Network == AdNetwork.GoogleAds
                    ? "Google counts the rows it could not credit; that each of the others was credited it does not say."
                    : "Microsoft counts by goal and day, and not all conversions it tells of are from these uploads.");
            }

            if (known.Told < funnel.Accepted)
            {
                notes.Add($"Of {Figures.Count(funnel.Accepted - known.Told, "accepted row")} it is not known yet.");
            }
        }

        if (funnel.AlreadySent > 0)
        {
            notes.Add($"{Figures.Count(funnel.AlreadySent, "row")} had been accepted before and {(funnel.AlreadySent == 1 ? "was" : "were")} not sent again.");
        }

        return notes;
    }
}
