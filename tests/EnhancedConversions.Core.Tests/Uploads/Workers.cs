using System.Diagnostics;
using System.Globalization;
using System.Text;
using EnhancedConversions.Sandbox;

namespace EnhancedConversions.Core.Tests.Uploads;

/// <summary>Processes that upload the same file to the same sandbox by the same ledger.</summary>
/// <param name="rows">Valid rows of the file.</param>
internal sealed class Workers(int rows) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _started = [];

    /// <summary>Valid rows of the file.</summary>
    public int Rows => rows;

    /// <summary>Rows in between that are not valid and must never arrive.</summary>
    public int InvalidRows { get; init; }

    /// <summary>The ledger; a file unless a test says otherwise.</summary>
    public string Ledger { get => field ?? _folder.PathOf("ledger.db"); init; }

    /// <summary>Starts a worker.</summary>
    /// <param name="settings">Further settings, <c>name=value</c>.</param>
    public Process Start(params string[] settings)
    {
        var file = _folder.PathOf("leads.csv");
        if (!File.Exists(file))
        {
            Write(file);
        }

        var worker = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "UploadWorker.dll"), $"file={file}", $"state={_folder.PathOf("state")}", $"ledger={Ledger}", .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _started.Add(worker);
        return worker;
    }

    /// <summary>Starts workers that are connected before the first of them begins.</summary>
    public async Task<IReadOnlyList<Process>> StartTogetherAsync(int count, params string[] settings)
    {
        var gate = _folder.PathOf("gate");
        var started = Enumerable.Range(0, count).Select(_ => Start([.. settings, $"gate={gate}"])).ToList();
        foreach (var worker in started)
        {
            await ListenAsync(worker, "ready");
        }

        await File.WriteAllTextAsync(gate, "");
        return started;
    }

    /// <summary>Waits until a worker says something that begins so.</summary>
    public static async Task ListenAsync(Process worker, string line)
    {
        while (await worker.StandardOutput.ReadLineAsync() is { } said)
        {
            if (said.StartsWith(line, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The worker ended without '{line}': {await worker.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Waits for a worker's end.</summary>
    /// <returns>Rows accepted and rows that were sent before, by its own count.</returns>
    /// <param name="worker">The worker.</param>
    /// <param name="line">Hears every line it says; null when nobody does.</param>
    public static async Task<(int Accepted, int AlreadySent)> EndAsync(Process worker, Action<string>? line = null)
    {
        var errors = worker.StandardError.ReadToEndAsync();
        var lines = (await worker.StandardOutput.ReadToEndAsync()).TrimEnd().Split('\n');
        await worker.WaitForExitAsync();
        Assert.True(worker.ExitCode == 0, $"{lines[^1]}\n{await errors}");
        Assert.DoesNotContain(lines, l => l.StartsWith("unexpected", StringComparison.Ordinal));
        Array.ForEach(lines, l => line?.Invoke(l));
        var done = lines[^1].Split(' ');
        Assert.Equal("done", done[0]);
        return (int.Parse(done[1], CultureInfo.InvariantCulture), int.Parse(done[2], CultureInfo.InvariantCulture));
    }

    /// <summary>What the sandbox received as Google Ads.</summary>
    public SandboxReceipt Receipt() => Receipts().GoogleAds;

    /// <summary>What the sandbox received.</summary>
    public SandboxReceipts Receipts()
    {
        using var sandbox = new SandboxNetworks(new SandboxOptions { StateFolder = _folder.PathOf("state") });
        return sandbox.GetReceipts();
    }

    /// <summary>A file in the workers' folder.</summary>
    public string PathOf(string name) => _folder.PathOf(name);

    public void Dispose()
    {
        foreach (var worker in _started)
        {
            if (!worker.HasExited)
            {
                worker.Kill();
                worker.WaitForExit();
            }

            worker.Dispose();
        }

        _folder.Dispose();
    }

    private void Write(string file)
    {
        var csv = new StringBuilder("Parameters:TimeZone=Europe/Berlin\nEmail,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency\n");
        var day = DateTime.UtcNow.AddDays(-5).ToString("yyyy-MM-dd 10:00:00", CultureInfo.InvariantCulture);
        for (var i = 0; i < rows; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"lead{i}@example.com,,Qualified lead,{day},1,EUR\n");
            if (i < InvalidRows)
            {
                csv.Append(CultureInfo.InvariantCulture, $"nobody{i}@example.com,,Qualified lead,{day},many,EUR\n");
            }
        }

        File.WriteAllText(file, csv.ToString());
    }
}
