using System.Runtime.InteropServices;
using EnhancedConversions.Conversions;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Files;

/// <summary>
/// Turns objects with named properties (from <c>Import-Csv</c>, a query, a hashtable) into rows, by the same header spellings and cell rules as files.
/// Properties it does not know are left out; one that is a slip of a known name is an error finding of each row. Not safe for several threads at once.
/// </summary>
public sealed class ConversionRowReader
{
    private const int MostShapes = 64;

    private readonly ConversionHeaders _headers;
    private readonly ConversionRowParser _parser;
    private readonly List<Shape> _shapes = [];
    private readonly List<string> _names = [];
    private readonly List<Cell> _cells = [];

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
        _shapes.Add(added);
        return added;
    }

    private sealed record Shape(string[] Names, HeaderMap Map, Finding[] Errors);
}
