using EnhancedConversions.Conversions;
using EnhancedConversions.Files.Excel;
using EnhancedConversions.Files.Text;
using EnhancedConversions.Messages;
using EnhancedConversions.Times;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Files;

/// <summary>An opened xlsx, csv or tsv file: its header is read, its rows come one by one.</summary>
public sealed class ConversionFile : IDisposable
{
    private readonly IDisposable _resource;
    private readonly ITableSource _table;
    private readonly HeaderMap _header;
    private readonly ConversionRowParser _parser;
    private bool _isRead;

    private ConversionFile(string path, OpenTable open, ConversionFileOptions options)
    {
        Path = path;
        _resource = open.Resource;
        _table = open.Table;
        _header = open.Header.Map!;
        Header = open.Header;
        HeaderFindings = _header.Findings;
        NamedTimeZone? zone = null;
        if (open.Header.ZoneText is { } text)
        {
            zone = TimeZoneNames.Find(text) ?? throw FileErrors.TimeZoneUnknown(path, open.Header.ZoneRow, QuotedText.Of(text));
        }

        TimeZone = zone?.Id;
        _parser = new ConversionRowParser(options, zone);
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Worksheet; null for text files.</summary>
    public string? Sheet => _table.Sheet;

    /// <summary>Zone of the parameters row, IANA id or offset; null when the file names none.</summary>
    public string? TimeZone { get; }

    /// <summary>What the header tells: unknown and repeated columns. A missing column without which no row can be sent is an error of <see cref="Open"/>.</summary>
    public IReadOnlyList<Finding> HeaderFindings { get; }

    /// <summary>The header and the parameters row as they stand in the file.</summary>
    internal TableHeader Header { get; }

    /// <summary>The cells of the row that <see cref="ReadRows"/> gave last, as they stand in the file; valid until the next one.</summary>
    internal ReadOnlySpan<Cell> CurrentCells => _table.Cells;

    /// <summary>Names of a workbook's worksheets, in the order of their tabs; none for a text file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="ConversionException">Missing, in use, damaged ...</exception>
    public static IReadOnlyList<string> GetWorksheetNames(string path)
    {
        using var stream = FileContent.Open(path, out var fullPath);
        if (!FileContent.IsZip(stream, fullPath))
        {
            return [];
        }

        using var workbook = new Workbook(stream, fullPath);
        return [.. workbook.Worksheets.Select(w => w.Name)];
    }

    /// <summary>Whether two paths lead to one file: links to files are followed, and letter case tells files apart on Linux only.</summary>
    /// <param name="path">A path; there need not be a file.</param>
    /// <param name="other">Another.</param>
    public static bool IsSame(string path, string other)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(other);
        return string.Equals(Target(path), Target(other), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

        static string Target(string name)
        {
            var full = System.IO.Path.GetFullPath(name);
            return File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
        }
    }

    /// <summary>Opens a file and finds the table in it.</summary>
    /// <param name="path">Path of an .xlsx, .csv, .tsv or .txt file; the content decides, not the ending.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="ConversionException">Missing, a directory, empty, in use, not a workbook, without a table, with an unknown zone ...</exception>
    public static ConversionFile Open(string path, ConversionFileOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        var headers = new ConversionHeaders(options.Map);
        var stream = FileContent.Open(path, out var fullPath);
        OpenTable? open = null;
        try
        {
            open = FileContent.IsZip(stream, fullPath)
                ? WorkbookFile.Open(stream, headers, options.WorksheetName, fullPath)
                : TextFile.Open(stream, headers, options.WorksheetName, fullPath);
            CheckColumns(open.Header, headers, fullPath);
            return new ConversionFile(fullPath, open, options);
        }
        catch (Exception e)
        {
            open?.Dispose();
            stream.Dispose();
            if (e is not ConversionException && FileContent.Explain(e, fullPath) is { } explained)
            {
                throw explained;
            }

            throw;
        }
    }

    /// <summary>Reads the data rows, once; blank rows are left out. A row that cannot be read fully carries findings.</summary>
    /// <exception cref="ConversionException">The file is damaged further down, or goes beyond a limit.</exception>
    public IEnumerable<OfflineConversion> ReadRows()
    {
        if (_isRead)
        {
            throw new InvalidOperationException("The rows of a file are read once; open it again.");
        }

        _isRead = true;
        return Iterate();

        IEnumerable<OfflineConversion> Iterate()
        {
            while (MoveNext())
            {
                if (!TableHeader.IsBlankOrComment(_table.Cells))
                {
                    yield return _parser.Parse(_table.Cells, _header, new RowSource(Path, Sheet, _table.RowNumber));
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _table.Dispose();
        _resource.Dispose();
    }

    private static void CheckColumns(TableHeader header, ConversionHeaders headers, string path)
    {
        if (header.Map is not { } map)
        {
            throw header.RowsSeen == 0
                ? FileErrors.Empty(path)
                : FileErrors.TableNotFound(path, Describe(header, headers), MapSuggestion.Of(HeaderMap.Needed, header.FirstRow, headers));
        }

        foreach (var (field, variable, own) in headers.Mapped)
        {
            if (variable is null ? !map.Has(field) : !map.HasVariable(variable))
            {
                throw FileErrors.MapHeaderMissing(path, header.Row, variable is null ? field.ToString() : CustomVariableHeader.Of(QuotedText.Of(variable)), own, [.. map.Names], NearestName.Find(own, map.Names));
            }
        }

        var missing = map.Missing.ToList();
        if (missing.Count > 0)
        {
            throw FileErrors.ColumnMissing(
                path,
                header.Row,
                [.. missing.Select(f => f == ConversionField.Email ? "Email, Phone Number or a click id" : ConversionHeaders.NameOf(f))],
                [.. map.Names],
                MapSuggestion.Of(missing, [.. map.Names], headers),
                string.Concat(map.Misspelled.Select(m => $"'{QuotedText.Of(m.Header)}': did you mean {m.Meant}? ")));
        }
    }

    // What was looked at. A first row of data is not quoted: beside an address there stands a name.
    private static string Describe(TableHeader header, ConversionHeaders headers)
    {
        var first = header.FirstRow;
        var looked = $"Looked at {header.RowsSeen} {(header.RowsSeen == 1 ? "row" : "rows")}";
        if (first.Length == 0)
        {
            return $"{looked}.";
        }

        var wrong = headers.Mapped.Select(m => m.Header).Where(own => !first.Any(f => ConversionHeaders.Fold(f) == ConversionHeaders.Fold(own))).ToArray();
        return $"{looked}; the first has {first.Length} filled {(first.Length == 1 ? "cell" : "cells")}"
            + (QuotedText.HoldsData(first) ? " and looks like data, not like a header." : $": {QuotedText.List(first)}.")
            + (wrong.Length > 0 ? $" The column map names {QuotedText.List(wrong)}, which {(wrong.Length == 1 ? "is" : "are")} not among them." : "");
    }

    private bool MoveNext()
    {
        try
        {
            return _table.Read();
        }
        catch (Exception e) when (e is not ConversionException && FileContent.Explain(e, Path) is { } explained)
        {
            throw explained;
        }
    }
}
