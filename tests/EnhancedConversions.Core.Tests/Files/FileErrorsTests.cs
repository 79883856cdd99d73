using System.Buffers.Binary;
using System.IO.Pipes;
using System.Text;
using EnhancedConversions.Files;

namespace EnhancedConversions.Core.Tests.Files;

public class FileErrorsTests
{
    [Fact]
    public void A_missing_file_is_not_found()
    {
        using var folder = new TemporaryFolder();

        Expect("FileNotFound", folder.PathOf("none.xlsx"));
        Expect("FileNotFound", folder.PathOf("none/none.csv"));
        Expect("FileNotFound", "a\0b");
        Expect("FileNotFound", folder.PathOf(new string('x', 5000)));
    }

    [SkippableFact]
    public void A_pipe_is_no_file()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux gives pipes a path.");
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);

        Expect("FileIsDevice", $"/proc/self/fd/{pipe.SafePipeHandle.DangerousGetHandle()}");
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        using var folder = new TemporaryFolder();

        Expect("FileIsDirectory", folder.FullName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ufeff")]
    [InlineData("\n\n  \n,,,\n")]
    public void A_file_without_content_is_empty(string text)
    {
        using var folder = new TemporaryFolder();

        Expect("FileEmpty", folder.Write("a.csv", text));
    }

    [Fact]
    public void A_workbook_without_cells_is_empty()
    {
        using var folder = new TemporaryFolder();

        Expect("FileEmpty", folder.Write("a.xlsx", new OddWorkbook().Sheet("A", "").ToArray()));
    }

    [Fact]
    public void A_file_another_program_holds_is_in_use()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", ReadFiles.Header);
        using var holder = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Expect("FileInUse", path);
    }

    [Fact]
    public void A_file_another_program_shows_can_be_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", ReadFiles.Header);
        using var holder = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);

        Assert.Empty(ReadFiles.Rows(path));
    }

    [SkippableFact]
    public void A_file_without_permission_is_denied()
    {
        Skip.If(OperatingSystem.IsWindows() || Environment.UserName == "root", "Permissions bind only other accounts on Unix.");
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", ReadFiles.Header);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        Expect("FileAccessDenied", path);
    }

    [Fact]
    public void An_old_and_an_encrypted_workbook_are_told_apart()
    {
        using var folder = new TemporaryFolder();

        Expect("WorkbookTooOld", folder.Write("old.xlsx", OleContainer("Workbook")));
        Expect("WorkbookEncrypted", folder.Write("secret.xlsx", OleContainer("EncryptedPackage")));
        Expect("WorkbookTooOld", folder.Write("short.xls", OleContainer("Workbook")[..20]));
    }

    [Fact]
    public void A_cut_off_workbook_is_damaged_wherever_it_is_cut()
    {
        using var folder = new TemporaryFolder();
        var bytes = new OddWorkbook().Sheet("A", OddWorkbook.Row(1, "Email", "Conversion Name", "Conversion Time")).ToArray();
        for (var length = 4; length < bytes.Length; length += 97)
        {
            Expect("WorkbookDamaged", folder.Write("a.xlsx", bytes[..length]));
        }
    }

    [Theory]
    [InlineData("xl/workbook.xml", "<workbook><sheets>")]
    [InlineData("xl/workbook.xml", "<workbook/>")]
    [InlineData("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"1\"><c r=\"A1\">")]
    [InlineData("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"x\"/></sheetData></worksheet>")]
    [InlineData("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"9999999\"/></sheetData></worksheet>")]
    [InlineData("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c t=\"s\"><v>5</v></c></row></sheetData></worksheet>")]
    [InlineData("xl/sharedStrings.xml", "no markup")]
    [InlineData("xl/styles.xml", "<styleSheet>")]
    [InlineData("_rels/.rels", "")]
    public void A_workbook_with_a_broken_part_is_damaged(string part, string markup)
    {
        using var folder = new TemporaryFolder();

        Expect("WorkbookDamaged", folder.Write("a.xlsx", new OddWorkbook().Sheet("A", OddWorkbook.Row(1, "Email")).Part(part, markup).ToArray()));
    }

    [Fact]
    public void Other_archives_are_no_workbooks()
    {
        using var folder = new TemporaryFolder();
        const string NoLinks = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>""";

        Assert.Contains("zip archive", Expect("WorkbookNotSupported", folder.Write("a.xlsx", new OddWorkbook().Part("_rels/.rels", NoLinks).ToArray())).Message, StringComparison.Ordinal);
        Expect("WorkbookNotSupported", folder.Write("a.docx", new OddWorkbook().Part("xl/workbook.xml", "<document><body/></document>").ToArray()));
        Assert.Contains(".ods", Expect("WorkbookNotSupported", folder.Write("a.ods", new OddWorkbook().Part("_rels/.rels", NoLinks).Part("mimetype", "x").ToArray())).Message, StringComparison.Ordinal);
        Expect("WorkbookNotSupported", folder.Write("b.xlsb", new OddWorkbook().Part("xl/workbook.bin", "x").Part("_rels/.rels", NoLinks.Replace("/>", $"><Relationship Id='r' Type='{OddWorkbook.Links}/officeDocument' Target='xl/workbook.bin'/></Relationships>", StringComparison.Ordinal)).ToArray()));
        Assert.Contains(".xlsb", Expect("WorkbookNotSupported", folder.Write("a.xlsb", new OddWorkbook().Part("_rels/.rels", NoLinks).Part("xl/workbook.bin", "x").ToArray())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><table><tr><td>Email</td></tr></table></html>")]
    [InlineData("\ufeff<?xml version=\"1.0\"?><Workbook/>")]
    public void A_web_page_saved_as_workbook_is_told(string text)
    {
        using var folder = new TemporaryFolder();

        Expect("WorkbookNotSupported", folder.Write("a.xls", text));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told()
    {
        using var folder = new TemporaryFolder();
        var bytes = new byte[5000];
        new Random(1).NextBytes(bytes);

        Expect("FileNotText", folder.Write("a.csv", bytes));
    }

    [Theory]
    [InlineData("Jane Doe;24.11.2026 14:05;Lead")]
    [InlineData("Jane Doe;Lead;12,50")]
    [InlineData("Jane Doe;Lead;\u20AC 12")]
    [InlineData("Jane Doe;2026-11-24T14:05:00Z;Lead")]
    public void A_first_row_of_data_is_not_quoted_as_a_header(string row)
    {
        using var folder = new TemporaryFolder();
        var error = Expect("TableNotFound", folder.Write("a.csv", row + "\n"));

        Assert.Contains("looks like data", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Jane", error.Message + error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_the_table_says_what_was_looked_for_and_quotes_no_cell()
    {
        using var folder = new TemporaryFolder();
        var error = Expect("TableNotFound", folder.Write("a.csv", "j.doe@example.com,+18005550100,12\nx,y,z\n"));

        Assert.Contains("Looked at 2 rows; the first has 3 filled cells and looks like data", error.Message, StringComparison.Ordinal);
        Assert.Contains("Conversion Time", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", error.ToString(), StringComparison.Ordinal);
        Expect("TableNotFound", folder.Write("a.xlsx", new OddWorkbook().Sheet("A", OddWorkbook.Row(1, "Hello", "World")).ToArray()));
    }

    [Fact]
    public void A_file_without_the_table_names_its_headers_and_the_map_that_would_do()
    {
        using var folder = new TemporaryFolder();
        const string Table = "E-Mail Adresse;Vorgang;Datum;Betrag;Währung;Auftrag;Kunde's Nr.\na@example.com;x;y;1;EUR;A-1;7\n";
        var error = Expect("TableNotFound", folder.Write("a.csv", Table));

        Assert.Contains("the first has 7 filled cells: 'E-Mail Adresse', 'Vorgang', 'Datum', 'Betrag', 'Währung', 'Auftrag', 'Kunde's Nr.'.", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Map @{ Email = 'E-Mail Adresse'; ConversionName = 'your header'; ConversionTime = 'your header' }", error.RecommendedAction, StringComparison.Ordinal);

        var map = new Dictionary<string, string> { ["ConversionName"] = "Aktion", ["ConversionTime"] = "Datum" };
        error = Expect("TableNotFound", folder.Write("b.csv", Table), new ConversionFileOptions { Map = map });
        Assert.Contains("The column map names 'Aktion', which is not among them.", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Map @{ ConversionTime = 'Datum'; Email = 'E-Mail Adresse'; ConversionName = 'your header' }", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_is_told_beside_the_headers_there_are()
    {
        using var folder = new TemporaryFolder();
        var error = Expect("ColumnMissing", folder.Write("a.csv", "Email,Conversion Name,Datum\n"));

        Assert.Contains("It has 'Email', 'Conversion Name', 'Datum'.", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Map @{ ConversionTime = 'your header' }", error.RecommendedAction, StringComparison.Ordinal);
        error = Expect("MapHeaderMissing", folder.Write("b.csv", "Email,Conversion Name,Conversion Time,Auftrag\n"), new ConversionFileOptions { Map = new Dictionary<string, string> { ["OrderId"] = "Bestellung" } });
        Assert.Contains("'Auftrag'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Email,Conversion Name,Value", "Conversion Time")]
    [InlineData("Email,Conversion Time,Value", "Conversion Name")]
    [InlineData("Conversion Name,Conversion Time", "Email, Phone Number or a click id")]
    public void A_column_no_row_can_do_without_is_named(string header, string column)
    {
        using var folder = new TemporaryFolder();
        var error = Expect("ColumnMissing", folder.Write("a.csv", $"# x\n{header}\n1,2,3\n"));

        Assert.Contains($"row 2, has no column for {column}.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelled_required_column_is_suggested()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains(
            "'Convresion Time': did you mean Conversion Time?",
            Expect("ColumnMissing", folder.Write("a.csv", "Email,Conversion Name,Convresion Time\n")).RecommendedAction,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_zone_in_the_parameters_row_is_named_with_its_row_and_the_nearest_one()
    {
        using var folder = new TemporaryFolder();
        var error = Expect("TimeZoneUnknown", folder.Write("a.csv", $"# x\nParameters:TimeZone=Europe/Berlim\n{ReadFiles.Header}\n"));

        Assert.Contains("row 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("Europe/Berlin", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worksheet_name_does_not_fit_a_text_file()
    {
        using var folder = new TemporaryFolder();

        Expect("WorksheetNotFound", folder.Write("a.csv", ReadFiles.Header), new ConversionFileOptions { WorksheetName = "Q4" });
    }

    [Fact]
    public void A_file_can_be_deleted_after_any_error_and_after_reading()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", "x");
        Expect("TableNotFound", path);
        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
        }

        _ = ReadFiles.Rows(folder.Write("b.csv", ReadFiles.Header));
        using (new FileStream(folder.PathOf("b.csv"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
        }
    }

    internal static byte[] OleContainer(string stream)
    {
        var bytes = new byte[4096];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(30), 9);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(48), 1);
        Encoding.Unicode.GetBytes("Root Entry").CopyTo(bytes, 1024);
        Encoding.Unicode.GetBytes(stream).CopyTo(bytes, 1024 + 128);
        return bytes;
    }

    private static ConversionException Expect(string errorId, string path, ConversionFileOptions? options = null)
    {
        var error = ReadFiles.Error(path, options);
        Assert.True(errorId == error.ErrorId, $"{errorId} expected: {error.ErrorId}: {error.Message}");
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        return error;
    }
}
