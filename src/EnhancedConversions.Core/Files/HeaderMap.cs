using EnhancedConversions.Conversions;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Files;

/// <summary>Which column holds which field, and what is odd about the header.</summary>
internal sealed class HeaderMap
{
    private static readonly ConversionField[] Identifiers =
    [
        ConversionField.Email, ConversionField.PhoneNumber, ConversionField.GoogleClickId,
        ConversionField.Gbraid, ConversionField.Wbraid, ConversionField.MicrosoftClickId,
    ];

    private readonly int[] _columns = new int[Enum.GetValues<ConversionField>().Length];
    private readonly string?[] _names;
    private readonly List<Finding> _findings = [];

    /// <summary>Reads a header.</summary>
    /// <param name="names">The cells of the header row, or the property names of an object; a blank one names no column.</param>
    /// <param name="headers">The spellings.</param>
    /// <param name="source">The header's row.</param>
    public HeaderMap(IReadOnlyList<string> names, ConversionHeaders headers, RowSource source)
    {
        _names = [.. names.Select(n => CellText.IsBlank(n) ? null : CellText.Clean(n))];
        Array.Fill(_columns, -1);

        // The user's own mapping first: it wins over a column that merely has a known spelling.
        foreach (var mappedPass in (ReadOnlySpan<bool>)[true, false])
        {
            for (var i = 0; i < _names.Length; i++)
            {
                if (_names[i] is { } name && headers.TryFind(name, out var field, out var isMapped) && isMapped == mappedPass)
                {
                    Take(field, i, source);
                }
            }
        }

        foreach (var name in _names)
        {
            if (name is not null && !headers.TryFind(name, out _, out _))
            {
                var hint = ConversionHeaders.Nearest(name) is { } near ? $"Did you mean {near}?" : "Nothing to do when it is not needed; else name its field with -Map.";
                _findings.Add(Validation.Findings.Make(FindingCode.ColumnUnknown, source, QuotedText.Of(name), QuotedText.Of(name), hint));
            }
        }
    }

    /// <summary>Unknown and repeated columns.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>How many fields have a column.</summary>
    public int KnownColumns => _columns.Count(c => c >= 0);

    /// <summary>Fields a row cannot be sent without; empty when the table is complete. An identifier field stands for all of them.</summary>
    public IEnumerable<ConversionField> Missing
    {
        get
        {
            if (Identifiers.All(f => !Has(f)))
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

    /// <summary>True when the field has a column.</summary>
    public bool Has(ConversionField field) => _columns[(int)field] >= 0;

    /// <summary>The column of a field, 0-based; -1 when it has none.</summary>
    public int ColumnOf(ConversionField field) => _columns[(int)field];

    /// <summary>The field's column as the file spells it, or its standard name.</summary>
    public string NameOf(ConversionField field) => Has(field) ? _names[_columns[(int)field]]! : ConversionHeaders.NameOf(field);

    /// <summary>True when the header names the column.</summary>
    public bool IsNamed(int column) => column < _names.Length && _names[column] is not null;

    private void Take(ConversionField field, int column, RowSource source)
    {
        var taken = _columns[(int)field];
        if (taken < 0)
        {
            _columns[(int)field] = column;
        }
        else
        {
            _findings.Add(Validation.Findings.Make(FindingCode.ColumnRepeated, source, _names[column], _names[column], _names[taken]));
        }
    }
}
