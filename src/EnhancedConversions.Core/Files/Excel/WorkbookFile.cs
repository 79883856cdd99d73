namespace EnhancedConversions.Files.Excel;

/// <summary>Finds the worksheet with the table in a workbook.</summary>
internal static class WorkbookFile
{
    /// <summary>Opens the named worksheet, or the first one with a complete table, or else the first one with a part of one.</summary>
    /// <param name="stream">The file; disposed with the result.</param>
    /// <param name="headers">The header spellings.</param>
    /// <param name="worksheetName">The worksheet asked for; null for any.</param>
    /// <param name="path">The file, for errors.</param>
    public static OpenTable Open(Stream stream, ConversionHeaders headers, string? worksheetName, string path)
    {
        var workbook = new Workbook(stream, path);
        try
        {
            IReadOnlyList<WorksheetEntry> entries = worksheetName is null
                ? workbook.Worksheets
                : [workbook.Worksheets.FirstOrDefault(w => w.Name.Equals(worksheetName, StringComparison.OrdinalIgnoreCase))
                    ?? throw FileErrors.WorksheetNotFound(path, worksheetName, [.. workbook.Worksheets.Select(w => w.Name)])];
            var strings = workbook.ReadSharedStrings();
            var formats = workbook.ReadFormats();
            WorksheetEntry? partial = null;
            WorksheetEntry? filled = null;
            foreach (var entry in entries)
            {
                var candidate = OpenWorksheet(entry);
                if (candidate.Header.Map is { } map && !map.Missing.Any())
                {
                    return candidate;
                }

                partial ??= candidate.Header.Map is null ? null : entry;
                filled ??= candidate.Header.RowsSeen == 0 ? null : entry;
                candidate.Table.Dispose();
            }

            return OpenWorksheet(partial ?? filled ?? entries[0]);

            OpenTable OpenWorksheet(WorksheetEntry entry)
            {
                var table = new Worksheet(workbook, entry, strings, formats, path);
                try
                {
                    return new OpenTable(table, TableHeader.Find(table, headers, path), workbook);
                }
                catch
                {
                    table.Dispose();
                    throw;
                }
            }
        }
        catch
        {
            workbook.Dispose();
            throw;
        }
    }
}
