using EnhancedConversions.Networks;

namespace EnhancedConversions.Reports.Page;

/// <summary>The few figures most readers come for.</summary>
internal static class OverviewSection
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, ReportFigures figures)
    {
        var funnels = figures.Funnels;
        var read = funnels.Sum(funnel => funnel.Read);
        var valid = funnels.Sum(funnel => funnel.Valid);
        var accepted = funnels.Sum(funnel => funnel.Accepted);
        var attention = funnels.Sum(funnel => funnel.Invalid + funnel.Rejected + funnel.Unknown);
        WriteVerdict(html, figures, read, attention);
        using (html.Open("dl", ("class", "tiles")))
        {
            Tile(html, "Rows read", Figures.Whole(read), $"in {Figures.Count(funnels.Sum(funnel => funnel.Uploads), "upload")}{(funnels.Count > 1 ? $" to {Figures.Count(funnels.Count, "account")}; a row counts for each" : "")}");
            Tile(html, "Valid", Figures.Whole(valid), read == 0 ? "" : $"{Figures.Share(valid, read)} of the rows read");
            Tile(html, "Accepted", Figures.Whole(accepted), read == 0 ? "" : $"{Figures.Share(accepted, read)} of the rows read");
            WriteAttributed(html, funnels, accepted);
            Tile(html, "Need attention", Figures.Whole(attention), attention == 0 ? "no row" : "not sent, refused, or without an answer", attention == 0 ? null : "warn");
        }
    }

    private static void WriteVerdict(HtmlWriter html, ReportFigures figures, long read, long attention)
    {
        var failed = figures.Content.Checks.Count(check => check.State == AccountCheckState.Failed);
        using (html.Open("p", ("class", "verdict")))
        {
            html.Text(
                read == 0 && figures.Content.Uploads.Count == 0 ? "No upload was made in this time. "
                : read == 0 ? "No new row was read in this time. "
                : attention == 0 ? "No row needs attention. "
                : $"{Figures.Whole(attention)} of {Figures.Count(read, "row")} {(attention == 1 ? "needs" : "need")} attention; the reasons are below. ");
            if (failed > 0)
            {
                html.Text($"{Figures.Count(failed, "check")} of the accounts failed: uploads will fail or count nothing until that is put right.");
            }
        }
    }

    private static void WriteAttributed(HtmlWriter html, IReadOnlyList<AccountFunnel> funnels, long accepted)
    {
        var known = AttributionCount.Sum(funnels.Select(funnel => funnel.Attribution));
        if (known is null)
        {
            Tile(html, "Attributed", accepted == 0 ? "–" : "not known yet", accepted == 0 ? "no row was accepted" : "the networks were not asked, or have not told", "pending");
        }
        else
        {
            Tile(html, "Attributed", Figures.Whole(known.Attributed), known.Told < accepted ? $"of {Figures.Whole(known.Told)} told of; {Figures.Whole(accepted - known.Told)} not known yet" : $"of {Figures.Whole(known.Told)} accepted", bound: known.IsUpperBound ? "at most " : null);
        }
    }

    private static void Tile(HtmlWriter html, string name, string figure, string note, string? kind = null, string? bound = null)
    {
        using (html.Open("div", ("class", kind)))
        {
            html.Text("dt", name);
            using (html.Open("dd", ("class", "figure")))
            {
                if (bound is not null)
                {
                    html.Text("span", bound, ("class", "bound"));
                }

                html.Text(figure);
            }

            html.Text("dd", note, ("class", "quiet"));
        }
    }
}
