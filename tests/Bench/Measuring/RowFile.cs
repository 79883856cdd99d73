using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace EnhancedConversions.Bench.Measuring;

/// <summary>What kind of file.</summary>
internal enum RowFileKind
{
    /// <summary>Text, comma.</summary>
    Csv,

    /// <summary>A workbook whose cells refer to shared texts, as Excel saves it.</summary>
    Workbook,

    /// <summary>A workbook whose cells hold their texts, as many exporting programs write it.</summary>
    InlineWorkbook,
}

/// <summary>
/// Files of rows that are valid at <see cref="Now"/> and all different: the eight columns of the template, local times whose zone is the account's,
/// reserved addresses and phone numbers.
/// </summary>
internal static class RowFile
{
    /// <summary>The moment the rows are made for.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] s_header =
        ["Email", "Phone Number", "Conversion Name", "Conversion Time", "Conversion Value", "Conversion Currency", "Ad User Data", "Ad Personalization"];

    /// <summary>The file's name.</summary>
    public static string NameOf(RowFileKind kind, int rows) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}-{rows}.{(kind == RowFileKind.Csv ? "csv" : "xlsx")}");

    /// <summary>Writes a file.</summary>
    public static void Write(string path, RowFileKind kind, int rows)
    {
        switch (kind)
        {
            case RowFileKind.Csv:
                using (var text = new StreamWriter(path))
                {
                    text.WriteLine(string.Join(',', s_header));
                    for (var i = 0; i < rows; i++)
                    {
                        text.WriteLine(string.Join(',', Row(i)));
                    }
                }

                break;
            default:
                WriteWorkbook(path, rows, isShared: kind == RowFileKind.Workbook);
                break;
        }
    }

    private static string[] Row(int i)
    {
        var time = Now.AddDays(-3).AddSeconds(-i).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"First.Last{i}@Example.com"),
            string.Create(CultureInfo.InvariantCulture, $"+1 212-555-01{i % 100:00}"),
            "Qualified lead",
            time,
            string.Create(CultureInfo.InvariantCulture, $"{10 + (i % 990)}.{i % 100:00}"),
            "EUR",
            "Granted",
            "Granted",
        ];
    }

    private static void WriteWorkbook(string path, int rows, bool isShared)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string PackageLinks = "http://schemas.openxmlformats.org/package/2006/relationships";
        const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Part(zip, "[Content_Types].xml", text => text.Write(
            $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Types}.worksheet+xml"/>{(isShared ? $"""<Override PartName="/xl/sharedStrings.xml" ContentType="{Types}.sharedStrings+xml"/>""" : "")}</Types>"""));
        Part(zip, "_rels/.rels", text => text.Write($"""<Relationships xmlns="{PackageLinks}"><Relationship Id="rId1" Type="{Links}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""));
        Part(zip, "xl/workbook.xml", text => text.Write($"""<workbook xmlns="{Main}" xmlns:r="{Links}"><sheets><sheet name="Leads" sheetId="1" r:id="rId1"/></sheets></workbook>"""));
        Part(zip, "xl/_rels/workbook.xml.rels", text => text.Write(
            $"""<Relationships xmlns="{PackageLinks}"><Relationship Id="rId1" Type="{Links}/worksheet" Target="worksheets/sheet1.xml"/>{(isShared ? $"""<Relationship Id="rId2" Type="{Links}/sharedStrings" Target="sharedStrings.xml"/>""" : "")}</Relationships>"""));

        // In the order their cells come, each once, as Excel numbers them.
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var texts = new List<string>();
        Part(zip, "xl/worksheets/sheet1.xml", text =>
        {
            text.Write($"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
            text.Write($"""<worksheet xmlns="{Main}"><sheetData>""");
            WriteRow(text, 1, s_header);
            for (var i = 0; i < rows; i++)
            {
                WriteRow(text, i + 2, Row(i));
            }

            text.Write("</sheetData></worksheet>");
        });
        if (isShared)
        {
            Part(zip, "xl/sharedStrings.xml", text =>
            {
                text.Write(string.Create(CultureInfo.InvariantCulture, $"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><sst xmlns="{Main}" count="{(rows + 1) * s_header.Length}" uniqueCount="{texts.Count}">"""));
                foreach (var one in texts)
                {
                    text.Write("<si><t>");
                    text.Write(one);
                    text.Write("</t></si>");
                }

                text.Write("</sst>");
            });
        }

        void WriteRow(StreamWriter text, int row, string[] cells)
        {
            text.Write(string.Create(CultureInfo.InvariantCulture, $"""<row r="{row}" spans="1:{cells.Length}">"""));
            for (var column = 0; column < cells.Length; column++)
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + column)}{row}");
                text.Write(isShared
                    ? string.Create(CultureInfo.InvariantCulture, $"""<c r="{place}" t="s"><v>{NumberOf(cells[column])}</v></c>""")
                    : $"""<c r="{place}" t="inlineStr"><is><t>{cells[column]}</t></is></c>""");
            }

            text.Write("</row>");
        }

        int NumberOf(string text)
        {
            if (!numbers.TryGetValue(text, out var number))
            {
                numbers.Add(text, number = texts.Count);
                texts.Add(text);
            }

            return number;
        }
    }

    private static void Part(ZipArchive zip, string name, Action<StreamWriter> write)
    {
        using var text = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        write(text);
    }
}
