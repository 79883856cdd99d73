namespace EnhancedConversions.Files;

/// <summary>The cells of one text file or worksheet, row by row, forward only.</summary>
internal interface ITableSource : IDisposable
{
    /// <summary>Worksheet name; null for text files.</summary>
    string? Sheet { get; }

    /// <summary>Number of the current row as an editor (text file) or spreadsheet shows it, 1-based.</summary>
    int RowNumber { get; }

    /// <summary>The current row; valid until the next <see cref="Read"/>.</summary>
    ReadOnlySpan<Cell> Cells { get; }

    /// <summary>Goes to the next row, blank ones included where the file holds them.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="ConversionException">The file is damaged here, or goes beyond a limit.</exception>
    bool Read();
}
