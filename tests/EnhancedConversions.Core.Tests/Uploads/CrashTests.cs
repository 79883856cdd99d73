using System.Diagnostics;
using System.Globalization;
using EnhancedConversions.Core.Tests.Ledger;
using EnhancedConversions.Ledger;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Uploads;
using Xunit.Abstractions;

namespace EnhancedConversions.Core.Tests.Uploads;

/// <summary>
/// Processes that upload are killed (SIGKILL) at random moments, and the same command is run again. In the end the network has the valid rows of the file,
/// each once, and the ledger knows it. <c>EC_CRASH_RUNS</c> sets the number of kills on SQLite, half as many on PostgreSQL; <c>EC_CRASH_SEED</c> repeats a run.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Rows = 20_000;
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task Whenever_the_process_is_killed_the_network_has_each_row_once_in_the_end()
    {
        var random = Seeded("SQLite");
        var kills = Kills(3);
        var cases = 0;
        var tally = new Tally();
        var time = Stopwatch.StartNew();
        while (tally.Kills < kills && time.Elapsed < s_longest)
        {
            using var workers = new Workers(Rows) { InvalidRows = 10 };
            var inThisCase = Math.Min(random.Next(1, 8), kills - tally.Kills);
            for (var i = 0; i < inThisCase; i++)
            {
                tally.Add(await KillAsync(workers, workers.Start("latency=100", "rows-per-request=500"), random));
            }

            Assert.Equal(Rows, await FinishAsync(workers));
            cases++;
        }

        Write("SQLite", tally, cases, time);
        Assert.Equal(kills, tally.Kills);
    }

    [Fact]
    public async Task A_claim_is_durable_before_its_request_leaves()
    {
        using var workers = new Workers(Rows);
        var dying = workers.Start("die-before-request=3", "throttle=1");
        await dying.WaitForExitAsync();
        Assert.NotEqual(0, dying.ExitCode);

        // Two requests were answered. The third never left, and its rows are claimed all the same.
        Assert.Equal((2, 4000), (workers.Receipt().UploadRequests, workers.Receipt().Conversions));
        var upload = Assert.Single(await UploadHistory.GetUploadsAsync(LedgerLocation.Parse(workers.Ledger), null, default));
        Assert.Equal((ConversionUploadStatus.Interrupted, 4000, 2000), (upload.Status, upload.Accepted, upload.Unknown));
        Assert.Equal((Rows - 4000, 4000), await Workers.EndAsync(workers.Start()));
        Assert.Equal((Rows, 0), (workers.Receipt().Conversions, workers.Receipt().Repeats));
    }

    [SkippableTheory]
    [InlineData("-TERM", 128 + 15)]
    [InlineData("-HUP", 128 + 1)]
    public async Task Told_to_end_it_begins_no_further_request_and_leaves_nothing_to_a_lease(string signal, int exitCode)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var workers = new Workers(Rows) { InvalidRows = 10 };
        var worker = workers.Start("latency=200", "rows-per-request=500");
        await Workers.ListenAsync(worker, "request 5 ");
        using (var kill = Process.Start("kill", [signal, worker.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        var lines = (await worker.StandardOutput.ReadToEndAsync()).TrimEnd().Split('\n');
        await worker.WaitForExitAsync();
        Assert.Equal((exitCode, "stopped"), (worker.ExitCode, lines[^1]));

        // One a turn may have passed the gate in the moment it closed; three are the worker's turns.
        var begun = lines.SkipWhile(l => l != "stopping").Count(l => l.StartsWith("request", StringComparison.Ordinal));
        Assert.InRange(begun, 0, 3);

        // What was answered within its second is recorded, the rest is without an answer; no claim is open.
        var upload = Assert.Single(await UploadHistory.GetUploadsAsync(LedgerLocation.Parse(workers.Ledger), null, default));
        Assert.Equal(ConversionUploadStatus.Incomplete, upload.Status);
        Assert.InRange(workers.Receipt().Conversions, upload.Accepted, upload.Accepted + upload.Unknown);
        Assert.Equal((Rows - upload.Accepted, upload.Accepted), await Workers.EndAsync(workers.Start()));
        Assert.Equal(Rows, workers.Receipt().Conversions);
        Assert.InRange(workers.Receipt().Repeats, 0, upload.Unknown);
    }

    private static int Kills(int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable("EC_CRASH_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;

    private Random Seeded(string name)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("EC_CRASH_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"{name}: seed {seed}");
        return new Random(seed);
    }

    // Anywhere from its first instructions to after its end.
    private static async Task<Kill> KillAsync(Workers workers, Process worker, Random random)
    {
        await Task.Delay(random.Next(0, 3500));
        var late = worker.HasExited;
        if (!late)
        {
            worker.Kill();
        }

        await worker.WaitForExitAsync();
        return new Kill(late, workers.Receipt());
    }

    // Runs the command to its end and once more, and checks that nothing is lost, doubled or inconsistent.
    private static async Task<int> FinishAsync(Workers workers, params string[] settings)
    {
        await Workers.EndAsync(workers.Start(settings));
        var receipt = workers.Receipt();
        Assert.Equal((0, workers.Rows), await Workers.EndAsync(workers.Start(settings)));
        Assert.Equal(receipt.UploadRequests, workers.Receipt().UploadRequests);
        await UploadHistory.CheckAsync(LedgerLocation.Parse(workers.Ledger), default);
        return receipt.Conversions;
    }

    private void Write(string name, Tally tally, int cases, Stopwatch time) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {tally.Kills} kills in {cases} cases of {Rows} rows ({tally.BeforeAny} before anything was sent, {tally.InBetween} in between, {tally.AfterAll} when all was sent); each case ended with {Rows} conversions, none twice; {time.Elapsed.TotalSeconds:0} s"));

    private sealed record Kill(bool Late, SandboxReceipt Receipt);

    private sealed class Tally
    {
        public int Kills { get; private set; }

        public int BeforeAny { get; private set; }

        public int InBetween { get; private set; }

        public int AfterAll { get; private set; }

        public void Add(Kill kill)
        {
            Kills += kill.Late ? 0 : 1;
            BeforeAny += !kill.Late && kill.Receipt.Conversions == 0 ? 1 : 0;
            InBetween += !kill.Late && kill.Receipt.Conversions is > 0 and < Rows ? 1 : 0;
            AfterAll += !kill.Late && kill.Receipt.Conversions == Rows ? 1 : 0;
        }
    }

    [Collection(PostgresServer.Collection)]
    public sealed class OnPostgres(PostgresServer server, ITestOutputHelper output)
    {
        [SkippableFact]
        public async Task Whichever_of_four_workers_is_killed_the_network_has_each_row_once_in_the_end()
        {
            Skip.If(server.Reason is not null, server.Reason);
            var tests = new CrashTests(output);
            var random = tests.Seeded("PostgreSQL");
            var kills = (Kills(4) + 1) / 2;
            var cases = 0;
            var tally = new Tally();
            var time = Stopwatch.StartNew();
            while (tally.Kills < kills && time.Elapsed < s_longest)
            {
                using var workers = new Workers(Rows) { Ledger = server.NewLedger(), InvalidRows = 10 };
                string[] settings = ["latency=250", "rows-per-request=500", "throttle=1", "lease=2"];
                var running = Enumerable.Range(0, 4).Select(_ => workers.Start(settings)).ToList();
                for (var i = Math.Min(random.Next(1, 5), kills - tally.Kills); i > 0; i--)
                {
                    // The one that is killed is started again, as a scheduler would; the others go on.
                    var victim = random.Next(running.Count);
                    tally.Add(await KillAsync(workers, running[victim], random));
                    running[victim] = workers.Start(settings);
                }

                await Task.WhenAll(running.Select(worker => Workers.EndAsync(worker)));
                Assert.Equal(Rows, await FinishAsync(workers, settings));
                cases++;
            }

            tests.Write("PostgreSQL, 4 workers", tally, cases, time);
            Assert.Equal(kills, tally.Kills);
        }
    }
}
