using System.Text.Json;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>The answer to a query before it is cut into pages.</summary>
/// <param name="Fields">The selected fields.</param>
/// <param name="Rows">The rows, in order; each writes the value of a field, or says that it has none. Made as they are drawn.</param>
internal sealed record SearchResult(IReadOnlyList<SearchField> Fields, IEnumerable<ISearchRow> Rows)
{
    private readonly (string Resource, SearchField[] Fields)[] _groups = [.. Fields.GroupBy(f => f.JsonResource).Select(g => (g.Key, g.ToArray()))];

    public string FieldMask => string.Join(',', Fields.Select(f => f.MaskPath));

    /// <summary>Writes rows as <c>results</c>; nothing when there are none, as proto3 JSON leaves out empty lists.</summary>
    public void WriteRows(Utf8JsonWriter json, IReadOnlyCollection<ISearchRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        json.WriteStartArray("results");
        foreach (ISearchRow row in rows)
        {
            json.WriteStartObject();
            foreach ((string resource, SearchField[] fields) in _groups)
            {
                json.WriteStartObject(resource);
                WriteFields(json, row, fields, depth: 0);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFields(Utf8JsonWriter json, ISearchRow row, SearchField[] fields, int depth)
    {
        // Most resources are flat, and reports are long.
        if (Array.TrueForAll(fields, f => f.JsonPath.Length == depth + 1))
        {
            foreach (SearchField field in fields)
            {
                row.Write(json, field.JsonPath[depth], field);
            }

            return;
        }

        foreach (IGrouping<string, SearchField> step in fields.GroupBy(f => f.JsonPath[depth]))
        {
            if (step.First().JsonPath.Length == depth + 1)
            {
                row.Write(json, step.Key, step.First());
            }
            else if (step.Any(row.Has))
            {
                json.WriteStartObject(step.Key);
                WriteFields(json, row, [.. step], depth + 1);
                json.WriteEndObject();
            }
        }
    }
}

/// <summary>A row of an answer.</summary>
internal interface ISearchRow
{
    /// <summary>True when the field is set.</summary>
    bool Has(SearchField field);

    /// <summary>Writes the field under its last name; nothing when it is not set.</summary>
    void Write(Utf8JsonWriter json, string name, SearchField field);
}
