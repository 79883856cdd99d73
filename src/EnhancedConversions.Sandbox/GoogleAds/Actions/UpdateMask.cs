using System.Text.Json;
using System.Text.Json.Nodes;
using EnhancedConversions.Sandbox.Wire;

namespace EnhancedConversions.Sandbox.GoogleAds.Actions;

/// <summary>A field mask in REST form (contract A.3): paths parted by commas, in <c>lowerCamelCase</c> or <c>snake_case</c>.</summary>
internal static class UpdateMask
{
    /// <summary>The fields of a path by JSON name; null when the message has no such path.</summary>
    public static List<WireField>? Resolve(string path, WireMessage message)
    {
        var fields = new List<WireField>();
        WireMessage? at = message;
        foreach (string step in path.Split('.'))
        {
            WireField? field = at?.Fields.FirstOrDefault(f => f.Name == step || f.JsonName == step);
            if (field is null)
            {
                return null;
            }

            fields.Add(field);
            at = field.Repeated ? null : field.Message;
        }

        return fields;
    }

    /// <summary>The value at a path; null when absent.</summary>
    public static JsonNode? Read(JsonElement resource, List<WireField> path)
    {
        JsonElement at = resource;
        foreach (WireField field in path)
        {
            if (!at.TryGet(field.JsonNameUtf8, out at))
            {
                return null;
            }
        }

        return JsonSerializer.SerializeToNode(at);
    }

    /// <summary>Sets or, with null, clears the value at a path.</summary>
    public static void Write(JsonObject resource, List<WireField> path, JsonNode? value)
    {
        JsonObject at = resource;
        foreach (WireField field in path[..^1])
        {
            at = (at[field.JsonName] ??= new JsonObject()).AsObject();
        }

        at[path[^1].JsonName] = value;
    }
}
