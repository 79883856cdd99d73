using EnhancedConversions.Core.Tests.Files;
using EnhancedConversions.Times;

namespace EnhancedConversions.Core.Tests.Times;

public class TimeZoneNamesTests
{
    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("europe/berlin", "Europe/Berlin")]
    [InlineData("  America/New York ", "America/New_York")]
    [InlineData("Asia/Calcutta", "Asia/Calcutta")]
    [InlineData("Europe/Stockholm", "Europe/Stockholm")]
    [InlineData("UTC", "UTC")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("Eastern Standard Time", "America/New_York")]
    [InlineData("UTC-11", "Etc/GMT+11")]
    [InlineData("EasternTimeUSCanada", "America/New_York")]
    [InlineData("AmsterdamBerlinBernRomeStockholmVienna", "Europe/Berlin")]
    [InlineData("Newfoundland and Labrador", "America/St_Johns")]
    [InlineData("Newfoundland", "America/St_Johns")]
    [InlineData("AthensBuckarestIstanbul", "Europe/Athens")]
    [InlineData("-0500", "-05:00")]
    [InlineData("+0530", "+05:30")]
    [InlineData("+05:45", "+05:45")]
    [InlineData("+01", "+01:00")]
    [InlineData("\u22120930", "-09:30")]
    [InlineData("+0000", "+00:00")]
    [InlineData("Z", "+00:00")]
    [InlineData("UTC+2", "+02:00")]
    [InlineData("GMT-03:30", "-03:30")]
    public void A_zone_is_found_by_every_name_files_use(string name, string id)
    {
        Assert.True(TimeZoneNames.TryFind(name, out var found));
        Assert.Equal(id, found);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("insert_timezone")]
    [InlineData("+1500")]
    [InlineData("+0160")]
    [InlineData("+1:2:3")]
    [InlineData("0500")]
    [InlineData("CEST")]
    [InlineData("Europe/Berlim")]
    public void What_is_no_zone_is_not_found(string? name)
    {
        Assert.False(TimeZoneNames.TryFind(name, out var found));
        Assert.Null(found);
    }

    [Theory]
    [InlineData("Europe/Berlim", "Europe/Berlin")]
    [InlineData("Berlin", "Europe/Berlin")]
    [InlineData("new york", "America/New_York")]
    [InlineData("Chikago", "America/Chicago")]
    public void The_nearest_zone_is_suggested(string name, string id) => Assert.Equal(id, TimeZoneNames.Suggest(name));

    [Fact]
    public void Nothing_is_suggested_for_what_is_near_to_nothing() => Assert.Null(TimeZoneNames.Suggest("insert_timezone_here"));

    // Names in all three spellings, with the standard offset Microsoft prints beside them (Microsoft contract, data/microsoft-time-zones.csv).
    [Fact]
    public void Every_name_Microsoft_publishes_is_found_with_its_standard_offset()
    {
        var lines = File.ReadAllLines(RepositoryFiles.Find("tests/EnhancedConversions.Core.Tests/Files/microsoft-time-zones.txt"));
        Assert.All(lines, line =>
        {
            var parts = line.Split(',');
            var zone = TimeZoneNames.Find(parts[0]);
            Assert.NotNull(zone);
            if (parts[0] is "AlmatyNovosibirsk" or "Greenland")
            {
                // Almaty, Novosibirsk and Greenland changed their standard offset; no place of these names has the printed one any more.
                return;
            }

            var offsets = Enumerable.Range(1, 12).Select(month => zone.Rules.GetUtcOffset(NodaTime.Instant.FromUtc(2026, month, 15, 12, 0)).Seconds / 3600.0);
            Assert.Equal(double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), offsets.Min());
        });
        Assert.True(lines.Length >= 75);
    }

    // Microsoft contract 9.1 and 9.2: its own seven columns, its forms of a time, the zone of a row before that of the parameters row.
    [Theory]
    [InlineData("06/01/2017 1:00:00 PM", "2017-06-01T17:00:00Z")]
    [InlineData("\"Jun 01, 2017 1:00:00 PM\"", "2017-06-01T17:00:00Z")]
    [InlineData("06/01/2017 13:00:00", "2017-06-01T17:00:00Z")]
    [InlineData("2017-06-01 13:00:00", "2017-06-01T17:00:00Z")]
    [InlineData("2017-06-01T13:00:00", "2017-06-01T17:00:00Z")]
    [InlineData("2017-06-01 13:00:00+0500", "2017-06-01T08:00:00Z")]
    [InlineData("2017-06-01 13:00:00 EasternTimeUSCanada", "2017-06-01T17:00:00Z")]
    [InlineData("2017-06-01 13:00:00 AmsterdamBerlinBernRomeStockholmVienna", "2017-06-01T11:00:00Z")]
    public void Microsofts_own_file_is_read_with_its_forms_of_a_time_and_its_zone_names(string time, string instant)
    {
        using var folder = new TemporaryFolder();
        foreach (var zone in new[] { "-0400", "EasternTimeUSCanada", "-0400;" })
        {
            var path = folder.Write(
                "m.csv",
                $"### INSTRUCTIONS ###\n# notes\n### TEMPLATE ###\nParameters:TimeZone={zone}\nConversion Name,Conversion Time,Conversion Value,Conversion Currency,Microsoft Click ID,Hashed Email Address,Hashed Phone Number,\nSale,{time},5,USD,,{new string('a', 64)},,\n");

            Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), Assert.Single(ReadFiles.Rows(path)).ConversionTime!.Value.Instant);
        }
    }

    [Fact]
    public void Every_name_of_Microsoft_is_found() =>
        Assert.All(MicrosoftTimeZones.All, zone =>
        {
            Assert.True(TimeZoneNames.TryFind(zone.Name, out var id));
            Assert.Equal(zone.IanaId, id);
        });
}
