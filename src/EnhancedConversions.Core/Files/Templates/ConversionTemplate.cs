using EnhancedConversions.Files.Templates;
using EnhancedConversions.Messages;
using EnhancedConversions.Times;

namespace EnhancedConversions.Files;

/// <summary>
/// Writes the template to be filled in: the parameters row, the header, text-formatted cells, drop-downs, a prompt with its rule on every column
/// and an instructions sheet. Equal options give equal bytes.
/// </summary>
public static class ConversionTemplate
{
    /// <summary>Writes an .xlsx or, by the path's ending, a .csv template.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="options">What for.</param>
    /// <exception cref="ConversionException">The zone is unknown, the file exists, or it cannot be written.</exception>
    public static void Write(string path, ConversionTemplateOptions options) => Write(path, options, []);

    /// <summary>Writes a template with rows in it.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="options">What for.</param>
    /// <param name="rows">
    /// Cells in the order of <see cref="GetColumns"/>: text, numbers, dates (<see cref="DateTime"/>) or null; a row may end early.
    /// They are written as they are, whether they could be sent or not; text never becomes a formula.
    /// </param>
    /// <exception cref="ConversionException">The zone is unknown, a custom variable has no name or is named twice, the file exists, or it cannot be written.</exception>
    public static void Write(string path, ConversionTemplateOptions options, IEnumerable<IReadOnlyList<object?>> rows)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(rows);
        if (options.TimeZone is { } zone && !TimeZoneNames.TryFind(zone, out _))
        {
            throw TimeErrors.ZoneUnknown(zone);
        }

        CheckVariables(options.CustomVariables);
        var fullPath = Path.GetFullPath(path);
        Action<Stream> write = Path.GetExtension(fullPath).ToUpperInvariant() switch
        {
            ".XLSX" => stream => WorkbookTemplate.Write(stream, options, rows),
            ".CSV" => stream => TextTemplate.Write(stream, options, rows),
            _ => throw FileErrors.FormatUnknown(fullPath),
        };
        NewFile.Write(fullPath, options.Overwrite, write);
    }

    /// <summary>Refuses names of custom variables of which no header could be made that is read again.</summary>
    internal static void CheckVariables(IReadOnlyList<string> variables)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var variable in variables)
        {
            if (CustomVariableHeader.NameIn(CustomVariableHeader.Of(variable)) != variable)
            {
                throw FileErrors.CustomVariableNameUnusable(QuotedText.Of(variable));
            }

            if (!names.Add(variable))
            {
                throw FileErrors.CustomVariableNameRepeated(QuotedText.Of(variable));
            }
        }
    }

    /// <summary>The fields of a template in the order of its columns.</summary>
    /// <param name="options">What the template is for.</param>
    public static IReadOnlyList<ConversionField> GetColumns(ConversionTemplateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. TemplateColumn.Of(options).Select(c => c.Field)];
    }
}
