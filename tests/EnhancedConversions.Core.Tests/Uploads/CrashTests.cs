using Xunit.Abstractions;

namespace EnhancedConversions.Core.Tests.Uploads;

/// <summary>A process that uploads is killed in the middle, and the same command is run again.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task What_was_accepted_in_the_end_is_the_file_and_nothing_twice()
    {
        using var workers = new Workers(20_000);
        var random = new Random(20261122);
        var kills = 0;
        for (; kills < 3; kills++)
        {
            // Some rows have their answer, others are on their way.
            var worker = workers.Start("latency=300");
            await Workers.ListenAsync(worker, "answered 1000");
            await Task.Delay(random.Next(0, 400));
            worker.Kill();
            await worker.WaitForExitAsync();
            if (worker.ExitCode == 0)
            {
                break;
            }
        }

        var last = await Workers.EndAsync(workers.Start());
        var receipt = workers.Receipt();
        output.WriteLine($"{kills} kills; last run: {last}; sandbox: {receipt.Conversions} conversions, {receipt.Repeats} repeats in {receipt.UploadRequests} requests");
        Assert.True(kills > 0);
        Assert.Equal(workers.Rows, receipt.Conversions);

        // The ledger knows them all: once more sends nothing.
        Assert.Equal((0, workers.Rows), await Workers.EndAsync(workers.Start()));
        Assert.Equal(receipt.UploadRequests, workers.Receipt().UploadRequests);
    }
}
