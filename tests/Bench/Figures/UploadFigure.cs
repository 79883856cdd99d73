using System.Globalization;
using EnhancedConversions.Bench.Measuring;

namespace EnhancedConversions.Bench.Figures;

/// <summary>The whole path without an engine, and what of it is the sandbox's own work.</summary>
internal sealed class UploadFigure : Figure
{
    private const double Most = 10;
    private const int Rows = 1_000_000;

    public override string Name => "upload";

    public override IEnumerable<FigureRow> Measure(BenchOptions options, WorkFolder folder)
    {
        var file = folder.Rows(RowFileKind.Csv, Rows);
        var comparison = Comparison.Run(
            options.Rounds,
            () => Checked(OwnProcess.Measure(file, folder.NewFolder())),
            () => Checked(OwnProcess.Measure(file, folder.NewFolder(), "take-all")));
        yield return new FigureRow(
            $"csv of {Wording.Count(Rows)} rows, checked, hashed, claimed, sent to the sandbox, recorded; start of the libraries included",
            Wording.PerRow(comparison.Subject, Rows),
            $"the same with uploads taken unread: {Wording.PerRow(comparison.Reference, Rows)}",
            string.Create(CultureInfo.InvariantCulture, $"{comparison.Subject(c => c.Seconds) * 1e6 / Rows:0.0} us a row; the sandbox's share {comparison.Subject(c => c.CpuSeconds) - comparison.Reference(c => c.CpuSeconds):0.0} of {comparison.Subject(c => c.CpuSeconds):0.0} s CPU"),
            "under 10 us a row",
            comparison.Subject(c => c.Seconds) * 1e6 / Rows < Most);
    }

    private static Cost Checked(Cost cost) => cost.Counts == $"Accepted {Rows}" ? cost : throw new InvalidOperationException($"Not all rows were accepted: {cost.Counts}.");
}
