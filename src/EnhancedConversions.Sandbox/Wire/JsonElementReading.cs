using System.Text.Json;

namespace EnhancedConversions.Sandbox.Wire;

/// <summary>Reads fields of a body that passed <see cref="WireCheck"/>: null is the same as absent.</summary>
internal static class JsonElementReading
{
    public static bool TryGet(this JsonElement parent, ReadOnlySpan<byte> name, out JsonElement value) =>
        parent.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>The text; null when absent.</summary>
    public static string? Text(this JsonElement parent, ReadOnlySpan<byte> name) => parent.TryGet(name, out JsonElement value) ? value.GetString() : null;

    /// <summary>The text; null when absent or empty.</summary>
    public static string? NotEmpty(this JsonElement parent, ReadOnlySpan<byte> name) => parent.Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>False when absent.</summary>
    public static bool Flag(this JsonElement parent, ReadOnlySpan<byte> name) => parent.TryGet(name, out JsonElement value) && value.GetBoolean();

    /// <summary>Number of elements; 0 when absent.</summary>
    public static int Count(this JsonElement parent, ReadOnlySpan<byte> name) => parent.TryGet(name, out JsonElement value) ? value.GetArrayLength() : 0;

    /// <summary>The elements; none when absent.</summary>
    public static IEnumerable<JsonElement> Each(this JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.TryGet(name, out JsonElement value) ? value.EnumerateArray() : [];
}
