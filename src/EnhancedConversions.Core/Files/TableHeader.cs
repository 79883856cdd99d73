using EnhancedConversions.Conversions;

namespace EnhancedConversions.Files;

/// <summary>
/// Finds the header in a file: past instruction blocks, <c>#</c> lines, blank rows and the parameters row (contracts google D.1, microsoft 9.1).
/// </summary>
internal sealed class TableHeader
{
    private const int FewestColumns = 2;

    private TableHeader(HeaderMap? map, int row, Cell[] cells, string? zone, int zoneRow, Cell[]? zoneCells, int rowsSeen, string[] firstRow)
    {
        Map = map;
        Row = row;
        Cells = cells;
        ZoneText = zone;
        ZoneRow = zoneRow;
        ZoneCells = zoneCells;
        RowsSeen = rowsSeen;
        FirstRow = firstRow;
    }

    /// <summary>The columns, some of the needed ones perhaps missing; null when no header was found.</summary>
    public HeaderMap? Map { get; }

    /// <summary>The header's row; 0 when there is none.</summary>
    public int Row { get; }

    /// <summary>The header as it stands in the file; empty when there is none.</summary>
    public Cell[] Cells { get; }

    /// <summary>What the parameters row says; null when there is none or it was left as the template has it.</summary>
    public string? ZoneText { get; }

    /// <summary>The parameters row; 0 when there is none.</summary>
    public int ZoneRow { get; }

    /// <summary>The parameters row as it stands in the file; null when there is none.</summary>
    public Cell[]? ZoneCells { get; }

    /// <summary>Rows with content that were looked at.</summary>
    public int RowsSeen { get; }

    /// <summary>The filled cells of the first of them that is no comment: the header that was not recognized, if it is one.</summary>
    public string[] FirstRow { get; }

    /// <summary>
    /// Reads rows up to and including the header: the first row that names every column no row can do without,
    /// or else the first that names at least two known ones.
    /// </summary>
    public static TableHeader Find(ITableSource table, ConversionHeaders headers, string path)
    {
        string? zone = null;
        HeaderMap? partial = null;
        Cell[] partialCells = [];
        Cell[]? zoneCells = null;
        string[]? firstRow = null;
        var (partialRow, zoneRow, rowsSeen) = (0, 0, 0);
        for (var rowsRead = 0; rowsRead < FileLimits.RowsAboveHeader && table.Read(); rowsRead++)
        {
            var cells = table.Cells;
            var filled = CountFilled(cells, out var first);
            if (filled == 0)
            {
                continue;
            }

            if (filled > FileLimits.NamedColumns)
            {
                throw FileErrors.TooManyColumns(path, $"row {table.RowNumber}");
            }

            rowsSeen++;
            if (IsComment(cells[first]))
            {
                continue;
            }

            if (ParametersRow.Is(cells[first]))
            {
                zone = ParametersRow.TimeZoneOf(cells);
                zoneRow = table.RowNumber;
                zoneCells = cells.ToArray();
                continue;
            }

            var names = TextOf(cells);
            firstRow ??= [.. names.Where(n => !CellText.IsBlank(n))];
            var map = new HeaderMap(names, headers, new RowSource(path, table.Sheet, table.RowNumber));
            if (map.KnownColumns >= FewestColumns)
            {
                if (!map.Missing.Any())
                {
                    return new TableHeader(map, table.RowNumber, cells.ToArray(), zone, zoneRow, zoneCells, rowsSeen, firstRow ?? []);
                }

                (partial, partialRow, partialCells) = partial is null ? (map, table.RowNumber, cells.ToArray()) : (partial, partialRow, partialCells);
            }
        }

        return new TableHeader(partial, partialRow, partialCells, zone, zoneRow, zoneCells, rowsSeen, firstRow ?? []);
    }

    /// <summary>True for a data row that holds nothing, or nothing but a comment.</summary>
    public static bool IsBlankOrComment(ReadOnlySpan<Cell> cells) => CountFilled(cells, out var first) switch
    {
        0 => true,
        1 => first == 0 && IsComment(cells[0]),
        _ => false,
    };

    // A cell of a lone "#" heads a column of row numbers.
    private static bool IsComment(Cell cell) => cell.Kind == CellKind.Text && cell.ToText() is ['#', _, ..];

    private static int CountFilled(ReadOnlySpan<Cell> cells, out int first)
    {
        first = -1;
        var filled = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            if (!cells[i].IsBlank)
            {
                first = filled++ == 0 ? i : first;
            }
        }

        return filled;
    }

    private static string[] TextOf(ReadOnlySpan<Cell> cells)
    {
        var text = new string[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            text[i] = cells[i].ToText();
        }

        return text;
    }
}
