using EnhancedConversions.Bench.Measuring;
using EnhancedConversions.Bench.References;
using EnhancedConversions.Files;

namespace EnhancedConversions.Bench.Figures;

/// <summary>A workbook whose cells are all text, read to typed rows, against the pass of an XML reader over its parts.</summary>
internal sealed class ReadingFigure : Figure
{
    private const double Most = 1.6;
    private const string Sheet = "xl/worksheets/sheet1.xml";
    private const string SharedStrings = "xl/sharedStrings.xml";

    public override string Name => "reading";

    public override IEnumerable<FigureRow> Measure(BenchOptions options, WorkFolder folder)
    {
        var rows = Math.Min(options.Rows, 100_000);
        foreach (var (kind, what, parts) in new[]
        {
            (RowFileKind.InlineWorkbook, "xlsx with texts in the cells, to typed rows", new[] { Sheet }),
            (RowFileKind.Workbook, "xlsx with shared texts, to typed rows", [SharedStrings, Sheet]),
        })
        {
            var file = folder.Rows(kind, rows);
            Read(file);
            Pass(file, parts);
            var comparison = Comparison.Run(options.Rounds, () => Read(file), () => Pass(file, parts));
            var ratio = comparison.Ratio(c => c.CpuSeconds);
            yield return new FigureRow(
                what,
                Wording.PerRow(comparison.Subject, rows),
                $"ZipArchive and XmlReader over the same {(parts.Length == 1 ? "part" : "two parts")}: {Wording.PerRow(comparison.Reference, rows)}",
                ratio.ToString(),
                "at most 1.6 x",
                ratio.Median <= Most);
        }

        var csv = folder.Rows(RowFileKind.Csv, rows);
        Read(csv);
        var lines = Comparison.Run(options.Rounds, () => Read(csv), () => Cost.Of(() => $"{File.ReadLines(csv).Count()} lines"));
        yield return new FigureRow(
            "csv to typed rows",
            Wording.PerRow(lines.Subject, rows),
            $"File.ReadLines: {Wording.PerRow(lines.Reference, rows)}",
            lines.Ratio(c => c.CpuSeconds).ToString());
    }

    private static Cost Read(string path) => Cost.Of(() =>
    {
        using var file = ConversionFile.Open(path, ConversionFileOptions.Default);
        return $"{file.ReadRows().Count()} rows";
    });

    private static Cost Pass(string path, string[] parts) => Cost.Of(() => $"{XmlReaderPass.Read(path, parts)} texts");
}
