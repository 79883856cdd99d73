using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace EnhancedConversions.Files.Excel;

/// <summary>How a written cell looks; the number is its index in the styles part.</summary>
internal enum CellLook
{
    /// <summary>Numbers as they are.</summary>
    General,

    /// <summary>Text, also when it looks like a number.</summary>
    Text,

    /// <summary>Bold text.</summary>
    Header,

    /// <summary>Date and time to the second.</summary>
    Date,

    /// <summary>Text over several lines.</summary>
    Wrapped,

    /// <summary>A long number with all its digits, which Excel would shorten to 4.67E+10.</summary>
    Integer,
}

/// <summary>A column of a written sheet.</summary>
/// <param name="Width">Width in characters.</param>
/// <param name="Look">Format of the cells that are still empty.</param>
internal sealed record SheetColumn(double Width, CellLook Look);

/// <summary>A prompt, and a drop-down where there is a list, on one column from a row on.</summary>
/// <param name="Column">0-based.</param>
/// <param name="FirstRow">1-based.</param>
/// <param name="Title">At most 32 characters.</param>
/// <param name="Prompt">At most 255 characters.</param>
/// <param name="List">The cells with the choices, <c>Lists!$A$1:$A$3</c>; null for none.</param>
/// <param name="ListIsComplete">True refuses other text, false only warns.</param>
/// <param name="LastRow">1-based; null for the sheet's last.</param>
internal sealed record SheetValidation(int Column, int FirstRow, string Title, string Prompt, string? List, bool ListIsComplete, int? LastRow = null);

/// <summary>
/// Writes an .xlsx file forward only, in constant memory. Text is written as text, never as a formula. Parts carry a fixed date,
/// so equal content gives equal bytes.
/// </summary>
internal sealed class WorkbookWriter : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageLinks = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";

    private const decimal FirstShortenedInteger = 100_000_000_000m;
    private static readonly int s_looks = Enum.GetValues<CellLook>().Length;
    private static readonly DateTimeOffset s_partDate = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip;
    private readonly List<(string Name, bool IsHidden)> _sheets = [];
    private XmlWriter? _sheet;
    private int _row;

    /// <summary>Begins a workbook.</summary>
    /// <param name="stream">Where to; stays open.</param>
    public WorkbookWriter(Stream stream) => _zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Begins a sheet.</summary>
    public void BeginSheet(string name, IReadOnlyList<SheetColumn> columns, int frozenRows, bool isHidden = false)
    {
        _sheets.Add((name, isHidden));
        _row = 0;
        _sheet = Begin(Number($"xl/worksheets/sheet{_sheets.Count}.xml"));
        _sheet.WriteStartElement("worksheet", Main);
        _sheet.WriteStartElement("sheetViews", Main);
        _sheet.WriteStartElement("sheetView", Main);
        if (_sheets.Count == 1)
        {
            _sheet.WriteAttributeString("tabSelected", "1");
        }

        _sheet.WriteAttributeString("workbookViewId", "0");
        if (frozenRows > 0)
        {
            _sheet.WriteStartElement("pane", Main);
            _sheet.WriteAttributeString("ySplit", Number($"{frozenRows}"));
            _sheet.WriteAttributeString("topLeftCell", Number($"A{frozenRows + 1}"));
            _sheet.WriteAttributeString("activePane", "bottomLeft");
            _sheet.WriteAttributeString("state", "frozen");
            _sheet.WriteEndElement();
        }

        _sheet.WriteEndElement();
        _sheet.WriteEndElement();
        if (columns.Count > 0)
        {
            _sheet.WriteStartElement("cols", Main);
            for (var i = 0; i < columns.Count; i++)
            {
                _sheet.WriteStartElement("col", Main);
                _sheet.WriteAttributeString("min", Number($"{i + 1}"));
                _sheet.WriteAttributeString("max", Number($"{i + 1}"));
                _sheet.WriteAttributeString("width", Number($"{columns[i].Width}"));
                _sheet.WriteAttributeString("style", Number($"{(int)columns[i].Look}"));
                _sheet.WriteAttributeString("customWidth", "1");
                _sheet.WriteEndElement();
            }

            _sheet.WriteEndElement();
        }

        _sheet.WriteStartElement("sheetData", Main);
    }

    /// <summary>Writes the next row of the sheet.</summary>
    /// <param name="look">Look of its text cells.</param>
    /// <param name="cells">Text, numbers, dates or null.</param>
    /// <param name="marked">Columns whose cells are shown as wrong; null for none.</param>
    public void WriteRow(CellLook look, IReadOnlyList<object?> cells, IReadOnlySet<int>? marked = null)
    {
        _row++;
        _sheet!.WriteStartElement("row", Main);
        _sheet.WriteAttributeString("r", Number($"{_row}"));
        for (var i = 0; i < cells.Count; i++)
        {
            var isMarked = marked is not null && marked.Contains(i);
            switch (cells[i])
            {
                case null or "":
                    if (isMarked)
                    {
                        BeginCell(i, look, isMarked);
                        _sheet.WriteEndElement();
                    }

                    break;
                case string text:
                    BeginCell(i, look, isMarked);
                    _sheet.WriteAttributeString("t", "inlineStr");
                    _sheet.WriteStartElement("is", Main);
                    _sheet.WriteStartElement("t", Main);
                    _sheet.WriteAttributeString("xml", "space", null, "preserve");
                    _sheet.WriteString(RichText.Escape(text));
                    _sheet.WriteEndElement();
                    _sheet.WriteEndElement();
                    _sheet.WriteEndElement();
                    break;
                case DateTime date:
                    BeginCell(i, CellLook.Date, isMarked);
                    _sheet.WriteElementString("v", Main, date.ToOADate().ToString("R", CultureInfo.InvariantCulture));
                    _sheet.WriteEndElement();
                    break;
                case var number:
                    BeginCell(i, number is decimal d && Math.Abs(d) >= FirstShortenedInteger && decimal.IsInteger(d) ? CellLook.Integer : CellLook.General, isMarked);
                    _sheet.WriteElementString("v", Main, Convert.ToString(number, CultureInfo.InvariantCulture));
                    _sheet.WriteEndElement();
                    break;
            }
        }

        _sheet.WriteEndElement();
    }

    /// <summary>Ends the sheet.</summary>
    public void EndSheet(IReadOnlyList<SheetValidation> validations)
    {
        _sheet!.WriteEndElement();
        if (validations.Count > 0)
        {
            _sheet.WriteStartElement("dataValidations", Main);
            _sheet.WriteAttributeString("count", Number($"{validations.Count}"));
            foreach (var validation in validations)
            {
                WriteValidation(validation);
            }

            _sheet.WriteEndElement();
        }

        End(_sheet);
        _sheet = null;
    }

    /// <summary>Writes what binds the sheets together; without it the file is no workbook.</summary>
    public void Complete()
    {
        WriteWorkbook();
        WriteLinks("xl/_rels/workbook.xml.rels", [
            .. _sheets.Select((_, i) => (Number($"sheet{i + 1}"), "worksheet", Number($"worksheets/sheet{i + 1}.xml"))),
            ("styles", "styles", "styles.xml")]);
        WriteLinks("_rels/.rels", [("workbook", "officeDocument", "xl/workbook.xml")]);
        WriteStyles();
        WriteContentTypes();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sheet?.Dispose();
        _zip.Dispose();
    }

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string ColumnName(int column)
    {
        var name = new StringBuilder();
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        {
            name.Insert(0, (char)('A' + ((rest - 1) % 26)));
        }

        return name.ToString();
    }

    private static void End(XmlWriter part)
    {
        part.WriteEndElement();
        part.Dispose();
    }

    private void BeginCell(int column, CellLook look, bool isMarked)
    {
        var style = (int)look + (isMarked ? s_looks : 0);
        _sheet!.WriteStartElement("c", Main);
        _sheet.WriteAttributeString("r", Number($"{ColumnName(column)}{_row}"));
        if (style != 0)
        {
            _sheet.WriteAttributeString("s", Number($"{style}"));
        }
    }

    private void WriteValidation(SheetValidation validation)
    {
        _sheet!.WriteStartElement("dataValidation", Main);
        if (validation.List is not null)
        {
            _sheet.WriteAttributeString("type", "list");
            _sheet.WriteAttributeString("errorStyle", validation.ListIsComplete ? "stop" : "warning");
        }

        _sheet.WriteAttributeString("allowBlank", "1");
        _sheet.WriteAttributeString("showInputMessage", "1");
        if (validation.List is not null)
        {
            _sheet.WriteAttributeString("showErrorMessage", "1");
            _sheet.WriteAttributeString("error", validation.ListIsComplete ? "Choose one of the values in the list." : "This value is not in the list. Use it nevertheless?");
        }

        _sheet.WriteAttributeString("promptTitle", validation.Title);
        _sheet.WriteAttributeString("prompt", validation.Prompt);
        var column = ColumnName(validation.Column);
        _sheet.WriteAttributeString("sqref", Number($"{column}{validation.FirstRow}:{column}{validation.LastRow ?? FileLimits.WorksheetRows}"));
        if (validation.List is not null)
        {
            _sheet.WriteElementString("formula1", Main, validation.List);
        }

        _sheet.WriteEndElement();
    }

    private void WriteWorkbook()
    {
        var part = Begin("xl/workbook.xml");
        part.WriteStartElement("workbook", Main);
        part.WriteAttributeString("xmlns", "r", null, Links);
        part.WriteStartElement("sheets", Main);
        for (var i = 0; i < _sheets.Count; i++)
        {
            part.WriteStartElement("sheet", Main);
            part.WriteAttributeString("name", _sheets[i].Name);
            part.WriteAttributeString("sheetId", Number($"{i + 1}"));
            if (_sheets[i].IsHidden)
            {
                part.WriteAttributeString("state", "hidden");
            }

            part.WriteAttributeString("id", Links, Number($"sheet{i + 1}"));
            part.WriteEndElement();
        }

        part.WriteEndElement();
        End(part);
    }

    private void WriteLinks(string name, IReadOnlyList<(string Id, string Type, string Target)> links)
    {
        var part = Begin(name);
        part.WriteStartElement("Relationships", PackageLinks);
        foreach (var (id, type, target) in links)
        {
            part.WriteStartElement("Relationship", PackageLinks);
            part.WriteAttributeString("Id", id);
            part.WriteAttributeString("Type", $"{Links}/{type}");
            part.WriteAttributeString("Target", target);
            part.WriteEndElement();
        }

        End(part);
    }

    // The formats of CellLook, in its order, then the same ones marked. 49 is text, 1 an integer; 164 is the first number free for own codes.
    private void WriteStyles()
    {
        string[] looks =
        [
            """<xf numFmtId="0" fontId="0" fillId="{0}" borderId="0" xfId="0" applyFill="1"/>""",
            """<xf numFmtId="49" fontId="0" fillId="{0}" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1"/>""",
            """<xf numFmtId="49" fontId="1" fillId="{0}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>""",
            """<xf numFmtId="164" fontId="0" fillId="{0}" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1"/>""",
            """<xf numFmtId="49" fontId="0" fillId="{0}" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>""",
            """<xf numFmtId="1" fontId="0" fillId="{0}" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1"/>""",
        ];
        const int NoFill = 0;
        const int MarkFill = 2;
        var formats = new[] { NoFill, MarkFill }.SelectMany(fill => looks.Select(l => l.Replace("{0}", Number($"{fill}"), StringComparison.Ordinal)));
        using var part = new StreamWriter(NewPart("xl/styles.xml"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        part.Write($"""
            <?xml version="1.0" encoding="utf-8"?>
            <styleSheet xmlns="{Main}">
            <numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts>
            <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
            <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/></patternFill></fill></fills>
            <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
            <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
            <cellXfs count="{2 * looks.Length}">
            {string.Concat(formats)}
            </cellXfs>
            </styleSheet>
            """);
    }

    private void WriteContentTypes()
    {
        const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        var part = Begin("[Content_Types].xml");
        part.WriteStartElement("Types", ContentTypes);
        Write("Default", "Extension", "rels", "application/vnd.openxmlformats-package.relationships+xml");
        Write("Default", "Extension", "xml", "application/xml");
        Write("Override", "PartName", "/xl/workbook.xml", $"{Sheet}.sheet.main+xml");
        Write("Override", "PartName", "/xl/styles.xml", $"{Sheet}.styles+xml");
        for (var i = 1; i <= _sheets.Count; i++)
        {
            Write("Override", "PartName", Number($"/xl/worksheets/sheet{i}.xml"), $"{Sheet}.worksheet+xml");
        }

        End(part);

        void Write(string element, string attribute, string value, string type)
        {
            part.WriteStartElement(element, ContentTypes);
            part.WriteAttributeString(attribute, value);
            part.WriteAttributeString("ContentType", type);
            part.WriteEndElement();
        }
    }

    private XmlWriter Begin(string name) => XmlWriter.Create(NewPart(name), new XmlWriterSettings { CloseOutput = true });

    private Stream NewPart(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = s_partDate;
        return entry.Open();
    }
}
