using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EnhancedConversions.Conversions;

namespace EnhancedConversions.Catalogue;

/// <summary>The settings of an action as text, and what is different between two of them.</summary>
internal static class ActionSettings
{
    /// <summary>What names an action, and what the catalogue adds to it; all else is a setting of the network's.</summary>
    internal static readonly IReadOnlySet<string> NotSettings = new HashSet<string>
    {
        nameof(ConversionAction.Network), nameof(ConversionAction.AccountId), nameof(ConversionAction.Id),
        nameof(ConversionAction.DisplayName), nameof(ConversionAction.IsHidden), nameof(ConversionAction.SyncedAt), nameof(ConversionAction.CacheAge),
    };

    private static readonly PropertyInfo[] s_settings = [.. typeof(ConversionAction).GetProperties().Where(p => !NotSettings.Contains(p.Name))];

    private static readonly JsonSerializerOptions s_json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Writes an action; settings without a value too, so that a setting that is not there is one an older version did not know.</summary>
    public static string Write(ConversionAction action) =>
        JsonSerializer.Serialize(action with { DisplayName = null, IsHidden = null, SyncedAt = null, CacheAge = null }, s_json);

    /// <summary>Reads an action; null when another version wrote what this one does not know.</summary>
    public static ConversionAction? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ConversionAction>(text, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The settings that differ, in the order they are declared.</summary>
    /// <param name="before">The action as it was written.</param>
    /// <param name="now">The action as it is.</param>
    public static IReadOnlyList<SettingChange> Compare(string before, ConversionAction now)
    {
        if (Read(before) is not { } old)
        {
            return [];
        }

        var known = JsonNode.Parse(before)!.AsObject();
        return s_settings
            .Where(s => known.ContainsKey(s.Name))
            .Select(s => new SettingChange(s.Name, s.GetValue(old), s.GetValue(now)))
            .Where(c => !Equals(c.From, c.To))
            .ToArray();
    }
}
