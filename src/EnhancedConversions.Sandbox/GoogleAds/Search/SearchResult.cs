using System.Text.Json;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>The answer to a query before it is cut into pages.</summary>
/// <param name="Fields">The selected fields.</param>
/// <param name="Rows">The rows, in order.</param>
internal sealed record SearchResult(IReadOnlyList<SearchField> Fields, IReadOnlyList<SearchRow> Rows)
{
    public string FieldMask => string.Join(',', Fields.Select(f => f.MaskPath));

    /// <summary>Writes rows as <c>results</c>; nothing when there are none, as proto3 JSON leaves out empty lists.</summary>
    public void WriteRows(Utf8JsonWriter json, int from, int count)
    {
        if (from >= Rows.Count)
        {
            return;
        }

        json.WriteStartArray("results");
        foreach (SearchRow row in Rows.Skip(from).Take(count))
        {
            json.WriteStartObject();
            foreach (IGrouping<string, SearchField> resource in Fields.GroupBy(f => f.JsonResource))
            {
                json.WriteStartObject(resource.Key);
                WriteFields(json, row, [.. resource], depth: 0);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFields(Utf8JsonWriter json, SearchRow row, IReadOnlyList<SearchField> fields, int depth)
    {
        foreach (IGrouping<string, SearchField> step in fields.GroupBy(f => f.JsonPath[depth]))
        {
            if (step.First().JsonPath.Length == depth + 1)
            {
                if (row.Get(step.First()) is JsonElement value)
                {
                    json.WritePropertyName(step.Key);
                    value.WriteTo(json);
                }
            }
            else if (step.Any(f => row.Get(f) is not null))
            {
                json.WriteStartObject(step.Key);
                WriteFields(json, row, [.. step], depth + 1);
                json.WriteEndObject();
            }
        }
    }
}
