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

        var unprofiled = Comparison.Run(
            options.Rounds,
            () => Checked(OwnProcess.Measure(("DOTNET_TieredPGO", "0"), file, folder.NewFolder())),
            () => Checked(OwnProcess.Measure(file, folder.NewFolder())));
        yield return new FigureRow(
            "the same with DOTNET_TieredPGO=0 in the environment of the process",
            Wording.PerRow(unprofiled.Subject, Rows),
            $"without: {Wording.PerRow(unprofiled.Reference, Rows)}",
            $"{unprofiled.Ratio(c => c.Seconds)}",
            "",
            null);
        if (PowerShellEngine.Find() is not null)
        {
            yield return AgainstScript(options, folder, file);
        }
    }

    // Up to the requests, as the script goes: what is done with them is the sandbox's work. A script takes as long for each row of a smaller file.
    private static FigureRow AgainstScript(BenchOptions options, WorkFolder folder, string file)
    {
        const double LeastFaster = 10;
        var scripted = folder.Rows(RowFileKind.Csv, options.Rows);
        var comparison = Comparison.Run(
            options.Rounds,
            () => PerRow(Checked(OwnProcess.Measure(file, folder.NewFolder(), "take-all")), Rows),
            () => PerRow(PowerShellEngine.Measure("Script", scripted), options.Rows));
        var ratio = comparison.Ratio(c => c.Seconds, timesFaster: true);
        return new FigureRow(
            $"csv of {Wording.Count(Rows)} rows to hashed requests, checked, claimed, recorded; uploads taken unread",
            Wording.PerRow(comparison.Subject, 1),
            $"hand-written script, {Wording.Count(options.Rows)} rows: {Wording.PerRow(comparison.Reference, 1)}",
            $"{ratio} faster",
            $"at least {LeastFaster} x",
            ratio.Median >= LeastFaster);
    }

    private static Cost PerRow(Cost cost, int rows) => cost with { Seconds = cost.Seconds / rows, CpuSeconds = cost.CpuSeconds / rows };

    private static Cost Checked(Cost cost) => cost.Counts == $"Accepted {Rows}" ? cost : throw new InvalidOperationException($"Not all rows were accepted: {cost.Counts}.");
}
