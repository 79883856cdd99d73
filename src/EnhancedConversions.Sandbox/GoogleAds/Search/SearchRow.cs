using System.Text.Json;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>One result: the resources it joins, by GAQL name, each in its wire form.</summary>
internal sealed class SearchRow(params (string Resource, JsonElement Value)[] resources) : ISearchRow
{
    /// <summary>The value of a field; null when it is not set.</summary>
    public JsonElement? Get(SearchField field)
    {
        foreach ((string resource, JsonElement value) in resources)
        {
            if (resource == field.Resource)
            {
                return Descend(value, field.JsonPath);
            }
        }

        return null;
    }

    public bool Has(SearchField field) => Get(field) is not null;

    public void Write(Utf8JsonWriter json, string name, SearchField field)
    {
        if (Get(field) is JsonElement value)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    private static JsonElement? Descend(JsonElement value, string[] path)
    {
        foreach (string step in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(step, out value))
            {
                return null;
            }
        }

        return value.ValueKind == JsonValueKind.Null ? null : value;
    }
}
