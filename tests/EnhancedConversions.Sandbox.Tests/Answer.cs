using System.Net;
using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.Tests;

/// <summary>What came back, its body read as JSON.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode Body, HttpResponseMessage Message)
{
    public int StatusCode => (int)Status;

    /// <summary>A value by a path such as <c>error.details[0].reason</c>; null when absent.</summary>
    public string? this[string path]
    {
        get
        {
            JsonNode? node = Node(path);
            return node?.ToString();
        }
    }

    public JsonNode? Node(string path)
    {
        JsonNode? node = Body;
        foreach (string step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            node = step[0] == '[' ? node?.AsArray().ElementAtOrDefault(int.Parse(step[1..^1], System.Globalization.CultureInfo.InvariantCulture)) : node?.AsObject()[step];
        }

        return node;
    }

    /// <summary>The objects of a list; none when absent.</summary>
    public IEnumerable<JsonNode> List(string path) => Node(path)?.AsArray().Select(n => n!) ?? [];

    /// <summary>Data Manager: each violation as <c>field REASON</c>.</summary>
    public string[] Violations =>
        [.. List("error.details").Where(d => ((string)d["@type"]!).EndsWith("BadRequest", StringComparison.Ordinal)).SelectMany(d => d["fieldViolations"]!.AsArray()).Select(v => $"{v!["field"]} {v["reason"]}")];

    /// <summary>Google Ads: each error as <c>path category.CODE</c>, of a refusal or a partial failure.</summary>
    public string[] AdsErrors =>
    [
        .. List("error.details").Concat(List("partialFailureError.details")).SelectMany(d => d["errors"]?.AsArray() ?? []).Select(e =>
        {
            string path = string.Join('.', (e!["location"]?["fieldPathElements"]?.AsArray() ?? []).Select(p => p!["index"] is null ? (string)p["fieldName"]! : $"{p["fieldName"]}[{p["index"]}]"));
            var code = e["errorCode"]!.AsObject().Single();
            return $"{path} {code.Key}.{code.Value}".TrimStart();
        }),
    ];

    /// <summary>Microsoft: each partial error as <c>index Code ErrorCode</c>.</summary>
    public string[] PartialErrors => [.. List("PartialErrors").Select(e => $"{e["Index"]} {e["Code"]} {e["ErrorCode"]}")];
}
