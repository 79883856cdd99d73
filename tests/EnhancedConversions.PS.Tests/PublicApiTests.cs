using EnhancedConversions.Sandbox;

namespace EnhancedConversions.PS.Tests;

/// <summary>What the libraries show to others changes on purpose only: the reviewed file changes with it.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData(typeof(ConversionException))]
    [InlineData(typeof(SandboxNetworks))]
    public void Every_public_member_is_as_reviewed(Type inside) =>
        Approved.Match($"{inside.Assembly.GetName().Name}.approved.txt", PublicApi.Describe(inside.Assembly));

    [Fact]
    public void The_text_tells_a_member_from_another()
    {
        var text = PublicApi.Describe(typeof(ConversionException).Assembly);
        Assert.Contains("\nsealed class EnhancedConversions.Conversions.OfflineConversion\n", text, StringComparison.Ordinal);
        Assert.Contains("\n    decimal? Value { get; init; }\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ConversionTimes\n", text, StringComparison.Ordinal);
    }
}
