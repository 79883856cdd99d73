using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Validation;
using FsCheck;
using FsCheck.Fluent;

namespace EnhancedConversions.Core.Tests.Files;

public class HeaderTests
{
    [Theory]
    [InlineData("Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Ad User Data,Ad Personalization,Order ID,Google Click ID,GBRAID,WBRAID", 12)]
    [InlineData("Google Click ID,Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Ad User Data,Ad Personalization", 7)]
    [InlineData("Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Microsoft Click ID,Hashed Email Address,Hashed Phone Number,", 7)]
    [InlineData("Microsoft Click Id,Conversion Name,Conversion Time,Conversion Value,Conversion Currency", 5)]
    [InlineData("Type,Client Id,Conversion Currency Code,Conversion Name,Conversion Time,Conversion Value,Microsoft Click Id,Hashed Email Address,Hashed Phone Number", 7)]
    [InlineData("hashedEmailAddress,hashedPhoneNumber,conversionName,conversionTime,conversionValue,conversionCurrencyCode,microsoftClickId", 7)]
    [InlineData("email,phonenumber,conversion_name,CONVERSION TIME,Value,currency,adUserData,ad_personalization,order-id,gclid,gbraid,wbraid,msclkid,TimeZone", 14)]
    [InlineData("E-Mail; Phone ; Conversion\u00a0Name ;\u200bConversion Time", 4)]
    public void Headers_of_every_template_are_known(string header, int known)
    {
        var map = Map(header);

        Assert.Equal(known, map.KnownColumns);
        Assert.DoesNotContain(map.Findings, f => f.Code == FindingCode.ColumnRepeated);
    }

    [Fact]
    public void A_slip_in_a_header_that_is_missing_is_an_error_and_names_what_was_meant()
    {
        var finding = Assert.Single(Map("Email,Conversion Nmae,Conversion Time").Findings);

        Assert.Equal((FindingCode.ColumnMisspelled, FindingSeverity.Error), (finding.Code, finding.Severity));
        Assert.Equal("Conversion Nmae", finding.Column);
        Assert.Contains("'Conversion Name'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_the_right_column_a_similar_one_is_just_left_out() =>
        Assert.Equal(FindingCode.ColumnUnknown, Assert.Single(Map("Email,Email 2,Conversion Name,Conversion Time").Findings).Code);

    [Fact]
    public void An_object_with_a_misspelled_property_says_so_on_each_row()
    {
        var reader = new ConversionRowReader(ConversionFileOptions.Default);
        var properties = new Dictionary<string, object?> { ["Email"] = "jane@example.com", ["Conversion Valeu"] = 5m };
        for (var i = 1; i <= 2; i++)
        {
            var finding = Assert.Single(reader.Read(properties, new RowSource(null, null, i)).Findings);
            Assert.Equal((FindingCode.ColumnMisspelled, i), (finding.Code, finding.Source.Row));
        }
    }

    [Fact]
    public void A_column_like_no_known_one_gets_no_suggestion() =>
        Assert.DoesNotContain("Did you mean", Assert.Single(Map("Email,Conversion Name,Conversion Time,Sales region of the office").Findings).Hint, StringComparison.Ordinal);

    [Fact]
    public void Of_two_columns_for_one_field_the_first_is_used()
    {
        var map = Map("Email,Hashed Email Address,Conversion Name,Conversion Time");

        Assert.Equal(0, map.ColumnOf(ConversionField.Email));
        Assert.Equal(FindingCode.ColumnRepeated, Assert.Single(map.Findings).Code);
    }

    [Fact]
    public void A_users_own_header_wins_over_a_known_spelling()
    {
        var map = Map("Email,e-mail ADRESSE,Conversion Name,Conversion Time", new() { ["email"] = "E-Mail Adresse" });

        Assert.Equal(1, map.ColumnOf(ConversionField.Email));
        Assert.Equal("e-mail ADRESSE", map.NameOf(ConversionField.Email));
        Assert.Equal([FindingCode.ColumnRepeated], map.Findings.Select(f => f.Code));
    }

    [Fact]
    public void A_header_of_signs_only_can_be_mapped() =>
        Assert.Equal(1, Map("%,№,Conversion Name", new() { ["OrderId"] = " № " }).ColumnOf(ConversionField.OrderId));

    [Theory]
    [InlineData("PhoneNumber")]
    [InlineData("phonenumber")]
    [InlineData("Phone Number")]
    public void A_map_names_fields_in_any_spelling(string field) =>
        Assert.Equal(0, Map("Rufnummer,Conversion Name", new() { [field] = "Rufnummer" }).ColumnOf(ConversionField.PhoneNumber));

    [Fact]
    public void A_map_with_an_unknown_field_is_refused()
    {
        var error = Assert.Throws<ConversionException>(() => new ConversionHeaders(new Dictionary<string, string> { ["Emial"] = "x" }));

        Assert.Equal("MapFieldUnknown", error.ErrorId);
        Assert.Contains("Did you mean Email", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Throws<ConversionException>(() => new ConversionHeaders(new Dictionary<string, string> { ["1"] = "x" }));
    }

    [Fact]
    public void A_map_that_gives_one_header_to_two_fields_is_refused() =>
        Assert.Equal("MapHeaderRepeated", Assert.Throws<ConversionException>(() => new ConversionHeaders(new Dictionary<string, string> { ["Email"] = "x", ["OrderId"] = "X" })).ErrorId);

    [Fact]
    public void A_mapped_header_that_is_not_in_the_file_is_an_error_with_the_nearest_one()
    {
        using var folder = new TemporaryFolder();
        var options = new ConversionFileOptions { Map = new Dictionary<string, string> { ["Email"] = "E-Mail Adresse" } };
        var error = ReadFiles.Error(folder.Write("a.csv", "E-Mail Adrese,Conversion Name,Conversion Time\n"), options);

        Assert.Equal("MapHeaderMissing", error.ErrorId);
        Assert.Contains("'E-Mail Adrese'", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_header_is_not_shown_when_it_may_be_a_number()
    {
        using var folder = new TemporaryFolder();
        var options = new ConversionFileOptions { Map = new Dictionary<string, string> { ["PhoneNumber"] = "Phone 46701740605" } };
        var error = ReadFiles.Error(folder.Write("a.csv", "Email,Phone 46701740606,Conversion Name,Conversion Time\n"), options);

        Assert.Equal("MapHeaderMissing", error.ErrorId);
        Assert.DoesNotContain("46701740606", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void No_header_makes_the_reader_throw() => Check.QuickThrowOnFailure(Prop.ForAll<string[]>(names =>
        _ = new HeaderMap([.. (names ?? []).Select(n => n ?? "")], new ConversionHeaders(null), new("/a.csv", null, 1)).Findings));

    private static HeaderMap Map(string header, Dictionary<string, string>? own = null) =>
        new(header.Split(',', ';'), new ConversionHeaders(own), new("/a.csv", null, 1));
}
