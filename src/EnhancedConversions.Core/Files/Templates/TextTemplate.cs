using System.Buffers;
using System.Globalization;
using System.Text;

namespace EnhancedConversions.Files.Templates;

/// <summary>The template as comma-separated text, UTF-8 with byte order mark so that Excel shows every letter right.</summary>
internal static class TextTemplate
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",;\"\r\n\t");

    /// <summary>Writes it.</summary>
    public static void Write(Stream stream, ConversionTemplateOptions options, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        if (options.TimeZone is not null)
        {
            writer.WriteLine(TemplateColumn.Parameters(options));
        }

        WriteRow(writer, [.. TemplateColumn.Of(options).Select(c => c.Name)]);
        foreach (var row in rows)
        {
            WriteRow(writer, row);
        }
    }

    private static void WriteRow(StreamWriter writer, IReadOnlyList<object?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
            {
                writer.Write(',');
            }

            writer.Write(Quote(cells[i] switch
            {
                null => "",
                DateTime date => date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                string text => WithoutFormula(text),
                var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
            }));
        }

        writer.WriteLine();
    }

    // A spreadsheet that opens the file would run it. Signed numbers, phone numbers among them, are no formulas.
    private static string WithoutFormula(string text)
    {
        var isFormula = text.Length > 0
            && (text[0] is '=' or '@' or '\t' or '\r' || (text[0] is '+' or '-' && text.Any(c => !char.IsAsciiDigit(c) && c is not ('+' or '-' or ' ' or '.' or '(' or ')'))));
        return isFormula ? $"'{text}" : text;
    }

    private static string Quote(string text) => text.AsSpan().IndexOfAny(NeedQuotes) >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
