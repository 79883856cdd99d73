using EnhancedConversions.Networks;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Reports.Page;

/// <summary>The reasons, the most frequent first, each with what to do.</summary>
internal static class ReasonSection
{
    private const int Most = 12;

    /// <summary>Writes why rows were not accepted.</summary>
    public static void WriteRows(HtmlWriter html, ReportFigures figures)
    {
        if (figures.Reasons.Count == 0)
        {
            html.Text(
                "p",
                figures.Funnels.Any(funnel => funnel.Accepted < funnel.Read) ? "The ledger of these uploads was not at hand; it knows the reasons." : "There is none: every row that was read was accepted.",
                ("class", "quiet"));
            return;
        }

        WriteList(html, figures.Reasons, reason => reason.Status switch
        {
            UploadStatus.Invalid => ("not sent", "refused"),
            UploadStatus.Rejected => ("refused", "refused"),
            UploadStatus.Held => ("kept back", "waiting"),
            _ => ("without an answer", "waiting"),
        });
    }

    /// <summary>Writes what the networks said of accepted rows.</summary>
    public static void WriteProcessing(HtmlWriter html, ReportFigures figures)
    {
        html.Text("p", "The networks took these rows and told later what kept them from counting, or what they remarked. They tell how many rows are meant, not which.", ("class", "quiet lead"));
        WriteList(html, figures.Processing, _ => ("accepted, told later", "waiting"));
    }

    private static void WriteList(HtmlWriter html, IReadOnlyList<RowReason> reasons, Func<RowReason, (string Text, string Class)> mark)
    {
        var largest = reasons[0].Rows;
        using (html.Open("ol", ("class", "card reasons")))
        {
            foreach (var reason in reasons.Take(Most))
            {
                using (html.Open("li"))
                {
                    var (text, kind) = mark(reason);
                    using (html.Open("p", ("class", "count")))
                    {
                        html.Text("strong", Figures.Whole(reason.Rows));
                        html.Text("span", reason.Rows == 1 ? "row" : "rows");
                    }

                    using (html.Open("div"))
                    {
                        html.Text("h3", reason.Sentence);
                        using (html.Open("p", ("class", "do")))
                        {
                            html.Text("b", "What to do: ");
                            html.Text(reason.Action);
                        }

                        using (html.Open("p", ("class", "quiet marks")))
                        {
                            html.Text("span", text, ("class", "mark " + kind));
                            html.Text("span", string.Join(", ", reason.Networks.Select(ConversionAccount.NetworkName)));
                            if (reason.Code is not null)
                            {
                                html.Text("code", HtmlWriter.Visible(reason.Code));
                            }
                        }

                        using (html.Open("svg", ("class", "share"), ("width", "100%"), ("height", "4"), ("aria-hidden", "true")))
                        {
                            html.Empty("rect", ("class", "bar track"), ("width", "100%"), ("height", "4"), ("rx", "2"));
                            html.Empty("rect", ("class", "bar " + kind), ("width", Figures.Percent(Math.Max(0.005, (double)reason.Rows / largest))), ("height", "4"), ("rx", "2"));
                        }
                    }
                }
            }
        }

        if (reasons.Count > Most)
        {
            html.Text("p", $"And {Figures.Count(reasons.Count - Most, "more reason")} with {Figures.Count(reasons.Skip(Most).Sum(reason => reason.Rows), "row")}: Get-ConversionUpload -Row lists them.", ("class", "quiet"));
        }
    }
}
