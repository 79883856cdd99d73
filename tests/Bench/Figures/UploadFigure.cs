using System.Globalization;
using EnhancedConversions.Bench.Measuring;

namespace EnhancedConversions.Bench.Figures;

/// <summary>The whole path without an engine, and what of it is the sandbox's own work.</summary>
internal sealed class UploadFigure : Figure
{
    private const int Rows = 1_000_000;

    private const double Most = 10;

    // The script's microseconds a row where the target was set. Machines differ by half, and change while they are measured: held against the script it means the same on all.
    private const double ScriptThere = 53;

    private const double LeastFasterToRequests = 10;

    public override string Name => "upload";

    public override IEnumerable<FigureRow> Measure(BenchOptions options, WorkFolder folder)
    {
        var file = folder.Rows(RowFileKind.Csv, Rows);
        var shares = Comparison.Run(options.Rounds, Whole, ToRequests);
        var whole = $"csv of {Wording.Count(Rows)} rows, checked, hashed, claimed, sent to the sandbox, recorded; start of the libraries included";
        yield return new FigureRow(
            whole,
            Wording.PerRow(shares.Subject, 1),
            $"the same with uploads taken unread: {Wording.PerRow(shares.Reference, 1)}",
            string.Create(CultureInfo.InvariantCulture, $"{shares.Subject(c => c.Seconds) * 1e6:0.0} us a row; the sandbox's share {(shares.Subject(c => c.CpuSeconds) - shares.Reference(c => c.CpuSeconds)) * 1e6:0.0} of {shares.Subject(c => c.CpuSeconds) * 1e6:0.0} us CPU"),
            $"under {Most} us a row",
            shares.Subject(c => c.Seconds) * 1e6 < Most);

        var unprofiled = Comparison.Run(options.Rounds, () => PerRow(Checked(OwnProcess.Measure(("DOTNET_TieredPGO", "0"), file, folder.NewFolder())), Rows), Whole);
        yield return new FigureRow(
            "the same as schedules for systemd and cron run it, with DOTNET_TieredPGO=0 in the environment",
            Wording.PerRow(unprofiled.Subject, 1),
            $"without: {Wording.PerRow(unprofiled.Reference, 1)}",
            string.Create(CultureInfo.InvariantCulture, $"{unprofiled.Subject(c => c.Seconds) * 1e6:0.0} us a row; {unprofiled.Ratio(c => c.Seconds)}"),
            $"under {Most} us a row",
            unprofiled.Subject(c => c.Seconds) * 1e6 < Most);
        if (PowerShellEngine.Find() is null)
        {
            yield break;
        }

        // A script takes as long for each row of a smaller file.
        var scripted = folder.Rows(RowFileKind.Csv, options.Rows);
        foreach (var (what, work, least, meaning) in new (string, Func<Cost>, double, string)[]
        {
            (whole, Whole, ScriptThere / Most, $": {Most} us a row where the script takes {ScriptThere}"),
            ($"csv of {Wording.Count(Rows)} rows to hashed requests, checked, claimed, recorded; uploads taken unread", ToRequests, LeastFasterToRequests, ""),
        })
        {
            var comparison = Comparison.Run(options.Rounds, work, Script);
            var ratio = comparison.Ratio(c => c.Seconds, timesFaster: true);
            yield return new FigureRow(
                what,
                Wording.PerRow(comparison.Subject, 1),
                $"hand-written script, which does not send, {Wording.Count(options.Rows)} rows: {Wording.PerRow(comparison.Reference, 1)}",
                $"{ratio} faster",
                string.Create(CultureInfo.InvariantCulture, $"at least {least:0.#} x{meaning}"),
                ratio.Median >= least);
        }

        Cost Whole() => PerRow(Checked(OwnProcess.Measure(file, folder.NewFolder())), Rows);

        Cost ToRequests() => PerRow(Checked(OwnProcess.Measure(file, folder.NewFolder(), "take-all")), Rows);

        Cost Script() => PerRow(PowerShellEngine.Measure("Script", scripted), options.Rows);
    }

    private static Cost PerRow(Cost cost, int rows) => cost with { Seconds = cost.Seconds / rows, CpuSeconds = cost.CpuSeconds / rows };

    private static Cost Checked(Cost cost) => cost.Counts == $"Accepted {Rows}" ? cost : throw new InvalidOperationException($"Not all rows were accepted: {cost.Counts}.");
}
