using System.Globalization;
using EnhancedConversions.Files;
using EnhancedConversions.Files.Excel;

namespace EnhancedConversions.Validation;

/// <summary>
/// Copies the rows of a file that cannot be sent: in their order and columns, every cell as it is, the reason and the original row behind the last column.
/// Instructions, comments and good rows are left out; the parameters row is kept, so the corrected copy is read like the original.
/// </summary>
internal sealed class FixFile : IDisposable
{
    private readonly ConversionFile _source;
    private readonly TableFile _table;

    // Columns of the original that are copied, and the one of an earlier fix file's row numbers (-1 for none).
    private readonly int[] _kept;
    private readonly int _originalRow = -1;
    private readonly int _width;

    /// <summary>Begins the file.</summary>
    /// <param name="options">Where to.</param>
    /// <param name="source">The file being tested.</param>
    /// <param name="culture">Culture its text cells were written in; null means decimal points.</param>
    /// <exception cref="ConversionException">It is the tested file, exists, or cannot be written.</exception>
    public FixFile(FixFileOptions options, ConversionFile source, CultureInfo? culture)
    {
        Path = System.IO.Path.GetFullPath(options.Path);
        if (ConversionFile.IsSame(Path, source.Path))
        {
            throw FileErrors.FixFileIsSource(Path);
        }

        _source = source;
        var header = source.Header.Cells;
        _width = Array.FindLastIndex(header, c => !c.IsBlank) + 1;

        // Of a fix file that is tested again, its own two columns are written anew. One of them alone is a column of the user's.
        var reason = LastOf(header, ConversionHeaders.Reason);
        var originalRow = LastOf(header, ConversionHeaders.OriginalRow);
        var isFixFile = reason >= 0 && originalRow >= 0;
        _originalRow = isFixFile ? originalRow : -1;
        _kept = [.. Enumerable.Range(0, _width).Where(i => !isFixFile || (i != reason && i != originalRow))];

        _table = new TableFile(Path, options.Overwrite, culture);
        try
        {
            var map = source.Header.Map!;
            _table.Begin(
                source.Sheet ?? "Conversions",
                [.. _kept.Select(c => new SheetColumn(24, c == map.ColumnOf(ConversionField.ConversionValue) ? CellLook.General : CellLook.Text)), new SheetColumn(80, CellLook.Text), new SheetColumn(14, CellLook.General)],
                source.Header.ZoneCells is { } zone ? [.. zone.Select(c => ValueOf(c))] : null,
                [.. _kept.Select(c => ValueOf(header[c])), ConversionHeaders.Reason, ConversionHeaders.OriginalRow]);
        }
        catch
        {
            _table.Dispose();
            throw;
        }
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Copies the source's current row.</summary>
    /// <param name="errors">What is wrong with it.</param>
    /// <param name="row">Its number.</param>
    public void Add(IReadOnlyList<Finding> errors, int row)
    {
        var cells = _source.CurrentCells;
        var copy = new List<object?>(_kept.Length + 2);
        foreach (var column in _kept)
        {
            copy.Add(column < cells.Length ? ValueOf(cells[column]) : null);
        }

        copy.Add(string.Join(' ', errors.Select(e => $"{(e.Column is null ? "" : $"{e.Column}: ")}{e.Message} {e.Hint}".Trim()).Distinct()));
        copy.Add(_originalRow >= 0 && _originalRow < cells.Length && !cells[_originalRow].IsBlank ? ValueOf(cells[_originalRow]) : (object)(decimal)row);

        // Cells that the header has no column for: often a sign of a separator inside a cell, and then what explains the error.
        for (var i = _width; i < cells.Length; i++)
        {
            copy.Add(ValueOf(cells[i]));
        }

        while (copy[^1] is null)
        {
            copy.RemoveAt(copy.Count - 1);
        }

        _table.WriteRow(copy, errors.Select(e => e.Column is null ? -1 : Array.IndexOf(_kept, _source.Header.Map!.ColumnOf(e.Column))).Where(c => c >= 0).ToHashSet());
    }

    /// <summary>Gives the file its name; without it nothing remains.</summary>
    public void Complete() => _table.Complete();

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();

    private static int LastOf(Cell[] header, string name) => Array.FindLastIndex(header, c => c.ToText().Equals(name, StringComparison.OrdinalIgnoreCase));

    // A workbook counts days from 1900-03-01 on without a leap day that never was.
    private static object? ValueOf(Cell cell) => cell.Kind switch
    {
        CellKind.Empty => null,
        CellKind.Number => cell.Number,
        CellKind.Date => cell.Date.Year > 1900 ? cell.Date : cell.ToText(),
        _ => cell.Content,
    };
}
