using EnhancedConversions.Uploads;

namespace EnhancedConversions.Reports.Page;

/// <summary>The runs, newest first.</summary>
internal static class UploadSection
{
    private const int Most = 25;

    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, ReportFigures figures)
    {
        var uploads = figures.Content.Uploads;
        using (html.Open("div", ("class", "card")))
        using (html.Open("table", ("class", "uploads stack four"), ("role", "table")))
        {
            html.Text("caption", "Uploads, newest first, with the counts of the run", ("class", "unseen"));
            using (html.Open("thead", ("role", "rowgroup")))
            using (html.Open("tr", ("role", "row")))
            {
                html.Text("th", "Upload", ("scope", "col"), ("role", "columnheader"));
                html.Text("th", "Read", ("scope", "col"), ("role", "columnheader"), ("class", "number"));
                html.Text("th", "Accepted", ("scope", "col"), ("role", "columnheader"), ("class", "number"));
                html.Text("th", "Sent before", ("scope", "col"), ("role", "columnheader"), ("class", "number"));
                html.Text("th", "Others", ("scope", "col"), ("role", "columnheader"), ("class", "number"));
            }

            using (html.Open("tbody", ("role", "rowgroup")))
            {
                foreach (var upload in uploads.Take(Most))
                {
                    WriteRow(html, figures.Period, upload.Upload);
                }
            }
        }

        if (uploads.Count > Most)
        {
            html.Text("p", $"And {Figures.Count(uploads.Count - Most, "earlier upload")}: Get-ConversionUpload lists them.", ("class", "quiet"));
        }
    }

    private static void WriteRow(HtmlWriter html, ReportPeriod period, ConversionUpload upload)
    {
        using (html.Open("tr", ("role", "row")))
        {
            using (html.Open("th", ("scope", "row"), ("role", "rowheader")))
            {
                html.Text("span", period.Moment(upload.StartedAt), ("class", "when"));
                html.Text("span", AccountFunnel.NameOf(upload.Network, upload.AccountId), ("class", "line"));
                using (html.Open("span", ("class", "line quiet")))
                {
                    WriteSource(html, upload.File);
                }

                html.Text("code", HtmlWriter.Visible(upload.UploadId), ("class", "line quiet"));
                if (upload.Status != ConversionUploadStatus.Complete)
                {
                    html.Text("span", StatusOf(upload), ("class", "mark waiting"));
                }
            }

            html.Text("td", Figures.Whole(upload.Read), ("role", "cell"), ("class", "number"));
            html.Text("td", Figures.Whole(upload.Accepted), ("role", "cell"), ("class", "number"));
            html.Text("td", Figures.Whole(upload.AlreadySent), ("role", "cell"), ("class", "number"));
            html.Text("td", Figures.Whole(upload.Rejected + upload.Invalid + upload.Held + upload.Unknown), ("role", "cell"), ("class", "number"));
        }
    }

    // A file may be named after a person.
    private static void WriteSource(HtmlWriter html, string? file)
    {
        if (file is null)
        {
            html.Text("from the pipeline");
        }
        else if (file.Contains('@', StringComparison.Ordinal))
        {
            html.Text("(a file named after an address)");
        }
        else
        {
            html.Name(file);
        }
    }

    private static string StatusOf(ConversionUpload upload) => upload.Status switch
    {
        ConversionUploadStatus.Running => "at work",
        ConversionUploadStatus.Interrupted => "broken off: the same command goes on",
        _ when upload.IsCutShort => "ended before all rows were read: the same command goes on",
        _ => $"{Figures.Count(upload.Remaining, "row")} left: the same command sends them",
    };
}
