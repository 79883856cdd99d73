using System.Globalization;
using System.Text.RegularExpressions;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary><c>google.protobuf.Timestamp</c> in JSON: RFC 3339 with Z or an offset, up to nine digits of a second.</summary>
internal static partial class Timestamp
{
    public static bool TryRead(string text, out DateTimeOffset time)
    {
        time = default;

        // .NET keeps seven digits of a second; the other two are too small to matter here.
        return Pattern().Match(text) is { Success: true } match
            && DateTimeOffset.TryParse(match.Groups["seconds"].Value + match.Groups["fraction"].Value + match.Groups["zone"].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    [GeneratedRegex(@"^(?<seconds>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?<fraction>\.\d{1,7})?(?:(?<=\.\d{7})\d{1,2})?(?<zone>Z|[+-]\d{2}:\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
