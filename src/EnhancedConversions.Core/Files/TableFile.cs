using System.Globalization;
using EnhancedConversions.Files.Excel;
using EnhancedConversions.Files.Text;

namespace EnhancedConversions.Files;

/// <summary>A file of one table being written row by row, xlsx or csv by its ending; there whole or not at all.</summary>
internal sealed class TableFile : IDisposable
{
    // Excel's own limit of a cell.
    private const int LongestCell = 32_767;

    private readonly NewFile _file;
    private readonly string _path;
    private WorkbookWriter? _workbook;
    private DelimitedWriter? _text;
    private int _rows;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="overwrite">True replaces an existing file.</param>
    /// <param name="culture">Culture of the numbers of a text file; null means a decimal point.</param>
    /// <param name="withPreamble">False writes a text file without byte order mark, for readers that are no spreadsheets.</param>
    /// <exception cref="ConversionException">Its ending is another, it exists, or it cannot be written.</exception>
    public TableFile(string path, bool overwrite, CultureInfo? culture = null, bool withPreamble = true)
    {
        _path = Path.GetFullPath(path);
        var ending = Path.GetExtension(_path).ToUpperInvariant();
        if (ending is not (".XLSX" or ".CSV"))
        {
            throw FileErrors.FormatUnknown(_path);
        }

        _file = new NewFile(_path, overwrite);
        _file.Write(stream =>
        {
            _workbook = ending == ".XLSX" ? new WorkbookWriter(stream) : null;
            _text = _workbook is null ? new DelimitedWriter(stream, culture, withPreamble) : null;
        });
    }

    /// <summary>Writes what stands above the rows.</summary>
    /// <param name="sheet">Name of the worksheet.</param>
    /// <param name="columns">Widths and formats of its columns.</param>
    /// <param name="parameters">The parameters row; null for none.</param>
    /// <param name="header">The header.</param>
    public void Begin(string sheet, IReadOnlyList<SheetColumn> columns, IReadOnlyList<object?>? parameters, IReadOnlyList<object?> header)
    {
        _file.Write(_ => _workbook?.BeginSheet(sheet, columns, frozenRows: parameters is null ? 1 : 2));
        if (parameters is not null)
        {
            Write(CellLook.Text, parameters, marked: null);
        }

        Write(CellLook.Header, header, marked: null);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="cells">Text, numbers, dates or null.</param>
    /// <param name="marked">Columns whose cells a workbook shows as wrong; null for none.</param>
    /// <exception cref="ConversionException">A worksheet has no room for it, or the file cannot be written.</exception>
    public void WriteRow(IReadOnlyList<object?> cells, IReadOnlySet<int>? marked = null) => Write(CellLook.Text, cells, marked);

    /// <summary>Ends the file and gives it its name; without it nothing remains.</summary>
    public void Complete()
    {
        _file.Write(_ =>
        {
            _workbook?.EndSheet([]);
            _workbook?.Complete();
            CloseWriter();
        });
        _file.Complete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What a full disk still has to say here was said by the write that failed.
        try
        {
            CloseWriter();
        }
        catch (IOException)
        {
        }

        _file.Dispose();
    }

    private void CloseWriter()
    {
        _workbook?.Dispose();
        _text?.Dispose();
        (_workbook, _text) = (null, null);
    }

    private void Write(CellLook look, IReadOnlyList<object?> cells, IReadOnlySet<int>? marked)
    {
        if (_workbook is not null && _rows >= FileLimits.WorksheetRows)
        {
            throw FileErrors.TooLarge(_path, "a worksheet has no room for so many rows", $"{FileLimits.WorksheetRows} rows; a .csv file has none");
        }

        _rows++;
        _file.Write(_ =>
        {
            _workbook?.WriteRow(look, [.. cells.Select(c => c is string { Length: > LongestCell } text ? text[..LongestCell] : c)], marked);
            _text?.WriteRow(cells);
        });
    }
}
