using EnhancedConversions.Files;
using EnhancedConversions.Files.Excel;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Files;

public class WorkbookTests
{
    private static readonly string[] s_header = ["Email", "Phone Number", "Conversion Name", "Conversion Time", "Conversion Value", "Conversion Currency"];
    private static readonly string s_headerRow = OddWorkbook.Row(1, s_header);

    [Fact]
    public void A_workbook_and_a_text_file_of_the_same_cells_give_equal_rows()
    {
        using var folder = new TemporaryFolder();
        string[] cells = ["j.doe@example.com", "+18005550100", "Signed contract", "2026-11-02 09:30:00+0100", "12.50", "EUR"];
        var book = folder.Write("a.xlsx", new OddWorkbook().Sheet("Q4", s_headerRow + OddWorkbook.Row(2, cells)).ToArray());
        var text = folder.Write("a.csv", $"{string.Join(',', s_header)}\n{string.Join(',', cells)}\n");

        Assert.Equal(ReadFiles.Row(text).Dump(), ReadFiles.Row(book).Dump());
        Assert.Equal(new(book, "Q4", 2), ReadFiles.Row(book).Source);
    }

    [Theory]
    [InlineData("yyyy\\-mm\\-dd hh:mm:ss", false, "46328.3958333333", "2026-11-02T09:30:00")]
    [InlineData("[$-409]m/d/yy h:mm AM/PM;@", false, "46328.3958333333", "2026-11-02T09:30:00")]
    [InlineData("dd.mm.yyyy", false, "46328", "2026-11-02T00:00:00")]
    [InlineData("[h]:mm", false, "46328.5", "2026-11-02T12:00:00")]
    [InlineData("yyyy-mm-dd", true, "44866.3958333333", "2026-11-02T09:30:00")]
    [InlineData("yyyy-mm-dd", false, "1", "1900-01-01T00:00:00")]
    [InlineData("yyyy-mm-dd", false, "61", "1900-03-01T00:00:00")]
    [InlineData("yyyy-mm-dd", false, "46328.999988426", "2026-11-02T23:59:59")]
    public void A_date_cell_is_read_by_its_format_and_the_workbooks_epoch(string format, bool uses1904, string serial, string local)
    {
        using var folder = new TemporaryFolder();
        var book = new OddWorkbook { WorkbookProperties = uses1904 ? "<workbookPr date1904=\"1\"/>" : "", Formats = { format } };
        book.Sheet("A", s_headerRow + $"""<row r="2">{OddWorkbook.Text("A2", "j.doe@example.com")}<c r="D2" s="1"><v>{serial}</v></c></row>""");

        Assert.Equal(local, ReadFiles.Row(folder.Write("a.xlsx", book.ToArray())).ConversionTime!.Value.ToString());
    }

    [Theory]
    [InlineData("0.00", "46328.5")]
    [InlineData("\"days\" 0", "46328.5")]
    [InlineData("[Red]0;[Blue]-0", "46328.5")]
    [InlineData("0\\d", "46328.5")]
    [InlineData("hh:mm:ss", "0.5")]
    [InlineData("yyyy-mm-dd", "60.5")]
    [InlineData("yyyy-mm-dd", "-3")]
    [InlineData("yyyy-mm-dd", "2958466")]
    public void A_number_that_shows_no_date_is_no_time(string format, string serial)
    {
        using var folder = new TemporaryFolder();
        var book = new OddWorkbook { Formats = { format } };
        book.Sheet("A", s_headerRow + $"""<row r="2">{OddWorkbook.Text("A2", "j.doe@example.com")}<c r="D2" s="1"><v>{serial}</v></c></row>""");

        Assert.Equal([FindingCode.TimeUnreadable], ReadFiles.Row(folder.Write("a.xlsx", book.ToArray())).Codes());
    }

    [Fact]
    public void Cells_of_every_kind_are_read()
    {
        using var folder = new TemporaryFolder();
        var book = new OddWorkbook { SharedStringMarkup = "<si><t>j.doe@example.com</t></si><si><r><t>Signed</t></r><r><t xml:space=\"preserve\"> contract</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si>" };
        book.Sheet("A", s_headerRow + """
            <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>18005550100</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="str"><f>TEXT(1)</f><v>2026-11-02 09:30:00Z</v></c><c r="E2"><f>SUM(1,2)</f><v>0.30000000000000004</v></c><c r="F2" t="str"><f>IF(A1=1,2,"")</f><v></v></c></row>
            <row r="3"><c t="s"><v>0</v></c><c><v>1.8005550100E10</v></c><c t="s"><v>1</v></c><c t="d"><v>2026-11-02T09:30:00</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>
            <row r="4"><c r="A4"><f>HYPERLINK("mailto:j.doe@example.com","Jane")</f></c><c r="C4" t="inlineStr"><is><r><t>Phone_x0020_</t></r><r><t>order</t></r></is></c><c r="D4" t="str"><v>2026-11-02 09:30:00Z</v></c><c r="E4"><f>A1+1</f></c></row>
            """);
        var rows = ReadFiles.Rows(folder.Write("a.xlsx", book.ToArray()));

        Assert.Equal("j.doe@example.com | 18005550100 | Signed contract | 2026-11-02T09:30:00+00:00 | +00:00 | 0.3 |  | Unspecified | Unspecified |  |  |  |  |  | ", rows[0].Dump());
        Assert.Equal("j.doe@example.com | 18005550100 | Signed contract | 2026-11-02T09:30:00 |  |  | #N/A | Unspecified | Unspecified |  |  |  |  |  | ValueUnreadable", rows[1].Dump());
        Assert.Equal("j.doe@example.com |  | Phone order | 2026-11-02T09:30:00+00:00 | +00:00 |  |  | Unspecified | Unspecified |  |  |  |  |  | ValueUnreadable", rows[2].Dump());
    }

    [Fact]
    public void Hidden_and_missing_rows_keep_the_numbers_Excel_shows()
    {
        using var folder = new TemporaryFolder();
        var book = new OddWorkbook().Sheet("A", OddWorkbook.Row(4, s_header) + OddWorkbook.Row(7, "a@example.com", null, "n") + "<row r=\"8\" hidden=\"1\">" + OddWorkbook.Text("A8", "b@example.com") + "</row>" + OddWorkbook.Row(9, " ") + "<row r=\"10\"/>" + OddWorkbook.Row(12, "c@example.com"));

        Assert.Equal([7, 8, 12], ReadFiles.Rows(folder.Write("a.xlsx", book.ToArray())).Select(r => r.Source.Row));
    }

    [Fact]
    public void The_first_sheet_with_a_complete_table_is_read_or_the_one_asked_for()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.xlsx", new OddWorkbook()
            .Sheet("Notes", OddWorkbook.Row(1, "Hello") + OddWorkbook.Row(2, "Email", "Phone Number"))
            .Sheet("October", s_headerRow + OddWorkbook.Row(2, "a@example.com"), "state=\"hidden\"")
            .Sheet("November", s_headerRow + OddWorkbook.Row(2, "b@example.com"))
            .ToArray());

        Assert.Equal("October", ReadFiles.Row(path).Source.Sheet);
        Assert.Equal("b@example.com", ReadFiles.Row(path, new ConversionFileOptions { WorksheetName = "november" }).Email!.Reveal());
        var error = ReadFiles.Error(path, new ConversionFileOptions { WorksheetName = "December" });
        Assert.Equal("WorksheetNotFound", error.ErrorId);
        Assert.Contains("'Notes', 'October', 'November'", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parameters_row_counts_in_a_workbook_too()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.xlsx", new OddWorkbook().Sheet("A", OddWorkbook.Row(1, "Parameters:TimeZone=Europe/Berlin;") + OddWorkbook.Row(2, s_header) + OddWorkbook.Row(3, "a@example.com", null, "n", "2026-11-02 09:30:00")).ToArray());

        Assert.Equal("Europe/Berlin", ReadFiles.Row(path).ConversionTime!.Value.Zone);
    }

    [Fact]
    public void A_broken_mail_link_does_no_harm()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.xlsx", new OddWorkbook().Sheet("A", s_headerRow + OddWorkbook.Row(2, "a@example.com"))
            .Part("xl/worksheets/_rels/sheet1.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="h" Type="{OddWorkbook.Links}/hyperlink" Target="mailto:a@@example.com" TargetMode="External"/></Relationships>""").ToArray());

        Assert.Equal("a@example.com", ReadFiles.Row(path).Email!.Reveal());
    }

    [Fact]
    public void Strict_workbooks_and_absolute_links_are_read()
    {
        using var folder = new TemporaryFolder();
        const string Strict = "http://purl.oclc.org/ooxml";
        var path = folder.Write("a.xlsx", new OddWorkbook()
            .Part("_rels/.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{Strict}/officeDocument/relationships/officeDocument" Target="/xl/book.xml"/></Relationships>""")
            .Part("xl/book.xml", $"""<x:workbook xmlns:x="{Strict}/spreadsheetml/main" xmlns:r="{Strict}/officeDocument/relationships"><x:sheets><x:sheet name="A" sheetId="1" r:id="s1"/></x:sheets></x:workbook>""")
            .Part("xl/_rels/book.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s1" Type="{Strict}/officeDocument/relationships/worksheet" Target="/xl/worksheets/../Sheet.XML"/></Relationships>""")
            .Part("xl/sheet.xml", $"""<x:worksheet xmlns:x="{Strict}/spreadsheetml/main"><x:sheetData>{(s_headerRow + OddWorkbook.Row(2, "a@example.com")).Replace("</", "</x:", StringComparison.Ordinal).Replace("<", "<x:", StringComparison.Ordinal).Replace("<x:/x:", "</x:", StringComparison.Ordinal)}</x:sheetData></x:worksheet>""").ToArray());

        Assert.Equal("a@example.com", ReadFiles.Row(path).Email!.Reveal());
    }

    [Fact]
    public void The_content_decides_not_the_ending()
    {
        using var folder = new TemporaryFolder();
        var book = new OddWorkbook().Sheet("A", s_headerRow + OddWorkbook.Row(2, "a@example.com")).ToArray();

        Assert.Equal("A", ReadFiles.Row(folder.Write("a.csv", book)).Source.Sheet);
        Assert.Null(ReadFiles.Row(folder.Write("a.xlsx", $"{string.Join('\t', s_header)}\na@example.com\n")).Source.Sheet);
    }

    [Theory]
    [InlineData("a_x000D_b", "a\rb")]
    [InlineData("a_x005F_x000D_b", "a_x000D_b")]
    [InlineData("_x_x0041", "_x_x0041")]
    [InlineData("_xZZZZ_", "_xZZZZ_")]
    public void Escaped_characters_are_put_back(string written, string text) => Assert.Equal(text, RichText.Unescape(written));

    [Fact]
    public void Every_text_survives_being_escaped() => FsCheck.Check.QuickThrowOnFailure(FsCheck.Fluent.Prop.ForAll<FsCheck.NonNull<string>>(
        text => Assert.Equal(text.Get, RichText.Unescape(RichText.Escape(text.Get)))));
}
