using System.Globalization;
using System.Text;

namespace EnhancedConversions.Identifiers;

/// <summary>What both networks' e-mail rules begin with: lower case, no white space, no invisible characters, one <c>@</c>.</summary>
internal static class EmailText
{
    /// <summary>Writes the lower-case text without white space and finds its <c>@</c>.</summary>
    /// <param name="raw">The address as it was read.</param>
    /// <param name="text">At least <see cref="NormalForm.MaximumChars"/> long.</param>
    /// <param name="length">Characters written.</param>
    /// <param name="at">Place of the <c>@</c>.</param>
    /// <returns>Null when the text has the shape of an address; else what is wrong with it.</returns>
    public static string? Fold(ReadOnlySpan<char> raw, Span<char> text, out int length, out int at)
    {
        length = 0;
        at = -1;
        if (raw.Length > NormalForm.MaximumChars)
        {
            return "it is longer than an address can be";
        }

        foreach (var c in raw)
        {
            if (char.IsAscii(c))
            {
                if (c <= ' ' || c == 0x7F)
                {
                    if (c is ' ' or '\t' or '\r' or '\n' or '\v' or '\f')
                    {
                        continue;
                    }

                    return "it holds a control character";
                }

                switch (c)
                {
                    case '@':
                        if (at >= 0)
                        {
                            return "it holds more than one @";
                        }

                        at = length;
                        break;
                    case ',' or ';' or ':' or '<' or '>' or '(' or ')' or '[' or ']' or '"' or '\\':
                        return "it holds a character that addresses do not have (such as a comma, quote or bracket)";
                }

                text[length++] = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
            }
            else if (!char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)
            {
                // Zero-width and other format characters come from web pages and chats; they are never part of an address.
                text[length++] = char.ToLowerInvariant(c);
            }
        }

        if (at < 0)
        {
            return "it has no @";
        }

        var domain = text[(at + 1)..length];
        return at == 0 ? "nothing stands before the @"
            : domain.IsEmpty ? "nothing stands after the @"
            : at == 4 && text[1..4] is "***" ? "it is masked; the address itself is not in it"
            : !domain.Contains('.') || domain[0] == '.' || domain[^1] == '.' ? "its domain is not complete"
            : null;
    }

    /// <summary>Takes the dots out of the part before the <c>@</c>, and everything from its first <c>+</c> on.</summary>
    /// <param name="text">The folded address; changed in place.</param>
    /// <param name="length">Its length, before and after.</param>
    /// <param name="at">Place of its <c>@</c>, before and after.</param>
    /// <returns>False when nothing is left before the <c>@</c>.</returns>
    public static bool DropDotsAndPlusTag(Span<char> text, ref int length, ref int at)
    {
        var kept = 0;
        for (var i = 0; i < at && text[i] != '+'; i++)
        {
            if (text[i] != '.')
            {
                text[kept++] = text[i];
            }
        }

        text[at..length].CopyTo(text[kept..]);
        length -= at - kept;
        at = kept;
        return kept > 0;
    }

    /// <summary>UTF-8 of a folded address.</summary>
    public static NormalForm ToUtf8(ReadOnlySpan<char> text, Span<byte> utf8) => NormalForm.Written(Encoding.UTF8.GetBytes(text, utf8));
}
