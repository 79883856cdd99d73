using System.Globalization;
using EnhancedConversions.Scheduling;

namespace EnhancedConversions.Core.Tests.Scheduling;

public sealed class DailyTimeTests
{
    [Theory]
    [InlineData("Europe/Berlin", "05:00", "2027-03-26T12:00Z", "03-27 04:00", "03-28 03:00", "03-29 03:00")]
    [InlineData("Europe/Berlin", "05:00", "2027-10-29T12:00Z", "10-30 03:00", "10-31 04:00", "11-01 04:00")]
    [InlineData("America/New_York", "05:00", "2027-03-12T12:00Z", "03-13 10:00", "03-14 09:00", "03-15 09:00")]
    [InlineData("Australia/Lord_Howe", "05:00", "2027-04-02T00:00Z", "04-02 18:00", "04-03 18:30", "04-04 18:30")]
    [InlineData("Asia/Tokyo", "05:00", "2027-03-26T12:00Z", "03-26 20:00", "03-27 20:00", "03-28 20:00")]
    public void The_hour_of_the_zone_is_kept_across_a_clock_change(string zone, string at, string from, params string[] utc) =>
        Assert.Equal(utc, Daily(zone, at, from).Next(3).Select(r => r.Utc.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)));

    [Fact]
    public void A_time_the_clocks_skip_is_behind_the_gap_and_says_so()
    {
        var runs = Daily("Europe/Berlin", "02:30", "2027-03-27T12:00Z").Next(2);
        Assert.Equal("2027-03-28 01:30 UTC (03:30 +02:00): the clocks skip 02:30 on this day", runs[0].ToString());
        Assert.Equal("2027-03-29 00:30 UTC (02:30 +02:00)", runs[1].ToString());
    }

    [Fact]
    public void A_time_the_clocks_repeat_is_the_first_and_comes_once()
    {
        var runs = Daily("Europe/Berlin", "02:30", "2027-10-30T12:00Z").Next(2);
        Assert.Equal("2027-10-31 00:30 UTC (02:30 +02:00): the clocks show 02:30 twice on this day; this is the first", runs[0].ToString());
        Assert.Equal("2027-11-01 01:30 UTC (02:30 +01:00)", runs[1].ToString());

        // Between the two it is too late for this day.
        Assert.Equal(runs[1], Daily("Europe/Berlin", "02:30", "2027-10-31T00:45Z").Next(1)[0]);
    }

    [Fact]
    public void A_run_begins_after_the_moment_asked_from() =>
        Assert.Equal("2026-11-24 04:00", Daily("Europe/Berlin", "05:00", "2026-11-23T04:00Z").Next(1)[0].Utc.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("Europe/Berlin", false)]
    [InlineData("Asia/Tokyo", true)]
    [InlineData("UTC", true)]
    public void Zones_whose_clocks_never_change_are_known(string zone, bool uniform) => Assert.Equal(uniform, Daily(zone, "05:00", "2026-11-22T12:00Z").IsUniform);

    [Theory]
    [InlineData("Europe/Berlin", "W. Europe Standard Time")]
    [InlineData("America/New_York", "america/new york")]
    public void A_zone_has_many_names(string id, string name) => Assert.Equal(id, Daily(name, "05:00", "2026-11-22T12:00Z").ZoneId);

    [Theory]
    [InlineData("+01:00", "TimeZoneIsOffset", "Etc/GMT-1")]
    [InlineData("Europe/Berlim", "TimeZoneUnknown", "Europe/Berlin")]
    [InlineData("Nowhere", "TimeZoneUnknown", "Europe/Berlin")]
    public void A_zone_that_cannot_be_says_what_would_do(string zone, string errorId, string advice)
    {
        var error = Assert.Throws<ConversionException>(() => Daily(zone, "05:00", "2026-11-22T12:00Z"));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(advice, error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("24:00")]
    [InlineData("-01:00")]
    [InlineData("05:00:30")]
    public void A_time_that_is_none_of_a_day_is_refused(string at) =>
        Assert.Equal("ScheduleTimeInvalid", Assert.Throws<ConversionException>(() => new DailyTime(at == "24:00" ? TimeSpan.FromDays(1) : TimeSpan.Parse(at, CultureInfo.InvariantCulture), "UTC", DateTimeOffset.UnixEpoch)).ErrorId);

    private static DailyTime Daily(string zone, string at, string from) =>
        new(TimeSpan.Parse(at, CultureInfo.InvariantCulture), zone, DateTimeOffset.Parse(from, CultureInfo.InvariantCulture));
}
