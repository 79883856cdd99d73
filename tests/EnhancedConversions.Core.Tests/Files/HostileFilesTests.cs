using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace EnhancedConversions.Core.Tests.Files;

/// <summary>Files made to hurt: each is refused with its own error, in a moment and without memory.</summary>
public class HostileFilesTests
{
    private const long MostBytes = 64L << 20;
    private const string DocumentType = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&#38;b;&#38;b;">]>""";

    // They take milliseconds; the limit only tells a hang from a busy machine.
    private static readonly TimeSpan s_mostTime = TimeSpan.FromSeconds(30);
    private static readonly byte[] s_noise = Encoding.ASCII.GetBytes(Convert.ToHexString(RandomBytes(50 << 10)));
    private static readonly string s_headerRow = OddWorkbook.Row(1, "Email", "Conversion Name", "Conversion Time");

    [Theory]
    [InlineData("xl/worksheets/sheet1.xml")]
    [InlineData("xl/sharedStrings.xml")]
    [InlineData("xl/styles.xml")]
    [InlineData("xl/workbook.xml")]
    [InlineData("xl/_rels/workbook.xml.rels")]
    [InlineData("_rels/.rels")]
    public void A_part_that_expands_a_thousand_times_is_refused(string part) => Refused("FileTooLarge", Bomb(part, 300).ToArray());

    [Fact]
    public void A_part_that_lies_about_its_size_is_not_expanded_beyond_it()
    {
        var bytes = Bomb("xl/worksheets/sheet1.xml", 300).ToArray();
        var name = Encoding.ASCII.GetBytes("xl/worksheets/sheet1.xml");

        // The expanded size stands 22 bytes before the name in the directory, which is the last place that names the part.
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.AsSpan().LastIndexOf(name) - 22), 1_000_000);

        Refused("WorkbookDamaged", bytes);
    }

    [Fact]
    public void An_inline_text_of_two_gigabytes_is_refused() => Refused("FileTooLarge", new OddWorkbook().Sheet("A", stream =>
    {
        OddWorkbook.Write(stream, $"<worksheet><sheetData>{s_headerRow}<row r=\"2\"><c t=\"inlineStr\"><is><t>");
        var chunk = Encoding.UTF8.GetBytes(new string('x', 1 << 20));
        for (var i = 0; i < 2048; i++)
        {
            stream.Write(chunk);
        }

        OddWorkbook.Write(stream, "</t></is></c></row></sheetData></worksheet>");
    }).ToArray());

    [Theory]
    [InlineData("<row r=\"2\"><c t=\"inlineStr\"><is><t>", "</t></is></c></row>")]
    [InlineData("<row r=\"2\"><c r=\"", "\"/></row>")]
    [InlineData("<row r=\"2\"><c><f>", "</f></c></row>")]
    [InlineData("<!-- ", " -->")]
    [InlineData("<row r=\"2\"><x", "/></row>")]
    public void A_token_that_fills_the_memory_is_refused_even_when_it_is_not_compressible(string before, string after) => Refused("CellTooLong", new OddWorkbook().Sheet("A", stream =>
    {
        OddWorkbook.Write(stream, $"<worksheet><sheetData>{s_headerRow}{before}");
        WriteNoise(stream, 40);
        OddWorkbook.Write(stream, $"{after}</sheetData></worksheet>");
    }).ToArray());

    [Fact]
    public void A_text_of_endless_tiny_pieces_is_refused() => Refused("CellTooLong", new OddWorkbook().Sheet("A", $"{s_headerRow}<row><c><is>{string.Concat(Enumerable.Repeat("<t>x</t>", 300_000))}</is></c></row>").ToArray());

    [Fact]
    public void A_text_cut_into_many_pieces_is_refused_when_it_gets_too_long() => Refused("CellTooLong", new OddWorkbook().Sheet("A", stream =>
    {
        OddWorkbook.Write(stream, $"<worksheet><sheetData>{s_headerRow}<row r=\"2\"><c t=\"inlineStr\"><is>");
        for (var i = 0; i < 24; i++)
        {
            OddWorkbook.Write(stream, "<r><t>");
            WriteNoise(stream, 2);
            OddWorkbook.Write(stream, "</t></r>");
        }

        OddWorkbook.Write(stream, "</is></c></row></sheetData></worksheet>");
    }).ToArray());

    [Fact]
    public void Shared_texts_that_do_not_fit_into_memory_are_refused() => Refused("FileTooLarge", new OddWorkbook().Sheet("A", s_headerRow).Part("xl/sharedStrings.xml", stream =>
    {
        OddWorkbook.Write(stream, "<sst>");
        for (var i = 0; i < 600; i++)
        {
            OddWorkbook.Write(stream, "<si><t>");
            WriteNoise(stream, 1);
            OddWorkbook.Write(stream, "</t></si>");
        }

        OddWorkbook.Write(stream, "</sst>");
    }).ToArray(), mostBytes: 200L << 20);

    [Fact]
    public void A_header_of_16_384_columns_is_refused()
    {
        var cells = string.Concat(Enumerable.Range(0, 16_384).Select(i => $"""<c t="inlineStr"><is><t>Column {i.ToString(CultureInfo.InvariantCulture)}</t></is></c>"""));

        Refused("TooManyColumns", new OddWorkbook().Sheet("A", $"<row>{cells}</row>").ToArray());
        Refused("TooManyColumns", Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 16_384))));
    }

    [Theory]
    [InlineData("<row r=\"2\"><c r=\"XFE2\"><v>1</v></c></row>")]
    [InlineData("<row r=\"2\"><c r=\"ZZZZZZZZZZZZZZZZ2\"><v>1</v></c></row>")]
    public void A_cell_beyond_the_last_column_is_refused(string row) => Refused("TooManyColumns", new OddWorkbook().Sheet("A", s_headerRow + row).ToArray());

    [Fact]
    public void A_row_with_more_cells_than_a_worksheet_has_columns_is_refused()
    {
        Refused("TooManyColumns", new OddWorkbook().Sheet("A", $"{s_headerRow}<row>{string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 17_000))}</row>").ToArray());
        Refused("TooManyColumns", Encoding.UTF8.GetBytes($"{ReadFiles.Header}\n{new string(',', 17_000)}\n"));
    }

    [Theory]
    [InlineData("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c t=\"str\"><v>&a;</v></c></row></sheetData></worksheet>")]
    [InlineData("xl/sharedStrings.xml", "<sst><si><t>&b;</t></si></sst>")]
    [InlineData("xl/workbook.xml", "<workbook><sheets/></workbook>")]
    [InlineData("xl/styles.xml", "<styleSheet/>")]
    [InlineData("_rels/.rels", "<Relationships/>")]
    public void A_part_with_a_document_type_is_refused(string part, string markup) =>
        Refused("WorkbookUnsafe", new OddWorkbook().Sheet("A", s_headerRow).Part(part, DocumentType + markup).ToArray());

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("/../secret.xml")]
    [InlineData("..\\..\\..\\secret.xml")]
    public void A_link_that_leads_out_of_the_file_is_refused(string target) =>
        Refused("WorkbookUnsafe", new OddWorkbook().Part("xl/_rels/workbook.xml.rels", $"""<Relationships><Relationship Id="r" Type="{OddWorkbook.Links}/worksheet" Target="{target}"/></Relationships>""").ToArray());

    [Fact]
    public void A_part_named_like_a_path_is_never_written_anywhere()
    {
        using var folder = new TemporaryFolder();
        var inner = Directory.CreateDirectory(folder.PathOf("inner"));
        File.WriteAllBytes(Path.Combine(inner.FullName, "a.xlsx"), new OddWorkbook().Sheet("A", s_headerRow + OddWorkbook.Row(2, "a@example.com")).Part("../../evil.txt", "x").Part("/evil.txt", "x").ToArray());

        Assert.Single(ReadFiles.Rows(Path.Combine(inner.FullName, "a.xlsx")));
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void A_worksheet_outside_the_file_is_not_fetched() =>
        Refused("WorkbookDamaged", new OddWorkbook().Part("xl/workbook.xml", $"""<workbook xmlns:r="{OddWorkbook.Links}"><sheets><sheet name="A" r:id="r"/></sheets></workbook>""").Part("xl/_rels/workbook.xml.rels", $"""<Relationships><Relationship Id="r" Type="{OddWorkbook.Links}/worksheet" Target="http://127.0.0.1:9/sheet.xml" TargetMode="External"/></Relationships>""").ToArray());

    [Fact]
    public void Endless_nesting_is_refused() => Refused("WorkbookUnsafe", new OddWorkbook().Sheet("A", $"{s_headerRow}<row>{string.Concat(Enumerable.Repeat("<a>", 500_000))}").ToArray());

    [Fact]
    public void Endless_names_are_refused() => Refused("WorkbookUnsafe", new OddWorkbook().Sheet("A", $"{s_headerRow}<row>{string.Concat(Enumerable.Range(0, 200_000).Select(i => $"<n{i.ToString(CultureInfo.InvariantCulture)}/>"))}</row>").ToArray());

    [Fact]
    public void A_workbook_of_endless_parts_is_refused()
    {
        var book = new OddWorkbook().Sheet("A", s_headerRow);
        for (var i = 0; i < 10_001; i++)
        {
            book.Part($"junk/{i.ToString(CultureInfo.InvariantCulture)}", "");
        }

        Refused("FileTooLarge", book.ToArray());
    }

    [Fact]
    public void A_workbook_of_endless_worksheets_is_refused()
    {
        var sheets = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"<sheet name=\"S{i}\" r:id=\"r\"/>"));

        Refused("FileTooLarge", new OddWorkbook()
            .Part("xl/workbook.xml", $"""<workbook xmlns:r="{OddWorkbook.Links}"><sheets>{sheets}</sheets></workbook>""")
            .Part("xl/_rels/workbook.xml.rels", $"""<Relationships><Relationship Id="r" Type="{OddWorkbook.Links}/worksheet" Target="workbook.xml"/></Relationships>""").ToArray());
    }

    [Fact]
    public void A_workbook_that_refers_to_itself_ends()
    {
        var bytes = new OddWorkbook().Part("xl/_rels/workbook.xml.rels", $"""<Relationships><Relationship Id="s1" Type="{OddWorkbook.Links}/worksheet" Target="workbook.xml"/></Relationships>""").Sheet("A", "").ToArray();

        Refused("FileEmpty", bytes);
    }

    [Fact]
    public void A_text_of_one_endless_line_is_refused() => Refused("CellTooLong", Encoding.UTF8.GetBytes(ReadFiles.Header + "\n" + new string('x', 60 << 20)), mostBytes: 140L << 20);

    [Fact]
    public void A_quotation_mark_that_is_never_closed_is_refused_and_named()
    {
        using var folder = new TemporaryFolder();
        var error = ReadFiles.Error(folder.Write("a.csv", $"{ReadFiles.Header}\nj.doe@example.com,,n,2026-11-02 09:30:00Z,,,,\n\"j.doe@example.com,,n\n{string.Concat(Enumerable.Repeat("a@example.com,,n,,,,,\n", 40_000))}"));

        Assert.Equal("CellTooLong", error.ErrorId);
        Assert.Contains("begins on line 3", error.Message, StringComparison.Ordinal);
    }

    private static OddWorkbook Bomb(string part, int megabytes) => new OddWorkbook().Sheet("A", s_headerRow).Part(part, stream =>
    {
        OddWorkbook.Write(stream, "<x>");
        var chunk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<c/>", 1 << 18)));
        for (var i = 0; i < megabytes; i++)
        {
            stream.Write(chunk);
        }

        OddWorkbook.Write(stream, "</x>");
    });

    // Longer than what a zip archive looks back on, so that its repetition does not compress.
    private static void WriteNoise(Stream stream, int times)
    {
        for (var i = 0; i < times; i++)
        {
            stream.Write(s_noise);
        }
    }

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private static void Refused(string errorId, byte[] bytes, long mostBytes = MostBytes)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.xlsx", bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var error = ReadFiles.Error(path);
        watch.Stop();

        Assert.True(errorId == error.ErrorId, $"{errorId} expected: {error.ErrorId}: {error.Message}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, mostBytes);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, s_mostTime);
    }
}
