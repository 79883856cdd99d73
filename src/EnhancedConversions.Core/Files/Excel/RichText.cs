using System.Globalization;
using System.Text;
using System.Xml;

namespace EnhancedConversions.Files.Excel;

/// <summary>Text of a shared or inline string: one run or several, phonetic hints left out, escaped characters put back.</summary>
internal static class RichText
{
    private const int EscapeLength = 7;

    /// <summary>Reads the <c>si</c> or <c>is</c> element the reader stands on, to its end.</summary>
    public static string Read(MarkupReader reader)
    {
        var text = default(TextPieces);
        if (!reader.IsEmpty)
        {
            var depth = reader.Depth;
            while (reader.ReadInside(depth))
            {
                if (reader.IsAt("t"))
                {
                    reader.AddText(ref text);
                }
                else if (reader.IsAt("rPh"))
                {
                    _ = reader.ReadText();
                }
            }
        }

        return Unescape(text.ToString());
    }

    /// <summary>Writes characters that XML cannot hold, and text that would be read as such a writing, as <c>_x000D_</c>.</summary>
    public static string Escape(string text)
    {
        StringBuilder? escaped = null;
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]);
            var isPlain = isPair || (XmlConvert.IsXmlChar(text[i]) && text[i] != '\r' && !TryReadEscape(text, i, out _));
            if (!isPlain)
            {
                escaped ??= new StringBuilder(text, 0, i, text.Length + 16);
                escaped.Append(CultureInfo.InvariantCulture, $"_x{(int)text[i]:X4}_");
            }
            else
            {
                escaped?.Append(text, i, isPair ? 2 : 1);
            }

            i += isPair ? 1 : 0;
        }

        return escaped?.ToString() ?? text;
    }

    /// <summary>Puts back characters that XML cannot hold and Excel writes as <c>_x000D_</c>.</summary>
    public static string Unescape(string text)
    {
        var at = text.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        var done = 0;
        while (at >= 0)
        {
            if (TryReadEscape(text, at, out var character))
            {
                plain.Append(text, done, at - done).Append(character);
                done = at + EscapeLength;
            }

            at = text.IndexOf("_x", Math.Max(done, at + 1), StringComparison.Ordinal);
        }

        return plain.Append(text, done, text.Length - done).ToString();
    }

    private static bool TryReadEscape(string text, int at, out char character)
    {
        character = default;
        if (text[at] != '_' || at + EscapeLength > text.Length || text[at + 1] != 'x' || text[at + EscapeLength - 1] != '_'
            || !ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }

        character = (char)code;
        return true;
    }
}
