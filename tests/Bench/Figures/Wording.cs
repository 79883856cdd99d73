using System.Globalization;
using EnhancedConversions.Bench.Measuring;

namespace EnhancedConversions.Bench.Figures;

/// <summary>Costs as people read them.</summary>
internal static class Wording
{
    /// <summary>Microseconds for each row: passed, computed.</summary>
    public static string PerRow(Func<Func<Cost, double>, double> of, int rows) =>
        string.Create(CultureInfo.InvariantCulture, $"{of(c => c.Seconds) * 1e6 / rows:0.00} us a row ({of(c => c.CpuSeconds) * 1e6 / rows:0.00} us CPU)");

    /// <summary>A whole number with blanks between thousands.</summary>
    public static string Count(int number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    /// <summary>Megabytes of 2^20 bytes.</summary>
    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0} MB");
}
