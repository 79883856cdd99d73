using System.Globalization;

namespace EnhancedConversions.Conversions;

/// <summary>
/// When a conversion happened: an instant, or a local time whose zone nobody has named yet
/// (the account's zone then decides, at validation or upload).
/// </summary>
public readonly record struct ConversionTime
{
    private ConversionTime(DateTimeOffset? instant, DateTime local, string? text, string? zone)
    {
        Instant = instant;
        Local = local;
        Text = text;
        Zone = zone;
    }

    /// <summary>The instant with the offset it was written in; null while the zone is unknown.</summary>
    public DateTimeOffset? Instant { get; }

    /// <summary>The time on the clock of the place, without a zone (<see cref="DateTimeKind.Unspecified"/>).</summary>
    public DateTime Local { get; }

    /// <summary>The text it was read from; null when it came as a date value.</summary>
    public string? Text { get; }

    /// <summary>The zone used: an IANA id or an offset such as <c>+02:00</c>; null while unknown.</summary>
    public string? Zone { get; }

    /// <summary>A time whose instant is known.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="text">The text it came from, or null.</param>
    /// <param name="zone">The zone's name; null means the offset of <paramref name="instant"/>.</param>
    public static ConversionTime At(DateTimeOffset instant, string? text = null, string? zone = null) =>
        new(instant, DateTime.SpecifyKind(instant.DateTime, DateTimeKind.Unspecified), text, zone ?? instant.ToString("zzz", CultureInfo.InvariantCulture));

    /// <summary>A time whose zone is not known yet.</summary>
    /// <param name="local">The time on the clock.</param>
    /// <param name="text">The text it came from, or null.</param>
    public static ConversionTime WithoutZone(DateTime local, string? text = null) =>
        new(null, DateTime.SpecifyKind(local, DateTimeKind.Unspecified), text, null);

    /// <summary>ISO 8601; with the offset when the instant is known.</summary>
    public override string ToString() =>
        Instant?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) ?? Local.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
