using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Times;
using SheetCell = DocumentFormat.OpenXml.Spreadsheet.Cell;

namespace EnhancedConversions.Core.Tests.Files;

public class ConversionTemplateTests
{
    private static readonly ConversionTemplateOptions s_google = new()
    {
        Network = AdNetwork.GoogleAds,
        TimeZone = "Europe/Berlin",
        ConversionNames = ["Qualified lead", "Signed, sealed \"contract\"", "=1+1"],
        Currency = "SEK",
    };

    public static TheoryData<AdNetwork, bool, string> Templates => new()
    {
        { AdNetwork.GoogleAds, false, "Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Ad User Data,Ad Personalization" },
        { AdNetwork.GoogleAds, true, "Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Ad User Data,Ad Personalization,Order ID,Google Click ID,GBRAID,WBRAID" },
        { AdNetwork.MicrosoftAdvertising, false, "Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency" },
        { AdNetwork.MicrosoftAdvertising, true, "Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Microsoft Click ID,Order ID" },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public void The_columns_stand_in_the_order_of_the_service(AdNetwork network, bool optional, string header)
    {
        using var folder = new TemporaryFolder();
        var options = s_google with { Network = network, IncludeOptional = optional };
        ConversionTemplate.Write(folder.PathOf("a.csv"), options);
        ConversionTemplate.Write(folder.PathOf("a.xlsx"), options);

        Assert.Equal($"Parameters:TimeZone=Europe/Berlin\r\n{header}\r\n", File.ReadAllText(folder.PathOf("a.csv")));
        using var book = SpreadsheetDocument.Open(folder.PathOf("a.xlsx"), isEditable: false);
        Assert.Equal(header, string.Join(',', Rows(book, "Conversions")[1].Elements<SheetCell>().Select(c => c.InnerText)));
    }

    [Theory]
    [InlineData("+01:00", "+0100")]
    [InlineData("-0330", "-0330")]
    [InlineData("UTC", "+0000")]
    [InlineData("Asia/Dubai", "+0400")]
    [InlineData("ChennaiKolkataMumbaiNewDelhi", "+0530")]
    [InlineData("EasternTimeUSCanada", "America/New_York")]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    public void A_template_for_Microsoft_has_the_zone_as_an_offset_unless_that_would_be_wrong_for_half_of_the_year(string zone, string written)
    {
        using var folder = new TemporaryFolder();
        ConversionTemplate.Write(
            folder.PathOf("a.csv"),
            new ConversionTemplateOptions { Network = AdNetwork.MicrosoftAdvertising, TimeZone = zone },
            [["jane.doe@example.com", null, "Signed contract", "2026-07-01 10:00:00", 5m, "EUR"]]);

        Assert.StartsWith($"Parameters:TimeZone={written}\r\n", File.ReadAllText(folder.PathOf("a.csv")), StringComparison.Ordinal);
        var time = Assert.Single(ReadFiles.Rows(folder.PathOf("a.csv"))).ConversionTime!.Value.Instant;
        Assert.Equal(TimeZoneNames.Find(zone)!.Rules.GetUtcOffset(NodaTime.Instant.FromDateTimeOffset(time!.Value)).ToTimeSpan(), new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero) - time.Value);
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void The_workbook_is_valid_by_the_schema_of_Office(AdNetwork network, bool optional, string header)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("a.xlsx");
        ConversionTemplate.Write(path, s_google with { Network = network, IncludeOptional = optional }, [["a@example.com", null, "\u0001 odd_x0041_", new DateTime(2026, 11, 2, 9, 30, 0), 12.5m]]);

        using var book = SpreadsheetDocument.Open(path, isEditable: false);
        Assert.Equal([], new OpenXmlValidator(FileFormatVersions.Office2016).Validate(book).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}"));
        Assert.NotEmpty(header);
    }

    [Fact]
    public void A_filled_in_template_comes_back_as_it_went_in()
    {
        using var folder = new TemporaryFolder();
        List<object?[]> rows =
        [
            ["j.doe+fair@example.com", "+18005550100", "Signed contract", "2026-11-02 09:30:00", 1200.5m, "EUR", "Granted", "Denied"],
            ["a@example.com", null, "=1+1", new DateTime(2026, 11, 3, 10, 0, 59), 7],
            [null, "+44 113 496 0987", " spaced \u0001 _x0041_ 😀", "2026-11-03 10:00:00 Asia/Tokyo", null, "USD"],
        ];
        ConversionTemplate.Write(folder.PathOf("a.xlsx"), s_google, rows);
        var read = ReadFiles.Rows(folder.PathOf("a.xlsx"));

        Assert.Equal("j.doe+fair@example.com | +18005550100 | Signed contract | 2026-11-02T09:30:00+01:00 | Europe/Berlin | 1200.5 | EUR | Granted | Denied |  |  |  |  |  | ", read[0].Dump());
        Assert.Equal("a@example.com |  | =1+1 | 2026-11-03T10:00:59+01:00 | Europe/Berlin | 7 |  | Unspecified | Unspecified |  |  |  |  |  | ", read[1].Dump());
        Assert.Equal("spaced \u0001 _x0041_ 😀", read[2].ConversionName);
        Assert.Equal([3, 4, 5], read.Select(r => r.Source.Row));

        ConversionTemplate.Write(folder.PathOf("a.csv"), s_google, rows);
        Assert.Equal(read.Select(r => r.Dump()), ReadFiles.Rows(folder.PathOf("a.csv")).Select(r => r.Dump()));
    }

    [Fact]
    public void Equal_content_gives_equal_bytes()
    {
        using var folder = new TemporaryFolder();
        ConversionTemplate.Write(folder.PathOf("a.xlsx"), s_google);
        Thread.Sleep(2100);
        ConversionTemplate.Write(folder.PathOf("b.xlsx"), s_google);

        Assert.Equal(File.ReadAllBytes(folder.PathOf("a.xlsx")), File.ReadAllBytes(folder.PathOf("b.xlsx")));
    }

    [Fact]
    public void Cells_are_text_the_header_is_frozen_and_names_consent_and_currency_drop_down()
    {
        using var folder = new TemporaryFolder();
        ConversionTemplate.Write(folder.PathOf("a.xlsx"), s_google);
        using var book = SpreadsheetDocument.Open(folder.PathOf("a.xlsx"), isEditable: false);
        var sheet = Sheet(book, "Conversions").Worksheet;
        var formats = book.WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ToList();

        Assert.Equal("A3", sheet.Descendants<Pane>().Single().TopLeftCell!.Value);
        Assert.Equal([49u, 49u, 49u, 49u, 0u, 49u, 49u, 49u], sheet.Descendants<Column>().Select(c => formats[(int)c.Style!.Value].NumberFormatId!.Value));
        Assert.Equal(
            ["C3:C1048576 Lists!$A$1:$A$3", "F3:F1048576 Lists!$C$1:$C$21", "G3:G1048576 Lists!$B$1:$B$2", "H3:H1048576 Lists!$B$1:$B$2"],
            sheet.Descendants<DataValidation>().Where(v => v.Type?.Value == DataValidationValues.List).Select(v => $"{v.SequenceOfReferences!.InnerText} {v.Formula1!.Text}"));
        Assert.Equal("ABCDEFGH".Select(c => $"{c}2:{c}2"), sheet.Descendants<DataValidation>().Where(v => v.Type is null && v.Prompt is not null).Select(v => v.SequenceOfReferences!.InnerText!).Where(r => r!.EndsWith('2')));
        Assert.All(sheet.Descendants<DataValidation>(), v => Assert.True(v.Prompt!.Value!.Length <= 255 && v.PromptTitle!.Value!.Length <= 32));
        Assert.Equal(["Qualified lead", "Granted", "SEK"], Rows(book, "Lists")[0].Elements<SheetCell>().Select(c => c.InnerText));
        Assert.NotEmpty(Rows(book, "Instructions"));
    }

    [Fact]
    public void Consent_is_explained_in_the_meaning_of_Google()
    {
        using var folder = new TemporaryFolder();
        ConversionTemplate.Write(folder.PathOf("a.xlsx"), s_google);
        using var book = SpreadsheetDocument.Open(folder.PathOf("a.xlsx"), isEditable: false);
        var rules = Rows(book, "Instructions").Select(r => r.InnerText).ToList();

        Assert.Contains(rules, r => r.StartsWith("Ad User Data", StringComparison.Ordinal) && r.Contains("sent to Google for advertising", StringComparison.Ordinal));
        Assert.Contains(rules, r => r.StartsWith("Ad Personalization", StringComparison.Ordinal) && r.Contains("personalised ads", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_zone_the_placeholder_stays_and_counts_as_none()
    {
        using var folder = new TemporaryFolder();
        ConversionTemplate.Write(folder.PathOf("a.xlsx"), s_google with { TimeZone = null }, [["a@example.com"]]);
        using var file = ConversionFile.Open(folder.PathOf("a.xlsx"), ConversionFileOptions.Default);

        Assert.Null(file.TimeZone);
        Assert.Empty(file.HeaderFindings);
    }

    [Fact]
    public void An_existing_file_is_replaced_only_when_told()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.xlsx", "mine");

        Assert.Equal("FileExists", Assert.Throws<ConversionException>(() => ConversionTemplate.Write(path, s_google)).ErrorId);
        Assert.Equal("mine", File.ReadAllText(path));
        ConversionTemplate.Write(path, s_google with { Overwrite = true });
        Assert.Empty(ReadFiles.Rows(path));
    }

    [Fact]
    public void Rows_that_fail_leave_the_old_file_and_no_rest()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.xlsx", "mine");

        Assert.Throws<TimeoutException>(() => ConversionTemplate.Write(path, s_google with { Overwrite = true }, Failing()));
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.FullName));

        static IEnumerable<object?[]> Failing()
        {
            yield return ["a@example.com"];
            throw new TimeoutException();
        }
    }

    [Theory]
    [InlineData("a.xls", "FileFormatUnknown")]
    [InlineData("a", "FileFormatUnknown")]
    [InlineData("none/a.xlsx", "FolderNotFound")]
    [InlineData("a.XLSX", null)]
    public void A_path_that_cannot_be_written_is_told(string name, string? errorId)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(errorId, (Record.Exception(() => ConversionTemplate.Write(folder.PathOf(name), s_google)) as ConversionException)?.ErrorId);
    }

    [Fact]
    public void An_unknown_zone_is_refused() =>
        Assert.Equal("TimeZoneUnknown", Assert.Throws<ConversionException>(() => ConversionTemplate.Write("a.xlsx", s_google with { TimeZone = "Berlin/Europe" })).ErrorId);

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("@SUM(1)")]
    [InlineData("+cmd|x")]
    [InlineData("-2+3+cmd|x")]
    [InlineData("\t=1")]
    public void No_written_cell_starts_a_formula(string text)
    {
        using var folder = new TemporaryFolder();
        ConversionTemplate.Write(folder.PathOf("a.csv"), s_google, [[text]]);
        ConversionTemplate.Write(folder.PathOf("a.xlsx"), s_google, [[text]]);

        Assert.Contains($"'{text}", File.ReadAllText(folder.PathOf("a.csv")), StringComparison.Ordinal);
        using var book = SpreadsheetDocument.Open(folder.PathOf("a.xlsx"), isEditable: false);
        Assert.Empty(Sheet(book, "Conversions").Worksheet.Descendants<CellFormula>());
    }

    private static WorksheetPart Sheet(SpreadsheetDocument book, string name) =>
        (WorksheetPart)book.WorkbookPart!.GetPartById(book.WorkbookPart.Workbook.Descendants<Sheet>().Single(s => s.Name == name).Id!);

    private static List<Row> Rows(SpreadsheetDocument book, string name) => [.. Sheet(book, name).Worksheet.Descendants<Row>()];
}
