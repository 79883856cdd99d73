using EnhancedConversions.Files;
using EnhancedConversions.Times;
using EnhancedConversions.Validation;
using FsCheck;
using FsCheck.Fluent;

namespace EnhancedConversions.Core.Tests.Files;

public class ConversionTimeReaderTests
{
    // Google's nine patterns (contract D.1), the examples of its file sources (D.2), Microsoft's (9.2) and RFC 3339, each with the UTC it means
    // in a file whose zone is America/Chicago (-05:00 in August, -06:00 in winter).
    [Theory]
    [InlineData("08/14/2012 5:01:54 PM", "2012-08-14T22:01:54Z")]
    [InlineData("8/4/2012 05:01:54 am", "2012-08-04T10:01:54Z")]
    [InlineData("08/14/2012 12:00:00 AM", "2012-08-14T05:00:00Z")]
    [InlineData("08/14/2012 12:00:00 PM", "2012-08-14T17:00:00Z")]
    [InlineData("Aug 14, 2012 5:01:54 PM", "2012-08-14T22:01:54Z")]
    [InlineData("Aug 14,2012 5:01:54 PM", "2012-08-14T22:01:54Z")]
    [InlineData("August 14, 2012 5:01:54 p.m.", "2012-08-14T22:01:54Z")]
    [InlineData("08/14/2012 17:01:54", "2012-08-14T22:01:54Z")]
    [InlineData("2012-08-14 13:00:00", "2012-08-14T18:00:00Z")]
    [InlineData("2012-08-14T13:00:00", "2012-08-14T18:00:00Z")]
    [InlineData("2012-08-14 13:00:00+0500", "2012-08-14T08:00:00Z")]
    [InlineData("2012-08-14T13:00:00-0100", "2012-08-14T14:00:00Z")]
    [InlineData("2012-08-14 13:00:00 America/Los_Angeles", "2012-08-14T20:00:00Z")]
    [InlineData("2012-08-14T13:00:00 America/Los_Angeles", "2012-08-14T20:00:00Z")]
    [InlineData("2012-08-15T00:01:54Z", "2012-08-15T00:01:54Z")]
    [InlineData("2012-08-14T17:01:54-07:00", "2012-08-15T00:01:54Z")]
    [InlineData("Aug 14, 2012 17:01:54", "2012-08-14T22:01:54Z")]
    [InlineData("08/14/2012T5:01:54 PM", "2012-08-14T22:01:54Z")]
    [InlineData("2012-08-14 5:01:54 PM", "2012-08-14T22:01:54Z")]
    [InlineData("2012-08-14 17:01:54", "2012-08-14T22:01:54Z")]
    [InlineData("06/01/2017 1:00:00 PM", "2017-06-01T18:00:00Z")]
    [InlineData("Jun 01, 2017 1:00:00 PM", "2017-06-01T18:00:00Z")]
    [InlineData("06/01/2017 01:00:00", "2017-06-01T06:00:00Z")]
    [InlineData("2017-06-01 13:00:00 EasternTimeUSCanada", "2017-06-01T17:00:00Z")]
    [InlineData("2017-06-01 13:00:00 W. Europe Standard Time", "2017-06-01T11:00:00Z")]
    [InlineData("2017-06-01 13:00:00 +05:30", "2017-06-01T07:30:00Z")]
    [InlineData("2017-06-01 13:00:00 UTC", "2017-06-01T13:00:00Z")]
    [InlineData("2026-11-02T09:30:00.1234567+01:00", "2026-11-02T08:30:00.1234567Z")]
    [InlineData("2026-11-02T09:30:00.5Z", "2026-11-02T09:30:00.5Z")]
    [InlineData("2026-11-02t09:30:00z", "2026-11-02T09:30:00Z")]
    [InlineData("11/2/2026 9:30", "2026-11-02T15:30:00Z")]
    [InlineData("11/2/2026, 9:30:05 AM", "2026-11-02T15:30:05Z")]
    [InlineData("2026/11/02 09:30:00", "2026-11-02T15:30:00Z")]
    [InlineData("  2026-11-02\u00a009:30:00\u202fPM  ", "2026-11-03T03:30:00Z")]
    [InlineData("2024-02-29 23:59:59", "2024-03-01T05:59:59Z")]
    public void A_time_of_a_known_pattern_is_read(string text, string utc)
    {
        var row = ReadFiles.Cell("Conversion Time", text, new ConversionFileOptions { TimeZone = "America/Chicago" });

        Assert.Empty(row.Findings);
        Assert.Equal(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime, row.ConversionTime!.Value.Instant!.Value.UtcDateTime);
    }

    [Theory]
    [InlineData("14/08/2012 17:01:54")]
    [InlineData("14.08.2012 17:01:54")]
    [InlineData("08.09.2012 17:01:54")]
    [InlineData("08-09-2012 17:01:54")]
    [InlineData("08/14/12 17:01:54")]
    [InlineData("2012-13-01 10:00:00")]
    [InlineData("2012-02-30 10:00:00")]
    [InlineData("2023-02-29 10:00:00")]
    [InlineData("2012-08-14")]
    [InlineData("08/14/2012")]
    [InlineData("17:01:54")]
    [InlineData("2012-08-14 24:00:00")]
    [InlineData("2012-08-14 10:60:00")]
    [InlineData("2012-08-14 10:00:60")]
    [InlineData("2012-08-14 13:00:00 PM")]
    [InlineData("2012-08-14 0:10:00 AM")]
    [InlineData("2012-08-14 10:0:00")]
    [InlineData("14 Aug 2012 10:00:00")]
    [InlineData("Aug 14 2012 10:00:00")]
    [InlineData("Okt 14, 2012 10:00:00")]
    [InlineData("0000-01-01 10:00:00")]
    [InlineData("yesterday")]
    [InlineData("46000.5")]
    [InlineData("1760000000")]
    [InlineData("٢٠٢٦-١١-٠٢ 10:00:00")]
    public void A_time_of_no_known_pattern_is_unreadable_and_never_guessed(string text)
    {
        var row = ReadFiles.Cell("Conversion Time", text);

        Assert.Null(row.ConversionTime);
        Assert.Equal([FindingCode.TimeUnreadable], row.Codes());
    }

    [Theory]
    [InlineData("14/08/2012 17:01:54", "en-GB")]
    [InlineData("14.08.2012 17:01:54", "de-DE")]
    [InlineData("14-08-2012 17:01", "nl-NL")]
    [InlineData("08/14/2012 5:01:54 PM", "en-US")]
    [InlineData("2012-08-14 17:01:54", "de-DE")]
    public void A_named_culture_decides_the_order_of_day_and_month(string text, string culture)
    {
        var options = new ConversionFileOptions { Culture = System.Globalization.CultureInfo.GetCultureInfo(culture) };

        Assert.Equal(new DateTime(2012, 8, 14), ReadFiles.Cell("Conversion Time", text, options).ConversionTime!.Value.Local.Date);
    }

    [Fact]
    public void A_time_without_any_zone_waits_for_the_account()
    {
        var time = ReadFiles.Cell("Conversion Time", "2026-11-02 09:30:00").ConversionTime!.Value;

        Assert.Null(time.Instant);
        Assert.Null(time.Zone);
        Assert.Equal(new DateTime(2026, 11, 2, 9, 30, 0), time.Local);
    }

    [Fact]
    public void An_unknown_zone_in_a_time_is_named_with_the_nearest_one()
    {
        var row = ReadFiles.Cell("Conversion Time", "2026-11-02 09:30:00 Europe/Berlim");

        Assert.Null(row.ConversionTime);
        var finding = Assert.Single(row.Findings);
        Assert.Equal(FindingCode.TimeZoneUnknown, finding.Code);
        Assert.Contains("Europe/Berlin", finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_makes_the_reader_throw() => Check.QuickThrowOnFailure(Prop.ForAll<string>(text =>
    {
        _ = ConversionTimeReader.TryRead(text ?? "", DateOrder.MonthFirst, out _, out _);
        _ = ConversionTimeReader.TryRead(text ?? "", DateOrder.DayFirst, out _, out _);
    }));

    [Fact]
    public void No_mutation_of_a_time_makes_the_reader_throw()
    {
        string[] seeds = ["2026-11-02T09:30:00.123+01:00", "Aug 14, 2012 5:01:54 PM", "08/14/2012 17:01:54 Europe/Berlin"];
        var mutated = Gen.Elements(seeds).SelectMany(seed => Gen.Choose(0, seed.Length - 1).SelectMany(at => Gen.Elements("0123456789:/-+., TZapm\u0661".ToCharArray())
            .Select(c => string.Concat(seed.AsSpan(0, at), c.ToString(), seed.AsSpan(at + (c % 2))))));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(mutated.ToArbitrary(), text =>
        {
            if (ConversionTimeReader.TryRead(text, DateOrder.MonthFirst, out _, out var zone))
            {
                _ = TimeZoneNames.TryFind(zone.ToString(), out _);
            }
        }));
    }

    [Fact]
    public void Every_time_written_in_ISO_form_is_read_back() => Check.QuickThrowOnFailure(Prop.ForAll<DateTime>(time =>
    {
        Assert.True(ConversionTimeReader.TryRead(time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", System.Globalization.CultureInfo.InvariantCulture), DateOrder.MonthFirst, out var read, out var zone));
        Assert.Equal(time, read);
        Assert.True(zone.IsEmpty);
    }));

    [Theory]
    [InlineData("20.11.2026", "the time of day is missing", "-Culture de-DE")]
    [InlineData("20.11.2026 14:05", null, "-Culture de-DE")]
    [InlineData("20/11/2026 14:05", null, "-Culture en-GB")]
    [InlineData("11/20/2026", "the time of day is missing", null)]
    [InlineData("2026-11-20", "the time of day is missing", null)]
    [InlineData("46328.5", "it is a number", null)]
    [InlineData("soon", null, null)]
    public void What_is_wrong_with_a_time_is_said_where_it_can_be_known(string text, string? problem, string? suggestion)
    {
        var finding = Assert.Single(ReadFiles.Cell("Conversion Time", text).Findings);

        Assert.Equal(FindingCode.TimeUnreadable, finding.Code);
        Assert.EndsWith(problem is null ? "fits no known pattern." : $"fits no known pattern: {problem}.", finding.Message, StringComparison.Ordinal);
        Assert.Equal(suggestion is not null, finding.Hint!.Contains("-Culture", StringComparison.Ordinal));
        Assert.Contains(suggestion ?? "", finding.Hint, StringComparison.Ordinal);
    }
}
