using System.Globalization;
using EnhancedConversions.Times;
using NodaTime;

namespace EnhancedConversions.Scheduling;

/// <summary>A time of day in a zone, day after day. An hour the clocks skip moves to the other side of the gap; of an hour they repeat it is the first.</summary>
internal sealed class DailyTime
{
    /// <summary>How far ahead definitions that need dates look. Zone rules seldom live longer.</summary>
    public static readonly Period Horizon = Period.FromYears(10);

    private readonly LocalTime _time;
    private readonly DateTimeZone _zone;
    private readonly Instant _from;

    /// <summary>Makes one.</summary>
    /// <exception cref="ConversionException">The zone is not known or is a bare offset, or the time is none of a day.</exception>
    public DailyTime(TimeSpan at, string timeZone, DateTimeOffset from)
    {
        if (at < TimeSpan.Zero || at >= TimeSpan.FromDays(1) || at.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            throw ScheduleErrors.TimeInvalid();
        }

        var named = TimeZoneNames.Find(timeZone) ?? throw ScheduleErrors.ZoneUnknown(timeZone, TimeZoneNames.Suggest(timeZone));
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(named.Id) is not { } zone)
        {
            throw ScheduleErrors.ZoneIsOffset(timeZone);
        }

        At = at;
        ZoneId = named.Id;
        _zone = zone;
        _time = LocalTime.FromTicksSinceMidnight(at.Ticks);
        _from = Instant.FromDateTimeOffset(from);
    }

    /// <summary>The time of day.</summary>
    public TimeSpan At { get; }

    /// <summary>The zone, IANA id.</summary>
    public string ZoneId { get; }

    /// <summary>For example <c>05:00</c>.</summary>
    public string Text => At.ToString("hh\\:mm", CultureInfo.InvariantCulture);

    /// <summary>Whether the zone's clocks never change within the horizon.</summary>
    public bool IsUniform => _zone.GetZoneInterval(_from) is var interval && (!interval.HasEnd || interval.End > End);

    private Instant End => (_from.InZone(_zone).LocalDateTime + Horizon).InZoneLeniently(_zone).ToInstant();

    /// <summary>The next runs.</summary>
    /// <param name="count">How many.</param>
    public IReadOnlyList<ScheduledRun> Next(int count) => Days().Take(count).Select(d => d.Run).ToArray();

    /// <summary>The runs within the horizon.</summary>
    public IEnumerable<ScheduledRun> All() => Days().TakeWhile(d => d.At <= End).Select(d => d.Run);

    /// <summary>The runs within the horizon whose time of day their zone's clocks skip.</summary>
    public IReadOnlyList<ScheduledRun> Skipped() =>
        IsUniform ? [] : Days().TakeWhile(d => d.At <= End).Where(d => d.Hours == 0).Select(d => d.Run).ToArray();

    /// <summary>True when the clocks repeat the time of day on some day within the horizon.</summary>
    public bool HasRepeated() => !IsUniform && Days().TakeWhile(d => d.At <= End).Any(d => d.Hours == 2);

    private IEnumerable<(Instant At, int Hours, ScheduledRun Run)> Days()
    {
        for (var date = _from.InZone(_zone).Date; ; date = date.PlusDays(1))
        {
            var mapped = _zone.MapLocal(date + _time);
            var hours = mapped.Count;
            var run = hours == 0 ? (date + _time).InZoneLeniently(_zone) : mapped.First();
            if (run.ToInstant() <= _from)
            {
                continue;
            }

            var note = hours switch
            {
                0 => $"the clocks skip {Text} on this day",
                2 => $"the clocks show {Text} twice on this day; this is the first",
                _ => null,
            };
            yield return (run.ToInstant(), hours, new ScheduledRun(run.ToInstant().ToDateTimeOffset(), run.ToDateTimeOffset(), note));
        }
    }
}
