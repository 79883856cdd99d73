using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace EnhancedConversions.Files.Text;

/// <summary>The rows of a csv or tsv file.</summary>
internal sealed class TextTable : ITableSource
{
    private readonly CsvParser _parser;
    private readonly string _path;
    private Cell[] _cells = new Cell[32];
    private int _count;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text; disposed with this object.</param>
    /// <param name="delimiter">What parts the cells.</param>
    /// <param name="path">The file, for errors.</param>
    public TextTable(TextReader text, char delimiter, string path)
    {
        _path = path;
        _parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            IgnoreBlankLines = false,

            // A quotation mark inside an unquoted cell is text.
            BadDataFound = null,
            MaxFieldSize = FileLimits.CellLength,
            ExceptionMessagesContainRawData = false,
        });
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
        // A cell may hold line breaks, so a row begins on the line after the last one of the row before.
        var line = _parser.RawRow + 1;
        try
        {
            if (!_parser.Read())
            {
                _count = 0;
                return false;
            }
        }
        catch (MaxFieldSizeException)
        {
            throw FileErrors.CellTooLong(_path, $"in the row that begins on line {line}");
        }

        RowNumber = line;
        _count = _parser.Count;
        if (_count > FileLimits.Columns)
        {
            throw FileErrors.TooManyColumns(_path, $"row {line}");
        }

        if (_count > _cells.Length)
        {
            _cells = new Cell[Math.Max(_count, _cells.Length * 2)];
        }

        for (var i = 0; i < _count; i++)
        {
            _cells[i] = Cell.OfText(_parser[i]);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _parser.Dispose();
}
