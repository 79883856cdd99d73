using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Files;

public sealed class UploadFileTests : IDisposable
{
    private static readonly HashedConversion s_row = new()
    {
        Network = AdNetwork.GoogleAds,
        HashedEmail = new string('a', 64),
        HashedPhoneNumber = new string('0', 64),
        GoogleClickId = "Cj0KCQ-_x",
        ConversionName = "Signed, \"sealed\"",
        ConversionTime = new DateTimeOffset(2026, 11, 2, 9, 30, 15, TimeSpan.FromHours(1)),
        Value = 1234.5m,
        Currency = "EUR",
        AdUserData = Consent.Granted,
        AdPersonalization = Consent.Denied,
        OrderId = "A-1",
        Source = new RowSource(null, null, 1),
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Google_gets_times_with_an_offset_without_colon()
    {
        var text = Write("g.csv", new UploadFileOptions { Network = AdNetwork.GoogleAds }, s_row);
        Assert.Equal(
            "Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Ad User Data,Ad Personalization,Order ID,Google Click ID\r\n"
            + $"{s_row.HashedEmail},{s_row.HashedPhoneNumber},\"Signed, \"\"sealed\"\"\",2026-11-02 09:30:15+0100,1234.5,EUR,Granted,Denied,A-1,Cj0KCQ-_x\r\n",
            text);
    }

    [Fact]
    public void Custom_variables_get_the_columns_they_were_given_and_rows_that_lose_some_are_counted()
    {
        HashedConversion[] rows = [s_row with { CustomVariables = [new("b", "=2"), new("a", "1")] }, s_row with { CustomVariables = [new("c", "3")] }, s_row];
        var options = new UploadFileOptions { Network = AdNetwork.GoogleAds, IncludeBraid = true, CustomVariables = ["a", "b"] };
        var path = _folder.PathOf("v.csv");
        using (var file = new UploadFile(path, options))
        {
            Assert.All(rows, row => Assert.Null(file.Write(row)));
            Assert.Equal(1, file.RowsWithoutVariables);
            file.Complete();
        }

        var lines = File.ReadAllLines(path);
        Assert.EndsWith(",GBRAID,WBRAID,Custom Variable: a,Custom Variable: b", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",,,1,'=2", lines[1], StringComparison.Ordinal);
        Assert.Equal([["a=1", "b==2"], [], []], ReadFiles.Rows(path).Select(row => row.CustomVariables.Select(v => $"{v.Name}={v.Value}")));
    }

    [Theory]
    [InlineData("America/New_York", "Parameters:TimeZone=America/New_York", "2026-11-02 03:30:15")]
    [InlineData("W. Europe Standard Time", "Parameters:TimeZone=Europe/Berlin", "2026-11-02 09:30:15")]
    [InlineData("-05:00", "Parameters:TimeZone=-0500", "2026-11-02 03:30:15")]
    public void Google_gets_the_named_zone_above_the_header_and_times_in_it(string zone, string parameters, string time)
    {
        var lines = Write("g.csv", new UploadFileOptions { Network = AdNetwork.GoogleAds, TimeZone = zone }, s_row).Split("\r\n");
        Assert.Equal(parameters, lines[0]);
        Assert.Contains($",{time},", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_in_the_hour_that_comes_twice_keeps_its_offset()
    {
        HashedConversion[] rows =
        [
            s_row with { ConversionTime = new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero) },
            s_row with { ConversionTime = new DateTimeOffset(2026, 10, 25, 1, 30, 0, TimeSpan.Zero) },
        ];
        var text = Write("g.csv", new UploadFileOptions { Network = AdNetwork.GoogleAds, TimeZone = "Europe/Berlin" }, rows);
        Assert.Contains("2026-10-25 02:30:00+0200", text, StringComparison.Ordinal);
        Assert.Contains("2026-10-25 02:30:00+0100", text, StringComparison.Ordinal);
        Assert.Equal(rows.Select(r => r.ConversionTime.UtcDateTime), ReadFiles.Rows(_folder.PathOf("g.csv")).Select(r => r.ConversionTime!.Value.Instant!.Value.UtcDateTime));
    }

    [Fact]
    public void Microsoft_gets_its_seven_columns_in_UTC()
    {
        var row = s_row with { Network = AdNetwork.MicrosoftAdvertising, AdPersonalization = Consent.Unspecified, MicrosoftClickId = new string('c', 32) };
        Assert.Equal(
            "Parameters:TimeZone=+0000\r\nConversion Name,Conversion Time,Conversion Value,Conversion Currency,Microsoft Click ID,Hashed Email Address,Hashed Phone Number\r\n"
            + $"\"Signed, \"\"sealed\"\"\",2026-11-02 08:30:15,1234.5,EUR,{row.MicrosoftClickId},{row.HashedEmail},{row.HashedPhoneNumber}\r\n",
            Write("m.csv", new UploadFileOptions { Network = AdNetwork.MicrosoftAdvertising }, row));
    }

    [Theory]
    [InlineData(AdNetwork.GoogleAds, "a.csv", null)]
    [InlineData(AdNetwork.GoogleAds, "a.xlsx", null)]
    [InlineData(AdNetwork.GoogleAds, "a.csv", "Australia/Lord_Howe")]
    [InlineData(AdNetwork.GoogleAds, "a.xlsx", "Europe/Berlin")]
    [InlineData(AdNetwork.MicrosoftAdvertising, "a.csv", null)]
    [InlineData(AdNetwork.MicrosoftAdvertising, "a.xlsx", null)]
    public void What_is_exported_comes_back_unchanged_and_is_exported_the_same_again(AdNetwork network, string name, string? zone)
    {
        var options = new UploadFileOptions { Network = network, TimeZone = zone, IncludeBraid = true };
        HashedConversion[] rows =
        [
            .. Enumerable.Range(0, 40).Select(i => s_row with
            {
                Network = network,
                ConversionTime = s_row.ConversionTime.AddDays(-i).AddMinutes(i * 7),
                Value = i == 3 ? null : Math.Round(i / 7m, 2),
                Currency = i == 3 ? null : "SEK",
                AdUserData = network == AdNetwork.GoogleAds ? (Consent)(i % 3) : Consent.Unspecified,
                AdPersonalization = Consent.Unspecified,
                OrderId = network == AdNetwork.GoogleAds && i % 2 == 0 ? $"O-{i}" : null,
                GoogleClickId = network == AdNetwork.GoogleAds && i % 4 != 0 ? "Cj0" : null,
                Gbraid = network == AdNetwork.GoogleAds && i % 4 == 0 ? "0AAAA" : null,
                MicrosoftClickId = network == AdNetwork.MicrosoftAdvertising && i % 2 == 0 ? new string('e', 32) : null,
                HashedPhoneNumber = i % 5 == 0 ? null : s_row.HashedPhoneNumber,
            }),
        ];
        Write(name, options, rows);
        var read = ReadFiles.Rows(_folder.PathOf(name)).Select(r => ConversionHasher.Hash(r, network, null, new FixedClock(new DateTimeOffset(2026, 11, 3, 0, 0, 0, TimeSpan.Zero)), out _)!).ToArray();
        Assert.Equal(rows.Select(Dump), read.Select(Dump));
        var again = "again" + Path.GetExtension(name);
        Write(again, options, read);
        Assert.Equal(File.ReadAllBytes(_folder.PathOf(name)), File.ReadAllBytes(_folder.PathOf(again)));
    }

    [Fact]
    public void What_the_page_has_no_column_for_is_left_out_and_said()
    {
        using var microsoft = new UploadFile(_folder.PathOf("m.csv"), new UploadFileOptions { Network = AdNetwork.MicrosoftAdvertising });
        Assert.Equal("consent is denied", microsoft.Write(s_row with { Network = AdNetwork.MicrosoftAdvertising }));
        Assert.Equal((0, 1), (microsoft.Rows, microsoft.RowsWithoutConsent));
        using var google = new UploadFile(_folder.PathOf("g.csv"), new UploadFileOptions { Network = AdNetwork.GoogleAds });
        Assert.NotNull(google.Write(s_row with { HashedEmail = null, HashedPhoneNumber = null, GoogleClickId = null, Wbraid = "0AAAA" }));
        Assert.Null(google.Write(s_row with { GoogleClickId = null, Wbraid = "0AAAA" }));
        Assert.Equal((1, 1), (google.Rows, google.RowsWithoutBraid));
        Assert.Throws<ArgumentException>(() => google.Write(s_row with { Network = AdNetwork.MicrosoftAdvertising }));
    }

    [Fact]
    public void What_is_not_completed_leaves_nothing()
    {
        new UploadFile(_folder.PathOf("g.xlsx"), new UploadFileOptions { Network = AdNetwork.GoogleAds }).Dispose();
        Assert.Empty(Directory.GetFiles(_folder.FullName));
    }

    private static string Dump(HashedConversion row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.HashedEmail} {row.HashedPhoneNumber} {row.GoogleClickId} {row.Gbraid} {row.Wbraid} {row.MicrosoftClickId} {row.ConversionName} {row.ConversionTime.UtcDateTime:s} {row.Value} {row.Currency} {row.AdUserData} {row.AdPersonalization} {row.OrderId}");

    private string Write(string name, UploadFileOptions options, params HashedConversion[] rows)
    {
        using (var file = new UploadFile(_folder.PathOf(name), options))
        {
            Assert.All(rows, r => Assert.Null(file.Write(r)));
            file.Complete();
        }

        return File.ReadAllText(_folder.PathOf(name));
    }
}
