using System.Text;
using EnhancedConversions.Conversions;
using EnhancedConversions.Identifiers;

namespace EnhancedConversions.Core.Tests.Identifiers;

public sealed class NormalFormTests
{
    [Theory]
    [InlineData("QuinnY@EXAMPLE.com", "quinny@example.com")]
    [InlineData("user.name+NYC@Example.com", "user.name+nyc@example.com")]
    [InlineData("j.e.f..ferson.Loves.hiking@gmail.com", "jeffersonloveshiking@gmail.com")]
    [InlineData("Cloudy.SanFrancisco+shopping@gmail.com", "cloudysanfrancisco@gmail.com")]
    [InlineData("jefferson.Loves.hiking@googlemail.com", "jeffersonloveshiking@googlemail.com")]
    [InlineData("  alexz@example.com\t", "alexz@example.com")]
    [InlineData("alex z@example.com", "alexz@example.com")]
    [InlineData("\u200Balexz\u00A0@example.com\uFEFF", "alexz@example.com")]
    [InlineData("JOSÉ@example.com", "josé@example.com")]
    public void Google_keeps_dots_and_plus_tags_except_at_gmail(string raw, string expected) =>
        Assert.Equal(expected, Email(raw, AdNetwork.GoogleAds));

    [Theory]
    [InlineData("john@contoso.com", "john@contoso.com")]
    [InlineData("name+withplus@outlook.com", "name@outlook.com")]
    [InlineData("ex.ample@outlook.com", "example@outlook.com")]
    [InlineData("User.Name+NYC@Example.com", "username@example.com")]
    [InlineData("josé.garcía@example.com", "josegarcia@example.com")]
    [InlineData("jose\u0301@example.com", "jose@example.com")]
    [InlineData("zoë z@example.com", "zoez@example.com")]
    [InlineData("name@sub.example.com", "name@sub.example.com")]
    public void Microsoft_drops_dots_plus_tags_and_accents_everywhere(string raw, string expected) =>
        Assert.Equal(expected, Email(raw, AdNetwork.MicrosoftAdvertising));

    [Theory]
    [InlineData("quinn")]
    [InlineData("@example.com")]
    [InlineData("quinn@")]
    [InlineData("quinn@example")]
    [InlineData("quinn@.example.com")]
    [InlineData("quinn@example.com.")]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("a@b@example.com")]
    [InlineData("Quinn <quinn@example.com>")]
    [InlineData("quinn\u0007@example.com")]
    [InlineData("q***@example.com")]
    [InlineData("   ")]
    public void What_is_no_address_is_refused_by_both(string raw)
    {
        Assert.Null(Email(raw, AdNetwork.GoogleAds));
        Assert.Null(Email(raw, AdNetwork.MicrosoftAdvertising));
    }

    [Fact]
    public void An_address_of_dots_only_is_refused_where_dots_are_dropped()
    {
        Assert.Null(Email("...@gmail.com", AdNetwork.GoogleAds));
        Assert.Null(Email("+tag@gmail.com", AdNetwork.GoogleAds));
        Assert.Null(Email("+tag@example.com", AdNetwork.MicrosoftAdvertising));
        Assert.Null(Email(".quinn@example.com", AdNetwork.MicrosoftAdvertising));
    }

    [Fact]
    public void An_address_longer_than_any_is_refused_and_the_longest_is_not()
    {
        var longest = new string('a', NormalForm.MaximumChars - "@example.com".Length) + "@example.com";
        Assert.Equal(longest, Email(longest, AdNetwork.GoogleAds));
        Assert.Null(Email("a" + longest, AdNetwork.GoogleAds));
        var accents = new string('é', NormalForm.MaximumChars - "@example.com".Length) + "@example.com";
        Assert.Equal(accents.Replace('é', 'e'), Email(accents, AdNetwork.MicrosoftAdvertising));
    }

    [Theory]
    [InlineData("1 800 555 0100", "+18005550100")]
    [InlineData("+1 800-555-0100", "+18005550100")]
    [InlineData("18005550100", "+18005550100")]
    [InlineData("+44-113-496-0987", "+441134960987")]
    [InlineData("0044 113 496 0987", "+441134960987")]
    [InlineData("+44 (0)113 496 0987", "+441134960987")]
    [InlineData("0044 (0) 113 496 0987", "+441134960987")]
    [InlineData("+1 (800) 555.0100", "+18005550100")]
    [InlineData("+1\u00A0800\u2011555\u20110100", "+18005550100")]
    [InlineData("\u202A+1 800 555 0100\u202C", "+18005550100")]
    [InlineData("＋１８００５５５０１００", "+18005550100")]
    public void Phone_numbers_become_E164(string raw, string expected) => Assert.Equal(expected, Phone(raw));

    [Theory]
    [InlineData("+abc-DEF")]
    [InlineData("++++")]
    [InlineData("+1 800 555 0100 ext. 5")]
    [InlineData("+1 800 555 0100 +1 800 555 0101")]
    [InlineData("+0 800 555 0100")]
    [InlineData("+12345")]
    [InlineData("+1234567890123456")]
    [InlineData("+12345678901234567890")]
    [InlineData("1-800-FLOWERS")]
    public void What_is_no_number_is_refused(string raw) => Assert.Null(Phone(raw));

    [Theory]
    [InlineData("0113 496 0987")]
    [InlineData("(800) 555-0100")]
    [InlineData("555 0100")]
    public void A_number_without_country_code_is_never_guessed(string raw)
    {
        Span<byte> utf8 = stackalloc byte[NormalForm.MaximumBytes];
        Assert.Equal(NormalFormStatus.WithoutCountry, PhoneNormalForm.Write(raw, utf8).Status);
    }

    [Fact]
    public void A_country_code_without_plus_is_taken_and_said()
    {
        Span<byte> utf8 = stackalloc byte[NormalForm.MaximumBytes];
        Assert.True(PhoneNormalForm.Write("18005550100", utf8).CountryAssumed);
        Assert.False(PhoneNormalForm.Write("+18005550100", utf8).CountryAssumed);
        Assert.False(PhoneNormalForm.Write("0018005550100", utf8).CountryAssumed);
    }

    private static string? Email(string raw, AdNetwork network)
    {
        Span<byte> utf8 = stackalloc byte[NormalForm.MaximumBytes];
        var form = network == AdNetwork.GoogleAds ? GoogleAdsNormalForm.WriteEmail(raw, utf8) : MicrosoftAdvertisingNormalForm.WriteEmail(raw, utf8);
        Assert.Equal(form.Status == NormalFormStatus.Ok, form.Problem is null);
        return form.Status == NormalFormStatus.Ok ? Encoding.UTF8.GetString(utf8[..form.Length]) : null;
    }

    private static string? Phone(string raw)
    {
        Span<byte> utf8 = stackalloc byte[NormalForm.MaximumBytes];
        var form = PhoneNormalForm.Write(raw, utf8);
        return form.Status == NormalFormStatus.Ok ? Encoding.UTF8.GetString(utf8[..form.Length]) : null;
    }
}
