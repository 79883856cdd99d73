using System.Globalization;
using EnhancedConversions.Messages;

namespace EnhancedConversions.Files;

/// <summary>The cultures a file can be written in. The platform makes one of any word; such a one reads like no culture at all.</summary>
internal static class CultureNames
{
    /// <summary>The culture, when the platform has data of it.</summary>
    /// <exception cref="ConversionException">It has none.</exception>
    public static CultureInfo Known(CultureInfo culture)
    {
        try
        {
            _ = CultureInfo.GetCultureInfo(culture.Name, predefinedOnly: true);
            return culture;
        }
        catch (CultureNotFoundException)
        {
            throw FileErrors.CultureUnknown(culture.Name, Nearest(culture.Name));
        }
    }

    // By its code, or by the language's name in English or in itself: deutsch is de-DE.
    private static string? Nearest(string name)
    {
        var cultures = CultureInfo.GetCultures(CultureTypes.NeutralCultures | CultureTypes.SpecificCultures).Where(c => c.Name.Length > 0).ToArray();
        var near = NearestName.Find(name, cultures.SelectMany(c => new[] { c.EnglishName, c.NativeName, c.Name }));
        var found = Array.Find(cultures, c => c.EnglishName == near || c.NativeName == near || c.Name == near);
        return found is null ? null : CultureInfo.CreateSpecificCulture(found.Name).Name;
    }
}
