using EnhancedConversions.Bench.Measuring;

namespace EnhancedConversions.Bench.Figures;

/// <summary>A figure this project promises to reach.</summary>
internal abstract class Figure
{
    /// <summary>The word it is asked for by.</summary>
    public abstract string Name { get; }

    /// <summary>True when it needs a PowerShell engine.</summary>
    public virtual bool NeedsEngine => false;

    /// <summary>Measures it beside its reference.</summary>
    public abstract IEnumerable<FigureRow> Measure(BenchOptions options, WorkFolder folder);
}

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Measured">Its cost.</param>
/// <param name="Reference">The reference and its cost.</param>
/// <param name="Ratio">The ratio and its spread, or the figure itself where it is no ratio.</param>
/// <param name="Target">What is to be reached; empty where the line only explains another one.</param>
/// <param name="IsReached">Whether it is; null without a target.</param>
internal sealed record FigureRow(string What, string Measured, string Reference, string Ratio, string Target = "", bool? IsReached = null);
