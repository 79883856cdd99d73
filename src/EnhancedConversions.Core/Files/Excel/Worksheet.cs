using System.Globalization;
using System.Xml;

namespace EnhancedConversions.Files.Excel;

/// <summary>
/// The rows of a worksheet, streamed. Hidden rows are rows like others, formulas count by the value they had when the workbook was saved,
/// and a formula saved without value is given as its text: nothing is ever calculated.
/// </summary>
internal sealed class Worksheet : ITableSource
{
    private readonly XmlReader _reader;
    private readonly SharedStrings _strings;
    private readonly CellFormats _formats;
    private readonly bool _uses1904;
    private readonly string _path;
    private readonly char[] _chars = new char[64];
    private Cell[] _cells = new Cell[32];
    private int _count;

    /// <summary>Opens a worksheet.</summary>
    /// <param name="workbook">The workbook; stays the caller's.</param>
    /// <param name="entry">The worksheet.</param>
    /// <param name="strings">The workbook's shared strings.</param>
    /// <param name="formats">The workbook's formats.</param>
    /// <param name="path">The file, for errors.</param>
    public Worksheet(Workbook workbook, WorksheetEntry entry, SharedStrings strings, CellFormats formats, string path)
    {
        _strings = strings;
        _formats = formats;
        _uses1904 = workbook.Uses1904Dates;
        _path = path;
        Sheet = entry.Name;
        _reader = workbook.OpenWorksheet(entry);
    }

    /// <inheritdoc/>
    public string? Sheet { get; }

    /// <inheritdoc/>
    public int RowNumber { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<Cell> Cells => _cells.AsSpan(0, _count);

    private string Place => $"worksheet '{Sheet}' after row {RowNumber}";

    /// <inheritdoc/>
    public bool Read()
    {
        _cells.AsSpan(0, _count).Clear();
        _count = 0;
        try
        {
            while (_reader.Read())
            {
                if (_reader.NodeType == XmlNodeType.Element && _reader.LocalName == "row")
                {
                    ReadRow();
                    return true;
                }

                // Nothing after the cells is of use, and some of it (conditional formats, links) is large.
                if (_reader.NodeType == XmlNodeType.EndElement && _reader.LocalName == "sheetData")
                {
                    return false;
                }
            }

            return false;
        }
        catch (Exception e) when (WorkbookMarkup.Explain(e, _path, Place) is { } explained)
        {
            throw explained;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private void ReadRow()
    {
        var number = RowNumber + 1;
        if (_reader.MoveToAttribute("r"))
        {
            if (!int.TryParse(_reader.Value, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            {
                throw FileErrors.WorkbookDamaged(_path, Place);
            }

            _reader.MoveToElement();
        }

        if (number is < 1 or > FileLimits.WorksheetRows)
        {
            throw FileErrors.WorkbookDamaged(_path, $"{Place} comes row {number}");
        }

        RowNumber = number;
        if (_reader.IsEmptyElement)
        {
            return;
        }

        var depth = _reader.Depth;
        var column = -1;
        while (_reader.Read() && _reader.Depth > depth)
        {
            if (_reader.NodeType == XmlNodeType.Element && _reader.LocalName == "c")
            {
                ReadCell(ref column);
            }
        }
    }

    private void ReadCell(ref int column)
    {
        column++;
        var style = 0;
        var type = "n";
        while (_reader.MoveToNextAttribute())
        {
            switch (_reader.LocalName)
            {
                case "r":
                    column = ColumnOf(_reader.Value);
                    break;
                case "s":
                    _ = int.TryParse(_reader.Value, NumberStyles.None, CultureInfo.InvariantCulture, out style);
                    break;
                case "t":
                    type = _reader.Value;
                    break;
            }
        }

        _reader.MoveToElement();
        if (column >= FileLimits.Columns)
        {
            throw FileErrors.TooManyColumns(_path, $"row {RowNumber}");
        }

        if (_reader.IsEmptyElement)
        {
            return;
        }

        Cell cell = default;
        string? formula = null;
        var depth = _reader.Depth;
        while (_reader.Read() && _reader.Depth > depth)
        {
            if (_reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (_reader.LocalName)
            {
                case "v":
                    cell = ReadValue(type, style);
                    formula = "";
                    break;
                case "is":
                    cell = Cell.OfText(RichText.Read(_reader));
                    break;
                case "f" when formula is null:
                    formula = WorkbookMarkup.ReadText(_reader);
                    break;
            }
        }

        if (!string.IsNullOrEmpty(formula))
        {
            cell = Cell.OfText($"={formula}");
        }

        if (cell.Kind != CellKind.Empty)
        {
            Put(column, cell);
        }
    }

    private Cell ReadValue(string type, int style)
    {
        switch (type)
        {
            case "s":
                var index = ReadChars();
                return int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && _strings[number] is { } text
                    ? Cell.OfText(text)
                    : throw FileErrors.WorkbookDamaged(_path, $"{Place}: a cell refers to a text that is not there");
            case "n":
                var digits = ReadChars();
                return digits.IsEmpty ? default
                    : !double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? Cell.OfText(digits.ToString())
                    : _formats.IsDate(style) && ExcelDate.TryRead(value, _uses1904, out var date) ? Cell.OfDate(date)
                    : Cell.OfNumber(value);
            case "b":
                return Cell.OfText(ReadChars() is "1" ? "TRUE" : "FALSE");
            default:
                return Cell.OfText(RichText.Unescape(WorkbookMarkup.ReadText(_reader)));
        }
    }

    // Numbers and references are short: no string is made for them.
    private ReadOnlySpan<char> ReadChars()
    {
        if (_reader.IsEmptyElement)
        {
            return default;
        }

        var depth = _reader.Depth;
        var length = 0;
        while (_reader.Read() && _reader.Depth > depth)
        {
            if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                int read;
                while (length < _chars.Length && (read = _reader.ReadValueChunk(_chars, length, _chars.Length - length)) > 0)
                {
                    length += read;
                }
            }
        }

        return _chars.AsSpan(0, length).Trim();
    }

    private int ColumnOf(ReadOnlySpan<char> reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetter(c))
            {
                break;
            }

            column = (column * 26) + (c & 0x1F);
            if (column > FileLimits.Columns)
            {
                throw FileErrors.TooManyColumns(_path, $"row {RowNumber}");
            }
        }

        return column > 0 ? column - 1 : throw FileErrors.WorkbookDamaged(_path, Place);
    }

    private void Put(int column, Cell cell)
    {
        if (column >= _cells.Length)
        {
            Array.Resize(ref _cells, Math.Max(column + 1, _cells.Length * 2));
        }

        _cells[column] = cell;
        _count = Math.Max(_count, column + 1);
    }
}
