using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;

namespace EnhancedConversions.PS.Hosting;

/// <summary>Turns whatever the pipeline brings into rows: our own objects, hashtables, and any object with named properties.</summary>
internal sealed class RowInput(ConversionFileOptions options)
{
    private readonly ConversionRowReader _reader = new(options);
    private int _count;

    /// <summary>Reads one object.</summary>
    /// <exception cref="ConversionException">It is a copy that lost its identifiers, or nothing with named values.</exception>
    public OfflineConversion Read(PSObject input)
    {
        _count++;
        return input.BaseObject switch
        {
            OfflineConversion { PhoneNumber: { } phone } row when options.DefaultCountry is { } country => row with { PhoneNumber = phone.WithCountry(country) },
            OfflineConversion row => row,
            HashedConversion hashed => hashed.ToOfflineConversion(),
            _ => _reader.Read(Cells(input).Select(p => KeyValuePair.Create(p.Key, Plain(p.Value))), new RowSource(File: null, Sheet: null, _count)),
        };
    }

    /// <summary>The named values of an object or a hashtable.</summary>
    /// <exception cref="ConversionException">It is a copy that lost its identifiers, or nothing with named values.</exception>
    public static IEnumerable<KeyValuePair<string, object?>> Cells(PSObject input) => input.BaseObject switch
    {
        IDictionary table => Pairs(table),
        PSCustomObject when IsCopy(input) => throw CmdletErrors.RowCopied(),
        string or ValueType => throw CmdletErrors.RowNotReadable(input.BaseObject.GetType().Name),
        _ => Properties(input),
    };

    /// <summary>What the engine wraps, and what Select-Object takes from one of our own rows, in the terms of cells.</summary>
    public static object? Plain(object? value) => Unwrapped.Of(value) switch
    {
        PSCustomObject when IsCopy((PSObject)value!) => throw CmdletErrors.RowCopied(),
        PSCustomObject => Several(Properties((PSObject)value!)),
        IOrderedDictionary table => Several(Pairs(table)),

        // The order of a hashtable differs from run to run.
        IDictionary table => Several(Pairs(table).OrderBy(p => p.Key, StringComparer.Ordinal)),
        DBNull => null,
        ConversionTime { Instant: { } instant } => instant,
        ConversionTime time => time.Local,
        Consent.Unspecified => null,
        Consent consent => consent.ToString(),
        var plain => plain,
    };

    // Custom variables: what the engine wraps is hidden in their values as well.
    private static KeyValuePair<string, object?>[] Several(IEnumerable<KeyValuePair<string, object?>> pairs) =>
        [.. pairs.Select(p => new KeyValuePair<string, object?>(p.Key, p.Value is PSObject { BaseObject: var inner and not PSCustomObject } ? inner : p.Value))];

    // Not as a sequence: that of a generic dictionary has other entries.
    private static IEnumerable<KeyValuePair<string, object?>> Pairs(IDictionary table)
    {
        var entries = table.GetEnumerator();
        while (entries.MoveNext())
        {
            yield return new(Convert.ToString(entries.Key, CultureInfo.InvariantCulture) ?? "", entries.Value);
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>> Properties(PSObject input) =>
        input.Properties.Where(p => p.IsGettable).Select(p => KeyValuePair.Create(p.Name, (object?)p.Value));

    // Also behind Select-Object, which puts its own word in front.
    private static bool IsCopy(PSObject input) => input.TypeNames.Any(n => n.Contains("Deserialized.EnhancedConversions.", StringComparison.Ordinal));
}
