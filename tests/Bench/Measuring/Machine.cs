using System.Globalization;
using System.Runtime.InteropServices;

namespace EnhancedConversions.Bench.Measuring;

/// <summary>What the figures were measured on. No name of a machine, a person or a folder.</summary>
internal static class Machine
{
    /// <summary>One line for each fact.</summary>
    public static IReadOnlyList<string> Describe()
    {
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores{Processor()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024):0} GB of memory"),
            $"{RuntimeInformation.OSDescription.Split('#')[0].Trim()}, {RuntimeInformation.OSArchitecture}".Replace("X64", "x64", StringComparison.Ordinal),
            RuntimeInformation.FrameworkDescription,
        };
        if (PowerShellEngine.Find()?.Version is { } version)
        {
            lines.Add(version);
        }

        return lines;
    }

    private static string Processor()
    {
        const string Facts = "/proc/cpuinfo";
        var name = File.Exists(Facts) ? File.ReadLines(Facts).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null;
        return name is null ? "" : $" ({name})";
    }
}
