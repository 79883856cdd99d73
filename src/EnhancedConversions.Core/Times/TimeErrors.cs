namespace EnhancedConversions.Times;

/// <summary>The errors of time zones.</summary>
internal static class TimeErrors
{
    public static ConversionException ZoneUnknown(string zone) => new(
        "TimeZoneUnknown", ErrorKind.InvalidInput, $"The time zone '{zone}' is not known.", TimeZoneNames.Hint(zone));
}
