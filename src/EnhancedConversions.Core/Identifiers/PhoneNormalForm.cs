using System.Globalization;

namespace EnhancedConversions.Identifiers;

/// <summary>
/// The normal form of a phone number, the same for both networks (Google contract B.1, Microsoft contract 6.1): E.164,
/// a <c>+</c>, the country code and the number, digits only.
/// A number that carries no country code is refused: guessing one would hash somebody else's number.
/// </summary>
internal static class PhoneNormalForm
{
    // E.164 allows 15 digits; the shortest full international numbers in use have 7.
    private const int MinimumDigits = 7;
    private const int MaximumDigits = 15;

    // National numbers without their trunk 0 have at most 10 digits in the plans that write them so; from 11 on a country code is there.
    private const int MinimumDigitsWithoutPlus = 11;

    /// <summary>Writes the normal form.</summary>
    /// <param name="raw">The number as it was read.</param>
    /// <param name="utf8">At least <see cref="NormalForm.MaximumBytes"/> long.</param>
    public static NormalForm Write(ReadOnlySpan<char> raw, Span<byte> utf8)
    {
        Span<byte> digits = stackalloc byte[MaximumDigits + 3];
        var count = 0;
        var plus = false;
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (char.IsDigit(c))
            {
                if (count == digits.Length)
                {
                    return NormalForm.Malformed("it has more than 15 digits");
                }

                digits[count++] = (byte)(char.IsAscii(c) ? c : '0' + (int)CharUnicodeInfo.GetNumericValue(c));
            }
            else if (c is '+' or '\uFF0B')
            {
                if (plus || count > 0)
                {
                    return NormalForm.Malformed("a + stands inside it; one number per cell");
                }

                plus = true;
            }
            else if (c == '(' && count > 0 && i + 2 < raw.Length && raw[i + 1] == '0' && raw[i + 2] == ')')
            {
                // +44 (0)20 ...: the 0 is dialled inside the country only.
                if (plus || (count >= 3 && digits[0] == '0' && digits[1] == '0'))
                {
                    i += 2;
                }
            }
            else if (!IsSeparator(c))
            {
                return NormalForm.Malformed("it holds letters or other characters that numbers do not have");
            }
        }

        var number = digits[..count];
        if (!plus && count > 2 && number[0] == '0' && number[1] == '0')
        {
            number = number[2..];
            plus = true;
        }

        if (number.IsEmpty)
        {
            return NormalForm.Malformed("it holds no digits");
        }

        if (!plus && (number[0] == '0' || number.Length < MinimumDigitsWithoutPlus))
        {
            return new NormalForm(NormalFormStatus.WithoutCountry, 0);
        }

        if (number[0] == '0')
        {
            return NormalForm.Malformed("no country code begins with 0");
        }

        if (number.Length is < MinimumDigits or > MaximumDigits)
        {
            return NormalForm.Malformed(number.Length < MinimumDigits ? "it has too few digits" : "it has more than 15 digits");
        }

        utf8[0] = (byte)'+';
        number.CopyTo(utf8[1..]);
        return NormalForm.Written(number.Length + 1, countryAssumed: !plus);
    }

    private static bool IsSeparator(char c) =>
        c is ' ' or '-' or '.' or '/' or '(' or ')' or '[' or ']' or '·'
        || char.IsWhiteSpace(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format;
}
