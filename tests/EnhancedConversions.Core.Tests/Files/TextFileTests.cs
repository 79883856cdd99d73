using System.Text;
using EnhancedConversions.Files;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Files;

public class TextFileTests
{
    private const string Data = "j.doe@example.com,+18005550100,Signed contract,2026-11-02 09:30:00,1200.50,EUR,Granted,Denied";

    [Fact]
    public void A_template_file_gives_typed_rows()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("leads.csv", $"Parameters:TimeZone=Europe/Berlin\n{ReadFiles.Header}\n{Data}\n");

        using var file = ConversionFile.Open(path, ConversionFileOptions.Default);
        var row = Assert.Single(file.ReadRows());

        Assert.Equal("Europe/Berlin", file.TimeZone);
        Assert.Null(file.Sheet);
        Assert.Empty(file.HeaderFindings);
        Assert.Equal("j.doe@example.com | +18005550100 | Signed contract | 2026-11-02T09:30:00+01:00 | Europe/Berlin | 1200.50 | EUR | Granted | Denied |  |  |  |  |  | ", row.Dump());
        Assert.Equal(new(path, null, 3), row.Source);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void The_delimiter_is_found_by_the_header_it_makes_readable(char delimiter)
    {
        using var folder = new TemporaryFolder();
        var text = $"# a, b; c\n# d; e, f, g\nParameters:TimeZone=Europe/Berlin;LoyaltyRate=1\n{ReadFiles.Header}\n{Data}\n".Replace(ReadFiles.Header, ReadFiles.Header.Replace(',', delimiter), StringComparison.Ordinal).Replace(Data, Data.Replace(',', delimiter), StringComparison.Ordinal);

        Assert.Equal(1200.50m, ReadFiles.Row(folder.Write("leads.csv", text)).Value);
    }

    public static TheoryData<string, byte[]> Encodings()
    {
        var text = $"{ReadFiles.Header}\nj.doe@example.com,,Vertrag für Größe,2026-11-02 09:30:00+01:00,1,EUR,,\n";
        return new()
        {
            { "UTF-8", Encoding.UTF8.GetBytes(text) },
            { "UTF-8 with mark", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)] },
            { "UTF-16 LE with mark", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)] },
            { "UTF-16 BE with mark", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text)] },
            { "UTF-16 LE", Encoding.Unicode.GetBytes(text) },
            { "UTF-16 BE", Encoding.BigEndianUnicode.GetBytes(text) },
            { "UTF-32 with mark", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(text)] },
            { "Windows-1252", Encoding.Latin1.GetBytes(text) },
        };
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_usual_encoding_is_read(string name, byte[] bytes)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal("Vertrag für Größe", ReadFiles.Row(folder.Write($"{name}.csv", bytes)).ConversionName);
    }

    [Fact]
    public void An_encoding_that_shows_only_far_down_is_read()
    {
        using var folder = new TemporaryFolder();
        var rows = new StringBuilder(ReadFiles.Header).Append('\n');
        for (var i = 0; i < 3000; i++)
        {
            rows.Append(Data).Append('\n');
        }

        rows.Append("j.doe@example.com,,Größe zu 5 \u0080,2026-11-02 09:30:00,1,EUR,,\n");

        Assert.Equal("Größe zu 5 €", ReadFiles.Rows(folder.Write("late.csv", Encoding.Latin1.GetBytes(rows.ToString())))[^1].ConversionName);
    }

    [Theory]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(65537)]
    [InlineData(65538)]
    public void A_character_cut_by_a_block_of_the_reader_stays_whole(int length)
    {
        using var folder = new TemporaryFolder();
        var start = $"{ReadFiles.Header}\n{Data}\n#";
        var text = start + new string('x', length - start.Length) + "€\n" + Data.Replace("Signed", "Größe", StringComparison.Ordinal) + "\n";

        Assert.Equal("Größe contract", ReadFiles.Rows(folder.Write("cut.csv", text))[^1].ConversionName);
    }

    [Fact]
    public void Rows_have_the_line_numbers_of_an_editor()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("lines.csv", $"### INSTRUCTIONS ###\r\n# It's \"odd\", isn't it\r\n\r\n\"# quoted\r\nover two lines\",,\r\n### TEMPLATE ###\r\n{ReadFiles.Header}\r\n{Data}\r\n\r\n,,,,,,,\r\n\"j.doe@example.com\",,\"Signed\r\ncontract\",2026-11-02 09:30:00,,,,\r\n{Data}\r\n# the end\r\n");

        Assert.Equal([8, 11, 13], ReadFiles.Rows(path).Select(r => r.Source.Row));
    }

    [Theory]
    [InlineData("Parameters:TimeZone=Europe/Berlin", "Europe/Berlin")]
    [InlineData("Parameters:TimeZone=Europe/Berlin,,,,,,,", "Europe/Berlin")]
    [InlineData("Parameters:TimeZone=+0100;", "+01:00")]
    [InlineData("\"Parameters:TimeZone=America/New_York;LoyaltyRate=1\"", "America/New_York")]
    [InlineData("parameters: timezone = -0500 ", "-05:00")]
    [InlineData("Parameters:TimeZone=\"Asia/Calcutta\"", "Asia/Calcutta")]
    [InlineData("Parameters:TimeZone=EasternTimeUSCanada", "America/New_York")]
    [InlineData("Parameters:TimeZone=insert_timezone", null)]
    [InlineData("Parameters:TimeZone=", null)]
    [InlineData("# none", null)]
    public void The_parameters_row_names_the_zone(string line, string? zone)
    {
        using var folder = new TemporaryFolder();
        using var file = ConversionFile.Open(folder.Write("zone.csv", $"{line}\n{ReadFiles.Header}\n{Data}\n"), ConversionFileOptions.Default);

        Assert.Equal(zone, file.TimeZone);
        Assert.Equal(zone, Assert.Single(file.ReadRows()).ConversionTime!.Value.Zone);
    }

    [Fact]
    public void The_zone_of_the_time_wins_over_the_column_over_the_parameters_row_over_the_option()
    {
        using var folder = new TemporaryFolder();
        const string Header = "Email,Conversion Name,Conversion Time,Time Zone\n";
        const string Rows = "j.doe@example.com,Signed contract,2026-11-02 09:30:00+0300,Asia/Tokyo\nj.doe@example.com,Signed contract,2026-11-02 09:30:00,Asia/Tokyo\nj.doe@example.com,Signed contract,2026-11-02 09:30:00,\n";
        var options = new ConversionFileOptions { TimeZone = "America/Chicago" };

        Assert.Equal(["+03:00", "Asia/Tokyo", "Europe/Berlin"], ReadFiles.Rows(folder.Write("with.csv", $"Parameters:TimeZone=Europe/Berlin\n{Header}{Rows}"), options).Select(r => r.ConversionTime!.Value.Zone));
        Assert.Equal(["+03:00", "Asia/Tokyo", "America/Chicago"], ReadFiles.Rows(folder.Write("without.csv", Header + Rows), options).Select(r => r.ConversionTime!.Value.Zone));
        Assert.Equal(["+03:00", "Asia/Tokyo", null], ReadFiles.Rows(folder.Write("none.csv", Header + Rows)).Select(r => r.ConversionTime!.Value.Zone));
    }

    [Fact]
    public void An_unknown_zone_in_the_rows_own_column_is_a_finding_there()
    {
        using var folder = new TemporaryFolder();
        var finding = Assert.Single(ReadFiles.Row(folder.Write("a.csv", "Email,Conversion Name,Conversion Time,Zeit zone,TIME_ZONE\nj.doe@example.com,Signed contract,2026-11-02 09:30:00,,Mars/Crater\n")).Findings);

        Assert.Equal(FindingCode.TimeZoneUnknown, finding.Code);
        Assert.Equal("TIME_ZONE", finding.Column);
    }

    [Fact]
    public void A_row_with_more_cells_than_the_header_says_so()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal([FindingCode.CellWithoutColumn], ReadFiles.Row(folder.Write("a.csv", $"{ReadFiles.Header},,\n{Data},,x\n")).Codes());
        Assert.Empty(ReadFiles.Row(folder.Write("b.csv", $"{ReadFiles.Header}\n{Data}, ,\n")).Codes());
    }

    [Fact]
    public void A_short_row_is_read_as_far_as_it_goes()
    {
        using var folder = new TemporaryFolder();
        var row = ReadFiles.Row(folder.Write("a.csv", $"{ReadFiles.Header}\nj.doe@example.com,,Signed contract\n"));

        Assert.Equal("Signed contract", row.ConversionName);
        Assert.Null(row.ConversionTime);
    }

    [Fact]
    public void A_column_of_row_numbers_headed_by_a_hash_sign_is_no_comment()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal("Signed contract", ReadFiles.Row(folder.Write("a.csv", $"#,{ReadFiles.Header}\n1,{Data}\n")).ConversionName);
    }

    [Fact]
    public void A_data_row_that_begins_with_a_hash_sign_is_not_lost()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal("#N/A", ReadFiles.Row(folder.Write("a.csv", $"{ReadFiles.Header}\n#N/A,,Signed contract,2026-11-02 09:30:00,,,,\n")).Email!.Reveal());
    }

    [Fact]
    public void The_same_file_gives_the_same_rows_whatever_its_line_ends()
    {
        using var folder = new TemporaryFolder();
        var text = $"{ReadFiles.Header}\n{Data}\n{Data}";

        foreach (var lineEnd in (string[])["\n", "\r\n", "\r"])
        {
            Assert.Equal(2, ReadFiles.Rows(folder.Write("a.csv", text.Replace("\n", lineEnd, StringComparison.Ordinal))).Count);
        }
    }

    [Fact]
    public void Rows_are_read_once()
    {
        using var folder = new TemporaryFolder();
        using var file = ConversionFile.Open(folder.Write("a.csv", $"{ReadFiles.Header}\n{Data}\n"), ConversionFileOptions.Default);
        _ = file.ReadRows().Count();

        Assert.Throws<InvalidOperationException>(file.ReadRows);
    }
}
