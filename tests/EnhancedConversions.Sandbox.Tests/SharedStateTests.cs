using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.Tests;

public sealed class SharedStateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-state-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SandboxOptions Options => new() { StateFolder = _folder };

    [Fact]
    public async Task Two_instances_on_one_folder_are_one_world()
    {
        using var one = new Wire(Options);
        using var two = new Wire(Options);

        await one.Mutate("""{"operations":[{"create":{"name":"Deal","type":"UPLOAD_CLICKS"}}]}""");
        two.GoogleToken = one.GoogleToken;
        Answer action = await two.Search("SELECT conversion_action.id FROM conversion_action WHERE conversion_action.name = 'Deal'");
        await one.Ingest(one.Event("A"));
        Answer repeat = await two.Ingest(two.Event("A"), two.Event("B"));
        one.Clock.Advance(TimeSpan.FromMinutes(30));
        Answer status = await one.Status(repeat["requestId"]!);

        Assert.NotNull(action["results[0].conversionAction.id"]);
        Assert.Equal("2", status["requestStatusPerDestination[0].eventsIngestionStatus.recordCount"]);
        Assert.Equal(2, one.Sandbox.GetReceipts().GoogleAds.Conversions);
        Assert.Equal(1, two.Sandbox.GetReceipts().GoogleAds.Repeats);
    }

    [Fact]
    public async Task A_world_outlives_its_instance_and_instances_without_a_folder_share_nothing()
    {
        using (var first = new Wire(Options))
        {
            await first.Apply(first.Row());
        }

        using var second = new Wire(Options);
        using var memory = new Wire();

        Assert.Equal(1, second.Sandbox.GetReceipts().MicrosoftAdvertising.Conversions);
        Assert.Equal(0, memory.Sandbox.GetReceipts().MicrosoftAdvertising.Conversions);
    }

    [Fact]
    public async Task A_new_folder_may_be_opened_by_many_at_once()
    {
        for (int round = 0; round < 20; round++)
        {
            var options = new SandboxOptions { StateFolder = Path.Combine(_folder, $"{round}") };
            using var start = new Barrier(8);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
            {
                start.SignalAndWait();
                new SandboxNetworks(options).Dispose();
            }, TaskCreationOptions.LongRunning)));
        }
    }

    [Fact]
    public async Task Threads_of_several_instances_upload_at_the_same_time()
    {
        Wire[] wires = [new(Options), new(Options), new(Options)];

        await Task.WhenAll(wires.SelectMany((wire, w) => Enumerable.Range(0, 10).Select(b => Task.Run(async () =>
        {
            Answer answer = await wire.Ingest([.. Enumerable.Range(0, 50).Select(i => wire.Event($"{(b % 2 == 0 ? w : 9)}-{b}-{i}"))]);
            Assert.Equal(200, answer.StatusCode);
        }))));

        SandboxReceipt receipt = wires[0].Sandbox.GetReceipts().GoogleAds;
        Assert.Equal(1500, receipt.RowsReceived);
        Assert.Equal((3 * 5 * 50) + (5 * 50), receipt.Conversions);
        Assert.Equal(30, receipt.UploadRequests);
        Array.ForEach(wires, w => w.Dispose());
    }

    [Fact]
    public async Task Several_processes_upload_at_the_same_time()
    {
        Process[] processes = [.. Enumerable.Range(0, 3).Select(p => Start($"P{p}", batches: 10, size: 100))];

        await Task.WhenAll(processes.Select(p => p.WaitForExitAsync()));

        Assert.All(processes, p => Assert.Equal(0, p.ExitCode));
        using var wire = new Wire(Options);
        Assert.Equal(3000, wire.Sandbox.GetReceipts().GoogleAds.Conversions);
        Array.ForEach(processes, p => p.Dispose());
    }

    [Fact]
    public async Task A_killed_process_leaves_whole_requests()
    {
        const int size = 500;
        using Process process = Start("K", batches: 100_000, size);
        int answered = 0;
        while (answered < 3)
        {
            answered = int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        }

        process.Kill();
        await process.WaitForExitAsync();
        string rest = await process.StandardOutput.ReadToEndAsync();
        answered += rest.Count(c => c == '\n');
        using var wire = new Wire(Options);
        SandboxReceipt receipt = wire.Sandbox.GetReceipts().GoogleAds;

        Assert.Equal(0, receipt.Conversions % size);
        Assert.InRange(receipt.Conversions, answered * size, (answered + 2) * size);
        Assert.Equal(200, (await wire.Ingest(wire.Event())).StatusCode);
    }

    [Fact]
    public async Task The_folder_keeps_no_identifier_raw_or_hashed()
    {
        using (var wire = new Wire(Options))
        {
            await wire.Ingest(wire.Event("order-of-someone"), wire.Event("T", e => e["adIdentifiers"] = new JsonObject { ["gclid"] = "Cj0-secret-click" }));
            await wire.Apply(wire.Row(r => r["MicrosoftClickId"] = "0123456789abcdef0123456789abcdef"));
        }

        string text = string.Concat(Directory.GetFiles(_folder).Select(f => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        byte[] hash = Convert.FromHexString(Wire.EmailHash);
        Assert.NotEmpty(text);
        Assert.DoesNotContain(Wire.EmailHash, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(System.Text.Encoding.Latin1.GetString(hash.AsSpan(0, 12)), text, StringComparison.Ordinal);
        Assert.DoesNotContain("order-of-someone", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-click", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_folder_of_another_version_is_left_alone()
    {
        using (var wire = new Wire(Options))
        {
        }

        using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "sandbox.db")};Pooling=false"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = "PRAGMA user_version = 999";
            command.ExecuteNonQuery();
        }

        var error = Assert.Throws<IOException>(() => new Wire(Options));
        Assert.Contains("another version", error.Message, StringComparison.Ordinal);
    }

    private Process Start(string prefix, int batches, int size)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet") { RedirectStandardOutput = true };
        foreach (string argument in (string[])["exec", typeof(SharedStateTests).Assembly.Location, _folder, prefix, batches.ToString(CultureInfo.InvariantCulture), size.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
