using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Times;
using EnhancedConversions.Validation;
using NodaTime;

namespace EnhancedConversions.Files;

/// <summary>Turns a time on the clock of a place into an instant, by one rule for every source of the zone.</summary>
internal static class ConversionTimes
{
    /// <summary>Names the zone of a time that has none. A skipped hour is refused; of a repeated hour the earlier instant is taken.</summary>
    /// <param name="time">The time; one whose instant is known is given back unchanged.</param>
    /// <param name="zone">Any name <see cref="TimeZoneNames"/> knows.</param>
    /// <param name="source">The row, for the finding.</param>
    /// <param name="column">The time's column, for the finding.</param>
    /// <param name="finding"><see cref="FindingCode.TimeZoneUnknown"/>, <see cref="FindingCode.TimeSkipped"/> or <see cref="FindingCode.TimeAmbiguous"/>; null when nothing is odd.</param>
    /// <returns>The time with its instant; null when <paramref name="finding"/> is an error.</returns>
    public static ConversionTime? Resolve(ConversionTime time, string zone, RowSource source, string? column, out Finding? finding)
    {
        ArgumentNullException.ThrowIfNull(zone);
        finding = null;
        if (time.Instant is not null)
        {
            return time;
        }

        if (TimeZoneNames.Find(zone) is not { } named)
        {
            finding = Findings.Make(FindingCode.TimeZoneUnknown, source, column, zone, TimeZoneNames.Hint(zone));
            return null;
        }

        return Resolve(time, named, source, column, out finding);
    }

    internal static ConversionTime? Resolve(ConversionTime time, NamedTimeZone zone, RowSource source, string? column, out Finding? finding)
    {
        finding = null;
        if (zone.SteadyOffset(time.Local) is { } steady)
        {
            return TryAt(time, steady, zone.Id, out var at) ? at : Unreadable(time, source, column, out finding);
        }

        var local = LocalDateTime.FromDateTime(time.Local);
        var mapping = zone.Map(local);
        if (mapping.Count == 0)
        {
            finding = Findings.Make(
                FindingCode.TimeSkipped,
                source,
                column,
                Show(local),
                zone.Id,
                Show(mapping.EarlyInterval.IsoLocalEnd),
                Show(mapping.LateInterval.IsoLocalStart));
            return null;
        }

        // A repeated hour maps to two offsets; the first is the earlier instant.
        var offset = mapping.EarlyInterval.WallOffset.ToTimeSpan();
        if (mapping.Count == 2)
        {
            var later = NamedTimeZone.OfOffset(mapping.LateInterval.WallOffset.ToTimeSpan()).Id.Replace(":", "", StringComparison.Ordinal);
            finding = Findings.Make(FindingCode.TimeAmbiguous, source, column, Show(local), zone.Id, local.ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + later);
        }

        return TryAt(time, offset, zone.Id, out var resolved) ? resolved : Unreadable(time, source, column, out finding);
    }

    // DateTimeOffset ends where its UTC time does, and historical offsets have seconds it cannot hold.
    private static bool TryAt(ConversionTime time, TimeSpan offset, string zone, out ConversionTime resolved)
    {
        resolved = default;
        var utc = time.Local.Ticks - offset.Ticks;
        if (offset.Ticks % TimeSpan.TicksPerMinute != 0 || utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        resolved = ConversionTime.At(new DateTimeOffset(time.Local, offset), time.Text, zone);
        return true;
    }

    private static ConversionTime? Unreadable(ConversionTime time, RowSource source, string? column, out Finding? finding)
    {
        finding = Findings.Make(FindingCode.TimeUnreadable, source, column, time.Text ?? time.ToString(), "", "");
        return null;
    }

    private static string Show(LocalDateTime time) =>
        time.ToString(time.Second == 0 ? "uuuu-MM-dd HH:mm" : "uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
