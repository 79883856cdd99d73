using System.Globalization;
using EnhancedConversions.Files;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Files;

public class NumberSignsTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("1234.50", "1234.50")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("+12.5", "12.5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1,234.50", "1234.50")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("12,345,678.9", "12345678.9")]
    [InlineData(" 7\u00a0", "7")]
    public void A_value_with_a_decimal_point_is_read(string text, string value)
    {
        var row = ReadFiles.Cell("Conversion Value", text);

        Assert.Empty(row.Findings);
        Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), row.Value);
    }

    [Theory]
    [InlineData("1,234")]
    [InlineData("12,5")]
    [InlineData("1.234,50")]
    [InlineData("1,23,456")]
    [InlineData("1234,567.00")]
    [InlineData(",500")]
    [InlineData("1,234.5,6")]
    [InlineData("EUR 12")]
    [InlineData("$12")]
    [InlineData("12%")]
    [InlineData("1e3")]
    [InlineData("1.2E+06")]
    [InlineData("--5")]
    [InlineData("5-")]
    [InlineData("1.2.3")]
    [InlineData("NaN")]
    [InlineData("#N/A")]
    [InlineData("=A1*2")]
    [InlineData("99999999999999999999999999999999999999999999")]
    public void A_value_that_could_mean_something_else_is_refused(string text)
    {
        var row = ReadFiles.Cell("Conversion Value", text);

        Assert.Null(row.Value);
        Assert.Equal([FindingCode.ValueUnreadable], row.Codes());
    }

    [Theory]
    [InlineData("de-DE", "1.234,50", "1234.50")]
    [InlineData("de-DE", "1.234", "1234")]
    [InlineData("de-DE", "12,5", "12.5")]
    [InlineData("fr-FR", "1\u202f234,5", "1234.5")]
    [InlineData("sv-SE", "1\u00a0234,5", "1234.5")]
    [InlineData("de-CH", "12.5", "12.5")]
    [InlineData("en-US", "1,234", "1234")]
    public void A_named_culture_decides_the_signs(string culture, string text, string value)
    {
        var options = new ConversionFileOptions { Culture = CultureInfo.GetCultureInfo(culture) };

        Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), ReadFiles.Cell("Conversion Value", text, options).Value);
    }

    [Theory]
    [InlineData("de-DE", "1234.50")]
    [InlineData("de-DE", "1.23")]
    public void A_number_against_the_named_culture_is_refused(string culture, string text)
    {
        var options = new ConversionFileOptions { Culture = CultureInfo.GetCultureInfo(culture) };

        Assert.Equal([FindingCode.ValueUnreadable], ReadFiles.Cell("Conversion Value", text, options).Codes());
    }

    [Theory]
    [InlineData("1.500", true)]
    [InlineData("1.234", true)]
    [InlineData("-12.500", true)]
    [InlineData("123.000", true)]
    [InlineData("0.500", false)]
    [InlineData("1234.500", false)]
    [InlineData("1,234.500", false)]
    [InlineData("1.50", false)]
    [InlineData("1500", false)]
    public void Thousands_of_another_country_are_warned_of(string text, bool warned)
    {
        var row = ReadFiles.Cell("Conversion Value", text);

        Assert.Equal(warned ? [FindingCode.ValueAmbiguous] : Array.Empty<FindingCode>(), row.Codes());
        Assert.NotNull(row.Value);
        Assert.Empty(ReadFiles.Cell("Conversion Value", text, new ConversionFileOptions { Culture = CultureInfo.GetCultureInfo("en-US") }).Findings);
    }

    [Theory]
    [InlineData(null, "1.234,50", "1234.50", true)]
    [InlineData(null, "1.234,50 €", "1234.50", true)]
    [InlineData(null, "12,5", "1234.50", true)]
    [InlineData(null, "much", "1234.50", false)]
    [InlineData("de-DE", "1234.50", "1234,50", false)]
    [InlineData("de-DE", "1.234,50 €", "1234,50", false)]
    [InlineData("en-US", "12,5", "1234.50", false)]
    public void The_hint_is_in_the_form_that_is_read(string? culture, string text, string example, bool suggestsCulture)
    {
        var finding = Assert.Single(ReadFiles.Cell("Conversion Value", text, new ConversionFileOptions { Culture = culture is null ? null : CultureInfo.GetCultureInfo(culture) }).Findings);

        Assert.Contains($"for example {example}.", finding.Hint, StringComparison.Ordinal);
        Assert.Contains(culture == "de-DE" ? "decimal comma" : "decimal point", finding.Message, StringComparison.Ordinal);
        Assert.Equal(suggestsCulture, finding.Hint!.Contains("-Culture de-DE", StringComparison.Ordinal));
    }
}
