namespace EnhancedConversions.Conversions;

/// <summary>Where a row came from: enough to find it again, nothing of its content.</summary>
/// <param name="File">Full path of the file; null when the row came from the pipeline or a script.</param>
/// <param name="Sheet">Worksheet name; null for text files and for rows without a file.</param>
/// <param name="Row">The row's number as the file's own program shows it (1 = first line); for pipeline input the object's number, 1-based.</param>
public sealed record RowSource(string? File, string? Sheet, int Row)
{
    /// <summary>For example <c>leads.xlsx row 7</c>, <c>leads.xlsx 'Q3' row 7</c> or <c>object 7</c>.</summary>
    public override string ToString() => File is null
        ? $"object {Row}"
        : Sheet is null ? $"{Path.GetFileName(File)} row {Row}" : $"{Path.GetFileName(File)} '{Sheet}' row {Row}";
}
