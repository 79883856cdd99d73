using System.Diagnostics;
using System.Globalization;
using System.Text;
using EnhancedConversions.Sandbox;
using Xunit.Abstractions;

namespace EnhancedConversions.Core.Tests.Uploads;

/// <summary>A process that uploads is killed in the middle, and the same command is run again.</summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int RowCount = 20_000;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_accepted_in_the_end_is_the_file_and_nothing_twice()
    {
        var file = WriteFile();
        var random = new Random(20261122);
        var kills = 0;
        for (; kills < 3; kills++)
        {
            // Some rows have their answer, others are on their way.
            using var worker = Start(file, latency: 300);
            await worker.StandardOutput.ReadLineAsync();
            await Task.Delay(random.Next(0, 400));
            worker.Kill();
            await worker.WaitForExitAsync();
            if (worker.ExitCode == 0)
            {
                break;
            }
        }

        using var last = Start(file, latency: 0);
        var said = await last.StandardOutput.ReadToEndAsync();
        await last.WaitForExitAsync();
        Assert.True(last.ExitCode == 0, await last.StandardError.ReadToEndAsync());
        using var sandbox = new SandboxNetworks(new SandboxOptions { StateFolder = _folder.File("state") });
        var receipt = sandbox.GetReceipts().GoogleAds;
        output.WriteLine($"{kills} kills; last run: {said.ReplaceLineEndings(" ")}; sandbox: {receipt.Conversions} conversions, {receipt.Repeats} repeats in {receipt.UploadRequests} requests");
        Assert.True(kills > 0);
        Assert.DoesNotContain("unexpected", said, StringComparison.Ordinal);
        Assert.Equal(RowCount, receipt.Conversions);

        // The ledger knows them all: once more sends nothing.
        using var again = Start(file, latency: 0);
        Assert.Contains($"done 0 {RowCount}", await again.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(receipt.UploadRequests, sandbox.GetReceipts().GoogleAds.UploadRequests);
    }

    private string WriteFile()
    {
        var csv = new StringBuilder("Parameters:TimeZone=Europe/Berlin\nEmail,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency\n");
        var day = DateTime.UtcNow.AddDays(-5).ToString("yyyy-MM-dd 10:00:00", CultureInfo.InvariantCulture);
        for (var i = 0; i < RowCount; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"lead{i}@example.com,,Qualified lead,{day},1,EUR\n");
        }

        var path = _folder.File("leads.csv");
        File.WriteAllText(path, csv.ToString());
        return path;
    }

    private Process Start(string file, int latency) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { Path.Combine(AppContext.BaseDirectory, "UploadWorker.dll"), file, _folder.File("state"), _folder.File("ledger.db"), latency.ToString(CultureInfo.InvariantCulture) },
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
