using System.Collections;
using System.Globalization;
using EnhancedConversions.Files;

namespace EnhancedConversions.PS.Hosting;

/// <summary>The parameters about reading, as Core takes them.</summary>
internal static class ReadingOptions
{
    /// <summary>Makes the options.</summary>
    /// <param name="worksheetName">-WorksheetName.</param>
    /// <param name="map">-Map: field name to the user's own header.</param>
    /// <param name="timeZone">-TimeZone, or what stands in for it.</param>
    /// <param name="defaultCountry">-DefaultCountry.</param>
    /// <param name="culture">-Culture.</param>
    public static ConversionFileOptions Make(string? worksheetName, IDictionary? map, string? timeZone, string? defaultCountry = null, CultureInfo? culture = null) => new()
    {
        WorksheetName = worksheetName,
        Map = map?.Keys.Cast<object>().ToDictionary(
            key => Convert.ToString(key, CultureInfo.InvariantCulture)!,
            key => Convert.ToString(map[key], CultureInfo.InvariantCulture) ?? "",
            StringComparer.OrdinalIgnoreCase),
        TimeZone = timeZone,
        DefaultCountry = defaultCountry,
        Culture = culture,
    };
}
