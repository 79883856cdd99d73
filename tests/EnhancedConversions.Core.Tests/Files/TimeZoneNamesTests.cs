using EnhancedConversions.Files;

namespace EnhancedConversions.Core.Tests.Files;

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

    [Fact]
    public void Every_name_of_Microsoft_is_found() =>
        Assert.All(MicrosoftTimeZones.All, zone =>
        {
            Assert.True(TimeZoneNames.TryFind(zone.Name, out var id));
            Assert.Equal(zone.IanaId, id);
        });
}
