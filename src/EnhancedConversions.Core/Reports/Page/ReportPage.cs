using System.Text;
using EnhancedConversions.Files;

namespace EnhancedConversions.Reports.Page;

/// <summary>
/// The report as one HTML file that needs nothing else: no script, no font, no picture, no request. Its content security policy forbids all of them,
/// so that not even a hostile name could bring one in. Every text that comes from outside is encoded.
/// </summary>
public static class ReportPage
{
    /// <summary>Writes the page to a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="content">What it tells of.</param>
    /// <param name="overwrite">True replaces an existing file.</param>
    /// <exception cref="ConversionException">The zone is unknown, the file exists, or it cannot be written.</exception>
    public static void Write(string path, ReportPageContent content, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var page = Encoding.UTF8.GetBytes(ToHtml(content));
        NewFile.Write(path, overwrite, stream => stream.Write(page));
    }

    /// <summary>The page as text.</summary>
    /// <param name="content">What it tells of.</param>
    /// <exception cref="ConversionException">The zone is unknown.</exception>
    public static string ToHtml(ReportPageContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var text = new StringWriter { NewLine = "\n" };
        PageLayout.Write(new HtmlWriter(text), ReportFigures.Of(content));
        return text.ToString();
    }
}
