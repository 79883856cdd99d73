namespace EnhancedConversions.Identifiers;

/// <summary>
/// Google's normal form of an e-mail address (Google contract B.1, rules of 2026): lower case, no white space;
/// for gmail.com and googlemail.com also no dots and nothing from <c>+</c> on before the <c>@</c>. googlemail.com stays as it is.
/// </summary>
internal static class GoogleAdsNormalForm
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

        var domain = text[(at + 1)..length];
        if ((domain.SequenceEqual("gmail.com") || domain.SequenceEqual("googlemail.com")) && !EmailText.DropDotsAndPlusTag(text, ref length, ref at))
        {
            return NormalForm.Malformed("nothing is left before the @ without dots and +suffix");
        }

        return EmailText.ToUtf8(text[..length], utf8);
    }
}
