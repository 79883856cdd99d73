using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;

namespace EnhancedConversions.PS.Hosting;

/// <summary>
/// Lets work run off the pipeline thread while that thread writes what the work says, in order, as it comes.
/// The queue between them is bounded: a slow reader downstream slows the work down instead of filling memory.
/// However a stage ends, no worker outlives it by more than <see cref="Grace"/>.
/// </summary>
internal sealed class PipelinePump(IPipeline pipeline) : IDisposable
{
    private const int Capacity = 1024;

    // At most about five progress records a second: hosts draw each one.
    private static readonly TimeSpan s_progressInterval = TimeSpan.FromMilliseconds(200);

    private readonly Channel<PipelineMessage> _messages =
        Channel.CreateBounded<PipelineMessage>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly ConcurrentDictionary<int, PipelineProgress> _progress = new();

    // Not disposed: it has no timer, and a stop or a straggler may come after the end.
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _workers = [];
    private Task _more = Task.CompletedTask;
    private long _progressWritten;

    /// <summary>How long a cancelled worker may take to put its affairs in order: an answer in flight gets a second.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(1.25);

    /// <summary>Cancelled when the work is to end early: Ctrl+C, a stage that threw, a cmdlet that is disposed.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Starts a worker, which is awaited at the end whatever happens. Pipeline thread.</summary>
    /// <param name="work">The work; it must heed the token.</param>
    public Task<T> Start<T>(Func<CancellationToken, Task<T>> work)
    {
        var task = Task.Run(() => work(_stop.Token), _stop.Token);
        lock (_workers)
        {
            _workers.RemoveAll(w => w.IsCompletedSuccessfully);
            _workers.Add(task);
        }

        return task;
    }

    /// <summary>Writes what the work says until <paramref name="task"/> is done, and gives its result or throws its exception. Pipeline thread.</summary>
    public T Wait<T>(Task<T> task)
    {
        try
        {
            while (!task.IsCompleted)
            {
                WriteWaiting();
                _stop.Token.ThrowIfCancellationRequested();
                if (_more.IsCompleted)
                {
                    _more = _messages.Reader.WaitToReadAsync(_stop.Token).AsTask();
                }

                Task.WaitAny([task, _more], s_progressInterval);
            }

            WriteWaiting();
        }
        catch
        {
            // Before the caller closes a file that a worker still reads.
            Abandon();
            throw;
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>Runs work and waits for it. Pipeline thread.</summary>
    public T Run<T>(Func<CancellationToken, Task<T>> work) => Wait(Start(work));

    /// <summary>Writes what has come in so far, without waiting. Pipeline thread.</summary>
    public void WriteWaiting()
    {
        while (!_stop.IsCancellationRequested && _messages.Reader.TryRead(out var message))
        {
            pipeline.Write(message);
        }

        if (!_progress.IsEmpty && !_stop.IsCancellationRequested && Stopwatch.GetElapsedTime(_progressWritten) >= s_progressInterval)
        {
            _progressWritten = Stopwatch.GetTimestamp();
            foreach (var id in _progress.Keys)
            {
                if (_progress.TryRemove(id, out var progress))
                {
                    pipeline.Write(progress);
                }
            }
        }
    }

    /// <summary>Says something; waits while the queue is full. Any thread.</summary>
    public ValueTask PostAsync(PipelineMessage message) => _messages.Writer.WriteAsync(message, _stop.Token);

    /// <summary>The same for callers that cannot await; says nothing any more once the work is to end.</summary>
    public void Post(PipelineMessage message)
    {
        while (!_stop.IsCancellationRequested && !_messages.Writer.TryWrite(message))
        {
            try
            {
                _messages.Writer.WaitToWriteAsync(_stop.Token).AsTask().Wait(_stop.Token);
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                // Wait is told of a stop by its own token, or by the task, which it wraps.
                return;
            }
        }
    }

    /// <summary>Tells how far the work has come; what nobody has drawn yet is replaced. Any thread.</summary>
    public void Post(PipelineProgress progress) => _progress[progress.Id] = progress;

    /// <summary>Done when every worker started so far has ended, however it did. Any thread.</summary>
    public Task Settled
    {
        get
        {
            lock (_workers)
            {
                return Task.WhenAll(_workers.Select(w => w.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)));
            }
        }
    }

    /// <summary>Asks the work to end. Any thread; does not wait.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Asks the work to end and waits for it, <see cref="Grace"/> at most. Pipeline thread.</summary>
    public void Abandon()
    {
        _stop.Cancel();

        // What a worker says on its way out has no reader any more; the stage's own exception is the news.
        Task.WaitAny([Settled], Grace);
    }

    /// <inheritdoc/>
    public void Dispose() => Abandon();
}
