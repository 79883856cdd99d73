using EnhancedConversions.Messages;

namespace EnhancedConversions.Files;

/// <summary>A column map to copy: what the caller named rightly, and the fields that are missing.</summary>
internal static class MapSuggestion
{
    private const string Placeholder = "your header";

    /// <summary>The argument of <c>-Map</c>.</summary>
    /// <param name="missing">Fields without a column.</param>
    /// <param name="names">The headers or property names there are; one that is near to a missing field's is filled in.</param>
    /// <param name="headers">The caller's own map.</param>
    public static string Of(IEnumerable<ConversionField> missing, IReadOnlyCollection<string> names, ConversionHeaders headers)
    {
        var kept = headers.Mapped
            .Where(m => names.Any(n => ConversionHeaders.Fold(n) == ConversionHeaders.Fold(m.Header)))
            .ToArray();
        var entries = kept.Select(m => Entry(m.Variable is null ? m.Field.ToString() : $"'{Quoted($"CustomVariable:{m.Variable}")}'", m.Header));
        var near = names.Where(n => !headers.TryFind(n, out _, out _)).Select(n => (Name: n, Field: ConversionHeaders.Nearest(n))).ToArray();
        var added = missing.Where(f => !Array.Exists(kept, m => m.Field == f)).Select(f => Entry(f.ToString(), near.FirstOrDefault(n => n.Field == f).Name ?? Placeholder));
        return $"@{{ {string.Join("; ", entries.Concat(added))} }}";
    }

    private static string Entry(string key, string header) => $"{key} = '{Quoted(header)}'";

    private static string Quoted(string text) => QuotedText.Of(text).Replace("'", "''", StringComparison.Ordinal);
}
