using System.Globalization;

namespace EnhancedConversions.Identifiers;

/// <summary>
/// The normal form of a phone number, the same for both networks (Google contract B.1, Microsoft contract 6.1): E.164,
/// a <c>+</c>, the country code and the number, digits only.
/// A number that carries no country code is refused unless the caller names its country: guessing one would hash somebody else's number.
/// </summary>
internal static class PhoneNormalForm
{
    // E.164 allows 15 digits; the shortest full international numbers in use have 7.
    private const int MinimumDigits = 7;
    private const int MaximumDigits = 15;

    // National numbers without their trunk 0 have at most 10 digits in the plans that write them so; from 11 on a country code is there.
    private const int MinimumDigitsWithoutPlus = 11;

    // Subscriber numbers that need an area code have at most 8 digits.
    private const int MinimumDigitsWithoutTrunk = 9;

    /// <summary>Writes the normal form.</summary>
    /// <param name="raw">The number as it was read.</param>
    /// <param name="utf8">At least <see cref="NormalForm.MaximumBytes"/> long.</param>
    /// <param name="country">The country of numbers that carry no country code; null when nobody named it.</param>
    public static NormalForm Write(ReadOnlySpan<char> raw, Span<byte> utf8, PhoneCountry? country = null)
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
                var isInternational = plus || (count >= 3 && digits[0] == '0' && digits[1] == '0');
                if (isInternational && !PhoneCountry.KeepsZero(digits[(plus ? 0 : 2)..count]))
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
        if (!plus && country is not null && country.ExitPrefix.StartsWith("00", StringComparison.Ordinal) && StartsWith(number, country.ExitPrefix))
        {
            // 0011 can only be Australia's way out, as no country code begins with 11; 001, 009 and the like can also be 00 and a country code.
            if (country.ExitPrefix != "0011")
            {
                return NormalForm.Malformed($"{country.ExitPrefix} at its beginning can be read in two ways; write it with +");
            }

            number = number[country.ExitPrefix.Length..];
            plus = true;
        }

        if (!plus && count > 2 && number[0] == '0' && number[1] == '0')
        {
            number = number[2..];
            plus = true;
        }

        if (number.IsEmpty)
        {
            return NormalForm.Malformed("it holds no digits");
        }

        if (!plus && country is not null)
        {
            return WriteNational(number, country, utf8);
        }

        if (!plus && (number[0] == '0' || number.Length < MinimumDigitsWithoutPlus))
        {
            return new NormalForm(NormalFormStatus.WithoutCountry, 0);
        }

        return WriteInternational(number, utf8, countryAssumed: !plus);
    }

    private static NormalForm WriteInternational(ReadOnlySpan<byte> number, Span<byte> utf8, bool countryAssumed)
    {
        if (number.IsEmpty || number[0] == '0')
        {
            return NormalForm.Malformed("no country code begins with 0");
        }

        if (number.Length is < MinimumDigits or > MaximumDigits)
        {
            return NormalForm.Malformed(number.Length < MinimumDigits ? "it has too few digits" : "it has more than 15 digits");
        }

        utf8[0] = (byte)'+';
        number.CopyTo(utf8[1..]);
        return NormalForm.Written(number.Length + 1, countryAssumed);
    }

    // Neither + nor 00 stands before it: what it is follows from the lengths of the country's numbers, or it is refused.
    private static NormalForm WriteNational(ReadOnlySpan<byte> number, PhoneCountry country, Span<byte> utf8)
    {
        foreach (var trunk in country.TrunkPrefixes)
        {
            if (number.Length > trunk.Length && StartsWith(number, trunk) && country.Fits(number[trunk.Length..]))
            {
                return WriteOf(country, number[trunk.Length..], utf8);
            }
        }

        // 49 113 ...: a spreadsheet took the + away.
        if (number.Length >= MinimumDigitsWithoutPlus && StartsWith(number, country.CallingCode) && country.Fits(number[country.CallingCode.Length..]))
        {
            return WriteInternational(number, utf8, countryAssumed: true);
        }

        // Without its trunk prefix a short number may lack its area code as well.
        var fewest = country.TrunkPrefixes.Count == 0 ? 0 : Math.Min(MinimumDigitsWithoutTrunk, country.LongestLength);
        if (country.Fits(number) && number.Length >= fewest)
        {
            return WriteOf(country, number, utf8);
        }

        if (country.ExitPrefix.Length > 0 && StartsWith(number, country.ExitPrefix) && PhoneCountry.IsFull(number[country.ExitPrefix.Length..]))
        {
            return WriteInternational(number[country.ExitPrefix.Length..], utf8, countryAssumed: false);
        }

        return number.Length >= MinimumDigitsWithoutPlus && PhoneCountry.IsFull(number)
            ? WriteInternational(number, utf8, countryAssumed: true)
            : NormalForm.Malformed($"it has {number.Length} digits, numbers of {country.Code} have {country.LengthText}{(country.TrunkPrefixes is [var prefix, ..] ? $" after the {prefix}" : "")}");
    }

    private static NormalForm WriteOf(PhoneCountry country, ReadOnlySpan<byte> number, Span<byte> utf8)
    {
        utf8[0] = (byte)'+';
        var code = System.Text.Encoding.ASCII.GetBytes(country.CallingCode, utf8[1..]);
        number.CopyTo(utf8[(code + 1)..]);
        return NormalForm.Written(number.Length + code + 1);
    }

    private static bool StartsWith(ReadOnlySpan<byte> number, string digits)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            if (i >= number.Length || number[i] != digits[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSeparator(char c) =>
        c is ' ' or '-' or '.' or '/' or '(' or ')' or '[' or ']' or '·'
        || char.IsWhiteSpace(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format;
}
