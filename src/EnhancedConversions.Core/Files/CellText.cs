using System.Text;

namespace EnhancedConversions.Files;

/// <summary>Takes out of a cell's text what spreadsheets, mail programs and web pages put in without a person seeing it.</summary>
internal static class CellText
{
    private const string Mailto = "mailto:";
    private const string Hyperlink = "=HYPERLINK(";

    /// <summary>True when nothing visible is in the text.</summary>
    public static bool IsBlank(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && !IsInvisible(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Trims the text and takes off the apostrophe that guards a formula; no-break spaces become spaces, no-break hyphens hyphens, and characters without width go.
    /// A text without any of them is given back as it is.
    /// </summary>
    public static string Clean(string text)
    {
        foreach (var c in text)
        {
            if (c >= '\u00a0' && (IsInvisible(c) || Plain(c) != c))
            {
                return Rebuild(text);
            }
        }

        return WithoutGuard(text.Trim());
    }

    /// <summary>
    /// The value inside what a cell says about it: a <c>mailto:</c> link, a <c>=HYPERLINK("mailto:...")</c> formula that was saved as text,
    /// or the <c>="..."</c> and leading apostrophe that keep a spreadsheet from turning a phone number into a number.
    /// </summary>
    /// <param name="text">Cleaned text.</param>
    public static string Unwrap(string text)
    {
        if (text.StartsWith(Hyperlink, StringComparison.OrdinalIgnoreCase))
        {
            text = FirstQuoted(text[Hyperlink.Length..]) ?? text;
        }
        else if (text.StartsWith("=\"", StringComparison.Ordinal))
        {
            text = FirstQuoted(text[1..]) ?? text;
        }
        else if (text.StartsWith('\''))
        {
            text = text[1..];
        }

        if (text.StartsWith(Mailto, StringComparison.OrdinalIgnoreCase))
        {
            var address = text[Mailto.Length..];
            var question = address.IndexOf('?', StringComparison.Ordinal);
            text = Uri.UnescapeDataString(question < 0 ? address : address[..question]);
        }

        return text.Trim();
    }

    private static string? FirstQuoted(string text)
    {
        var start = text.IndexOf('"', StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf('"', start + 1);
        return end < 0 ? null : text[(start + 1)..end];
    }

    private static string Rebuild(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!IsInvisible(c))
            {
                clean.Append(Plain(c));
            }
        }

        return WithoutGuard(clean.ToString().Trim());
    }

    // The apostrophe by which a program, this one included, keeps a spreadsheet from running a cell of a text file.
    private static string WithoutGuard(string text) => text is ['\'', '=' or '@' or '+' or '-', ..] ? text[1..] : text;

    private static char Plain(char c) => c switch
    {
        '\u00a0' or '\u202f' or '\u2007' => ' ',
        '\u2011' => '-',
        _ => c,
    };

    // Soft hyphen, zero-width space and joiners, direction marks, word joiner, byte order mark.
    private static bool IsInvisible(char c) =>
        c is '\u00ad' or (>= '\u200b' and <= '\u200f') or (>= '\u202a' and <= '\u202e') or (>= '\u2060' and <= '\u2064') or (>= '\u2066' and <= '\u2069') or '\ufeff';
}
