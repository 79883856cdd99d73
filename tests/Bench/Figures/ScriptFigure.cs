using EnhancedConversions.Bench.Measuring;

namespace EnhancedConversions.Bench.Figures;

/// <summary>The module on a real engine, against the script people write by hand.</summary>
internal sealed class ScriptFigure : Figure
{
    private const double LeastWhole = 10;
    private const double LeastPipeline = 4;

    public override string Name => "script";

    public override bool NeedsEngine => true;

    public override IEnumerable<FigureRow> Measure(BenchOptions options, WorkFolder folder)
    {
        var file = folder.Rows(RowFileKind.Csv, options.Rows);
        foreach (var (work, command, least) in new[]
        {
            ("Path", "Send-OfflineConversion -Path leads.csv", LeastWhole),
            ("ImportSend", "Import-ConversionFile leads.csv | Send-OfflineConversion", LeastPipeline),
            ("ImportHash", "Import-ConversionFile leads.csv | ConvertTo-HashedConversion", LeastPipeline),
            ("Import", "Import-ConversionFile leads.csv", LeastPipeline),
            ("CsvSend", "Import-Csv leads.csv | Send-OfflineConversion", 0),
        })
        {
            var comparison = Comparison.Run(
                options.Rounds,
                () => Checked(PowerShellEngine.Measure(work, file, folder.NewFolder()), options.Rows),
                () => PowerShellEngine.Measure("Script", file));
            var ratio = comparison.Ratio(c => c.Seconds, timesFaster: true);
            yield return new FigureRow(
                $"{command}, {Wording.Count(options.Rows)} rows",
                Wording.PerRow(comparison.Subject, options.Rows),
                $"hand-written script, which does not send: {Wording.PerRow(comparison.Reference, options.Rows)}",
                $"{ratio} faster",
                least == 0 ? "" : $"at least {least} x",
                least == 0 ? null : ratio.Median >= least);
        }
    }

    private static Cost Checked(Cost cost, int rows) => cost.Counts is var counts && counts.Split(' ')[^1] == $"{rows}" && !counts.Contains(',', StringComparison.Ordinal)
        ? cost
        : throw new InvalidOperationException($"Not all rows came through: {cost.Counts}.");
}
