using System.Collections;
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
            IDictionary table => Read(table.Cast<DictionaryEntry>().Select(e => KeyValuePair.Create(Convert.ToString(e.Key, CultureInfo.InvariantCulture)!, (object?)e.Value))),
            PSCustomObject when IsCopy(input) => throw CmdletErrors.RowCopied(),
            string or ValueType => throw CmdletErrors.RowNotReadable(input.BaseObject.GetType().Name),
            _ => Read(input.Properties.Where(p => p.IsGettable).Select(p => KeyValuePair.Create(p.Name, (object?)p.Value))),
        };
    }

    private OfflineConversion Read(IEnumerable<KeyValuePair<string, object?>> properties) =>
        _reader.Read(properties.Select(p => KeyValuePair.Create(p.Key, Plain(p.Value))), new RowSource(File: null, Sheet: null, _count));

    /// <summary>What the engine wraps, and what Select-Object takes from one of our own rows, in the terms of cells.</summary>
    public static object? Plain(object? value) => Unwrapped.Of(value) switch
    {
        PSCustomObject => throw CmdletErrors.RowCopied(),
        DBNull => null,
        ConversionTime { Instant: { } instant } => instant,
        ConversionTime time => time.Local,
        Consent.Unspecified => null,
        Consent consent => consent.ToString(),
        var plain => plain,
    };

    // Also behind Select-Object, which puts its own word in front.
    private static bool IsCopy(PSObject input) => input.TypeNames.Any(n => n.Contains("Deserialized.EnhancedConversions.", StringComparison.Ordinal));
}
