using EnhancedConversions.Times;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>The names reports have for time zones. They differ in a few spellings from those of accounts.</summary>
internal static class ReportTimeZone
{
    // Spellings of accounts and of the guide that ReportTimeZone does not have.
    private static readonly string[] s_otherSpellings =
        ["AthensBuckarestIstanbul", "IslamabadKarachiTashkent", "SolomonIslandNewCaledonia", "MidwayIslandAndSamoa", "Newfoundland and Labrador", "Yangon"];

    /// <summary>The name for a zone.</summary>
    /// <param name="ianaId">The zone.</param>
    /// <exception cref="ConversionException">There is none.</exception>
    public static string Name(string ianaId) =>
        MicrosoftTimeZones.All.Where(zone => zone.IanaId == ianaId && !s_otherSpellings.Contains(zone.Name)).Select(zone => zone.Name).FirstOrDefault()
        ?? throw NetworkErrors.ReportTimeZoneUnknown(ianaId);
}
