using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Files;

public class ConversionRowReaderTests
{
    [Theory]
    [InlineData("Phone Number", "Conversion Name", "Conversion Time", "Conversion Value")]
    [InlineData("PhoneNumber", "ConversionName", "ConversionTime", "ConversionValue")]
    [InlineData("hashed_phone_number", "conversionname", "CONVERSION_TIME", "Value")]
    public void Properties_fit_like_headers(string phone, string name, string time, string value)
    {
        var row = Read(ConversionFileOptions.Default, (phone, "+18005550100"), (name, "Phone order"), (time, "2026-11-02 09:30:00+0100"), (value, "12.50"), ("Region", "North"));

        Assert.Equal("+18005550100", row.PhoneNumber!.Reveal());
        Assert.Equal("Phone order", row.ConversionName);
        Assert.Equal(12.50m, row.Value);
        Assert.Empty(row.Findings);
    }

    [Fact]
    public void Typed_values_are_taken_as_they_are()
    {
        var instant = new DateTimeOffset(2026, 11, 2, 9, 30, 0, TimeSpan.FromHours(1));
        var email = Identifier.FromText(IdentifierKind.Email, "j.doe@example.com");
        var row = Read(
            ConversionFileOptions.Default,
            ("Email", email), ("Phone", 18005550100L), ("ConversionName", "Phone order"), ("ConversionTime", instant), ("Value", 0.1 + 0.2), ("OrderId", 4711), ("AdUserData", Consent.Granted), ("Currency", null), ("Gclid", DBNull.Value));

        Assert.Same(email, row.Email);
        Assert.Equal("18005550100", row.PhoneNumber!.Reveal());
        Assert.Equal(instant, row.ConversionTime!.Value.Instant);
        Assert.Equal(0.3m, row.Value);
        Assert.Equal("4711", row.OrderId);
        Assert.Equal(Consent.Granted, row.AdUserData);
        Assert.Null(row.Currency);
        Assert.Null(row.GoogleClickId);
    }

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public void A_date_object_has_the_zone_its_kind_says(DateTimeKind kind)
    {
        var date = new DateTime(2026, 11, 2, 9, 30, 0, kind);
        var time = Read(new ConversionFileOptions { TimeZone = "Asia/Tokyo" }, ("ConversionTime", date)).ConversionTime!.Value;

        Assert.Equal(kind == DateTimeKind.Unspecified ? new DateTimeOffset(date, TimeSpan.FromHours(9)) : new DateTimeOffset(date), time.Instant);
    }

    [Fact]
    public void A_row_of_the_model_can_go_in_again()
    {
        using var folder = new TemporaryFolder();
        var row = ReadFiles.Row(folder.Write("a.csv", $"Parameters:TimeZone=Europe/Berlin\n{ReadFiles.Header},Order ID,GCLID\nj.doe@example.com,+18005550100,Signed contract,2026-11-02 09:30:00,12.50,EUR,Granted,Denied,A-1,Cj0\n"));
        var properties = typeof(OfflineConversion).GetProperties().Select(p => KeyValuePair.Create(p.Name, p.GetValue(row)));

        Assert.Equal(row.Dump(), new ConversionRowReader(ConversionFileOptions.Default).Read(properties, row.Source).Dump());
    }

    [Fact]
    public void A_phone_number_beyond_the_digits_of_a_spreadsheet_is_refused() =>
        Assert.Equal([FindingCode.PhoneLostDigits], Read(ConversionFileOptions.Default, ("Phone", 1.23456789012345678e17)).Codes());

    [Fact]
    public void Objects_of_many_shapes_are_read_right()
    {
        var reader = new ConversionRowReader(ConversionFileOptions.Default);
        for (var i = 0; i < 300; i++)
        {
            var shift = Enumerable.Range(0, i % 150).Select(n => KeyValuePair.Create($"Other{n}", (object?)n));
            var row = reader.Read([.. shift, KeyValuePair.Create("Order ID", (object?)i)], new RowSource(null, null, i));
            Assert.Equal(i.ToString(System.Globalization.CultureInfo.InvariantCulture), row.OrderId);
        }
    }

    [Fact]
    public void An_unknown_zone_in_the_options_is_refused()
    {
        var error = Assert.Throws<ConversionException>(() => new ConversionRowReader(new ConversionFileOptions { TimeZone = "Europe/Berlim" }));

        Assert.Equal("TimeZoneUnknown", error.ErrorId);
        Assert.Contains("Europe/Berlin", error.RecommendedAction, StringComparison.Ordinal);
    }

    private static OfflineConversion Read(ConversionFileOptions options, params (string Name, object? Value)[] properties) =>
        new ConversionRowReader(options).Read(properties.Select(p => KeyValuePair.Create(p.Name, p.Value)), new RowSource(null, null, 1));

    [Fact]
    public void Objects_of_which_nothing_is_known_are_refused_at_the_first_one()
    {
        var error = Assert.Throws<ConversionException>(() => Read(ConversionFileOptions.Default, ("E-Mail Adresse;Vorgang;Datum", "a@example.com;x;2026-11-02")));
        Assert.Equal("NoKnownProperty", error.ErrorId);
        Assert.Contains("it has 'E-Mail Adresse;Vorgang;Datum'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Import-Csv -Delimiter ';'", error.RecommendedAction, StringComparison.Ordinal);

        error = Assert.Throws<ConversionException>(() => Read(ConversionFileOptions.Default, ("Network", "GoogleAds"), ("TimeZone", "Europe/Berlin"), ("Currency", "EUR")));
        Assert.Equal("NoKnownProperty", error.ErrorId);
        Assert.Contains("-Map @{ Email = ", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_properties_that_are_a_row_of_data_are_not_shown()
    {
        var error = Assert.Throws<ConversionException>(() => Read(ConversionFileOptions.Default, ("Jane Doe", "x"), ("j.doe@example.com", "y"), ("+18005550100", "z")));

        Assert.Equal("NoKnownProperty", error.ErrorId);
        Assert.DoesNotContain("Doe", error.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("5550100", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_object_of_which_nothing_is_known_is_a_row()
    {
        var reader = new ConversionRowReader(ConversionFileOptions.Default);
        _ = reader.Read([KeyValuePair.Create("Email", (object?)"a@example.com")], new RowSource(null, null, 1));

        Assert.Null(reader.Read([KeyValuePair.Create("Other", (object?)"x")], new RowSource(null, null, 2)).Email);
    }

    [Theory]
    [InlineData("deutsch", "de-DE")]
    [InlineData("de-DD", "de-DE")]
    public void A_culture_nobody_has_is_refused(string name, string near)
    {
        var error = Assert.Throws<ConversionException>(() => new ConversionRowReader(new ConversionFileOptions { Culture = new System.Globalization.CultureInfo(name) }));

        Assert.Equal("CultureUnknown", error.ErrorId);
        Assert.Contains(near, error.RecommendedAction, StringComparison.Ordinal);
    }
}
