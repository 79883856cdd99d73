using System.Xml;

namespace EnhancedConversions.Files.Excel;

/// <summary>Opens the XML of a workbook's part: no document type, no entities, nothing from outside, no token larger than memory should hold.</summary>
internal static class WorkbookMarkup
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CloseInput = true,
    };

    /// <summary>Opens a part.</summary>
    public static XmlReader Open(Stream part) => XmlReader.Create(part, Settings);

    /// <summary>The errors that reading a damaged or hostile part ends in.</summary>
    public static ConversionException? Explain(Exception error, string path, string where) => error switch
    {
        // The reader names no code; its English text is the only place that tells a forbidden document type from broken markup.
        XmlException xml when xml.Message.Contains("DTD", StringComparison.Ordinal) => FileErrors.WorkbookUnsafe(path, $"{where} declares a document type"),

        // Their messages can hold pieces of the file, so they are not kept as cause.
        XmlException or InvalidDataException or EndOfStreamException => FileErrors.WorkbookDamaged(path, where),
        _ => null,
    };

    /// <summary>The text of the element the reader stands on, its children's included.</summary>
    public static string ReadText(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        string? text = null;
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                text = text is null ? reader.Value : text + reader.Value;
            }
        }

        return text ?? "";
    }
}
