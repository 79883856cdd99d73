using System.Globalization;
using System.Text.Json;

namespace EnhancedConversions.Http;

/// <summary>
/// Reads answers tolerantly: a missing field, null and a value of another kind are all "not said".
/// 64-bit numbers travel as strings at both networks, and are read as numbers too.
/// </summary>
internal static class JsonReading
{
    /// <summary>A field of an object, by its path; null when a part of the path is missing, null or no object.</summary>
    public static JsonElement? Field(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : element;
    }

    /// <summary>A text; numbers as they are written, so that an id is read from either. Null when missing or empty.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var field = element.Field(path);
        var text = field?.ValueKind switch
        {
            JsonValueKind.String => field.Value.GetString(),
            JsonValueKind.Number => field.Value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>A whole number.</summary>
    public static long? Whole(this JsonElement element, params ReadOnlySpan<string> path) =>
        long.TryParse(element.Text(path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A decimal number.</summary>
    public static decimal? Decimal(this JsonElement element, params ReadOnlySpan<string> path) =>
        decimal.TryParse(element.Text(path), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>True or false.</summary>
    public static bool? Flag(this JsonElement element, params ReadOnlySpan<string> path) => element.Field(path)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The items of a list; none when it is missing or no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Field(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
