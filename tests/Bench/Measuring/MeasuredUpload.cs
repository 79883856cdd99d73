using System.Diagnostics;
using System.Text.Json;
using EnhancedConversions.Files;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Bench.Measuring;

/// <summary>The whole path without an engine, in a process of its own: file, findings, hashes, ledger, requests, answers, results.</summary>
internal static class MeasuredUpload
{
    // What the uploader settles at of itself for answers as quick as these and the network's own quota; from the widened one it would conclude on all it may have.
    private const int Turns = 2;

    /// <summary>Runs it and prints its cost.</summary>
    /// <param name="arguments">The file, a folder for ledger and sandbox, and <c>take-all</c> for a network that reads nothing.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var clock = new RehearsalClock();
        using var sandbox = new SandboxNetworks(new SandboxOptions { StateFolder = arguments[1], Clock = clock });
        var account = await BenchAccount.ConnectAsync(sandbox, arguments[1], clock, takeAll: arguments.Contains("take-all"), metered: false);
        var statuses = new int[Enum.GetValues<UploadStatus>().Length];
        var watch = Stopwatch.StartNew();
        var cpu = Environment.CpuUsage.TotalTime;
        using (var file = ConversionFile.Open(arguments[0], ConversionFileOptions.Default))
        {
            var uploader = new OfflineConversionUploader(account, new UploadOptions { File = arguments[0], ThrottleLimit = Turns });
            await foreach (var result in uploader.UploadAsync(Drawn(file.ReadRows()), default))
            {
                statuses[(int)result.Status]++;
            }
        }

        using var process = Process.GetCurrentProcess();
        var cost = new Cost(
            watch.Elapsed.TotalSeconds,
            (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            process.PeakWorkingSet64,
            string.Join(", ", Enum.GetValues<UploadStatus>().Where(s => statuses[(int)s] > 0).Select(s => $"{s} {statuses[(int)s]}")));
        Console.WriteLine(JsonSerializer.Serialize(cost));
        return 0;
    }

    private static async IAsyncEnumerable<T> Drawn<T>(IEnumerable<T> rows)
    {
        foreach (var row in rows)
        {
            yield return row;
        }

        await Task.CompletedTask;
    }
}
