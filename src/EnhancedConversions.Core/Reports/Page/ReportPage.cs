using System.Text;
using EnhancedConversions.Files;

namespace EnhancedConversions.Reports.Page;

/// <summary>
/// The report as one HTML file that needs nothing else: no script, no font, no picture, no request. Its content security policy forbids all of them,
/// so that not even a hostile name could bring one in. Every text that comes from outside is encoded.
/// </summary>
public sealed class ReportPage : IDisposable
{
    private readonly NewFile _file;

    /// <summary>Begins a file; it is there when <see cref="Complete"/> has come to its end.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="overwrite">True replaces an existing file.</param>
    /// <exception cref="ConversionException">The file exists, its folder does not, or it cannot be written.</exception>
    public ReportPage(string path, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _file = new NewFile(path, overwrite);
    }

    /// <summary>Writes the page and gives the file its name.</summary>
    /// <param name="content">What it tells of.</param>
    /// <exception cref="ConversionException">The zone is unknown, or the file cannot be written.</exception>
    public void Complete(ReportPageContent content)
    {
        var page = Encoding.UTF8.GetBytes(ToHtml(content));
        _file.Write(stream => stream.Write(page));
        _file.Complete();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

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
