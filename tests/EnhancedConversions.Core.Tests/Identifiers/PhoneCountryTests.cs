using System.Text;
using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Files;
using EnhancedConversions.Files;
using EnhancedConversions.Identifiers;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Identifiers;

public sealed class PhoneCountryTests
{
    [Theory]
    [InlineData("GB", "0113 496 0987", "+441134960987")]
    [InlineData("GB", "(0113) 496-0987", "+441134960987")]
    [InlineData("gb", "1134960987", "+441134960987")]
    [InlineData("US", "(202) 555-0123", "+12025550123")]
    [InlineData("US", "1-202-555-0123", "+12025550123")]
    [InlineData("DE", "0151 12345678", "+4915112345678")]
    [InlineData("DE", "15112345678", "+4915112345678")]
    [InlineData("SE", "070-174 06 05", "+46701740605")]
    [InlineData("HU", "06 1 234 5678", "+3612345678")]
    [InlineData("RU", "8 (912) 345-67-89", "+79123456789")]
    [InlineData("RU", "8123456789", "+78123456789")]
    [InlineData("IT", "06 1234 5678", "+390612345678")]
    [InlineData("FR", "01 99 00 12 34", "+33199001234")]
    [InlineData("ES", "612 34 56 78", "+34612345678")]
    [InlineData("CI", "01 23 45 67 89", "+2250123456789")]
    [InlineData("AU", "0491 570 156", "+61491570156")]
    [InlineData("JP", "090-1234-5678", "+819012345678")]
    public void A_national_number_gets_the_named_countrys_code(string country, string raw, string expected) => Assert.Equal(expected, Phone(raw, country));

    [Theory]
    [InlineData("DE", "+44 113 496 0987", "+441134960987")]
    [InlineData("DE", "0044 113 496 0987", "+441134960987")]
    [InlineData("GB", "+44 (0)113 496 0987", "+441134960987")]
    [InlineData("GB", "+44 113 496 0987", "+441134960987")]
    [InlineData("US", "011 44 113 496 0987", "+441134960987")]
    [InlineData("AU", "0011 44 113 496 0987", "+441134960987")]
    [InlineData("JP", "010 44 113 496 0987", "+441134960987")]
    [InlineData("IT", "+39 (0)6 1234 5678", "+390612345678")]
    public void A_number_with_a_country_code_never_gets_a_second_one(string country, string raw, string expected) => Assert.Equal(expected, Phone(raw, country));

    [Theory]
    [InlineData("GB", "441134960987", "+441134960987")]
    [InlineData("DE", "441134960987", "+441134960987")]
    public void A_country_code_that_lost_its_plus_is_seen_by_the_length_and_said(string country, string raw, string expected)
    {
        Span<byte> utf8 = stackalloc byte[NormalForm.MaximumBytes];
        var form = PhoneNormalForm.Write(raw, utf8, PhoneCountry.Find(country));
        Assert.Equal((expected, true), (Encoding.UTF8.GetString(utf8[..form.Length]), form.CountryAssumed));
    }

    [Theory]
    [InlineData("GB", "496 0987")]
    [InlineData("GB", "0113 496 09871")]
    [InlineData("US", "555 0123")]
    [InlineData("US", "0113 496 0987")]
    [InlineData("DE", "496098")]
    [InlineData("FR", "1 99 00 12")]
    [InlineData("NG", "009 44 113 496 0987")]
    [InlineData("ES", "061234567")]
    public void A_number_of_another_length_is_refused(string country, string raw) => Assert.Null(Phone(raw, country));

    [Fact]
    public void Every_country_of_the_data_is_whole()
    {
        Assert.True(PhoneCountries.Codes.Count > 240);
        foreach (var country in PhoneCountries.Codes.Select(PhoneCountry.Find))
        {
            Assert.Matches("^[A-Z]{2}$", country.Code);
            Assert.Matches("^[1-9][0-9]{0,2}$", country.CallingCode);
            Assert.InRange(country.LongestLength + country.CallingCode.Length, 6, 15);
            Assert.All(country.TrunkPrefixes, t => Assert.Matches("^[0-9]{1,2}$", t));
        }
    }

    [Theory]
    [InlineData("UK")]
    [InlineData("Germany")]
    [InlineData("49")]
    [InlineData("D\u0130")]
    public void A_country_nobody_knows_is_an_error(string code)
    {
        var options = new ConversionFileOptions { DefaultCountry = code };
        Assert.Equal("CountryUnknown", Assert.Throws<ConversionException>(() => new ConversionRowReader(options)).ErrorId);
    }

    [Fact]
    public void A_file_read_with_a_country_gives_the_hash_of_E164()
    {
        var row = ReadFiles.Cell("Phone Number", "0113 496 0987", new ConversionFileOptions { DefaultCountry = "GB" });
        var hashed = ConversionHasher.Hash(row, AdNetwork.GoogleAds, null, FixedClock.Noon(), out _);
        Assert.Equal(Sha256Hex.Hash("+441134960987"u8), hashed!.HashedPhoneNumber);
    }

    [Fact]
    public void Without_a_country_the_finding_says_how_to_name_it()
    {
        var row = ReadFiles.Cell("Phone Number", "0113 496 0987");
        Assert.Null(ConversionHasher.Hash(row, AdNetwork.GoogleAds, null, FixedClock.Noon(), out var findings));
        Assert.Contains("-DefaultCountry", Assert.Single(findings, f => f.Code == FindingCode.PhoneWithoutCountry).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void The_refusal_tells_the_lengths_and_no_digit_of_the_number()
    {
        var row = ReadFiles.Cell("Phone Number", "0113 496", new ConversionFileOptions { DefaultCountry = "GB" });
        ConversionHasher.Hash(row, AdNetwork.GoogleAds, null, FixedClock.Noon(), out var findings);
        Assert.Equal("The phone number is not one: it has 7 digits, numbers of GB have 9 to 10 after the 0.", Assert.Single(findings, f => f.Code == FindingCode.PhoneMalformed).Message);
    }

    private static string? Phone(string raw, string country)
    {
        Span<byte> utf8 = stackalloc byte[NormalForm.MaximumBytes];
        var form = PhoneNormalForm.Write(raw, utf8, PhoneCountry.Find(country));
        return form.Status == NormalFormStatus.Ok ? Encoding.UTF8.GetString(utf8[..form.Length]) : null;
    }
}
