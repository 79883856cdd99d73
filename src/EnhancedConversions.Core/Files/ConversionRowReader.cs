using System.Runtime.InteropServices;
using EnhancedConversions.Conversions;
using EnhancedConversions.Messages;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Files;

/// <summary>
/// Turns objects with named properties (from <c>Import-Csv</c>, a query, a hashtable) into rows, by the same header spellings and cell rules as files.
/// Properties it does not know are left out; one that is a slip of a known name is an error finding of each row. Not safe for several threads at once.
/// </summary>
public sealed class ConversionRowReader
{
    private const int MostShapes = 64;

    // Accounts, reports and invoices have these, too.
    private static readonly ConversionField[] s_common = [ConversionField.TimeZone, ConversionField.ConversionCurrency];

    private readonly ConversionHeaders _headers;
    private readonly ConversionRowParser _parser;
    private readonly List<Shape> _shapes = [];
    private readonly List<string> _names = [];
    private readonly List<Cell> _cells = [];
    private bool _hasRead;

    /// <summary>Makes a reader.</summary>
    /// <param name="options">How to read the objects.</param>
    /// <exception cref="ConversionException">The zone or the column map of the options is not usable.</exception>
    public ConversionRowReader(ConversionFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _headers = new ConversionHeaders(options.Map);
        _parser = new ConversionRowParser(options, fileZone: null);
    }

    /// <summary>Reads one object.</summary>
    /// <param name="properties">Property names and values; values may be text, numbers, dates, <see cref="Identifier"/> or null.</param>
    /// <param name="source">Where it came from.</param>
    /// <exception cref="ConversionException">It is the first object, and has properties of which none is known: no other of its kind could be read. Later ones become rows with findings.</exception>
    public OfflineConversion Read(IEnumerable<KeyValuePair<string, object?>> properties, RowSource source)
    {
        ArgumentNullException.ThrowIfNull(properties);
        ArgumentNullException.ThrowIfNull(source);
        _names.Clear();
        _cells.Clear();
        foreach (var (name, value) in properties)
        {
            _names.Add(name);
            _cells.Add(Cell.OfObject(value));
        }

        var shape = FindShape(source);
        var row = _parser.Parse(CollectionsMarshal.AsSpan(_cells), shape.Map, source);

        // Objects have no header that could be refused once; each of them says what is wrong with it.
        return shape.Errors.Length == 0 ? row : row with { Findings = shape.Errors.Select(e => e with { Source = source }).Concat(row.Findings).ToArray() };
    }

    // A million objects of a pipeline have one or a few lists of property names.
    private Shape FindShape(RowSource source)
    {
        foreach (var shape in _shapes)
        {
            if (CollectionsMarshal.AsSpan(_names).SequenceEqual(shape.Names))
            {
                return shape;
            }
        }

        if (_shapes.Count == MostShapes)
        {
            _shapes.Clear();
        }

        var map = new HeaderMap(_names, _headers, source);
        var added = new Shape([.. _names], map, [.. map.Findings.Where(f => f.Severity == FindingSeverity.Error)]);
        if (!_hasRead && added.Errors.Length == 0 && _names.Count > 0 && map.Variables.Count == 0 && map.KnownColumns == s_common.Count(map.Has))
        {
            throw FileErrors.NoKnownProperty(
                QuotedText.HoldsData(_names) ? "the names of its properties look like data, as of a file without a header" : $"it has {QuotedText.List(_names)}",
                MapSuggestion.Of(HeaderMap.Needed, _names, _headers),
                DelimiterIn(_names));
        }

        _hasRead = true;
        _shapes.Add(added);
        return added;
    }

    private static string? DelimiterIn(List<string> names) =>
        names.Exists(n => n.Contains(';', StringComparison.Ordinal)) ? "';'"
        : names.Exists(n => n.Contains('\t', StringComparison.Ordinal)) ? "\"`t\""
        : names.Exists(n => n.Contains('|', StringComparison.Ordinal)) ? "'|'"
        : names is [var only] && only.Contains(',', StringComparison.Ordinal) ? "','"
        : null;

    private sealed record Shape(string[] Names, HeaderMap Map, Finding[] Errors);
}
