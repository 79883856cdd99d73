using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace EnhancedConversions.Core.Tests.Files;

/// <summary>Writes workbooks part by part, also such as no program would write.</summary>
internal sealed class OddWorkbook
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly Dictionary<string, Action<Stream>> _parts = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Part, string Attributes)> _sheets = [];

    public string WorkbookProperties { get; set; } = "";

    /// <summary>Format codes of the cell styles 1, 2, ...; style 0 is General.</summary>
    public List<string> Formats { get; } = [];

    public List<string> SharedStrings { get; } = [];

    /// <summary>Shared string items as markup, in place of <see cref="SharedStrings"/>.</summary>
    public string? SharedStringMarkup { get; set; }

    /// <summary>Adds a sheet from the markup of its rows.</summary>
    public OddWorkbook Sheet(string name, string rows, string attributes = "") =>
        Sheet(name, stream => Write(stream, $"""<worksheet xmlns="{Main}"><sheetData>{rows}</sheetData></worksheet>"""), attributes);

    public OddWorkbook Sheet(string name, Action<Stream> write, string attributes = "")
    {
        var part = string.Create(CultureInfo.InvariantCulture, $"worksheets/sheet{_sheets.Count + 1}.xml");
        _sheets.Add((name, part, attributes));
        return Part($"xl/{part}", write);
    }

    public OddWorkbook Part(string name, string markup) => Part(name, stream => Write(stream, markup));

    public OddWorkbook Part(string name, Action<Stream> write)
    {
        _parts[name] = write;
        return this;
    }

    /// <summary>A row of inline strings.</summary>
    public static string Row(int number, params string?[] cells) =>
        $"""<row r="{number}">{string.Concat(cells.Select((c, i) => c is null ? "" : Text($"{(char)('A' + i)}{number}", c)))}</row>""";

    public static string Text(string reference, string text) =>
        $"""<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{new System.Xml.Linq.XText(text)}</t></is></c>""";

    public static void Write(Stream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));

    public byte[] ToArray()
    {
        var parts = new Dictionary<string, Action<Stream>>(_parts, StringComparer.Ordinal);
        Add("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>""");
        Add("_rels/.rels", Relationships($"""<Relationship Id="r1" Type="{Links}/officeDocument" Target="xl/workbook.xml"/>"""));
        Add("xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Links}">{WorkbookProperties}<sheets>
            {string.Concat(_sheets.Select((s, i) => $"""<sheet name="{s.Name}" sheetId="{i + 1}" r:id="s{i + 1}" {s.Attributes}/>"""))}
            </sheets></workbook>
            """);
        Add("xl/_rels/workbook.xml.rels", Relationships(
            string.Concat(_sheets.Select((s, i) => $"""<Relationship Id="s{i + 1}" Type="{Links}/worksheet" Target="{s.Part}"/>"""))
            + $"""<Relationship Id="t" Type="{Links}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="f" Type="{Links}/styles" Target="styles.xml"/>"""));
        if (SharedStrings.Count > 0 || SharedStringMarkup is not null)
        {
            Add("xl/sharedStrings.xml", $"""<sst xmlns="{Main}">{SharedStringMarkup ?? string.Concat(SharedStrings.Select(s => $"<si><t>{new System.Xml.Linq.XText(s)}</t></si>"))}</sst>""");
        }

        if (Formats.Count > 0)
        {
            Add("xl/styles.xml", $"""
                <styleSheet xmlns="{Main}"><numFmts>
                {string.Concat(Formats.Select((f, i) => $"""<numFmt numFmtId="{200 + i}" formatCode="{f.Replace("\"", "&quot;", StringComparison.Ordinal)}"/>"""))}
                </numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>
                {string.Concat(Formats.Select((_, i) => $"""<xf numFmtId="{200 + i}"/>"""))}
                </cellXfs></styleSheet>
                """);
        }

        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, write) in parts)
            {
                using var stream = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                write(stream);
            }
        }

        return bytes.ToArray();

        void Add(string name, string markup) => parts.TryAdd(name, stream => Write(stream, markup));
    }

    private static string Relationships(string links) => $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>""";
}
