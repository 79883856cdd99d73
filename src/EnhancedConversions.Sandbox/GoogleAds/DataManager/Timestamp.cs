using System.Globalization;
using System.Text;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary><c>google.protobuf.Timestamp</c> in JSON: RFC 3339 with Z or an offset, up to nine digits of a second.</summary>
internal static class Timestamp
{
    private const int SecondsLength = 19;
    private const int OffsetLength = 6;
    private const int MostFraction = 10;

    // .NET keeps seven digits of a second; the other two are too small to matter here.
    private const int KeptFraction = 8;

    // Its longest form is plain ASCII.
    private const int MostLength = SecondsLength + MostFraction + OffsetLength;

    /// <summary>Reads the text as it stands in a body.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out DateTimeOffset time)
    {
        time = default;
        Span<char> text = stackalloc char[MostLength];
        return utf8.Length <= MostLength && TryRead(text[..Encoding.UTF8.GetChars(utf8, text)], out time);
    }

    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        bool isUtc = text is [.., 'Z'];
        int zone = text.Length - (isUtc ? 1 : OffsetLength);
        if (zone < SecondsLength || zone > SecondsLength + MostFraction || zone == SecondsLength + 1 || (!isUtc && text[^3] != ':'))
        {
            return false;
        }

        if (zone == SecondsLength && TryReadSeconds(text, isUtc, out time))
        {
            return true;
        }

        if (zone > SecondsLength + KeptFraction)
        {
            if (text[(SecondsLength + KeptFraction)..zone].ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }

            text = string.Concat(text[..(SecondsLength + KeptFraction)], text[zone..]);
        }

        return DateTimeOffset.TryParseExact(text, isUtc ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    // The form almost every event has. Whatever is odd about it is left to the exact reading.
    private static bool TryReadSeconds(ReadOnlySpan<char> text, bool isUtc, out DateTimeOffset time)
    {
        time = default;
        int offset = 0;
        if (text is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', ..]
            || !Read(text[..4], out int year) || !Read(text[5..7], out int month) || !Read(text[8..10], out int day)
            || !Read(text[11..13], out int hour) || !Read(text[14..16], out int minute) || !Read(text[17..SecondsLength], out int second)
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        if (!isUtc)
        {
            if (text[SecondsLength] is not ('+' or '-') || !Read(text[(SecondsLength + 1)..][..2], out int hours) || !Read(text[(SecondsLength + 4)..][..2], out int minutes) || hours > 13 || minutes > 59)
            {
                return false;
            }

            offset = ((hours * 60) + minutes) * (text[SecondsLength] == '-' ? -1 : 1);
        }

        long ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified).Ticks - (offset * TimeSpan.TicksPerMinute);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;

        static bool Read(ReadOnlySpan<char> digits, out int number)
        {
            number = 0;
            foreach (char c in digits)
            {
                if (!char.IsAsciiDigit(c))
                {
                    return false;
                }

                number = (number * 10) + (c - '0');
            }

            return true;
        }
    }
}
