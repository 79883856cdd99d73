using System.Globalization;
using System.Text;

namespace EnhancedConversions.Identifiers;

/// <summary>
/// Microsoft's normal form of an e-mail address (Microsoft contract 6.1): lower case, no white space, no accents,
/// and for every domain no dots and nothing from <c>+</c> on before the <c>@</c>.
/// </summary>
internal static class MicrosoftAdvertisingNormalForm
{
    /// <summary>Writes the normal form.</summary>
    /// <param name="raw">The address as it was read.</param>
    /// <param name="utf8">At least <see cref="NormalForm.MaximumBytes"/> long.</param>
    [System.Runtime.CompilerServices.SkipLocalsInit]
    public static NormalForm WriteEmail(ReadOnlySpan<char> raw, Span<byte> utf8)
    {
        Span<char> text = stackalloc char[NormalForm.MaximumChars];
        if (EmailText.Fold(raw, text, out var length, out var at) is { } problem)
        {
            return NormalForm.Malformed(problem);
        }

        if (text[0] == '.')
        {
            return NormalForm.Malformed("it begins with a dot");
        }

        if (!Ascii.IsValid(text[..length]))
        {
            var bare = WithoutAccents(text[..length]);
            if (bare.Length > text.Length)
            {
                return NormalForm.Malformed("it is longer than an address can be");
            }

            bare.CopyTo(text);
            length = bare.Length;
            at = bare.IndexOf('@', StringComparison.Ordinal);
        }

        return EmailText.DropDotsAndPlusTag(text, ref length, ref at)
            ? EmailText.ToUtf8(text[..length], utf8)
            : NormalForm.Malformed("nothing is left before the @ without dots and +suffix");
    }

    // The page says only that accents go; the plain reading is that the base letter stays.
    private static string WithoutAccents(ReadOnlySpan<char> text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var c in new string(text).Normalize(NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                bare.Append(c);
            }
        }

        return bare.ToString().Normalize(NormalizationForm.FormC);
    }
}
