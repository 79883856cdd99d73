using System.Globalization;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Files;

public class ExampleDataTests
{
    // What reading the cells can see; the other codes come from the rules.
    private static readonly FindingCode[] SeenByReading =
        [FindingCode.TimeUnreadable, FindingCode.TimeSkipped, FindingCode.ConsentUnreadable, FindingCode.PhoneLostDigits, FindingCode.EmailHashMalformed];

    [Theory]
    [InlineData("leads.xlsx", 120)]
    [InlineData("leads.csv", 200)]
    public void The_examples_are_wrong_where_their_page_says_and_nowhere_else(string file, int count)
    {
        var rows = ReadFiles.Rows(PathOf(file));
        var expected = Flaws(file).Where(f => SeenByReading.Contains(f.Code)).ToList();

        Assert.Equal(count, rows.Count);
        Assert.Equal(SeenByReading.Length, expected.Count);
        Assert.Equal(expected, rows.SelectMany(r => r.Findings.Select(f => (r.Source.Row, f.Code))));
    }

    [Theory]
    [InlineData("leads.xlsx")]
    [InlineData("leads.csv")]
    public void Good_rows_lie_in_the_weeks_before_the_clock_of_the_rehearsals(string file)
    {
        var wrong = Flaws(file).Select(f => f.Row).ToHashSet();
        var good = ReadFiles.Rows(PathOf(file)).Where(r => !wrong.Contains(r.Source.Row)).ToList();

        Assert.All(good, row => Assert.InRange(
            row.ConversionTime!.Value.Instant!.Value,
            new DateTimeOffset(2026, 10, 14, 12, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 11, 20, 6, 0, 0, TimeSpan.Zero)));
        Assert.Equal(["Phone order", "Qualified lead", "Signed contract"], good.Select(r => r.ConversionName).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(good, r => r.Email is { IsHashed: true });
        Assert.Contains(good, r => r.Email is { IsHashed: false } email && email.Reveal().Contains('+', StringComparison.Ordinal));
        Assert.Equal(good.Count, good.Select(r => r.Dump()).Distinct().Count());
    }

    private static string PathOf(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "EnhancedConversions.PS.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "examples", "data", file);
    }

    private static List<(int Row, FindingCode Code)> Flaws(string file) =>
    [
        .. File.ReadLines(PathOf("README.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 4 && cells[1] == file)
            .Select(cells => (int.Parse(cells[2], CultureInfo.InvariantCulture), Enum.Parse<FindingCode>(cells[3]))),
    ];
}
