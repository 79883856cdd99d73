using System.Security.Cryptography;
using System.Text;

namespace EnhancedConversions.Reports.Page;

/// <summary>The style sheet inside the page, and the policy that allows this one and nothing else.</summary>
internal sealed class PageStyle
{
    /// <summary>The style of report pages.</summary>
    public static PageStyle Report { get; } = Read();

    private PageStyle(string text) => Text = text;

    /// <summary>The style sheet.</summary>
    public string Text { get; }

    /// <summary>A content security policy under which a page loads nothing, runs nothing and sends nothing anywhere.</summary>
    public string Policy =>
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'; base-uri 'none'; form-action 'none'";

    private static PageStyle Read()
    {
        using var stream = typeof(PageStyle).Assembly.GetManifestResourceStream("EnhancedConversions.Reports.Page.page.css")!;
        using var reader = new StreamReader(stream);
        return new PageStyle("\n" + reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
