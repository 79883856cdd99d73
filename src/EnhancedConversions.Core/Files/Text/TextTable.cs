using Sylvan.Data.Csv;

namespace EnhancedConversions.Files.Text;

/// <summary>The rows of a csv or tsv file.</summary>
internal sealed class TextTable : ITableSource
{
    // A row is read as a whole; four cells of the largest size fit.
    private const int RowLength = 4 * FileLimits.CellLength;

    private readonly TextReader _text;
    private readonly char _delimiter;
    private readonly string _path;
    private CsvDataReader? _reader;
    private Cell[] _cells = new Cell[32];
    private int _count;
    private int _nextLine = 1;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text; disposed with this object.</param>
    /// <param name="delimiter">What parts the cells.</param>
    /// <param name="path">The file, for errors.</param>
    public TextTable(TextReader text, char delimiter, string path)
    {
        _text = text;
        _delimiter = delimiter;
        _path = path;
    }

    /// <inheritdoc/>
    public string? Sheet => null;

    /// <inheritdoc/>
    public int RowNumber { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<Cell> Cells => _cells.AsSpan(0, _count);

    /// <inheritdoc/>
    public bool Read()
    {
        RowNumber = _nextLine;
        try
        {
            _reader ??= Open();
            if (!_reader.Read())
            {
                _count = 0;
                return false;
            }
        }
        catch (CsvRecordTooLargeException)
        {
            throw CellTooLong();
        }

        _count = _reader.RowFieldCount;
        if (_count > FileLimits.Columns)
        {
            throw FileErrors.TooManyColumns(_path, $"row {RowNumber}");
        }

        if (_count > _cells.Length)
        {
            Array.Resize(ref _cells, Math.Max(_count, _cells.Length * 2));
        }

        for (var i = 0; i < _count; i++)
        {
            ReadCell(ref _cells[i], _reader.GetFieldSpan(i));
        }

        _nextLine += LinesIn(_reader.GetRawRecordSpan());
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader?.Dispose();
        _text.Dispose();
    }

    private CsvDataReader Open() => CsvDataReader.Create(_text, new CsvDataReaderOptions
    {
        Delimiter = _delimiter,
        HasHeaders = false,

        // A quotation mark inside an unquoted cell is text, and so is what stands behind a closing one.
        CsvStyle = CsvStyle.Lax,

        // Comments are told by their row's first cell, quoted or not, as in workbooks.
        Comment = '\0',
        MaxBufferSize = RowLength,
    });

    private void ReadCell(ref Cell cell, ReadOnlySpan<char> text)
    {
        if (text.Length > FileLimits.CellLength)
        {
            throw CellTooLong();
        }

        // What stands in the row above, too (a name, a currency, a consent), is kept as the one text.
        if (text.IsEmpty || cell.Content is not string above || !text.SequenceEqual(above))
        {
            cell = Cell.OfText(text.ToString());
        }
    }

    // A cell may hold line breaks, so a row begins on the line after the last one of the row before.
    private static int LinesIn(ReadOnlySpan<char> row)
    {
        var lines = 1;
        for (var rest = row; rest.IndexOfAny('\r', '\n') is >= 0 and var end;)
        {
            rest = rest[(rest[end..].StartsWith("\r\n") ? end + 2 : end + 1)..];
            if (rest.IsEmpty)
            {
                break;
            }

            lines++;
        }

        return lines;
    }

    private ConversionException CellTooLong() => FileErrors.CellTooLong(_path, $"in the row that begins on line {RowNumber}");
}
