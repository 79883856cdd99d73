using System.IO.Compression;

namespace EnhancedConversions.Files.Excel;

/// <summary>A worksheet's name and the part that holds it.</summary>
internal sealed record WorksheetEntry(string Name, string Part);

/// <summary>
/// The structure of an .xlsx file: its worksheets, shared strings and formats, found by the package's relationships.
/// Relationships of single worksheets are never read, so a broken mailto link or a hundred thousand of them do no harm.
/// </summary>
internal sealed class Workbook : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _path;
    private readonly string? _sharedStringsPart;
    private readonly string? _stylesPart;

    /// <summary>Reads the structure.</summary>
    /// <param name="stream">The file; disposed with this object.</param>
    /// <param name="path">Its path, for errors.</param>
    public Workbook(Stream stream, string path)
    {
        _path = path;
        _zip = OpenZip(stream, path);
        try
        {
            foreach (var entry in _zip.Entries)
            {
                _parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
            }

            var main = Relationships("").FirstOrDefault(r => IsType(r, "officeDocument"))?.Target;
            if (main is null || !_parts.ContainsKey(main) || IsBinary(main))
            {
                throw NotAWorkbook();
            }

            var relationships = Relationships(main);
            _sharedStringsPart = relationships.FirstOrDefault(r => IsType(r, "sharedStrings"))?.Target;
            _stylesPart = relationships.FirstOrDefault(r => IsType(r, "styles"))?.Target;
            Worksheets = ReadWorksheets(main, relationships);
        }
        catch
        {
            _zip.Dispose();
            throw;
        }
    }

    /// <summary>The worksheets in the order of their tabs.</summary>
    public IReadOnlyList<WorksheetEntry> Worksheets { get; }

    /// <summary>True when day 0 is 1904-01-01 (workbooks begun on old Macs), false when it is 1899-12-31.</summary>
    public bool Uses1904Dates { get; private set; }

    /// <summary>Reads the texts that cells refer to by number; empty when the workbook has none.</summary>
    public SharedStrings ReadSharedStrings()
    {
        using var reader = TryOpen(_sharedStringsPart, FileLimits.SharedStringBytes);
        return reader is null ? SharedStrings.Empty : SharedStrings.Read(reader, _path);
    }

    /// <summary>Reads which cell formats show a date.</summary>
    public CellFormats ReadFormats()
    {
        using var reader = TryOpen(_stylesPart, FileLimits.PartBytes);
        return reader is null ? CellFormats.None : CellFormats.Read(reader);
    }

    /// <summary>Opens the markup of a worksheet.</summary>
    public MarkupReader OpenWorksheet(WorksheetEntry worksheet) =>
        TryOpen(worksheet.Part, FileLimits.WorksheetBytes) ?? throw FileErrors.WorkbookDamaged(_path, $"worksheet '{worksheet.Name}' is missing");

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private static ZipArchive OpenZip(Stream stream, string path)
    {
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(stream, ZipArchiveMode.Read);
            if (zip.Entries.Count > FileLimits.Parts)
            {
                throw FileErrors.TooLarge(path, $"it has {zip.Entries.Count} parts", $"{FileLimits.Parts}");
            }

            return zip;
        }
        catch (Exception e)
        {
            zip?.Dispose();
            stream.Dispose();
            throw e is InvalidDataException or ArgumentException ? FileErrors.WorkbookDamaged(path, "its list of parts cannot be read") : e;
        }
    }

    private static bool IsType(Relationship relationship, string type) => relationship.Type.EndsWith($"/{type}", StringComparison.Ordinal);

    private static bool IsBinary(string part) => part.EndsWith(".bin", StringComparison.OrdinalIgnoreCase);

    private ConversionException NotAWorkbook() =>
        _parts.Keys.Any(p => IsBinary(p) && p.Contains("workbook", StringComparison.OrdinalIgnoreCase)) ? FileErrors.WorkbookOther(_path, "a binary workbook (.xlsb)")
        : _parts.ContainsKey("mimetype") ? FileErrors.WorkbookOther(_path, "an OpenDocument file (.ods)")
        : FileErrors.WorkbookOther(_path, "a zip archive, but not an Excel workbook");

    private List<WorksheetEntry> ReadWorksheets(string main, IReadOnlyList<Relationship> relationships)
    {
        // Chart and dialog sheets have no cells.
        var parts = relationships.Where(r => IsType(r, "worksheet")).DistinctBy(r => r.Id).ToDictionary(r => r.Id, r => r.Target, StringComparer.Ordinal);
        var worksheets = new List<WorksheetEntry>();
        var isWorkbook = false;
        using var reader = TryOpen(main, FileLimits.PartBytes)!;
        while (reader.Read())
        {
            isWorkbook |= reader.IsAt("workbook");
            if (reader.IsAt("workbookPr"))
            {
                Uses1904Dates = reader.Attribute("date1904") is "1" or "true";
            }
            else if (reader.IsAt("sheet"))
            {
                var name = reader.Attribute("name") ?? "";
                var id = "";
                while (reader.ReadAttribute())
                {
                    // Its namespace differs between strict and transitional workbooks; no other attribute has the name.
                    id = reader.Name == "id" ? reader.ReadShortValue().ToString() : id;
                }

                if (parts.TryGetValue(id, out var part))
                {
                    worksheets.Add(new WorksheetEntry(name, part));
                }
            }
        }

        return !isWorkbook ? throw NotAWorkbook()
            : worksheets.Count == 0 ? throw FileErrors.WorkbookDamaged(_path, "it names no worksheet")
            : worksheets.Count > FileLimits.Worksheets ? throw FileErrors.TooLarge(_path, $"it has {worksheets.Count} worksheets", $"{FileLimits.Worksheets}")
            : worksheets;
    }

    private IReadOnlyList<Relationship> Relationships(string part)
    {
        var folder = part[..(part.LastIndexOf('/') + 1)];
        using var reader = TryOpen($"{folder}_rels/{part[folder.Length..]}.rels", FileLimits.PartBytes);
        return reader is null ? [] : Relationship.Read(reader, folder, _path);
    }

    private MarkupReader? TryOpen(string? part, long limit)
    {
        if (part is null || !_parts.TryGetValue(part, out var entry))
        {
            return null;
        }

        // The directory's figure also bounds what comes out, so a lie about it ends in an early end of the part.
        if (entry.Length > limit)
        {
            throw FileErrors.TooLarge(_path, $"its part {part} expands to {entry.Length >> 20} MB", $"{limit >> 20} MB");
        }

        var ratio = entry.Length / Math.Max(1, entry.CompressedLength);
        if (entry.Length > FileLimits.SuspiciousBytes && ratio > FileLimits.ExpansionRatio)
        {
            throw FileErrors.TooLarge(_path, $"its part {part} expands {ratio} times", $"{FileLimits.ExpansionRatio} times");
        }

        try
        {
            return new MarkupReader(new PartStream(entry.Open(), limit, _path, part), _path, $"its part {part}");
        }
        catch (InvalidDataException)
        {
            throw FileErrors.WorkbookDamaged(_path, $"its part {part}");
        }
    }
}
