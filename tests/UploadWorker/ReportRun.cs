using System.Globalization;
using EnhancedConversions.Catalogue;
using EnhancedConversions.Conversions;
using EnhancedConversions.Examples;
using EnhancedConversions.Networks;
using EnhancedConversions.Reports;
using EnhancedConversions.Sandbox;

namespace EnhancedConversions.UploadWorker;

/// <summary>
/// Reads a long report of a sandbox in the same process and prints "rows N clicks C peak-kb K": the peak is the operating system's own figure,
/// of client and sandbox together. Takes the number of campaigns and of days, and where the ledger would lie.
/// </summary>
internal static class ReportRun
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (campaigns, days) = (int.Parse(arguments[0], CultureInfo.InvariantCulture), int.Parse(arguments[1], CultureInfo.InvariantCulture));
        using var sandbox = new SandboxNetworks(new SandboxOptions { CampaignsPerAccount = campaigns });
        using var handler = sandbox.CreateHandler();
        var account = await AccountConnector.ConnectAsync(DemoAccounts.Settings(AdNetwork.GoogleAds, handler, arguments[2], TimeProvider.System), default);
        var last = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-2);
        var query = ConversionReport.Query(account, ReportDivision.Campaign | ReportDivision.Device | ReportDivision.Day, last.AddDays(1 - days), last, ReportDateBasis.Click);
        var (rows, clicks) = (0L, 0L);
        await foreach (var row in ConversionReport.ReadAsync(account, query, ActionLabels.None, progress: null, default))
        {
            rows++;
            clicks += row.Clicks!.Value;
        }

        Console.WriteLine($"rows {rows} clicks {clicks} peak-kb {PeakKilobytes()}");
        return 0;
    }

    private static long PeakKilobytes() => !OperatingSystem.IsLinux() ? 0 : File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture))
        .First();
}
