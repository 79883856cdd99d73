using EnhancedConversions.Core.Tests.Ledger;
using Xunit.Abstractions;

namespace EnhancedConversions.Core.Tests.Uploads;

/// <summary>Several processes at once on one file of rows.</summary>
public sealed class OverlapTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Two_runs_at_once_on_one_machine_send_each_row_once_and_both_end_well()
    {
        using var workers = new Workers(20_000);
        await TogetherAsync(workers, 2);
    }

    [Fact]
    public async Task A_run_that_meets_another_ones_rows_waits_for_their_answer()
    {
        using var workers = new Workers(2000);
        var slow = workers.Start("latency=6000");
        await Workers.ListenAsync(slow, "request 1 ");
        Assert.Equal((0, 2000), await Workers.EndAsync(workers.Start()));
        Assert.Equal((2000, 0), await Workers.EndAsync(slow));
        Assert.Equal((2000, 0), (workers.Receipt().Conversions, workers.Receipt().Repeats));
    }

    private async Task TogetherAsync(Workers workers, int count)
    {
        var started = await workers.StartTogetherAsync(count, "latency=700", "throttle=1");
        var ends = await Task.WhenAll(started.Select(worker => Workers.EndAsync(worker)));
        var receipt = workers.Receipt();
        output.WriteLine($"{string.Join("; ", ends.Select(e => $"{e.Accepted} accepted, {e.AlreadySent} already sent"))}; sandbox: {receipt.Conversions} conversions, {receipt.Repeats} repeats in {receipt.UploadRequests} requests");
        Assert.Equal(workers.Rows, ends.Sum(e => e.Accepted));
        Assert.All(ends, e => Assert.Equal(workers.Rows, e.Accepted + e.AlreadySent));
        Assert.All(ends, e => Assert.True(e.Accepted > 0, "A worker did nothing."));
        Assert.Equal((workers.Rows, 0), (receipt.Conversions, receipt.Repeats));
    }

    [Collection(PostgresServer.Collection)]
    public sealed class OnPostgres(PostgresServer server, ITestOutputHelper output)
    {
        [SkippableFact]
        public async Task Four_workers_share_one_file_and_each_row_is_sent_once()
        {
            Skip.If(server.Reason is not null, server.Reason);
            using var workers = new Workers(24_000) { Ledger = server.NewLedger() };
            await new OverlapTests(output).TogetherAsync(workers, 4);
        }

        [SkippableFact]
        public async Task The_rows_of_a_worker_that_dies_are_sent_by_another_when_its_lease_has_run_out()
        {
            Skip.If(server.Reason is not null, server.Reason);
            using var workers = new Workers(20_000) { Ledger = server.NewLedger() };
            var dying = workers.Start("latency=300", "lease=3", "die-before-request=4");
            await dying.WaitForExitAsync();
            var (accepted, before) = await Workers.EndAsync(workers.Start("lease=3"));
            Assert.NotEqual(0, dying.ExitCode);
            Assert.Equal(20_000, accepted + before);
            Assert.True(before > 0, "The first worker did nothing.");
            Assert.Equal(20_000, workers.Receipt().Conversions);
        }
    }
}
