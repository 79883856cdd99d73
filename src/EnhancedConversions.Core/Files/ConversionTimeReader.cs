using System.Globalization;

namespace EnhancedConversions.Files;

/// <summary>Order of day and month in a date written in digits.</summary>
internal enum DateOrder
{
    /// <summary>Google's and Microsoft's order: 08/14/2026.</summary>
    MonthFirst,

    /// <summary>14/08/2026, 14.08.2026; only when the caller named such a culture, never guessed.</summary>
    DayFirst,
}

/// <summary>
/// Reads the text of a conversion time: the patterns of Google's help page and of its file sources (contract D.1, D.2), Microsoft's (contract 9.2)
/// and RFC 3339 with fractions. Month names are English; no culture of the process is asked.
/// </summary>
internal static class ConversionTimeReader
{
    private static readonly string[] s_months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary>Reads date and time; what follows them is the zone.</summary>
    /// <param name="text">Cleaned text.</param>
    /// <param name="order">Order of a date in digits that does not begin with the year.</param>
    /// <param name="local">The time on the clock.</param>
    /// <param name="zone">The rest of the text, trimmed; empty when it names no zone.</param>
    /// <returns>False when the text fits no pattern.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, DateOrder order, out DateTime local, out ReadOnlySpan<char> zone)
    {
        local = default;
        zone = default;
        var rest = text.Trim();
        if (!TryReadDate(ref rest, order, out var date) || !TrySkipSeparator(ref rest) || !TryReadTime(ref rest, out var time))
        {
            return false;
        }

        local = date + time;
        zone = rest.Trim();
        return true;
    }

    /// <summary>True for a date with nothing behind it.</summary>
    /// <param name="text">Cleaned text.</param>
    /// <param name="order">Order of a date in digits that does not begin with the year.</param>
    public static bool IsDateAlone(ReadOnlySpan<char> text, DateOrder order)
    {
        var rest = text.Trim();
        return TryReadDate(ref rest, order, out _) && rest.IsEmpty;
    }

    private static bool TryReadDate(ref ReadOnlySpan<char> rest, DateOrder order, out DateTime date)
    {
        date = default;
        int year, month, day;
        if (rest.Length > 0 && char.IsAsciiLetter(rest[0]))
        {
            if (!TryReadMonthName(ref rest, out month) || !TryReadNumber(ref rest, 1, 2, out day))
            {
                return false;
            }

            rest = rest.TrimStart();
            if (!TrySkip(ref rest, ',') || !TryReadNumber(ref rest, 4, 4, out year))
            {
                return false;
            }
        }
        else
        {
            if (!TryReadNumber(ref rest, 1, 4, out var first, out var digits) || rest.Length == 0)
            {
                return false;
            }

            var separator = rest[0];
            if (separator is not ('-' or '/' or '.'))
            {
                return false;
            }

            rest = rest[1..];
            if (!TryReadNumber(ref rest, 1, 2, out var second) || rest.Length == 0 || rest[0] != separator)
            {
                return false;
            }

            rest = rest[1..];
            if (digits == 4 && separator != '.')
            {
                (year, month) = (first, second);
                if (!TryReadNumber(ref rest, 1, 2, out day))
                {
                    return false;
                }
            }
            else if (digits <= 2 && (separator == '/' || order == DateOrder.DayFirst))
            {
                (month, day) = order == DateOrder.MonthFirst ? (first, second) : (second, first);
                if (!TryReadNumber(ref rest, 4, 4, out year))
                {
                    return false;
                }
            }
            else
            {
                return false;
            }
        }

        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateTime(year, month, day);
        return true;
    }

    private static bool TryReadMonthName(ref ReadOnlySpan<char> rest, out int month)
    {
        var length = 0;
        while (length < rest.Length && char.IsAsciiLetter(rest[length]))
        {
            length++;
        }

        var name = rest[..length];
        for (month = 1; month <= s_months.Length; month++)
        {
            var full = s_months[month - 1];
            if (name.Equals(full, StringComparison.OrdinalIgnoreCase) || name.Equals(full.AsSpan(0, 3), StringComparison.OrdinalIgnoreCase))
            {
                rest = rest[length..];
                _ = TrySkip(ref rest, '.');
                rest = rest.TrimStart();
                return true;
            }
        }

        return false;
    }

    // A space, a comma and a space, or "T".
    private static bool TrySkipSeparator(ref ReadOnlySpan<char> rest)
    {
        if (rest.Length > 0 && rest[0] is 'T' or 't')
        {
            rest = rest[1..];
            return true;
        }

        var before = rest.Length;
        rest = rest.TrimStart();
        _ = TrySkip(ref rest, ',');
        return rest.Length < before;
    }

    private static bool TryReadTime(ref ReadOnlySpan<char> rest, out TimeSpan time)
    {
        time = default;
        if (!TryReadNumber(ref rest, 1, 2, out var hour) || rest.Length == 0 || rest[0] != ':')
        {
            return false;
        }

        rest = rest[1..];
        if (!TryReadNumber(ref rest, 2, 2, out var minute))
        {
            return false;
        }

        // Spreadsheets leave the seconds out when they save a date as text.
        var second = 0;
        var fraction = 0L;
        if (rest.Length > 0 && rest[0] == ':')
        {
            rest = rest[1..];
            if (!TryReadNumber(ref rest, 2, 2, out second) || !TryReadFraction(ref rest, out fraction))
            {
                return false;
            }
        }

        if (TryReadHalfOfDay(ref rest, out var isAfternoon))
        {
            if (hour is 0 or > 12)
            {
                return false;
            }

            hour = (hour % 12) + (isAfternoon ? 12 : 0);
        }

        if (hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new TimeSpan((((hour * 60) + minute) * 60 + second) * TimeSpan.TicksPerSecond + fraction);
        return true;
    }

    private static bool TryReadFraction(ref ReadOnlySpan<char> rest, out long ticks)
    {
        ticks = 0;
        if (rest.Length == 0 || rest[0] is not ('.' or ','))
        {
            return true;
        }

        var length = 1;
        var unit = TimeSpan.TicksPerSecond;
        while (length < rest.Length && char.IsAsciiDigit(rest[length]))
        {
            unit /= 10;
            ticks += (rest[length] - '0') * unit;
            length++;
        }

        rest = rest[length..];
        return length > 1;
    }

    private static bool TryReadHalfOfDay(ref ReadOnlySpan<char> rest, out bool isAfternoon)
    {
        var word = rest.TrimStart();
        foreach (var name in (ReadOnlySpan<string>)["AM", "PM", "A.M.", "P.M."])
        {
            if (word.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (word.Length == name.Length || !char.IsLetterOrDigit(word[name.Length])))
            {
                isAfternoon = name[0] == 'P';
                rest = word[name.Length..];
                return true;
            }
        }

        isAfternoon = false;
        return false;
    }

    private static bool TrySkip(ref ReadOnlySpan<char> rest, char c)
    {
        if (rest.Length == 0 || rest[0] != c)
        {
            return false;
        }

        rest = rest[1..].TrimStart();
        return true;
    }

    private static bool TryReadNumber(ref ReadOnlySpan<char> rest, int fewest, int most, out int number) =>
        TryReadNumber(ref rest, fewest, most, out number, out _);

    private static bool TryReadNumber(ref ReadOnlySpan<char> rest, int fewest, int most, out int number, out int digits)
    {
        digits = 0;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
        {
            digits++;
        }

        number = 0;
        if (digits < fewest || digits > most)
        {
            return false;
        }

        number = int.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        rest = rest[digits..];
        return true;
    }
}
