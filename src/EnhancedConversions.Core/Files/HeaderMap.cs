using EnhancedConversions.Conversions;
using EnhancedConversions.Messages;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Files;

/// <summary>Which column holds which field, and what is odd about the header.</summary>
internal sealed class HeaderMap
{
    private static readonly ConversionField[] s_identifiers =
    [
        ConversionField.Email, ConversionField.PhoneNumber, ConversionField.GoogleClickId,
        ConversionField.Gbraid, ConversionField.Wbraid, ConversionField.MicrosoftClickId,
    ];

    /// <summary>Fields a row cannot be sent without; an identifier field stands for all of them.</summary>
    public static readonly ConversionField[] Needed = [ConversionField.Email, ConversionField.ConversionName, ConversionField.ConversionTime];

    private static readonly int s_fields = Enum.GetValues<ConversionField>().Length;

    private readonly int[] _columns = new int[s_fields];
    private readonly string?[] _names;
    private readonly ConversionHeaders _headers;
    private readonly RowSource _source;
    private IReadOnlyList<Finding>? _findings;

    /// <summary>Reads a header.</summary>
    /// <param name="names">The cells of the header row, or the property names of an object; a blank one names no column.</param>
    /// <param name="headers">The spellings.</param>
    /// <param name="source">The header's row.</param>
    public HeaderMap(IReadOnlyList<string> names, ConversionHeaders headers, RowSource source)
    {
        _names = [.. names.Select(n => CellText.IsBlank(n) ? null : CellText.Clean(n))];
        _headers = headers;
        _source = source;
        Array.Fill(_columns, -1);

        // The user's own mapping first: it wins over a column that merely has a known spelling.
        Take(mapped: true);
        Take(mapped: false);
        Variables = [.. _names.Select((name, column) => (Column: column, Name: (name is null ? null : headers.FindVariable(name))!)).Where(v => v.Name is not null)];
    }

    /// <summary>The columns of custom variables, 0-based, in their order; empty when there are none.</summary>
    public IReadOnlyList<(int Column, string Name)> Variables { get; }

    /// <summary>Unknown and repeated columns, in their order.</summary>
    public IReadOnlyList<Finding> Findings => _findings ??= Enumerable.Range(0, _names.Length).Select(Judge).OfType<Finding>().ToArray();

    /// <summary>How many fields have a column.</summary>
    public int KnownColumns => _columns.Count(c => c >= 0);

    /// <summary>Fields a row cannot be sent without; empty when the table is complete. An identifier field stands for all of them.</summary>
    public IEnumerable<ConversionField> Missing
    {
        get
        {
            if (s_identifiers.All(f => !Has(f)))
            {
                yield return ConversionField.Email;
            }

            if (!Has(ConversionField.ConversionName))
            {
                yield return ConversionField.ConversionName;
            }

            if (!Has(ConversionField.ConversionTime))
            {
                yield return ConversionField.ConversionTime;
            }
        }
    }

    /// <summary>The headers as the file spells them.</summary>
    public IEnumerable<string> Names => _names.OfType<string>();

    /// <summary>Unknown headers that are near to a known one.</summary>
    public IEnumerable<(string Header, string Meant)> Misspelled =>
        Names.Where(n => !_headers.TryFind(n, out _, out _)).Select(n => (Header: n, Field: ConversionHeaders.Nearest(n))).Where(n => n.Field is not null).Select(n => (n.Header, ConversionHeaders.NameOf(n.Field!.Value)));

    /// <summary>True when the field has a column.</summary>
    public bool Has(ConversionField field) => _columns[(int)field] >= 0;

    /// <summary>True when the custom variable has a column of its own.</summary>
    public bool HasVariable(string variable) => Variables.Any(v => v.Name == variable);

    /// <summary>The column of a field, 0-based; -1 when it has none.</summary>
    public int ColumnOf(ConversionField field) => _columns[(int)field];

    /// <summary>The field's column as the file spells it, or its standard name.</summary>
    public string NameOf(ConversionField field) => Has(field) ? _names[_columns[(int)field]]! : ConversionHeaders.NameOf(field);

    /// <summary>The column a finding names, by the file's spelling or the standard one; -1 when the header has none.</summary>
    public int ColumnOf(string name)
    {
        var column = Array.FindIndex(_names, n => n is not null && (n == name || QuotedText.Of(n) == name));
        return column >= 0 ? column
            : _headers.TryFind(name, out var field, out _) ? ColumnOf(field)
            : CustomVariableHeader.NameIn(name) is { } variable && Variables.FirstOrDefault(v => v.Name == variable || QuotedText.Of(v.Name) == variable) is { Name: not null } own ? own.Column
            : -1;
    }

    /// <summary>True when the header names the column.</summary>
    public bool IsNamed(int column) => column < _names.Length && _names[column] is not null;

    private void Take(bool mapped)
    {
        for (var column = 0; column < _names.Length; column++)
        {
            if (_names[column] is { } name && _headers.TryFind(name, out var field, out var isMapped) && isMapped == mapped && !Has(field))
            {
                _columns[(int)field] = column;
            }
        }
    }

    private Finding? Judge(int column)
    {
        if (_names[column] is not { } name)
        {
            return null;
        }

        var shown = QuotedText.Of(name);
        if (_headers.TryFind(name, out var field, out _))
        {
            return ColumnOf(field) == column ? null : Validation.Findings.Make(FindingCode.ColumnRepeated, _source, shown, shown, QuotedText.Of(NameOf(field)));
        }

        if (ConversionHeaders.IsFixColumn(name) || _headers.FindVariable(name) is not null)
        {
            return null;
        }

        if (CustomVariableHeader.Nearest(name) is { } meant)
        {
            return Validation.Findings.Make(FindingCode.ColumnMisspelled, _source, shown, shown, QuotedText.Of(meant));
        }

        // A slip in the one column of its field would lose every value of it without a word; beside the right column it is just another column.
        return ConversionHeaders.Nearest(name) is { } near && !Has(near)
            ? Validation.Findings.Make(FindingCode.ColumnMisspelled, _source, shown, shown, ConversionHeaders.NameOf(near))
            : Validation.Findings.Make(FindingCode.ColumnUnknown, _source, shown, shown);
    }
}
