using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using Xunit.Abstractions;

namespace EnhancedConversions.Core.Tests.Files;

/// <summary>
/// Reads files that were damaged at random: whatever is in them, only <see cref="ConversionException"/> comes out, and soon.
/// CONVERSIONS_FUZZ_FILES sets how many of each kind, CONVERSIONS_FUZZ_SEED where to begin.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_mostTime = TimeSpan.FromSeconds(20);

    // What the reader gives a meaning to, so that mutations reach beyond the first check.
    private static readonly string[] s_tokens =
    [
        ",", ";", "\t", "\"", "\"\"", "\r\n", "\n", "#", "=", "@", "\0", "\ufeff", "\ud800", "Parameters:TimeZone=", "Europe/Berlin", "Email", "Conversion Time", "2026-11-02 02:30:00", "9999-12-31 23:59:59 -1400",
        "0001-01-01 00:00:00+1400", "4.67E+10", "1e308", "-1", "2958465.99", "1048577", "XFE1", "<", ">", "</row>", "<row r=\"7\">", "<c t=\"s\"><v>-1</v></c>", "<c s=\"999999\"><v>1</v></c>", "&#0;", "&amp;", "&x;", "<![CDATA[", "<!DOCTYPE x>",
        "_x0000_", "_xD800_", "t=\"s\"", "date1904=\"1\"", "Target=\"../../..\"", "<is>", "<t>", "<rPh>", "<f>", "numFmtId=\"14\"", "[", "\\",
    ];

    [Fact]
    public void No_damaged_text_file_ends_in_an_unknown_error()
    {
        using var folder = new TemporaryFolder();
        byte[][] seeds =
        [
            Encoding.UTF8.GetBytes($"### INSTRUCTIONS ###\n# x\nParameters:TimeZone=Europe/Berlin;\n{ReadFiles.Header},Order ID,TimeZone\nj.doe+fair@example.com,+18005550100,\"Signed,\ncontract\",10/25/2026 2:30:00 AM,\"1,234.50\",EUR,Granted,Denied,A-1,\n,\"=HYPERLINK(\"\"mailto:a@example.com\"\")\",x,2026-11-02T09:30:00Z,,,,,,Asia/Tokyo\n"),
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"{ReadFiles.Header.Replace(',', ';')}\r\na@example.com;;Größe;2026-11-02 09:30:00;;;;\r\n")],
            Encoding.Latin1.GetBytes($"{ReadFiles.Header.Replace(',', '\t')}\rÄ@example.com\t\tGröße\t2026-11-02 09:30:00\t\t\t\t\r"),
        ];

        Run(folder.PathOf("fuzz.csv"), (random, path) => File.WriteAllBytes(path, Mutate(seeds[random.Next(seeds.Length)], random)));
    }

    [Fact]
    public void No_damaged_workbook_ends_in_an_unknown_error()
    {
        using var folder = new TemporaryFolder();
        var template = folder.PathOf("template.xlsx");
        ConversionTemplate.Write(template, new ConversionTemplateOptions { Network = AdNetwork.GoogleAds, TimeZone = "Europe/Berlin" }, [["a@example.com", "+18005550100", "n", new DateTime(2026, 11, 2), 7m]]);
        var odd = new OddWorkbook { WorkbookProperties = "<workbookPr/>", Formats = { "yyyy-mm-dd", "[h]:mm" }, SharedStringMarkup = "<si><t>a@example.com</t></si><si><r><t>Sig_x0041_</t></r><rPh><t>x</t></rPh></si>" };
        odd.Sheet("A", OddWorkbook.Row(1, "x")).Sheet("B", OddWorkbook.Row(1, "Parameters:TimeZone=+0100") + OddWorkbook.Row(3, "Email", "Conversion Name", "Conversion Time") + """<row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4" t="s"><v>1</v></c><c r="C4" s="1"><v>46328.5</v></c></row><row><c><f>1+1</f></c></row>""");
        byte[][] seeds = [File.ReadAllBytes(template), odd.ToArray()];

        Run(folder.PathOf("fuzz.xlsx"), (random, path) =>
        {
            var seed = seeds[random.Next(seeds.Length)];
            File.WriteAllBytes(path, random.Next(3) == 0 ? Mutate(seed, random) : MutatePart(seed, random));
        });
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (var times = 1 + random.Next(6); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                    break;
                case 4:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(s_tokens[random.Next(s_tokens.Length)], 1 + (random.Next(4) * random.Next(300))))));
                    break;
                case 5:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    var token = Encoding.UTF8.GetBytes(s_tokens[random.Next(s_tokens.Length)]);
                    bytes.RemoveRange(at, Math.Min(token.Length, bytes.Count - at));
                    bytes.InsertRange(at, token);
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] MutatePart(byte[] seed, Random random)
    {
        var mutated = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(seed)))
        using (var to = new ZipArchive(mutated, ZipArchiveMode.Create, leaveOpen: true))
        {
            var chosen = random.Next(from.Entries.Count);
            for (var i = 0; i < from.Entries.Count; i++)
            {
                using var content = new MemoryStream();
                using (var stream = from.Entries[i].Open())
                {
                    stream.CopyTo(content);
                }

                var bytes = i != chosen ? content.ToArray() : random.Next(4) == 0 ? Mutate(content.ToArray(), random) : MutateValue(content.ToArray(), random);
                if (random.Next(60) != 0)
                {
                    using var stream = to.CreateEntry(random.Next(60) == 0 ? "xl/../" + from.Entries[i].FullName : from.Entries[i].FullName, CompressionLevel.Fastest).Open();
                    stream.Write(bytes);
                }
            }
        }

        return mutated.ToArray();
    }

    // Puts another value into an attribute or a text, so that the markup stays readable and the damage goes deeper.
    private static byte[] MutateValue(byte[] markup, Random random)
    {
        var text = Encoding.UTF8.GetString(markup);
        for (var times = 1 + random.Next(3); times > 0; times--)
        {
            var values = Regex.Matches(text, "\"[^\"<]*\"|>[^<>]+<");
            if (values.Count > 0)
            {
                var value = values[random.Next(values.Count)];
                var other = random.Next(3) == 0 ? values[random.Next(values.Count)].Value[1..^1] : new XText(s_tokens[random.Next(s_tokens.Length)].Replace("\0", "", StringComparison.Ordinal).Replace("\ud800", "", StringComparison.Ordinal)).ToString().Replace("\"", "&quot;", StringComparison.Ordinal);
                text = string.Concat(text.AsSpan(0, value.Index + 1), other, text.AsSpan(value.Index + value.Length - 1));
            }
        }

        return Encoding.UTF8.GetBytes(text);
    }

    private void Run(string path, Action<Random, string> write)
    {
        var count = Setting("CONVERSIONS_FUZZ_FILES", 500);
        var first = Setting("CONVERSIONS_FUZZ_SEED", 1);
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var slowest = TimeSpan.Zero;
        for (var seed = first; seed < first + count; seed++)
        {
            write(new Random(seed), path);
            var watch = Stopwatch.StartNew();
            string outcome;
            try
            {
                var rows = ReadFiles.Rows(path);
                outcome = rows.Count == 0 ? "read, no rows" : $"read, {string.Join(" ", rows.SelectMany(r => r.Codes()).Distinct().Order())}";
            }
            catch (ConversionException e)
            {
                outcome = e.ErrorId;
                Assert.DoesNotContain("@example", e.ToString(), StringComparison.OrdinalIgnoreCase);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed} ends in {e.GetType().Name}.", e);
            }

            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            Assert.True(watch.Elapsed < s_mostTime, $"Seed {seed} took {watch.Elapsed}.");
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        using var process = Process.GetCurrentProcess();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} files, {outcomes.Count} distinct outcomes, slowest {slowest.TotalMilliseconds:0} ms, peak memory {process.PeakWorkingSet64 >> 20} MB"));
        foreach (var (outcome, times) in outcomes)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times,7} {outcome}"));
        }
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
