using EnhancedConversions.Conversions;

namespace EnhancedConversions.Files;

/// <summary>Turns objects with named properties (from <c>Import-Csv</c>, a query, a hashtable) into rows, by the same header spellings and cell rules as files.</summary>
/// <param name="options">How to read them.</param>
public sealed class ConversionRowReader(ConversionFileOptions options)
{
    /// <summary>Reads one object.</summary>
    /// <param name="properties">Property names and values; values may be text, numbers, dates, <see cref="Identifier"/> or null.</param>
    /// <param name="source">Where it came from.</param>
    public OfflineConversion Read(IEnumerable<KeyValuePair<string, object?>> properties, RowSource source) => throw new NotImplementedException(options.ToString());
}
