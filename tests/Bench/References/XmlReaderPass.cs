using System.IO.Compression;
using System.Xml;

namespace EnhancedConversions.Bench.References;

/// <summary>The floor of reading a workbook: every node of its large parts, and the text of every cell as a string.</summary>
internal static class XmlReaderPass
{
    /// <summary>Reads the parts once.</summary>
    /// <returns>Number of texts.</returns>
    public static int Read(string path, params string[] parts)
    {
        var texts = 0;
        using var zip = ZipFile.OpenRead(path);
        foreach (var part in parts)
        {
            using var stream = zip.GetEntry(part)!.Open();
            using var xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreWhitespace = true });
            while (xml.Read())
            {
                if (xml.NodeType == XmlNodeType.Text)
                {
                    texts += xml.Value.Length > 0 ? 1 : 0;
                }
            }
        }

        return texts;
    }
}
