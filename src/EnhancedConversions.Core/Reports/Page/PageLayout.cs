namespace EnhancedConversions.Reports.Page;

/// <summary>The page from head to foot. Sections without anything to show are left out, and so are their links.</summary>
internal static class PageLayout
{
    /// <summary>Writes the page.</summary>
    public static void Write(HtmlWriter html, ReportFigures figures)
    {
        PageSection[] sections =
        [
            new("overview", "In short", OverviewSection.Write),
            new("funnel", "From file to ad click", FunnelSection.Write),
            .. figures.Content.Uploads.Count > 0 ? [new PageSection("days", $"Uploads per {figures.Period.Unit}", DaySection.Write)] : (PageSection[])[],
            new("reasons", "Why rows were not accepted", ReasonSection.WriteRows),
            .. figures.Processing.Count > 0 ? [new PageSection("processing", "What became of accepted rows", ReasonSection.WriteProcessing)] : (PageSection[])[],
            .. figures.Actions.Count > 0 ? [new PageSection("actions", "Conversion actions", ActionSection.Write)] : (PageSection[])[],
            .. figures.Content.Results is { Rows: > 0 } ? [new PageSection("results", "What the networks report", ResultSection.Write)] : (PageSection[])[],
            .. figures.Content.Objectives.Count > 0 ? [new PageSection("objectives", "Weighted objectives", ObjectiveSection.Write)] : (PageSection[])[],
            new("health", "Health of the accounts", HealthSection.Write),
            .. figures.Content.Uploads.Count > 0 ? [new PageSection("uploads", "Uploads", UploadSection.Write)] : (PageSection[])[],
        ];
        html.Doctype();
        using (html.Open("html", ("lang", "en")))
        {
            WriteHead(html, figures);
            using (html.Open("body"))
            {
                html.Text("a", "Skip to the content", ("class", "skip"), ("href", "#content"));
                WriteHeader(html, figures);
                WriteContents(html, sections);
                using (html.Open("main", ("id", "content"), ("tabindex", "-1")))
                {
                    foreach (var section in sections)
                    {
                        using (html.Open("section", ("id", section.Id), ("aria-labelledby", section.Id + "-title")))
                        {
                            html.Text("h2", section.Title, ("id", section.Id + "-title"));
                            section.Write(html, figures);
                        }
                    }
                }

                WriteFooter(html, figures);
            }
        }
    }

    private static void WriteHead(HtmlWriter html, ReportFigures figures)
    {
        using (html.Open("head"))
        {
            html.Empty("meta", ("charset", "utf-8"));
            html.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", PageStyle.Report.Policy));
            html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            html.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
            html.Empty("meta", ("name", "referrer"), ("content", "no-referrer"));
            html.Empty("meta", ("name", "robots"), ("content", "noindex"));
            html.Text("title", $"{HtmlWriter.Visible(figures.Content.Title)}, {figures.Period}");
            html.Style(PageStyle.Report);
        }
    }

    private static void WriteHeader(HtmlWriter html, ReportFigures figures)
    {
        using (html.Open("header", ("class", "masthead")))
        {
            html.Text("p", "Enhanced conversions", ("class", "kicker"));
            using (html.Open("h1"))
            {
                html.Name(figures.Content.Title);
            }

            html.Text("p", figures.Period.ToString(), ("class", "period"));
            html.Text("p", $"{(figures.Funnels.Count > 0 ? string.Join(", ", figures.Funnels.Select(funnel => funnel.Account)) + ". " : "")}Days of {figures.Period.Zone}. Made on {figures.Period.Moment(figures.Content.MadeAt)}.", ("class", "quiet"));
        }
    }

    private static void WriteContents(HtmlWriter html, IEnumerable<PageSection> sections)
    {
        using (html.Open("nav", ("aria-label", "On this page")))
        using (html.Open("ul"))
        {
            foreach (var section in sections)
            {
                using (html.Open("li"))
                {
                    html.Text("a", section.Title, ("href", "#" + section.Id));
                }
            }
        }
    }

    private static void WriteFooter(HtmlWriter html, ReportFigures figures)
    {
        using (html.Open("footer"))
        {
            html.Text("h2", "How to read this page");
            using (html.Open("dl", ("class", "terms")))
            {
                Term(html, "Read", "Rows of the files and pipelines of the period. A row that was accepted before is not counted again; a row with an error counts each time it is read.");
                Term(html, "Valid", "Rows without an error finding. Only these are sent.");
                Term(html, "Accepted", "The network took the row. It has not found an ad click for it yet, and may never do so.");
                Term(html, "Attributed", "The network credited the row to an ad click. It tells hours or days later, and only when it is asked.");
            }

            html.Text("p", "This page holds no e-mail address, phone number, click id or hash. It loads nothing and sends nothing.", ("class", "quiet"));
        }
    }

    private static void Term(HtmlWriter html, string term, string meaning)
    {
        using (html.Open("div"))
        {
            html.Text("dt", term);
            html.Text("dd", meaning);
        }
    }
}

/// <summary>A section of the page.</summary>
/// <param name="Id">Where links lead to.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Write">Writes what is below the heading.</param>
internal sealed record PageSection(string Id, string Title, Action<HtmlWriter, ReportFigures> Write);
