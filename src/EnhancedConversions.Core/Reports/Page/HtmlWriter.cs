using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace EnhancedConversions.Reports.Page;

/// <summary>Writes elements and texts. Texts and attribute values are always encoded: there is no way to hand markup through.</summary>
/// <param name="output">Where to.</param>
internal sealed class HtmlWriter(TextWriter output)
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The begin of the file, before its first element.</summary>
    public void Doctype() => output.WriteLine("<!DOCTYPE html>");

    /// <summary>Opens an element, which is closed when the scope is disposed.</summary>
    public Scope Open(string element, params (string Name, string? Value)[] attributes)
    {
        Begin(element, attributes, ">");
        return new Scope(output, element);
    }

    /// <summary>An element that holds a text.</summary>
    public void Text(string element, string text, params (string Name, string? Value)[] attributes)
    {
        Begin(element, attributes, ">");
        Text(text);
        End(element);
    }

    /// <summary>An element without content.</summary>
    public void Empty(string element, params (string Name, string? Value)[] attributes) => Begin(element, attributes, "/>\n");

    /// <summary>A text.</summary>
    public void Text(string text) => output.Write(s_encoder.Encode(text));

    /// <summary>
    /// A name that somebody else chose: of a file, an action, a campaign. Set apart, so that its direction does not turn the text around it,
    /// and without signs that cannot be seen.
    /// </summary>
    public void Name(string name, params (string Name, string? Value)[] attributes) => Text("bdi", Visible(name), attributes);

    /// <summary>The page's own style sheet; the one text that is not encoded.</summary>
    public void Style(PageStyle style) => output.WriteLine($"<style>{style.Text}</style>");

    /// <summary>A name without control and format signs, on one line, of bounded length.</summary>
    internal static string Visible(string name)
    {
        const int Longest = 200;
        var text = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator)
            {
                text.Append(' ');
            }
            else if (category is not System.Globalization.UnicodeCategory.Format and not System.Globalization.UnicodeCategory.Surrogate)
            {
                text.Append(rune.ToString());
            }

            if (text.Length >= Longest)
            {
                return text.Append('…').ToString();
            }
        }

        return text.ToString();
    }

    private void Begin(string element, (string Name, string? Value)[] attributes, string end)
    {
        output.Write('<');
        output.Write(element);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                output.Write($" {name}=\"{s_encoder.Encode(value)}\"");
            }
        }

        output.Write(end);
    }

    private void End(string element) => output.Write($"</{element}>\n");

    /// <summary>An open element.</summary>
    internal readonly struct Scope(TextWriter output, string element) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => output.Write($"</{element}>\n");
    }
}
