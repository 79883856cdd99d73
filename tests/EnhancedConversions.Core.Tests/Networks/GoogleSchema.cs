using System.Globalization;
using System.Text.Json;

namespace EnhancedConversions.Core.Tests.Networks;

/// <summary>
/// The published messages of the Google Ads API (v25) and the Data Manager API (v1), as far as this module sends them, and proto3's rules for their JSON:
/// every field known, enums by name, 64-bit integers as text, numbers as numbers.
/// </summary>
internal static class GoogleSchema
{
    private static readonly JsonElement s_schema = JsonDocument.Parse(SourceFile.Read("google-schema.json")).RootElement;

    /// <summary>What is wrong with a body; nothing when it parses.</summary>
    public static List<string> Errors(string request, string body)
    {
        var errors = new List<string>();
        CheckMessage(JsonDocument.Parse(body).RootElement, s_schema.GetProperty("roots").GetProperty(request).GetString()!, request, errors);
        return errors;
    }

    /// <summary>True when a query's field is one of its resource: <c>customer.conversion_tracking_setting.conversion_tracking_id</c>.</summary>
    public static bool HasField(string path)
    {
        var parts = path.Split('.');
        var type = s_schema.GetProperty("roots").GetProperty(parts[0]).GetString()!;
        foreach (var part in parts.Skip(1))
        {
            if (!s_schema.GetProperty("messages").TryGetProperty(type, out var message) || !message.TryGetProperty(Camel(part), out var next))
            {
                return false;
            }

            type = next.GetString()!.TrimStart('[', ']');
        }

        return true;
    }

    private static void CheckMessage(JsonElement value, string type, string path, List<string> errors)
    {
        var fields = s_schema.GetProperty("messages").GetProperty(type);
        if (value.ValueKind != JsonValueKind.Object)
        {
            errors.Add($"{path} is no object");
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (!fields.TryGetProperty(member.Name, out var declared))
            {
                errors.Add($"{path}.{member.Name} is not a field of {type}");
                continue;
            }

            var fieldType = declared.GetString()!;
            if (fieldType.StartsWith("[]", StringComparison.Ordinal))
            {
                foreach (var item in member.Value.EnumerateArray())
                {
                    CheckValue(item, fieldType[2..], $"{path}.{member.Name}", errors);
                }
            }
            else
            {
                CheckValue(member.Value, fieldType, $"{path}.{member.Name}", errors);
            }
        }
    }

    private static void CheckValue(JsonElement value, string type, string path, List<string> errors)
    {
        if (s_schema.GetProperty("messages").TryGetProperty(type, out _))
        {
            CheckMessage(value, type, path, errors);
            return;
        }

        var fits = type switch
        {
            _ when s_schema.GetProperty("enums").TryGetProperty(type, out var names) => value.ValueKind == JsonValueKind.String && names.EnumerateArray().Any(name => name.ValueEquals(value.GetString())),
            "string" => value.ValueKind == JsonValueKind.String,
            "bool" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "double" or "float" => value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()),
            "int32" or "uint32" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
            "int64" or "uint64" => value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "google.protobuf.Timestamp" => value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParseExact(
                value.GetString(), ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "google.protobuf.FieldMask" => value.ValueKind == JsonValueKind.String && value.GetString()!.Split(',').All(part => part.Length > 0 && HasField("conversion_action." + part)),
            _ => false,
        };
        if (!fits)
        {
            errors.Add($"{path} is no {type}: {value.GetRawText()}");
        }
    }

    private static string Camel(string name) => string.Concat(name.Split('_').Select((part, i) => i == 0 || part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
}
