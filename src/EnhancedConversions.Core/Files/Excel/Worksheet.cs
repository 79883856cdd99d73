using System.Globalization;

namespace EnhancedConversions.Files.Excel;

/// <summary>
/// The rows of a worksheet, streamed. Hidden rows are rows like others, formulas count by the value they had when the workbook was saved,
/// and a formula saved without value is given as its text: nothing is ever calculated.
/// </summary>
internal sealed class Worksheet : ITableSource
{
    private readonly MarkupReader _reader;
    private readonly SharedStrings _strings;
    private readonly CellFormats _formats;
    private readonly bool _uses1904;
    private readonly string _path;
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
        _reader.Place = $"worksheet '{entry.Name}'";
    }

    /// <inheritdoc/>
    public string? Sheet { get; }

    /// <inheritdoc/>
    public int RowNumber { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<Cell> Cells => _cells.AsSpan(0, _count);

    /// <inheritdoc/>
    public bool Read()
    {
        _cells.AsSpan(0, _count).Clear();
        _count = 0;

        // Nothing after the cells is of use, and some of it (conditional formats, links) is large.
        while (_reader.Read() && !_reader.IsAtEndOf("sheetData"))
        {
            if (_reader.IsAt("row"))
            {
                ReadRow();
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private void ReadRow()
    {
        var number = RowNumber + 1;
        while (_reader.ReadAttribute())
        {
            if (_reader.Name == "r" && !int.TryParse(_reader.ReadShortValue(), NumberStyles.None, CultureInfo.InvariantCulture, out number))
            {
                throw FileErrors.WorkbookDamaged(_path, _reader.Place);
            }
        }

        if (number is < 1 or > FileLimits.WorksheetRows)
        {
            throw FileErrors.WorkbookDamaged(_path, $"{_reader.Place} names a row {number}");
        }

        RowNumber = number;
        if (_reader.IsEmpty)
        {
            return;
        }

        var depth = _reader.Depth;
        var column = -1;
        while (_reader.ReadInside(depth))
        {
            if (_reader.IsAt("c"))
            {
                ReadCell(ref column);
            }
        }
    }

    private void ReadCell(ref int column)
    {
        column++;
        var style = 0;
        var type = CellType.Number;
        while (_reader.ReadAttribute())
        {
            switch (_reader.Name)
            {
                case "r":
                    column = ColumnOf(_reader.ReadShortValue());
                    break;
                case "s":
                    _ = int.TryParse(_reader.ReadShortValue(), NumberStyles.None, CultureInfo.InvariantCulture, out style);
                    break;
                case "t":
                    type = TypeOf(_reader.ReadShortValue());
                    break;
            }
        }

        if (column >= FileLimits.Columns)
        {
            throw FileErrors.TooManyColumns(_path, $"row {RowNumber}");
        }

        if (_reader.IsEmpty)
        {
            return;
        }

        Cell cell = default;
        string? formula = null;
        var hasValue = false;
        var depth = _reader.Depth;
        while (_reader.ReadInside(depth))
        {
            if (_reader.IsAt("v"))
            {
                cell = ReadValue(type, style);
                hasValue = true;
            }
            else if (_reader.IsAt("is"))
            {
                cell = Cell.OfText(RichText.Read(_reader));
            }
            else if (_reader.IsAt("f"))
            {
                formula = _reader.ReadText();
            }
        }

        // A formula saved without its value is shown as what it is.
        if (!hasValue && !string.IsNullOrEmpty(formula))
        {
            cell = Cell.OfText($"={formula}");
        }

        if (cell.Kind != CellKind.Empty)
        {
            Put(column, cell);
        }
    }

    private Cell ReadValue(CellType type, int style)
    {
        switch (type)
        {
            case CellType.SharedString:
                return int.TryParse(_reader.ReadShortText(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && _strings[number] is { } text
                    ? Cell.OfText(text)
                    : throw FileErrors.WorkbookDamaged(_path, $"{_reader.Place}, row {RowNumber}: a cell refers to a text that is not there");
            case CellType.Number:
                var digits = _reader.ReadShortText();
                return digits.IsEmpty ? default
                    : !double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? Cell.OfText(digits.ToString())
                    : _formats.IsDate(style) && ExcelDate.TryRead(value, _uses1904, out var date) ? Cell.OfDate(date)
                    : Cell.OfNumber(value);
            case CellType.Boolean:
                return Cell.OfText(_reader.ReadShortText() is "1" ? "TRUE" : "FALSE");
            default:
                return Cell.OfText(RichText.Unescape(_reader.ReadText()));
        }
    }

    private static CellType TypeOf(ReadOnlySpan<char> type) => type switch
    {
        "n" => CellType.Number,
        "s" => CellType.SharedString,
        "b" => CellType.Boolean,

        // Inline text, results of formulas, error values, ISO dates.
        _ => CellType.Text,
    };

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

        return column > 0 ? column - 1 : throw FileErrors.WorkbookDamaged(_path, $"{_reader.Place}, row {RowNumber}: a cell without place");
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

    private enum CellType
    {
        Number,
        SharedString,
        Boolean,
        Text,
    }
}
