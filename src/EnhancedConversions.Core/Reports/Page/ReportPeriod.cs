using System.Globalization;
using EnhancedConversions.Times;
using NodaTime;

namespace EnhancedConversions.Reports.Page;

/// <summary>The time a page tells of, cut into days of one zone; a long time into weeks or months.</summary>
internal sealed class ReportPeriod
{
    // More bars than these cannot be told apart at the width of a phone.
    private const int MostDays = 62;
    private const int MostWeeks = 62;

    private readonly DateTimeZone _rules;

    /// <summary>Cuts a time.</summary>
    /// <exception cref="ConversionException">The zone is unknown.</exception>
    public ReportPeriod(DateTimeOffset since, DateTimeOffset until, string timeZone)
    {
        var zone = TimeZoneNames.Find(timeZone) ?? throw TimeErrors.ZoneUnknown(timeZone);
        Zone = zone.Id;
        _rules = zone.Rules;
        First = DayOf(since);
        Last = DateOnly.FromDayNumber(Math.Max(First.DayNumber, DayOf(until - TimeSpan.FromTicks(1)).DayNumber));
        var days = Last.DayNumber - First.DayNumber + 1;
        Unit = days <= MostDays ? "day" : days <= MostWeeks * 7 ? "week" : "month";
        var parts = new List<DateOnly>();
        for (var part = PartOf(First); part <= Last; part = Next(part))
        {
            parts.Add(part);
        }

        Parts = parts;
    }

    /// <summary>The zone's name.</summary>
    public string Zone { get; }

    /// <summary>The first day.</summary>
    public DateOnly First { get; }

    /// <summary>The last day.</summary>
    public DateOnly Last { get; }

    /// <summary>What a part is: <c>day</c>, <c>week</c> or <c>month</c>.</summary>
    public string Unit { get; }

    /// <summary>The first days of the parts, in order.</summary>
    public IReadOnlyList<DateOnly> Parts { get; }

    /// <summary>The part a moment lies in.</summary>
    public DateOnly PartOf(DateTimeOffset time) => PartOf(DayOf(time));

    /// <summary>For example <c>3 Nov 2026</c>, <c>Week from 2 Nov 2026</c> or <c>November 2026</c>.</summary>
    public string Name(DateOnly part) => Unit switch
    {
        "week" => "Week from " + part.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        "month" => part.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        _ => part.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
    };

    /// <summary>For example <c>3 Nov</c>.</summary>
    public string ShortName(DateOnly part) => part.ToString(Unit == "month" ? "MMM yy" : "d MMM", CultureInfo.InvariantCulture);

    /// <summary>For example <c>1 to 30 November 2026</c>.</summary>
    public override string ToString() =>
        First == Last ? Figures.Day(First)
        : (First.Year, First.Month) == (Last.Year, Last.Month) ? $"{First.Day} to {Figures.Day(Last)}"
        : First.Year == Last.Year ? $"{First.ToString("d MMMM", CultureInfo.InvariantCulture)} to {Figures.Day(Last)}"
        : $"{Figures.Day(First)} to {Figures.Day(Last)}";

    /// <summary>A moment in the zone, for example <c>3 Nov 2026, 14:05</c>.</summary>
    public string Moment(DateTimeOffset time) =>
        Instant.FromDateTimeOffset(time).InZone(_rules).ToDateTimeUnspecified().ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    private DateOnly DayOf(DateTimeOffset time) => Instant.FromDateTimeOffset(time).InZone(_rules).Date.ToDateOnly();

    private DateOnly PartOf(DateOnly day) => Unit switch
    {
        "week" => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        "month" => new DateOnly(day.Year, day.Month, 1),
        _ => day,
    };

    private DateOnly Next(DateOnly part) => Unit switch
    {
        "week" => part.AddDays(7),
        "month" => part.AddMonths(1),
        _ => part.AddDays(1),
    };
}
