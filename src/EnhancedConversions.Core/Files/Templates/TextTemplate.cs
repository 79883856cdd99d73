using EnhancedConversions.Files.Text;

namespace EnhancedConversions.Files.Templates;

/// <summary>The template as comma-separated text.</summary>
internal static class TextTemplate
{
    /// <summary>Writes it.</summary>
    public static void Write(Stream stream, ConversionTemplateOptions options, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var writer = new DelimitedWriter(stream);
        if (options.TimeZone is not null)
        {
            writer.WriteRow([TemplateColumn.Parameters(options)]);
        }

        writer.WriteRow([.. TemplateColumn.Of(options).Select(c => c.Name)]);
        foreach (var row in rows)
        {
            writer.WriteRow(row);
        }
    }
}
