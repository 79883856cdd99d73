using System.Globalization;

namespace EnhancedConversions.Files;

/// <summary>How numbers are written in text cells.</summary>
/// <param name="DecimalSign">Between whole part and fraction.</param>
/// <param name="GroupSign">Between thousands.</param>
/// <param name="LoneGroupIsClear">True when one group sign alone (<c>1,234</c>) cannot be meant as a decimal sign, because the caller named the culture.</param>
internal sealed record NumberSigns(char DecimalSign, char GroupSign, bool LoneGroupIsClear)
{
    /// <summary>Decimal point; thousands commas where nobody can take them for a decimal comma (contract D.1: number, dot decimal).</summary>
    public static NumberSigns DecimalPoint { get; } = new('.', ',', LoneGroupIsClear: false);

    /// <summary>The signs of a culture the caller named.</summary>
    public static NumberSigns Of(CultureInfo culture)
    {
        var decimalSign = culture.NumberFormat.NumberDecimalSeparator;
        var groupSign = CellText.Clean($"x{culture.NumberFormat.NumberGroupSeparator}x").Trim('x');
        return new NumberSigns(decimalSign.Length == 1 ? decimalSign[0] : '.', groupSign.Length == 1 ? groupSign[0] : '\0', LoneGroupIsClear: true);
    }

    /// <summary>The signs of most of Europe, in which a text is tried that these cannot read.</summary>
    public static NumberSigns DecimalComma { get; } = new(',', '.', LoneGroupIsClear: true);

    /// <summary>The decimal sign in words.</summary>
    public string DecimalSignName => DecimalSign switch { '.' => "a decimal point", ',' => "a decimal comma", var sign => $"the decimal sign '{sign}'" };

    /// <summary>True for a text that was read with a fraction and would be a thousand times as much in another country: <c>1.500</c>.</summary>
    /// <param name="text">A text that is a number.</param>
    public bool IsAmbiguous(ReadOnlySpan<char> text)
    {
        if (LoneGroupIsClear || text.Length < 5 || text[^4] != DecimalSign)
        {
            return false;
        }

        // Thousands have one to three digits before them, and the first is no zero.
        var whole = text[..^4].TrimStart("+-\u2212");
        return whole.Length is >= 1 and <= 3 && whole[0] != '0';
    }

    /// <summary>Reads a number without sign of currency, percent or exponent.</summary>
    public bool TryRead(ReadOnlySpan<char> text, out decimal number)
    {
        number = 0;
        Span<char> plain = stackalloc char[40];
        var length = 0;
        var groups = 0;
        var digitsInGroup = 0;
        var hasDecimalSign = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (length == plain.Length)
            {
                return false;
            }

            if (char.IsAsciiDigit(c))
            {
                digitsInGroup++;
                plain[length++] = c;
            }
            else if (c is '-' or '+' or '\u2212' && i == 0)
            {
                plain[length++] = c == '+' ? '+' : '-';
            }
            else if (c == DecimalSign && !hasDecimalSign)
            {
                if (groups > 0 && digitsInGroup != 3)
                {
                    return false;
                }

                hasDecimalSign = true;
                digitsInGroup = 0;
                plain[length++] = '.';
            }
            else if (c == GroupSign && !hasDecimalSign && (groups == 0 ? digitsInGroup is >= 1 and <= 3 : digitsInGroup == 3))
            {
                groups++;
                digitsInGroup = 0;
            }
            else
            {
                return false;
            }
        }

        var isClear = groups == 0 || hasDecimalSign || (digitsInGroup == 3 && (groups > 1 || LoneGroupIsClear));
        return isClear
            && decimal.TryParse(plain[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }
}
