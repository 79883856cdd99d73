using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Files.Excel;
using Xunit.Abstractions;

namespace EnhancedConversions.Core.Tests.Files;

/// <summary>Files in constant memory; the really large ones take a minute, so they run only with CONVERSIONS_LARGE_FILES=1.</summary>
[Collection(Alone)]
public class LargeFilesTests(ITestOutputHelper output)
{
    private const string Alone = "Measures the memory of the process";
    private const long MostBytes = 4L << 20;

    [SkippableTheory]
    [InlineData("a.csv", 50_000)]
    [InlineData("a.xlsx", 20_000)]
    [InlineData("large.csv", 1_000_000)]
    [InlineData("large.xlsx", 200_000)]
    public void Rows_are_streamed(string name, int count)
    {
        Skip.If(count > 50_000 && Environment.GetEnvironmentVariable("CONVERSIONS_LARGE_FILES") != "1", "CONVERSIONS_LARGE_FILES is not 1.");
        using var folder = new TemporaryFolder();
        var path = folder.PathOf(name);
        ConversionTemplate.Write(path, new ConversionTemplateOptions { Network = AdNetwork.GoogleAds, TimeZone = "Europe/Berlin" }, Enumerable.Range(0, count).Select(Lead));

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (rows, most) = (0, 0L);
        using var file = ConversionFile.Open(path, ConversionFileOptions.Default);
        foreach (var row in file.ReadRows())
        {
            Assert.Equal(row.Source.Row - 3, rows++);
            Assert.Empty(row.Findings);
            most = rows % (count / 10) == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before) : most;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} rows of {new FileInfo(path).Length >> 20} MB, at most {most >> 10} KB held"));
        Assert.Equal(count, rows);
        Assert.InRange(most, 0, MostBytes);
    }

    [Fact]
    public void Shared_texts_are_held_in_less_than_half_their_length()
    {
        const int Count = 1_000_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var packed = new PackedTexts();
        var length = 0L;
        for (var number = 0; number < Count; number++)
        {
            var text = (string)Lead(number)[0]!;
            length += text.Length;
            packed.Add(text);
        }

        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(Lead(Count - 1)[0], packed.Get(Count - 1));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{length >> 10} K characters, {held >> 10} KB held"));
        Assert.InRange(held, 0, length / 2);
    }

    private static object?[] Lead(int number) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"person.{number}@example.com"),
        string.Create(CultureInfo.InvariantCulture, $"+1800555{100 + (number % 100):0000}"),
        "Signed contract",
        new DateTime(2026, 10, 26).AddSeconds(number),
        12.5m + (number % 1000),
        "EUR",
        "Granted",
        "Denied",
    ];

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class NothingBeside;
}
