using EnhancedConversions.Http;
using FsCheck;
using FsCheck.Fluent;

namespace EnhancedConversions.Core.Tests.Http;

public sealed class RedactorTests
{
    [Theory]
    [InlineData("The value jane.doe@example.com is not a hash", "jane")]
    [InlineData("bad: user=jane%40example.com", "jane")]
    [InlineData("509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a", "509e")]
    [InlineData("Invalid gclid EAIaIQobChMI1234567890abcdefghijk_BwE", "EAIa")]
    [InlineData("Number +44 113 496 0987 not valid", "496")]
    [InlineData("Number +1 (555) 555-0100 not valid", "0100")]
    [InlineData("Value 'Jane' is not allowed", "Jane")]
    [InlineData("Value \"jane.doe\" is not allowed", "jane")]
    [InlineData("Bearer ya29.a0AfH6SMBx1234567890-abcdef", "ya29")]
    [InlineData("UJ6TMBm7KFoTSpM0uLtnnf950M4CPVKa9L10TUe0/Yo=", "UJ6T")]
    [InlineData("mail: jane.doe＠example.com", "jane")]
    public void Takes_out_what_may_be_personal_or_secret(string text, string trace) =>
        Assert.DoesNotContain(trace, Redactor.Clean(text), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("Field 'user_data.email_address' is required")]
    [InlineData("Type \"UPLOAD_CLICKS\" expected, 3 found")]
    [InlineData("At most 10 identifiers in 1 event")]
    public void Keeps_what_helps(string text) => Assert.Equal(text, Redactor.Clean(text));

    [Fact]
    public void Makes_one_line_of_bounded_length()
    {
        var clean = Redactor.Clean(string.Concat(Enumerable.Repeat("many words\r\n\t\u0007and more ", 100)))!;

        Assert.DoesNotContain(clean, char.IsControl);
        Assert.InRange(clean.Length, 1, 310);
    }

    [Fact]
    public void An_address_cut_in_two_does_not_slip_through()
    {
        for (var length = 560; length < 620; length++)
        {
            Assert.DoesNotContain("jane", Redactor.Clean(new string('1', length) + "jane.doe@example.com") ?? "", StringComparison.Ordinal);
            Assert.DoesNotContain("jane", Redactor.Clean("a " + new string('1', length) + " jane.doe@example.com") ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_address_survives_wherever_it_stands()
    {
        var words = Gen.Elements("a", "value", "'", "\"", "not", "\n", "(", "is 12", "@", "x=").ArrayOf();
        Prop.ForAll(words.Two().ToArbitrary(), pair =>
        {
            var text = string.Join(' ', pair.Item1) + " jane.doe@example.com " + string.Join(' ', pair.Item2);
            return Redactor.Clean(text)?.Contains("jane", StringComparison.Ordinal) != true;
        }).QuickCheckThrowOnFailure();
    }
}
