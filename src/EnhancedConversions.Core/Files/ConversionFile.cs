using EnhancedConversions.Conversions;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Files;

/// <summary>An opened xlsx, csv or tsv file: its header is read, its rows come one by one.</summary>
public sealed class ConversionFile : IDisposable
{
    private ConversionFile() => throw new NotImplementedException();

    /// <summary>Full path.</summary>
    public string Path => throw new NotImplementedException();

    /// <summary>Worksheet; null for text files.</summary>
    public string? Sheet => throw new NotImplementedException();

    /// <summary>Zone of the parameters row; null when the file has none.</summary>
    public string? TimeZone => throw new NotImplementedException();

    /// <summary>What the header tells: unknown, repeated and missing columns.</summary>
    public IReadOnlyList<Finding> HeaderFindings => throw new NotImplementedException();

    /// <summary>Opens a file and finds the table in it.</summary>
    /// <param name="path">Path of an .xlsx, .csv, .tsv or .txt file; the content decides, not the ending.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="ConversionException">Missing, a directory, empty, in use, not a workbook, without a table, with an unknown zone ...</exception>
    public static ConversionFile Open(string path, ConversionFileOptions options) => throw new NotImplementedException();

    /// <summary>Reads the data rows, once; blank rows are left out. A row that cannot be read fully carries findings.</summary>
    public IEnumerable<OfflineConversion> ReadRows() => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
