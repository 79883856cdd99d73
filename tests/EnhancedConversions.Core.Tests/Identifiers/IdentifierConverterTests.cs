using EnhancedConversions.Conversions;
using EnhancedConversions.Identifiers;

namespace EnhancedConversions.Core.Tests.Identifiers;

public sealed class IdentifierConverterTests
{
    [Theory]
    [InlineData(AdNetwork.GoogleAds, "jane.doe+a@example.com")]
    [InlineData(AdNetwork.MicrosoftAdvertising, "janedoe@example.com")]
    public void An_address_is_hashed_in_the_way_of_the_network(AdNetwork network, string normal)
    {
        var result = new IdentifierConverter(IdentifierKind.Email, network, null).Convert(" Jane.Doe+a@Example.com");
        Assert.Equal(new HashedIdentifier(network, IdentifierKind.Email, Sha256Hex.Hash(System.Text.Encoding.UTF8.GetBytes(normal)), null), result);
        Assert.Equal(normal, IdentifierConverter.Normalize(Identifier.FromText(IdentifierKind.Email, " Jane.Doe+a@Example.com"), network));
        Assert.Null(IdentifierConverter.Normalize(Identifier.FromText(IdentifierKind.Email, result.Hash), network));
    }

    [Theory]
    [InlineData("0113 496 0987", null, "The phone number has no country code.")]
    [InlineData("0113 496 0987", "GB", null)]
    [InlineData(441134960987L, null, null)]
    [InlineData("4.41E+11", null, "The spreadsheet shortened the phone number; its last digits are gone.")]
    [InlineData("n/a", "GB", "The phone number is not one: it holds letters or other characters that numbers do not have.")]
    [InlineData("", null, "The value is empty.")]
    [InlineData(null, null, "The value is empty.")]
    public void A_number_gets_a_hash_or_a_problem(object? value, string? country, string? problem)
    {
        var result = new IdentifierConverter(IdentifierKind.PhoneNumber, AdNetwork.GoogleAds, country).Convert(value);
        Assert.Equal(problem, result.Problem);
        Assert.Equal(problem is null ? Sha256Hex.Hash("+441134960987"u8) : null, result.Hash);
    }
}
