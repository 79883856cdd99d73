namespace EnhancedConversions.Files;

/// <summary>What a conversion file may ask of this machine. Honest files stay far below; a hostile one is refused before it costs memory.</summary>
internal static class FileLimits
{
    /// <summary>Columns of a worksheet (Excel's own limit, XFD).</summary>
    public const int Columns = 16_384;

    /// <summary>Columns a header may name.</summary>
    public const int NamedColumns = 1_000;

    /// <summary>Rows of a worksheet (Excel's own limit).</summary>
    public const int WorksheetRows = 1_048_576;

    /// <summary>Characters of one cell; Excel's own limit is 32 767, text files may hold longer notes in columns nobody reads.</summary>
    public const int CellLength = 1 << 18;

    /// <summary>Bytes of markup between two tags of a worksheet.</summary>
    public const int MarkupLength = 1 << 20;

    /// <summary>Bytes a worksheet may expand to: a million rows of twenty cells.</summary>
    public const long WorksheetBytes = 2L << 30;

    /// <summary>Bytes every other part may expand to, shared strings left out.</summary>
    public const long PartBytes = 16L << 20;

    /// <summary>Bytes the shared strings may expand to: they are held in memory.</summary>
    public const long SharedStringBytes = 256L << 20;

    /// <summary>Characters the shared strings may hold together.</summary>
    public const long SharedStringCharacters = 48L << 20;

    /// <summary>Number of shared strings.</summary>
    public const int SharedStrings = 3 * WorksheetRows;

    /// <summary>A part that expands more than this, and to more than <see cref="SuspiciousBytes"/>, is a bomb: worksheets reach 10 to 30.</summary>
    public const int ExpansionRatio = 100;

    /// <summary>Expanded size below which the ratio is not looked at.</summary>
    public const long SuspiciousBytes = 8L << 20;

    /// <summary>Parts in a workbook.</summary>
    public const int Parts = 10_000;

    /// <summary>Worksheets in a workbook.</summary>
    public const int Worksheets = 1_000;

    /// <summary>Rows from the top, blank ones included, in which the header is searched.</summary>
    public const int RowsAboveHeader = 1_000;

    /// <summary>Characters of a text file in which the header must lie.</summary>
    public const int CharactersAboveHeader = 1 << 18;
}
