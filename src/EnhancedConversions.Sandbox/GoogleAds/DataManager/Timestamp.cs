using System.Globalization;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary><c>google.protobuf.Timestamp</c> in JSON: RFC 3339 with Z or an offset, up to nine digits of a second.</summary>
internal static class Timestamp
{
    private const int SecondsLength = 19;
    private const int OffsetLength = 6;
    private const int MostFraction = 10;

    // .NET keeps seven digits of a second; the other two are too small to matter here.
    private const int KeptFraction = 8;

    public static bool TryRead(string text, out DateTimeOffset time)
    {
        time = default;
        bool isUtc = text.EndsWith('Z');
        int zone = text.Length - (isUtc ? 1 : OffsetLength);
        if (zone < SecondsLength || zone > SecondsLength + MostFraction || zone == SecondsLength + 1 || (!isUtc && text[^3] != ':'))
        {
            return false;
        }

        if (zone > SecondsLength + KeptFraction)
        {
            if (text.AsSpan(SecondsLength + KeptFraction, zone - SecondsLength - KeptFraction).ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }

            text = text[..(SecondsLength + KeptFraction)] + text[zone..];
        }

        return DateTimeOffset.TryParseExact(text, isUtc ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
