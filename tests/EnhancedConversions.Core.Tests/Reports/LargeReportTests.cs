using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace EnhancedConversions.Core.Tests.Reports;

/// <summary>A report longer than memory, in a process of its own; the long one runs only with EC_LARGE_REPORT=1.</summary>
public sealed class LargeReportTests(ITestOutputHelper output)
{
    private const long MostKilobytes = 250 * 1024;

    [SkippableTheory]
    [InlineData(100, 334)]
    [InlineData(1000, 334)]
    public async Task A_report_streams(int campaigns, int days)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The peak is read from Linux.");
        Skip.If(campaigns > 100 && Environment.GetEnvironmentVariable("EC_LARGE_REPORT") != "1", "EC_LARGE_REPORT is not 1.");
        using var folder = new TemporaryFolder();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "UploadWorker.dll"), "report", $"{campaigns}", $"{days}", folder.PathOf("ledger.db")]) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        output.WriteLine(said);

        var words = said.Split(' ');
        Assert.Equal(campaigns * 3L * days, long.Parse(words[1], CultureInfo.InvariantCulture));
        Assert.True(long.Parse(words[3], CultureInfo.InvariantCulture) > 0);
        Assert.InRange(long.Parse(words[5], CultureInfo.InvariantCulture), 1, MostKilobytes);
    }
}
