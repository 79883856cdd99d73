using System.Globalization;
using EnhancedConversions.Files;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Files;

public class ExampleDataTests
{
    [Theory]
    [InlineData("leads.xlsx", 120)]
    [InlineData("leads.csv", 200)]
    public async Task The_examples_are_wrong_where_their_page_says_and_nowhere_else(string file, int count)
    {
        var report = await ConversionFileTest.RunAsync(PathOf(file), ConversionFileOptions.Default, [], [], FixedClock.Noon(), CancellationToken.None);

        // A misspelled name is seen only when the account's actions are known.
        var expected = Flaws(file).Where(f => f.Code != FindingCode.ConversionNameUnknown).ToList();
        Assert.Equal(count, report.Rows);
        Assert.Equal(11, expected.Count);
        Assert.Equal(expected, report.Findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => (f.Source.Row, f.Code)).Distinct());
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
            FixedClock.Noon().GetUtcNow().AddHours(-6)));
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
