using System.Globalization;

namespace EnhancedConversions.Core.Tests.Ledger;

public sealed class LedgerRowTests
{
    // What ledgers hold already: the text must stay, or a row sent before would seem to have another value now.
    [Theory]
    [InlineData("0", "0 EUR")]
    [InlineData("0.00", "0 EUR")]
    [InlineData("100", "100 EUR")]
    [InlineData("100.0", "100 EUR")]
    [InlineData("1200.50", "1200.5 EUR")]
    [InlineData("0.000000000001", "0.000000000001 EUR")]
    [InlineData("0.0000000000004", "0 EUR")]
    [InlineData("1.9999999999951", "1.999999999995 EUR")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335 EUR")]
    public void A_value_is_remembered_as_its_shortest_text(string value, string text)
    {
        var row = LedgerContractTests.With(1, row => row with { Value = decimal.Parse(value, CultureInfo.InvariantCulture), Currency = "EUR" });

        Assert.Equal(text, row.Value);
    }

    [Fact]
    public void Without_a_value_there_is_only_the_currency() => Assert.Equal(" EUR", LedgerContractTests.With(1, row => row with { Value = null, Currency = "EUR" }).Value);
}
