using NodaTime;
using NodaTime.TimeZones;

namespace EnhancedConversions.Times;

/// <summary>A zone and the name it is shown by.</summary>
/// <param name="Id">IANA id, or an offset such as <c>+02:00</c>.</param>
/// <param name="Rules">Its offsets through time.</param>
internal sealed record NamedTimeZone(string Id, DateTimeZone Rules)
{
    // Wider than the clock of any place was ever put forward or back (Samoa, 2011: 24 hours).
    private static readonly Duration s_margin = Duration.FromDays(2);

    // The times of a file lie side by side.
    private Steady? _last;

    /// <summary>The offset of a time on the clock for which the last one that was mapped stands, as no change of the clock is near; null when it has to be mapped.</summary>
    /// <param name="local">The time on the clock.</param>
    public TimeSpan? SteadyOffset(DateTime local) => _last is { } last && local >= last.From && local < last.To ? last.Offset : null;

    /// <summary>Maps a time on the clock, and keeps what holds for those around it.</summary>
    /// <param name="local">The time on the clock.</param>
    public ZoneLocalMapping Map(LocalDateTime local)
    {
        var mapping = Rules.MapLocal(local);
        if (mapping.Count == 1)
        {
            var interval = mapping.EarlyInterval;
            _last = new Steady(
                interval.HasStart ? (interval.Start + s_margin).ToDateTimeUtc() : DateTime.MinValue,
                interval.HasEnd ? (interval.End - s_margin).ToDateTimeUtc() : DateTime.MaxValue,
                interval.WallOffset.ToTimeSpan());
        }

        return mapping;
    }

    /// <summary>A zone that never changes its clock.</summary>
    public static NamedTimeZone OfOffset(TimeSpan offset) => new(
        $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}",
        DateTimeZone.ForOffset(Offset.FromTimeSpan(offset)));

    private sealed record Steady(DateTime From, DateTime To, TimeSpan Offset);
}
