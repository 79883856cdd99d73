using System.Text.Json.Serialization;

namespace EnhancedConversions.Bench.Measuring;

/// <summary>What a piece of work cost.</summary>
/// <param name="Seconds">Time that passed.</param>
/// <param name="CpuSeconds">Time its process computed, on all cores together. On a machine that is shared, the steadier of the two.</param>
/// <param name="PeakBytes">Most memory its process ever had, by the operating system; 0 when it was not asked.</param>
/// <param name="Counts">What was counted, to be sure that the work was done.</param>
internal sealed record Cost(
    [property: JsonPropertyName("seconds")] double Seconds,
    [property: JsonPropertyName("cpuSeconds")] double CpuSeconds,
    [property: JsonPropertyName("peakBytes")] long PeakBytes,
    [property: JsonPropertyName("counts")] string Counts)
{
    /// <summary>Measures work in this process.</summary>
    public static Cost Of(Func<string> work)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var counts = work();
        return new Cost(watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, 0, counts);
    }
}
