using System.Globalization;

namespace EnhancedConversions.Bench.Measuring;

/// <summary>A piece of work and its reference, measured by turns: whatever else the machine does meets both alike, so the ratio holds where times do not.</summary>
internal sealed class Comparison
{
    private readonly List<(Cost Subject, Cost Reference)> _rounds = [];

    /// <summary>Measures both by turns; who goes first changes with every round.</summary>
    /// <param name="rounds">How often.</param>
    /// <param name="subject">The work.</param>
    /// <param name="reference">What it is held against.</param>
    public static Comparison Run(int rounds, Func<Cost> subject, Func<Cost> reference)
    {
        var comparison = new Comparison();
        for (var round = 0; round < rounds; round++)
        {
            var subjectFirst = round % 2 == 0;
            var first = (subjectFirst ? subject : reference)();
            var second = (subjectFirst ? reference : subject)();
            comparison._rounds.Add(subjectFirst ? (first, second) : (second, first));
        }

        return comparison;
    }

    /// <summary>The subject's figure in the middle of all rounds.</summary>
    public double Subject(Func<Cost, double> figure) => Statistics.Median(_rounds.Select(r => figure(r.Subject)));

    /// <summary>The reference's figure in the middle of all rounds.</summary>
    public double Reference(Func<Cost, double> figure) => Statistics.Median(_rounds.Select(r => figure(r.Reference)));

    /// <summary>How many times the second is the first, round by round.</summary>
    public Ratio Ratio(Func<Cost, double> figure, bool timesFaster = false) =>
        new([.. _rounds.Select(r => timesFaster ? figure(r.Reference) / figure(r.Subject) : figure(r.Subject) / figure(r.Reference))]);
}

/// <summary>Ratios of several rounds.</summary>
/// <param name="Rounds">One ratio a round.</param>
internal sealed record Ratio(IReadOnlyList<double> Rounds)
{
    /// <summary>The one in the middle.</summary>
    public double Median => Statistics.Median(Rounds);

    /// <summary>The middle, and the smallest and largest behind it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0.00} x ({Rounds.Min():0.00} to {Rounds.Max():0.00})");
}

/// <summary>The little of it that is needed.</summary>
internal static class Statistics
{
    /// <summary>The value in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}
