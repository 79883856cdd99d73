using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Times;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Files;

public class ConversionTimesTests
{
    private static readonly RowSource s_row = new("/data/leads.csv", null, 7);

    [Theory]
    [InlineData("2026-03-29 01:59:59", "Europe/Berlin", "2026-03-29T00:59:59Z")]
    [InlineData("2026-03-29 03:00:00", "Europe/Berlin", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25 01:59:59", "Europe/Berlin", "2026-10-24T23:59:59Z")]
    [InlineData("2026-10-25 03:00:00", "Europe/Berlin", "2026-10-25T02:00:00Z")]
    [InlineData("2026-03-08 01:59:59", "America/New_York", "2026-03-08T06:59:59Z")]
    [InlineData("2026-03-08 03:00:00", "America/New_York", "2026-03-08T07:00:00Z")]
    [InlineData("2026-11-01 00:59:59", "America/New_York", "2026-11-01T04:59:59Z")]
    [InlineData("2026-11-01 02:00:00", "America/New_York", "2026-11-01T07:00:00Z")]
    [InlineData("2026-10-04 01:59:59", "Australia/Lord_Howe", "2026-10-03T15:29:59Z")]
    [InlineData("2026-10-04 02:30:00", "Australia/Lord_Howe", "2026-10-03T15:30:00Z")]
    [InlineData("2026-04-05 01:29:59", "Australia/Lord_Howe", "2026-04-04T14:29:59Z")]
    [InlineData("2026-04-05 02:00:00", "Australia/Lord_Howe", "2026-04-04T15:30:00Z")]
    [InlineData("2018-11-03 23:59:59", "America/Sao_Paulo", "2018-11-04T02:59:59Z")]
    [InlineData("2018-11-04 01:00:00", "America/Sao_Paulo", "2018-11-04T03:00:00Z")]
    [InlineData("2018-02-17 22:59:59", "America/Sao_Paulo", "2018-02-18T00:59:59Z")]
    [InlineData("2018-02-18 00:00:00", "America/Sao_Paulo", "2018-02-18T03:00:00Z")]
    [InlineData("2026-07-01 12:00:00", "America/New_York", "2026-07-01T16:00:00Z")]
    [InlineData("2026-01-15 12:00:00", "Australia/Lord_Howe", "2026-01-15T01:00:00Z")]
    [InlineData("2026-07-15 12:00:00", "Australia/Lord_Howe", "2026-07-15T01:30:00Z")]
    [InlineData("2018-12-01 12:00:00", "America/Sao_Paulo", "2018-12-01T14:00:00Z")]
    [InlineData("2026-12-01 12:00:00", "America/Sao_Paulo", "2026-12-01T15:00:00Z")]
    [InlineData("2026-12-01 12:00:00", "+0545", "2026-12-01T06:15:00Z")]
    public void A_local_time_becomes_the_instant_of_its_zone(string local, string zone, string utc)
    {
        var resolved = ConversionTimes.Resolve(Local(local), zone, s_row, "Conversion Time", out var finding);

        Assert.Null(finding);
        Assert.Equal(Utc(utc), resolved!.Value.Instant!.Value.UtcDateTime);
    }

    [Theory]
    [InlineData("2026-03-29 02:30:00", "Europe/Berlin", "2026-03-29 02:00", "2026-03-29 03:00")]
    [InlineData("2026-03-08 02:00:00", "America/New_York", "2026-03-08 02:00", "2026-03-08 03:00")]
    [InlineData("2026-10-04 02:15:00", "Australia/Lord_Howe", "2026-10-04 02:00", "2026-10-04 02:30")]
    [InlineData("2018-11-04 00:30:00", "America/Sao_Paulo", "2018-11-04 00:00", "2018-11-04 01:00")]
    [InlineData("2011-12-30 12:00:00", "Pacific/Apia", "2011-12-30 00:00", "2011-12-31 00:00")]
    public void A_skipped_time_is_an_error_that_names_both_neighbours(string local, string zone, string before, string after)
    {
        var resolved = ConversionTimes.Resolve(Local(local), zone, s_row, "Conversion Time", out var finding);

        Assert.Null(resolved);
        Assert.Equal(FindingCode.TimeSkipped, finding!.Code);
        Assert.Equal(FindingSeverity.Error, finding.Severity);
        Assert.Contains($"from {before} to {after}", finding.Message, StringComparison.Ordinal);
        Assert.Equal(s_row, finding.Source);
    }

    [Theory]
    [InlineData("2026-10-25 02:30:00", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25 02:30:00+0100")]
    [InlineData("2026-11-01 01:30:00", "America/New_York", "2026-11-01T05:30:00Z", "2026-11-01 01:30:00-0500")]
    [InlineData("2026-04-05 01:45:00", "Australia/Lord_Howe", "2026-04-04T14:45:00Z", "2026-04-05 01:45:00+1030")]
    [InlineData("2018-02-17 23:30:00", "America/Sao_Paulo", "2018-02-18T01:30:00Z", "2018-02-17 23:30:00-0300")]
    public void A_repeated_time_is_the_earlier_instant_and_warns(string local, string zone, string utc, string other)
    {
        var resolved = ConversionTimes.Resolve(Local(local), zone, s_row, "Conversion Time", out var finding);

        Assert.Equal(Utc(utc), resolved!.Value.Instant!.Value.UtcDateTime);
        Assert.Equal(FindingCode.TimeAmbiguous, finding!.Code);
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.Contains(other, finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_zone_is_an_error_with_the_nearest_name()
    {
        Assert.Null(ConversionTimes.Resolve(Local("2026-01-01 00:00:00"), "Europe/Berlim", s_row, "Conversion Time", out var finding));
        Assert.Equal(FindingCode.TimeZoneUnknown, finding!.Code);
        Assert.Contains("Europe/Berlin", finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_with_an_instant_stays_as_it_is()
    {
        var time = ConversionTime.At(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(3)));

        Assert.Equal(time, ConversionTimes.Resolve(time, "Europe/Berlin", s_row, null, out var finding));
        Assert.Null(finding);
    }

    [Theory]
    [InlineData("0001-01-01 00:00:00", "+1400")]
    [InlineData("9999-12-31 23:59:59", "-1200")]
    [InlineData("1880-01-01 00:00:00", "Europe/Berlin")]
    public void A_time_no_instant_can_hold_is_unreadable(string local, string zone)
    {
        Assert.Null(ConversionTimes.Resolve(Local(local), zone, s_row, null, out var finding));
        Assert.Equal(FindingCode.TimeUnreadable, finding!.Code);
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Apia")]
    [InlineData("Africa/Casablanca")]
    [InlineData("+05:30")]
    public void A_time_means_the_same_whatever_times_came_before_it(string zone)
    {
        var used = TimeZoneNames.Find(zone)!;
        var random = new Random(20261126);
        var changes = used.Rules.GetZoneIntervals(NodaTime.Instant.FromUtc(2005, 1, 1, 0, 0), NodaTime.Instant.FromUtc(2027, 1, 1, 0, 0)).Where(i => i.HasStart).Select(i => i.Start.ToDateTimeUtc()).ToArray();
        for (var i = 0; i < 5000; i++)
        {
            // Half of them around a change of the clock, by the minute.
            var near = changes.Length > 0 && i % 2 == 0;
            var local = DateTime.SpecifyKind(near ? changes[random.Next(changes.Length)].AddMinutes(random.Next(-5000, 5000)) : new DateTime(2005, 1, 1).AddMinutes(random.Next(22 * 365 * 1440)), DateTimeKind.Unspecified);

            var resolved = ConversionTimes.Resolve(ConversionTime.WithoutZone(local), used, s_row, null, out var finding);

            var fresh = ConversionTimes.Resolve(ConversionTime.WithoutZone(local), new NamedTimeZone(used.Id, used.Rules), s_row, null, out var expected);
            Assert.Equal(fresh?.Instant, resolved?.Instant);
            Assert.Equal(expected, finding);
        }
    }

    private static ConversionTime Local(string text) => ConversionTime.WithoutZone(DateTime.Parse(text, CultureInfo.InvariantCulture), text);

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
