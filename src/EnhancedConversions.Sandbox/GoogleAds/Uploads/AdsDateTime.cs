using System.Globalization;
using EnhancedConversions.Sandbox.GoogleAds.Errors;

namespace EnhancedConversions.Sandbox.GoogleAds.Uploads;

/// <summary>Times of the Google Ads API: <c>yyyy-mm-dd hh:mm:ss+|-hh:mm</c>, the offset required (contract A.5).</summary>
internal static class AdsDateTime
{
    /// <summary>Reads a required time; gives null and the error when it is none.</summary>
    public static DateTimeOffset? Read(string? text, string field, out GoogleAdsError? error)
    {
        error = null;
        if (string.IsNullOrEmpty(text))
        {
            error = GoogleAdsErrors.Required(new PathElement(field));
        }
        else if (text.Length > 6 && text[^3] == ':' && DateTimeOffset.TryParseExact(text, "yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time))
        {
            return time.ToUniversalTime();
        }
        else
        {
            error = GoogleAdsErrors.BadDateTime(new PathElement(field));
        }

        return null;
    }
}
