using EnhancedConversions.Conversions;
using EnhancedConversions.Messages;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Files;

public class CellTests
{
    private const string Hash = "6f5ffd1a2d1d63a6b8b4d8f0d2f7a1c49c7d1a0a6b5f0f8f2c0b2d7a3e9c4d51";

    [Theory]
    [InlineData("j.doe+fair@example.com", "j.doe+fair@example.com")]
    [InlineData("  J.Doe@Example.com ", "J.Doe@Example.com")]
    [InlineData("\u00a0j.doe@example.com\u202f", "j.doe@example.com")]
    [InlineData("j.doe\u200b@example.com\ufeff", "j.doe@example.com")]
    [InlineData("j\u2011doe@example.com", "j-doe@example.com")]
    [InlineData("mailto:j.doe@example.com", "j.doe@example.com")]
    [InlineData("MAILTO:j.doe@example.com?subject=Offer", "j.doe@example.com")]
    [InlineData("mailto:j.doe%2Bfair@example.com", "j.doe+fair@example.com")]
    [InlineData("=HYPERLINK(\"mailto:j.doe@example.com\")", "j.doe@example.com")]
    [InlineData("=hyperlink(\"mailto:j.doe@example.com\",\"Jane\")", "j.doe@example.com")]
    [InlineData("=HYPERLINK(\"j.doe@example.com\";\"Jane\")", "j.doe@example.com")]
    [InlineData("'j.doe@example.com", "j.doe@example.com")]
    public void An_address_is_taken_out_of_what_is_around_it(string cell, string address)
    {
        var row = ReadFiles.Cell("Email", cell);

        Assert.Empty(row.Findings);
        Assert.Equal(address, row.Email!.Reveal());
        Assert.False(row.Email.IsHashed);
    }

    [Theory]
    [InlineData("+1 800 555 0100", "+1 800 555 0100")]
    [InlineData("+44\u00a0113\u2011496\u202f0987", "+44 113-496 0987")]
    [InlineData("=\"+18005550100\"", "+18005550100")]
    [InlineData("'+18005550100", "+18005550100")]
    [InlineData("\u202a+18005550100\u202c", "+18005550100")]
    [InlineData("18005550100", "18005550100")]
    public void A_phone_number_is_taken_out_of_what_is_around_it(string cell, string number) =>
        Assert.Equal(number, ReadFiles.Cell("Phone Number", cell).PhoneNumber!.Reveal());

    [Theory]
    [InlineData("4.67E+10")]
    [InlineData("4,67E+10")]
    [InlineData("1.8005550100e10")]
    [InlineData("5E+10")]
    public void A_phone_number_shortened_by_a_spreadsheet_is_refused(string cell)
    {
        var row = ReadFiles.Cell("Phone Number", cell);

        Assert.Null(row.PhoneNumber);
        Assert.Equal([FindingCode.PhoneLostDigits], row.Codes());
    }

    [Theory]
    [InlineData(Hash)]
    [InlineData(" 6F5FFD1A2D1D63A6B8B4D8F0D2F7A1C49C7D1A0A6B5F0F8F2C0B2D7A3E9C4D51 ")]
    public void A_hash_is_seen_as_one(string cell)
    {
        var row = ReadFiles.Cell("Email", cell);

        Assert.Empty(row.Findings);
        Assert.True(row.Email!.IsHashed);
        Assert.Equal(Hash, row.Email.Reveal());
    }

    [Theory]
    [InlineData("5f5ffd1a2d1d63a6b8b4d8f0d2f7a1c49c7d1a0a6b5f0f8f2c0b2d7a3e9c4d5")]
    [InlineData("6f5ffd1a2d1d63a6b8b4d8f0d2f7a1c49c7d1a0a6b5f0f8f2c0b2d7a3e9c4d510")]
    [InlineData("6f5ffd1a2d1d63a6b8b4d8f0d2f7a1c49c7d1a0a6b5f0f8f2c0b2d7a3e9c4dxy")]
    [InlineData("5d41402abc4b2a76b9719d911017c592")]
    [InlineData("UJ6TMBm7KFoTSpM0uLtnnf950M4CPVKa9L10TUe0Yo=")]
    public void What_looks_like_a_hash_and_is_none_is_refused_without_showing_it(string cell)
    {
        var row = ReadFiles.Cell("Email", cell);
        Assert.Null(row.Email);
        var finding = Assert.Single(row.Findings);
        Assert.Equal(FindingCode.EmailHashMalformed, finding.Code);
        Assert.DoesNotContain(cell, finding.ToString(), StringComparison.OrdinalIgnoreCase);

        Assert.Equal([FindingCode.PhoneHashMalformed], ReadFiles.Cell("Phone Number", cell).Codes());
    }

    [Theory]
    [InlineData("Granted", Consent.Granted)]
    [InlineData("granted", Consent.Granted)]
    [InlineData("GRANTED", Consent.Granted)]
    [InlineData("CONSENT_GRANTED", Consent.Granted)]
    [InlineData(" Denied ", Consent.Denied)]
    [InlineData("CONSENT_DENIED", Consent.Denied)]
    [InlineData("", Consent.Unspecified)]
    [InlineData(" \u00a0 ", Consent.Unspecified)]
    [InlineData("Unspecified", Consent.Unspecified)]
    public void Consent_is_read_in_any_letter_case(string cell, Consent consent)
    {
        var row = ReadFiles.Cell("Ad User Data", cell);

        Assert.Empty(row.Findings);
        Assert.Equal(consent, row.AdUserData);
        Assert.Equal(consent, ReadFiles.Cell("Ad Personalization", cell).AdPersonalization);
    }

    [Theory]
    [InlineData("TRUE")]
    [InlineData("yes")]
    [InlineData("1")]
    [InlineData("grantd")]
    public void Consent_is_never_guessed(string cell)
    {
        var row = ReadFiles.Cell("Ad User Data", cell);

        Assert.Equal([FindingCode.ConsentUnreadable], row.Codes());
        Assert.Equal(Consent.Unspecified, row.AdUserData);
    }

    [Fact]
    public void A_currency_is_upper_case() => Assert.Equal("EUR", ReadFiles.Cell("Conversion Currency", " eur ").Currency);

    [Fact]
    public void Other_text_loses_what_nobody_sees() =>
        Assert.Equal("Signed contract", ReadFiles.Cell("Conversion Name", "\u200bSigned\u00a0contract ").ConversionName);

    [Theory]
    [InlineData("Conversion Time", "j.doe@example.com")]
    [InlineData("Conversion Time", "+44 113 496 0987")]
    [InlineData("Conversion Time", "01-13-49-60-98")]
    [InlineData("Ad User Data", Hash)]
    [InlineData("Ad User Data", "18005550100")]
    [InlineData("Conversion Time", "2026-11-02 10:00:00 j.doe@example.com")]
    public void A_shifted_identifier_is_not_quoted_in_a_finding(string column, string cell)
    {
        var finding = Assert.Single(ReadFiles.Cell(column, cell).Findings);

        Assert.DoesNotContain(cell, finding.ToString() + finding.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", finding.ToString() + finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_quoted_in_part() => Assert.True(QuotedText.Of(new string('x', 10) + string.Concat(Enumerable.Repeat(" word", 50))).Length < 70);
}
