using System.Text.Json.Nodes;

namespace EnhancedConversions.Core.Tests.Networks;

/// <summary>Request bodies as the contracts write them, kept as files and compared as JSON: order and white space do not count, spelling and types do.</summary>
internal static class Golden
{
    public static void Equal(string name, string body)
    {
        var expected = JsonNode.Parse(SourceFile.Read($"Golden/{name}.json"));
        var actual = JsonNode.Parse(body);
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{name} differs. Sent:\n{actual!.ToJsonString(new() { WriteIndented = true })}");
    }
}
