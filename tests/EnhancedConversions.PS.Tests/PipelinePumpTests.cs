using System.Diagnostics;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Tests;

public sealed class PipelinePumpTests
{
    // A worker that was cancelled still needs a thread to end on, and a busy machine may take seconds to find one.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void What_the_work_says_is_written_in_order_on_the_pipeline_thread()
    {
        var pipeline = new RecordingPipeline();
        using var pump = new PipelinePump(pipeline);
        pump.Run(async _ =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                await pump.PostAsync(new PipelineMessage(PipelineStream.Output, i));
            }

            return true;
        });
        Assert.Equal(Enumerable.Range(0, 5_000), pipeline.Messages.Select(m => (int)m.Value));
        Assert.Equal([Environment.CurrentManagedThreadId], pipeline.Threads);
    }

    [Fact]
    public void A_slow_reader_slows_the_work_down()
    {
        var said = 0;
        var ahead = 0;
        using PipelinePump pump = new(new RecordingPipeline { OnWrite = m => ahead = Math.Max(ahead, Volatile.Read(ref said) - (int)m.Value) });
        pump.Run(async _ =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                await pump.PostAsync(new PipelineMessage(PipelineStream.Output, i));
                Volatile.Write(ref said, i);
            }

            return true;
        });
        Assert.InRange(ahead, 1, 1_100);
    }

    [Fact]
    public void The_exception_of_the_work_is_thrown_after_all_it_said()
    {
        var pipeline = new RecordingPipeline();
        using var pump = new PipelinePump(pipeline);
        Assert.Throws<InvalidDataException>(() => pump.Run<bool>(async _ =>
        {
            await pump.PostAsync(new PipelineMessage(PipelineStream.Verbose, "said"));
            throw new InvalidDataException();
        }));
        Assert.Single(pipeline.Messages);
    }

    [Fact]
    public void A_write_that_throws_leaves_no_worker_behind()
    {
        var ended = false;
        using var pump = new PipelinePump(new RecordingPipeline { OnWrite = _ => throw new InvalidOperationException("Select-Object -First") }) { Grace = s_patience };
        Assert.Throws<InvalidOperationException>(() => pump.Run(async token =>
        {
            try
            {
                while (!token.IsCancellationRequested)
                {
                    await pump.PostAsync(new PipelineMessage(PipelineStream.Output, 1));
                }

                return true;
            }
            finally
            {
                ended = true;
            }
        }));
        Assert.True(ended);
    }

    [Fact]
    public async Task A_stop_from_another_thread_ends_the_wait()
    {
        using var pump = new PipelinePump(new RecordingPipeline());
        var stopping = Task.Run(async () =>
        {
            await Task.Delay(50);
            pump.Stop();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => pump.Run(async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return true;
        }));
        await stopping;
    }

    [Fact]
    public async Task A_worker_that_does_not_heed_the_stop_is_not_waited_for_longer_than_its_grace()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var never = new ManualResetEventSlim();
        var pump = new PipelinePump(new RecordingPipeline()) { Grace = TimeSpan.FromMilliseconds(50) };
        var worker = pump.Start(_ =>
        {
            started.SetResult();
            never.Wait(CancellationToken.None);
            return Task.FromResult(true);
        });
        await started.Task;
        pump.Dispose();
        Assert.False(worker.IsCompleted);
        never.Set();
        await worker;
    }

    [Fact]
    public void An_answer_in_flight_has_its_second_and_a_stop_takes_little_more()
    {
        using var pump = new PipelinePump(new RecordingPipeline());
        Assert.InRange(pump.Grace, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task Whoever_waits_in_a_full_queue_is_freed_by_a_stop()
    {
        using var pump = new PipelinePump(new RecordingPipeline()) { Grace = s_patience };
        var filled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var worker = pump.Start(_ =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                pump.Post(new PipelineMessage(PipelineStream.Verbose, "full"));
                if (i == 1_000)
                {
                    filled.SetResult();
                }
            }

            return Task.FromResult(true);
        });
        await filled.Task;
        Assert.False(worker.IsCompleted);
        pump.Abandon();
        Assert.True(worker.IsCompleted);
    }

    [Fact]
    public void Nothing_is_written_after_a_stop()
    {
        var pipeline = new RecordingPipeline();
        using var pump = new PipelinePump(pipeline);
        pump.Post(new PipelineMessage(PipelineStream.Output, 1));
        pump.Stop();
        pump.WriteWaiting();
        Assert.Empty(pipeline.Messages);
    }

    [Fact]
    public void Progress_is_drawn_at_most_five_times_a_second_and_shows_the_latest()
    {
        var pipeline = new RecordingPipeline();
        using var pump = new PipelinePump(pipeline);
        var took = Stopwatch.StartNew();
        pump.Run(async _ =>
        {
            for (var i = 0; i < 500; i++)
            {
                pump.Post(new PipelineProgress(1, "Sending", $"{i}"));
                await pump.PostAsync(new PipelineMessage(PipelineStream.Output, i));
                await Task.Delay(1, CancellationToken.None);
            }

            return true;
        });
        Assert.InRange(pipeline.Progress.Count, 1, (int)(took.Elapsed.TotalSeconds * 5) + 2);
        Assert.Equal(pipeline.Progress.Select(p => int.Parse(p.Status, null)).Order(), pipeline.Progress.Select(p => int.Parse(p.Status, null)));
    }

    private sealed class RecordingPipeline : IPipeline
    {
        public List<PipelineMessage> Messages { get; } = [];

        public List<PipelineProgress> Progress { get; } = [];

        public HashSet<int> Threads { get; } = [];

        public Action<PipelineMessage> OnWrite { get; init; } = _ => { };

        public void Write(PipelineMessage message)
        {
            Threads.Add(Environment.CurrentManagedThreadId);
            Messages.Add(message);
            OnWrite(message);
        }

        public void Write(PipelineProgress progress) => Progress.Add(progress);
    }
}
