using EnhancedConversions.Bench.Measuring;

namespace EnhancedConversions.Bench.Figures;

/// <summary>Normalizing and hashing an e-mail address and a phone number, against hashing their normal forms and nothing else.</summary>
internal sealed class HashingFigure : Figure
{
    private const double Most = 1.5;
    private const int Passes = 300;

    public override string Name => "hashing";

    public override IEnumerable<FigureRow> Measure(BenchOptions options, WorkFolder folder)
    {
        var bench = new HashingBench();
        foreach (var (network, work) in new (string, Func<int>)[] { ("Google", bench.Google), ("Microsoft", bench.Microsoft) })
        {
            Repeat(work);
            Repeat(bench.HashOfNormalForms);
            var comparison = Comparison.Run(options.Rounds, () => Repeat(work), () => Repeat(bench.HashOfNormalForms));
            var ratio = comparison.Ratio(c => c.CpuSeconds);
            yield return new FigureRow(
                $"normalize and hash an e-mail address and a phone number ({network})",
                Wording.PerRow(comparison.Subject, Passes * HashingBench.Count),
                $"UTF-8 and SHA-256 of the two normal forms: {Wording.PerRow(comparison.Reference, Passes * HashingBench.Count)}",
                ratio.ToString(),
                "at most 1.5 x",
                ratio.Median <= Most);
        }
    }

    private static Cost Repeat(Func<int> work) => Cost.Of(() =>
    {
        var length = 0L;
        for (var i = 0; i < Passes; i++)
        {
            length += work();
        }

        return $"{length} characters";
    });
}
