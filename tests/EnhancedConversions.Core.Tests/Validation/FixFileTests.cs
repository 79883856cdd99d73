using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Files;
using EnhancedConversions.Files;
using EnhancedConversions.Validation;
using SheetCell = DocumentFormat.OpenXml.Spreadsheet.Cell;

namespace EnhancedConversions.Core.Tests.Validation;

public sealed class FixFileTests : IDisposable
{
    private const string Csv =
        "### INSTRUCTIONS ###\n"
        + "Parameters:TimeZone=Europe/Berlin,,,\n"
        + "Customer,email,Conversion Time,Conversion Name,Phone number\n"
        + "1,jane.doe@example.com,2026-11-01 10:00:00,Qualified lead,\n"
        + "2,nobody,2026-11-01 10:00:00,Qualified lead,\n"
        + "# a comment\n"
        + "3,john.doe@example.com,yesterday,\"Lead, \"\"signed\"\"\",+44 113 496 0001\n"
        + "4,jill.doe@example.com,2026-11-01 10:00:00,Qualified lead,+44 113 496 0002\n"
        + "5,,2026-11-01 10:00:00,,,surplus\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_holds_the_bad_rows_in_their_columns_and_order_with_reason_and_row()
    {
        var report = await Test(_folder.Write("leads.csv", Csv), "bad.csv");
        var lines = (await File.ReadAllTextAsync(report.FixFile!)).TrimEnd().Split("\r\n");
        Assert.Equal(3, report.InvalidRows);
        Assert.Equal("Parameters:TimeZone=Europe/Berlin,,,", lines[0]);
        Assert.Equal("Customer,email,Conversion Time,Conversion Name,Phone number,Reason,Original Row", lines[1]);
        Assert.StartsWith("2,nobody,2026-11-01 10:00:00,Qualified lead,,", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",5", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("3,john.doe@example.com,yesterday,\"Lead, \"\"signed\"\"\",+44 113 496 0001,\"Conversion Time: The conversion time 'yesterday' fits no known pattern. Write it as", lines[3], StringComparison.Ordinal);
        Assert.EndsWith(",7", lines[3], StringComparison.Ordinal);
        Assert.EndsWith(",9,surplus", lines[4], StringComparison.Ordinal);
        Assert.Equal(5, lines.Length);
    }

    [Theory]
    [InlineData("leads.csv", "bad.csv")]
    [InlineData("leads.csv", "bad.xlsx")]
    public async Task Corrected_it_is_read_like_the_original_without_a_word_about_its_own_columns(string source, string fix)
    {
        var report = await Test(_folder.Write(source, Csv.Replace("5,,2026", "5,j@example.com,2026", StringComparison.Ordinal).Replace(",,,surplus", ",Qualified lead,", StringComparison.Ordinal).Replace("yesterday", "2026-11-01 09:00:00 tomorrow", StringComparison.Ordinal)), fix);
        if (fix == "bad.csv")
        {
            var text = await File.ReadAllTextAsync(report.FixFile!);
            await File.WriteAllTextAsync(report.FixFile!, text.Replace("nobody", "nobody@example.com", StringComparison.Ordinal).Replace("2026-11-01 09:00:00 tomorrow", "2026-11-01 09:00:00", StringComparison.Ordinal));
        }
        else
        {
            Correct(report.FixFile!, "nobody", "nobody@example.com");
            Correct(report.FixFile!, "2026-11-01 09:00:00 tomorrow", "2026-11-01 09:00:00");
        }

        using var file = ConversionFile.Open(report.FixFile!, ConversionFileOptions.Default);
        Assert.Equal(["Customer"], file.HeaderFindings.Select(f => f.Column));
        var rows = file.ReadRows().ToList();
        Assert.Equal(["nobody@example.com", "john.doe@example.com"], rows.Select(r => r.Email!.Reveal()));
        Assert.Equal("Lead, \"signed\"", rows[1].ConversionName);
        Assert.Equal("Europe/Berlin", rows[1].ConversionTime!.Value.Zone);
        Assert.All(rows, r => Assert.Empty(r.Findings));
    }

    [Fact]
    public async Task A_workbook_keeps_numbers_and_dates_and_marks_the_wrong_cells()
    {
        var source = _folder.PathOf("leads.xlsx");
        var options = new ConversionTemplateOptions { Network = AdNetwork.GoogleAds, TimeZone = "Europe/Berlin" };
        ConversionTemplate.Write(source, options, [
            ["jane@example.com", 441134960001m, "Lead", new DateTime(2026, 11, 1, 10, 0, 0), -5.5m],
            ["jane@example.com", null, null, new DateTime(2026, 11, 1, 10, 0, 0), 5m],
            ["jane@example.com", null, "Lead", new DateTime(2026, 11, 1, 10, 0, 0), 5m]]);
        var report = await Test(source, "bad.xlsx");

        using var book = SpreadsheetDocument.Open(report.FixFile!, isEditable: false);
        Assert.Equal([], new OpenXmlValidator(FileFormatVersions.Office2016).Validate(book).Select(e => $"{e.Path?.XPath} {e.Description}"));
        Assert.Equal("Conversions", book.WorkbookPart!.Workbook.Descendants<Sheet>().Single().Name);
        var styles = book.WorkbookPart.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ToArray();
        var rows = book.WorkbookPart.WorksheetParts.Single().Worksheet.Descendants<Row>().ToArray();
        Assert.Equal(["E3"], Marked(rows[2]));
        Assert.Equal(["C4"], Marked(rows[3]));

        var read = ReadFiles.Rows(report.FixFile!);
        Assert.Equal(("441134960001", -5.5m, "2026-11-01T10:00:00+01:00"), (read[0].PhoneNumber!.Reveal(), read[0].Value, read[0].ConversionTime.ToString()));
        Assert.Equal(4, rows.Length);

        IEnumerable<string> Marked(Row row) => row.Elements<SheetCell>().Where(c => c.StyleIndex is { } s && styles[s.Value].FillId! == 2).Select(c => c.CellReference!.Value!);
    }

    [Fact]
    public async Task A_comma_culture_survives_the_way_from_workbook_to_csv()
    {
        var source = _folder.PathOf("leads.xlsx");
        ConversionTemplate.Write(source, new ConversionTemplateOptions { Network = AdNetwork.GoogleAds, TimeZone = "Europe/Berlin" }, [["nobody", null, "Lead", new DateTime(2026, 11, 1, 10, 0, 0), 1234.5m]]);
        var german = new ConversionFileOptions { Culture = System.Globalization.CultureInfo.GetCultureInfo("de-DE") };
        var report = await Test(source, "bad.csv", german);
        Assert.Equal(1234.5m, ReadFiles.Row(report.FixFile!, german).Value);
    }

    [Fact]
    public async Task A_fix_file_that_is_tested_again_keeps_the_first_row_numbers()
    {
        var first = await Test(_folder.Write("leads.csv", Csv), "bad.csv");
        var second = await Test(first.FixFile!, "worse.csv");
        var lines = (await File.ReadAllTextAsync(second.FixFile!)).TrimEnd().Split("\r\n");
        Assert.Equal("Customer,email,Conversion Time,Conversion Name,Phone number,Reason,Original Row", lines[1]);
        Assert.Equal(await File.ReadAllTextAsync(first.FixFile!), await File.ReadAllTextAsync(second.FixFile!));
    }

    [Fact]
    public async Task A_reason_column_of_the_users_own_is_kept()
    {
        var report = await Test(_folder.Write("leads.csv", "Email,Conversion Name,Conversion Time,Reason\nnobody,Lead,2026-11-01 10:00:00Z,moved\n"), "bad.csv");
        var text = await File.ReadAllTextAsync(report.FixFile!);
        Assert.Contains("Reason,Reason,Original Row", text, StringComparison.Ordinal);
        Assert.Contains(",moved,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_formula_in_the_source_stays_text_and_means_the_same()
    {
        var report = await Test(_folder.Write("leads.csv", "Email,Conversion Name,Conversion Time\n\"=HYPERLINK(\"\"mailto:jane.doe@example.com\"\")\",=cmd|' /C calc'!A0,never\n"), "bad.csv");
        Assert.DoesNotContain("\n=", await File.ReadAllTextAsync(report.FixFile!), StringComparison.Ordinal);
        var row = ReadFiles.Row(report.FixFile!);
        Assert.Equal(("jane.doe@example.com", "=cmd|' /C calc'!A0"), (row.Email!.Reveal(), row.ConversionName));
    }

    [Fact]
    public async Task A_good_file_leaves_a_header_only()
    {
        var report = await Test(_folder.Write("leads.csv", "Email,Conversion Name,Conversion Time\na@example.com,Lead,2026-11-01 10:00:00Z\n"), "bad.csv");
        Assert.True(report.IsValid);
        Assert.Empty(ReadFiles.Rows(report.FixFile!));
    }

    [Fact]
    public async Task Nothing_is_overwritten_unasked_and_never_the_file_itself()
    {
        var source = _folder.Write("leads.csv", Csv);
        _folder.Write("bad.csv", "mine");
        Assert.Equal("FileExists", (await Assert.ThrowsAsync<ConversionException>(() => Test(source, "bad.csv"))).ErrorId);
        Assert.Equal("FixFileIsSource", (await Assert.ThrowsAsync<ConversionException>(() => Test(source, "leads.csv", overwrite: true))).ErrorId);
        File.CreateSymbolicLink(_folder.PathOf("link.csv"), source);
        Assert.Equal("FixFileIsSource", (await Assert.ThrowsAsync<ConversionException>(() => Test(_folder.PathOf("link.csv"), "leads.csv", overwrite: true))).ErrorId);
        Assert.Equal("FileFormatUnknown", (await Assert.ThrowsAsync<ConversionException>(() => Test(source, "bad.txt"))).ErrorId);
        Assert.Equal("mine", await File.ReadAllTextAsync(_folder.PathOf("bad.csv")));
        Assert.Equal(3, (await Test(source, "bad.csv", overwrite: true)).InvalidRows);
        Assert.Equal(["bad.csv", "leads.csv", "link.csv"], Directory.GetFiles(_folder.FullName).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_test_that_fails_midway_leaves_no_file()
    {
        var source = _folder.Write("leads.csv", Csv + $"6,\"{new string('x', 300_000)}");
        Assert.Equal("CellTooLong", (await Assert.ThrowsAsync<ConversionException>(() => Test(source, "bad.csv"))).ErrorId);
        Assert.Equal([source], Directory.GetFiles(_folder.FullName));
    }

    private Task<ConversionFileReport> Test(string path, string fix, ConversionFileOptions? options = null, bool overwrite = false) =>
        ConversionFileTest.RunAsync(path, options ?? ConversionFileOptions.Default, [AdNetwork.GoogleAds], [], FixedClock.Noon(), CancellationToken.None, new FixFileOptions(_folder.PathOf(fix), overwrite));

    private static void Correct(string path, string wrong, string right)
    {
        using var book = SpreadsheetDocument.Open(path, isEditable: true);
        var text = book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Text>().Single(t => t.Text == wrong);
        text.Text = right;
    }
}
