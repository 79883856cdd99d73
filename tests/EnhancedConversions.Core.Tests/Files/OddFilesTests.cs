using System.Text;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;

namespace EnhancedConversions.Core.Tests.Files;

/// <summary>Files as people really have them, each with what must come out of it: every row with its number, or the error.</summary>
public class OddFilesTests
{
    private const string Table = "Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency\n";
    private const string Lead = "j.doe@example.com,,Signed contract,2026-11-02 09:30:00+0100,12.50,EUR\n";
    private const string Read = "j.doe@example.com Signed contract 2026-11-02T09:30:00+01:00 12.50 EUR";

    private static readonly string[] s_header = Table.Trim().Split(',');
    private static readonly string s_headerRow = OddWorkbook.Row(1, s_header);

    private static readonly (string Name, object Content, string Expected)[] s_corpus =
    [
        // The preamble
        ("plain", Table + Lead, $"2: {Read}"),
        ("parameters row", "Parameters:TimeZone=Asia/Tokyo\n" + Table + "a@example.com,,n,2026-11-02 09:30:00,,\n", "3: a@example.com n 2026-11-02T09:30:00+09:00"),
        ("parameters row with trailing commas", "Parameters:TimeZone=-0500,,,,,\n" + Table + "a@example.com,,n,2026-11-02 09:30:00,,\n", "3: a@example.com n 2026-11-02T09:30:00-05:00"),
        ("parameters row with trailing semicolon", "Parameters:TimeZone=+0000;\n" + Table + "a@example.com,,n,2026-11-02 09:30:00,,\n", "3: a@example.com n 2026-11-02T09:30:00+00:00"),
        ("parameters row in quotes", "\"Parameters:TimeZone=\"\"Europe/London\"\"\"\n" + Table + "a@example.com,,n,2026-11-02 09:30:00,,\n", "3: a@example.com n 2026-11-02T09:30:00+00:00"),
        ("parameters row with other parameters", "Parameters:LoyaltyRate=1;TimeZone=Asia/Kolkata\n" + Table + "a@example.com,,n,2026-11-02 09:30:00,,\n", "3: a@example.com n 2026-11-02T09:30:00+05:30"),
        ("parameters row left as in the template", "Parameters:TimeZone=insert_timezone\n" + Table + "a@example.com,,n,2026-11-02 09:30:00,,\n", "3: a@example.com n 2026-11-02T09:30:00"),
        ("parameters row with Microsoft's zone name", "Parameters:TimeZone=PacificTimeUSCanadaTijuana\n" + Table + "a@example.com,,n,2026-11-02 09:30:00,,\n", "3: a@example.com n 2026-11-02T09:30:00-08:00"),
        ("parameters row with a Windows id", "Parameters:TimeZone=Tokyo Standard Time\n" + Table + "a@example.com,,n,2026-11-02 09:30:00,,\n", "3: a@example.com n 2026-11-02T09:30:00+09:00"),
        ("parameters row with an unknown zone", "Parameters:TimeZone=Atlantis\n" + Table, "TimeZoneUnknown"),
        ("parameters row whose zone is personal data", "Parameters:TimeZone=j.doe@example.com\n" + Table, "TimeZoneUnknown"),
        ("instructions block", "### INSTRUCTIONS ###,,\n# Fill in, one row each,\n\"# It's \"\"quoted\"\"\",,\n,,\n### TEMPLATE ###\nParameters:TimeZone=+0100\n" + Table + Lead, $"8: {Read}"),
        ("instructions without hash signs", "How to use this file\nEmail goes into the first column\n\n" + Table + Lead, $"5: {Read}"),
        ("comments between the rows", Table + "# first\n" + Lead + "#second,,,,,\n" + Lead, $"3: {Read}\n5: {Read}"),
        ("separator line of Excel", "sep=;\n" + (Table + Lead).Replace(',', ';'), $"3: {Read}"),
        ("a list of the columns above the table", "Columns,Email,Phone Number,one is needed\n" + Table + Lead, $"3: {Read}"),
        ("a preamble in the second column", new OddWorkbook().Sheet("A", OddWorkbook.Row(1, null, "# leads of Q4") + OddWorkbook.Row(2, null, "Parameters:TimeZone=Asia/Tokyo") + OddWorkbook.Row(3, [null, .. s_header]) + OddWorkbook.Row(4, null, "a@example.com", null, "n", "2026-11-02 09:30:00")), "4: a@example.com n 2026-11-02T09:30:00+09:00"),
        ("header far down", new string('\n', 900) + Table + Lead, $"902: {Read}"),
        ("header too far down", string.Concat(Enumerable.Repeat("x\n", 1001)) + Table + Lead, "TableNotFound"),

        // Bytes and separators
        ("byte order mark", "\ufeff" + Table + Lead, $"2: {Read}"),
        ("UTF-16", Bytes(Encoding.Unicode, Table + Lead), $"2: {Read}"),
        ("UTF-16 big endian", Bytes(Encoding.BigEndianUnicode, Table + Lead), $"2: {Read}"),
        ("Windows-1252", Encoding.Latin1.GetBytes(Table + Lead.Replace("Signed", "Größer", StringComparison.Ordinal)), "2: j.doe@example.com Größer contract 2026-11-02T09:30:00+01:00 12.50 EUR"),
        ("tabs", (Table + Lead).Replace(',', '\t'), $"2: {Read}"),
        ("semicolons", (Table + Lead).Replace(',', ';'), $"2: {Read}"),
        ("semicolons with commas in the cells", "Email;Conversion Name;Conversion Time\na@example.com;n, m;Nov 2, 2026 9:30:00 AM Z\n", "2: a@example.com n, m 2026-11-02T09:30:00+00:00"),
        ("pipes", (Table + Lead).Replace(',', '|'), $"2: {Read}"),
        ("carriage returns only", (Table + Lead).Replace('\n', '\r'), $"2: {Read}"),
        ("no line end at the end", (Table + Lead).TrimEnd(), $"2: {Read}"),
        ("blank rows and blank trailing columns", "\n\n" + Table.TrimEnd() + ",,,\n,,,,,,,,\n \n" + Lead.TrimEnd() + ",,,\n\n", $"6: {Read}"),
        ("quoted line breaks", Table + "\"j.doe@example.com\",,\"Signed\r\ncontract\",2026-11-02 09:30:00Z,,\n" + Lead, $"2: j.doe@example.com Signed\r\ncontract 2026-11-02T09:30:00+00:00\n4: {Read}"),
        ("quotation marks inside a cell", Table + "j.doe@example.com,,The \"big\" deal,2026-11-02 09:30:00Z,,\n", "2: j.doe@example.com The \"big\" deal 2026-11-02T09:30:00+00:00"),
        ("binary", new byte[] { 1, 0, 0, 7, 9, 0, 0, 0, 3 }, "FileNotText"),
        ("web page", "<html><body><table></table></body></html>", "WorkbookNotSupported"),

        // Headers
        ("any order and letter case", "CONVERSION TIME,conversion name,eMail\n2026-11-02 09:30:00Z,n,a@example.com\n", "2: a@example.com n 2026-11-02T09:30:00+00:00"),
        ("odd blanks in the header", "\u00a0Email ,Conversion\u00a0\u202fName,\u200bConversion  Time\na@example.com,n,2026-11-02 09:30:00Z\n", "2: a@example.com n 2026-11-02T09:30:00+00:00"),
        ("Microsoft's template", "Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Microsoft Click ID,Hashed Email Address,Hashed Phone Number,\nn,06/01/2026 1:00:00 PM +0000,5,USD,c7c3e2c1b1d64f7f9a5d8b2f4b1a0c9e,,,\n", "2: n 2026-06-01T13:00:00+00:00 5 USD msclkid:c7c3e2c1b1d64f7f9a5d8b2f4b1a0c9e"),
        ("Google's click template", "Google Click ID,Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Ad User Data,Ad Personalization\nCj0K,n,2026-11-02 09:30:00Z,,,granted,DENIED\n", "2: n 2026-11-02T09:30:00+00:00 Granted/Denied gclid:Cj0K"),
        ("iOS click ids", "GBRAID,WBRAID,Conversion Name,Conversion Time,Order ID\ng,w,n,2026-11-02 09:30:00Z,A-1\n", "2: n 2026-11-02T09:30:00+00:00 gbraid:g wbraid:w order:A-1"),
        ("unknown and repeated columns", "Email,E-mail,Region,Conversion Name,Conversion Time\na@example.com,b@example.com,North,n,2026-11-02 09:30:00Z\n", "header: ColumnRepeated ColumnUnknown\n2: a@example.com n 2026-11-02T09:30:00+00:00"),
        ("misspelled column", "Email,Conversion Name,Conversion Time,Conversion Valeu\na@example.com,n,2026-11-02 09:30:00Z,5\n", "header: ColumnMisspelled\n2: a@example.com n 2026-11-02T09:30:00+00:00"),
        ("column of row numbers", "#,Email,Conversion Name,Conversion Time\n1,a@example.com,n,2026-11-02 09:30:00Z\n", "header: ColumnUnknown\n2: a@example.com n 2026-11-02T09:30:00+00:00"),
        ("no column of names", "Email,Conversion Time\n", "ColumnMissing"),
        ("no column of persons or clicks", "Conversion Name,Conversion Time\n", "ColumnMissing"),
        ("no table", "Date,Amount\n2026-11-02,5\n", "TableNotFound"),
        ("nothing", "", "FileEmpty"),
        ("only a header", Table, ""),

        // Cells
        ("hashes beside plain addresses", Table + "UJ6TMBm7KFoTSpM0uLtnnf950M4CPVKa9L10TUe0/Yo=,,n,2026-11-02 09:30:00Z,,\n509E933019BB285A134A9334B8BB679DFF79D0CE023D529AF4BD744D47B4FD8A,,n,2026-11-02 09:30:00Z,,\n", "2: (hashed) n 2026-11-02T09:30:00+00:00\n3: (hashed) n 2026-11-02T09:30:00+00:00"),
        ("damaged hash", Table + "509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8,,n,2026-11-02 09:30:00Z,,\n", "2: n 2026-11-02T09:30:00+00:00 [EmailHashMalformed]"),
        ("mail links", Table + "mailto:a@example.com,,n,2026-11-02 09:30:00Z,,\n\"=HYPERLINK(\"\"mailto:b@example.com\"\",\"\"B\"\")\",,n,2026-11-02 09:30:00Z,,\n", "2: a@example.com n 2026-11-02T09:30:00+00:00\n3: b@example.com n 2026-11-02T09:30:00+00:00"),
        ("unseen characters", Table + "\u200ba\u00ad@example.com\u00a0,+44\u00a0113\u2011496\u202f0987,n\u00a0m,2026-11-02\u00a009:30:00Z,\u00a05,eur\n", "2: a@example.com +44 113-496 0987 n m 2026-11-02T09:30:00+00:00 5 EUR"),
        ("protected and shortened phone numbers", Table + ",\"=\"\"+18005550100\"\"\",n,2026-11-02 09:30:00Z,,\n,'+18005550100,n,2026-11-02 09:30:00Z,,\n,1.80056E+10,n,2026-11-02 09:30:00Z,,\n", "2: +18005550100 n 2026-11-02T09:30:00+00:00\n3: +18005550100 n 2026-11-02T09:30:00+00:00\n4: n 2026-11-02T09:30:00+00:00 [PhoneLostDigits]"),
        ("values", Table + "a@example.com,,n,2026-11-02 09:30:00Z,\"1,234.50\",\na@example.com,,n,2026-11-02 09:30:00Z,\"1,234\",\na@example.com,,n,2026-11-02 09:30:00Z,\"12,5\",\na@example.com,,n,2026-11-02 09:30:00Z,€ 5,\n", "2: a@example.com n 2026-11-02T09:30:00+00:00 1234.50\n3: a@example.com n 2026-11-02T09:30:00+00:00 [ValueUnreadable]\n4: a@example.com n 2026-11-02T09:30:00+00:00 [ValueUnreadable]\n5: a@example.com n 2026-11-02T09:30:00+00:00 [ValueUnreadable]"),
        ("consent", "Email,Conversion Name,Conversion Time,Ad User Data,Ad Personalization\na@example.com,n,2026-11-02 09:30:00Z,yes,TRUE\n", "2: a@example.com n 2026-11-02T09:30:00+00:00 [ConsentUnreadable ConsentUnreadable]"),
        ("day before month", Table + "a@example.com,,n,31/10/2026 09:30:00,,\na@example.com,,n,31.10.2026 09:30,,\na@example.com,,n,10/31/2026 09:30,,\n", "2: a@example.com n [TimeUnreadable]\n3: a@example.com n [TimeUnreadable]\n4: a@example.com n 2026-10-31T09:30:00"),
        ("skipped and repeated hours", "Parameters:TimeZone=Europe/Berlin\n" + Table + "a@example.com,,n,2026-03-29 02:30:00,,\na@example.com,,n,2026-10-25 02:30:00,,\na@example.com,,n,2026-10-25 02:30:00+0100,,\n", "3: a@example.com n [TimeSkipped]\n4: a@example.com n 2026-10-25T02:30:00+02:00 [TimeAmbiguous]\n5: a@example.com n 2026-10-25T02:30:00+01:00"),
        ("a zone in every place", "Parameters:TimeZone=Europe/Berlin\nEmail,Conversion Name,Conversion Time,Time Zone\na@example.com,n,2026-11-02 09:30:00 Asia/Tokyo,America/New_York\na@example.com,n,2026-11-02 09:30:00,America/New_York\na@example.com,n,2026-11-02 09:30:00,\na@example.com,n,2026-11-02 09:30:00,Mars\n", "3: a@example.com n 2026-11-02T09:30:00+09:00\n4: a@example.com n 2026-11-02T09:30:00-05:00\n5: a@example.com n 2026-11-02T09:30:00+01:00\n6: a@example.com n [TimeZoneUnknown]"),
        ("a comma without quotes shifts the cells", Table + "a@example.com,,Smith, John,2026-11-02 09:30:00Z,5,EUR\n", "2: a@example.com Smith 5 [TimeUnreadable ValueUnreadable CellWithoutColumn]"),
        ("rows cut short", Table + "a@example.com\n,,\n,,n\n", "2: a@example.com\n4: n"),

        // Workbooks
        ("inline strings", new OddWorkbook().Sheet("A", s_headerRow + OddWorkbook.Row(2, Lead.Trim().Split(','))), $"2: {Read}"),
        ("shared strings", new OddWorkbook { SharedStrings = { "a@example.com", "n", "2026-11-02 09:30:00Z" } }.Sheet("A", s_headerRow + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c><c r=\"D2\" t=\"s\"><v>2</v></c></row>"), "2: a@example.com n 2026-11-02T09:30:00+00:00"),
        ("dates of 1900", new OddWorkbook { Formats = { "m/d/yy h:mm" } }.Sheet("A", s_headerRow + "<row r=\"2\"><c r=\"D2\" s=\"1\"><v>46328.5</v></c></row>"), "2: 2026-11-02T12:00:00"),
        ("dates of 1904", new OddWorkbook { WorkbookProperties = "<workbookPr date1904=\"true\"/>", Formats = { "m/d/yy h:mm" } }.Sheet("A", s_headerRow + "<row r=\"2\"><c r=\"D2\" s=\"1\"><v>44866.5</v></c></row>"), "2: 2026-11-02T12:00:00"),
        ("a number that only looks like a date", new OddWorkbook { Formats = { "0.00" } }.Sheet("A", s_headerRow + "<row r=\"2\"><c r=\"D2\" s=\"1\"><v>46328.5</v></c></row>"), "2: [TimeUnreadable]"),
        ("phone numbers as numbers", new OddWorkbook().Sheet("A", s_headerRow + "<row r=\"2\"><c r=\"B2\"><v>18005550100</v></c></row><row r=\"3\"><c r=\"B3\"><v>4.41134960987E11</v></c></row><row r=\"4\"><c r=\"B4\"><v>1.2345678901234568E+19</v></c></row>"), "2: 18005550100\n3: 441134960987\n4: [PhoneLostDigits]"),
        ("formulas", new OddWorkbook().Sheet("A", s_headerRow + "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>LOWER(B9)</f><v>a@example.com</v></c><c r=\"E2\"><f>1+1</f><v>2</v></c></row><row r=\"3\"><c r=\"A3\"><f>HYPERLINK(\"mailto:b@example.com\")</f></c><c r=\"E3\"><f>1+1</f></c></row><row r=\"4\"><c r=\"A4\" t=\"str\"><f>IF(B9,1,\"\")</f><v></v></c></row>"), "2: a@example.com 2\n3: b@example.com [ValueUnreadable]"),
        ("error values", new OddWorkbook().Sheet("A", s_headerRow + "<row r=\"2\"><c r=\"C2\" t=\"e\"><v>#REF!</v></c><c r=\"E2\" t=\"e\"><v>#DIV/0!</v></c></row>"), "2: #REF! [ValueUnreadable]"),
        ("hidden and missing rows", new OddWorkbook().Sheet("A", OddWorkbook.Row(3, s_header) + "<row r=\"9\" hidden=\"1\">" + OddWorkbook.Text("A9", "a@example.com") + "</row>" + OddWorkbook.Row(40, "b@example.com")), "9: a@example.com\n40: b@example.com"),
        ("rows and cells without references", new OddWorkbook().Sheet("A", $"<row>{string.Concat(s_header.Select(h => $"<c t=\"str\"><v>{h}</v></c>"))}</row><row/><row><c t=\"str\"><v>a@example.com</v></c></row>"), "3: a@example.com"),
        ("several sheets", new OddWorkbook().Sheet("Notes", OddWorkbook.Row(1, "Email us", "Phone us")).Sheet("Leads", s_headerRow + OddWorkbook.Row(2, "a@example.com")).Sheet("Old", s_headerRow), "2: a@example.com"),
        ("a sheet that only begins like the table", new OddWorkbook().Sheet("Half", OddWorkbook.Row(1, "Email", "Phone Number")), "ColumnMissing"),
        ("empty formatted cells far to the right", new OddWorkbook().Sheet("A", s_headerRow + "<row r=\"2\">" + OddWorkbook.Text("A2", "a@example.com") + "<c r=\"XFD2\" s=\"0\"/></row>"), "2: a@example.com"),
        ("a note far to the right", new OddWorkbook().Sheet("A", s_headerRow + "<row r=\"2\">" + OddWorkbook.Text("A2", "a@example.com") + OddWorkbook.Text("XFD2", "call back") + "</row>"), "2: a@example.com [CellWithoutColumn]"),
        ("rich text and escapes", new OddWorkbook { SharedStringMarkup = "<si><r><t>a@exam</t></r><r><t>ple.com</t></r><rPh sb=\"0\" eb=\"1\"><t>zz</t></rPh></si><si><t>n_x0020_m</t></si>" }.Sheet("A", s_headerRow + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c></row>"), "2: a@example.com n m"),
        ("parameters row in a workbook", new OddWorkbook().Sheet("A", OddWorkbook.Row(1, "Parameters:TimeZone=Asia/Tokyo") + OddWorkbook.Row(2, s_header) + OddWorkbook.Row(3, "a@example.com", null, "n", "2026-11-02 09:30:00")), "3: a@example.com n 2026-11-02T09:30:00+09:00"),
        ("no worksheet", new OddWorkbook(), "WorkbookDamaged"),
        ("old workbook", FileErrorsTests.OleContainer("Workbook"), "WorkbookTooOld"),
        ("encrypted workbook", FileErrorsTests.OleContainer("EncryptedPackage"), "WorkbookEncrypted"),
        ("half a workbook", new OddWorkbook().Sheet("A", s_headerRow).ToArray()[..900], "WorkbookDamaged"),
    ];

    public static TheoryData<string> Names => [.. s_corpus.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_odd_file_gives_what_a_person_would_read_in_it(string name)
    {
        using var folder = new TemporaryFolder();
        var (_, content, expected) = Assert.Single(s_corpus, c => c.Name == name);
        var path = folder.Write("odd.dat", content switch
        {
            string text => Encoding.UTF8.GetBytes(text),
            OddWorkbook book => book.ToArray(),
            _ => (byte[])content,
        });

        Assert.Equal(expected, Describe(path));
    }

    [Fact]
    public void The_corpus_is_large_enough_to_mean_something() => Assert.True(s_corpus.Length >= 60);

    private static byte[] Bytes(Encoding encoding, string text) => [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];

    private static string Describe(string path)
    {
        try
        {
            using var file = ConversionFile.Open(path, ConversionFileOptions.Default);
            var header = file.HeaderFindings.Count == 0 ? Array.Empty<string>() : [$"header: {string.Join(' ', file.HeaderFindings.Select(f => f.Code))}"];
            return string.Join('\n', header.Concat(file.ReadRows().Select(Describe)));
        }
        catch (ConversionException e)
        {
            return e.ErrorId;
        }
    }

    private static string Describe(OfflineConversion row)
    {
        var consent = row.AdUserData == Consent.Unspecified && row.AdPersonalization == Consent.Unspecified ? null : $"{row.AdUserData}/{row.AdPersonalization}";
        string?[] parts =
        [
            row.Email is { IsHashed: true } ? "(hashed)" : row.Email?.Reveal(), row.PhoneNumber?.Reveal(), row.ConversionName, row.ConversionTime?.ToString(),
            row.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture), row.Currency, consent, Named("gclid", row.GoogleClickId), Named("gbraid", row.Gbraid), Named("wbraid", row.Wbraid),
            Named("msclkid", row.MicrosoftClickId), Named("order", row.OrderId), row.Findings.Count == 0 ? null : $"[{string.Join(' ', row.Codes())}]",
        ];
        return $"{row.Source.Row}: {string.Join(' ', parts.Where(p => p is not null))}";

        static string? Named(string name, string? value) => value is null ? null : $"{name}:{value}";
    }
}
