using System.Globalization;
using EnhancedConversions.Bench.Measuring;

namespace EnhancedConversions.Bench.Figures;

/// <summary>The most memory a whole run on a real engine has, by the operating system, from a small file to a large one.</summary>
internal sealed class MemoryFigure : Figure
{
    private const long Most = 250L * 1024 * 1024;
    private const double MostGrowth = 1.1;

    // Where Azure Automation ends a job. The runtime takes it in hexadecimal and fails an allocation beyond it.
    private const long Limit = 400L * 1024 * 1024;

    public override string Name => "memory";

    public override bool NeedsEngine => true;

    public override IEnumerable<FigureRow> Measure(BenchOptions options, WorkFolder folder)
    {
        foreach (var (kind, ending) in new[] { (RowFileKind.Csv, "csv"), (RowFileKind.InlineWorkbook, "xlsx, texts in the cells"), (RowFileKind.Workbook, "xlsx, shared texts") })
        {
            foreach (var (work, form) in new[] { ("Path", "path form"), ("ImportSend", "pipeline form") })
            {
                var costs = options.MemoryRows.Select(rows => Checked(PowerShellEngine.Measure(work, folder.Rows(kind, rows), folder.NewFolder()), rows)).ToArray();
                var growth = costs.Length < 2 ? 1 : (double)costs[^1].PeakBytes / costs[^2].PeakBytes;
                yield return new FigureRow(
                    $"peak memory, {ending}, {form}, at {string.Join(", ", options.MemoryRows.Select(Wording.Count))} rows",
                    string.Join(", ", costs.Select(c => Wording.Megabytes(c.PeakBytes))),
                    "",
                    string.Create(CultureInfo.InvariantCulture, $"{Wording.Megabytes(costs[^1].PeakBytes)}; {growth:0.00} x the size before"),
                    "under 250 MB, under 1.10 x",
                    costs[^1].PeakBytes < Most && growth < MostGrowth);
            }
        }

        var most = options.MemoryRows[^1];
        var limited = Checked(PowerShellEngine.Measure("Path", folder.Rows(RowFileKind.Csv, most), folder.NewFolder(), environment: ("DOTNET_GCHeapHardLimit", Limit.ToString("X", CultureInfo.InvariantCulture))), most);
        yield return new FigureRow(
            $"csv, path form, {Wording.Count(most)} rows, with a managed heap of at most {Wording.Megabytes(Limit)}",
            Wording.Megabytes(limited.PeakBytes),
            "",
            "every row accepted",
            "ends well",
            true);
    }

    private static Cost Checked(Cost cost, int rows) =>
        cost.Counts == $"Accepted {rows}" ? cost : throw new InvalidOperationException($"Not all rows were accepted: {cost.Counts}.");
}
