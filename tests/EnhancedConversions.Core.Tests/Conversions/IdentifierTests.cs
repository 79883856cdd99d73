using System.Text.Json;
using EnhancedConversions.Conversions;

namespace EnhancedConversions.Core.Tests.Conversions;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData(IdentifierKind.Email, "jane.doe@example.com", "j***@example.com")]
    [InlineData(IdentifierKind.Email, "no address, maybe a name", "***")]
    [InlineData(IdentifierKind.Email, "a@example.com b@example.com", "***")]
    [InlineData(IdentifierKind.PhoneNumber, "+441134960987", "+44*****87")]
    [InlineData(IdentifierKind.PhoneNumber, "0113 496 0987", "***")]
    [InlineData(IdentifierKind.PhoneNumber, "+123", "***")]
    [InlineData(IdentifierKind.Email, "509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a", "(hashed)")]
    public void Text_shows_a_mask_only(IdentifierKind kind, string value, string mask) =>
        Assert.Equal(mask, Identifier.FromText(kind, value)!.ToString());

    [Fact]
    public void No_property_holds_the_value_so_serializers_cannot_show_it()
    {
        var row = new OfflineConversion
        {
            Email = Identifier.FromText(IdentifierKind.Email, "jane.doe@example.com"),
            PhoneNumber = Identifier.FromText(IdentifierKind.PhoneNumber, "+44 113 496 0987"),
            Source = new RowSource(null, null, 1),
        };
        var json = JsonSerializer.Serialize(row) + row;
        Assert.DoesNotContain("jane", json, StringComparison.Ordinal);
        Assert.DoesNotContain("0987", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u00A0\t")]
    public void A_blank_cell_is_no_identifier(string? text) => Assert.Null(Identifier.FromText(IdentifierKind.Email, text));
}
