using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.PS.Hosting;

/// <summary>
/// One stream of rows on its way to one or several accounts. Each account has its own worker and its own bounded queue;
/// an account that fails for good drops out, the others go on.
/// </summary>
internal sealed class UploadRun
{
    // Rows change threads by the handful: one by one, the change would cost as much as checking them.
    private const int Handful = 128;

    // Enough that reading never waits for a batch to be cut, little enough to keep memory flat.
    private const int QueuedHandfuls = 8;

    private readonly PipelinePump _pump;
    private readonly List<Lane> _lanes = [];
    private readonly List<OfflineConversion> _gathered = new(Handful);
    private readonly Task<bool> _done;

    /// <summary>Starts a run. Pipeline thread.</summary>
    /// <param name="pump">The pump that carries results and messages.</param>
    /// <param name="accounts">Where the rows go.</param>
    /// <param name="options">How; progress is heard by the pump.</param>
    /// <param name="emit">True writes one result a row.</param>
    public UploadRun(PipelinePump pump, IReadOnlyList<ConversionAccount> accounts, UploadOptions options, bool emit)
    {
        _pump = pump;
        foreach (var account in accounts)
        {
            var tally = new UploadTally(account);
            var progress = new UploadProgress(pump, account, id: _lanes.Count + 1);
            var lane = new Lane(tally, Way(account, options with { Progress = progress }, tally));
            _lanes.Add(lane);
            lane.Work = pump.Start(token => SendAsync(lane, emit, token));
        }

        _done = WhenDoneAsync();
    }

    /// <summary>What became of the rows so far, by account.</summary>
    public IReadOnlyList<UploadTally> Tallies => [.. _lanes.Select(lane => lane.Tally)];

    /// <summary>True when no account takes rows any more.</summary>
    public bool HasFailed => _lanes.Count > 0 && _lanes.TrueForAll(lane => lane.Tally.Failure is not null);

    /// <summary>Hands a row to every account, writing results meanwhile. Pipeline thread.</summary>
    public void Write(OfflineConversion row) => WaitFor(WriteAsync(row, _pump.Stopping));

    /// <summary>Says that no more rows come and waits for the last result, writing results meanwhile. Pipeline thread.</summary>
    public void Complete()
    {
        WaitFor(HandOverAsync(_pump.Stopping));
        CompleteRows();
        _pump.Wait(_done);
    }

    /// <summary>Sends all rows of a sequence that is drawn on a worker, and waits for the last result. Pipeline thread.</summary>
    public void SendAll(IEnumerable<OfflineConversion> rows)
    {
        var reading = _pump.Start(async token =>
        {
            try
            {
                foreach (var row in rows)
                {
                    if (HasFailed)
                    {
                        break;
                    }

                    await WriteAsync(row, token).ConfigureAwait(false);
                }
            }
            finally
            {
                // Also those before the place where a file breaks off.
                try
                {
                    await HandOverAsync(token).ConfigureAwait(false);
                }
                finally
                {
                    CompleteRows();
                }
            }

            return true;
        });
        _pump.Wait(_done);
        _pump.Wait(reading);
    }

    private ValueTask WriteAsync(OfflineConversion row, CancellationToken cancellationToken)
    {
        _gathered.Add(row);
        return _gathered.Count < Handful ? ValueTask.CompletedTask : HandOverAsync(cancellationToken);
    }

    // Waits while an account is behind.
    private async ValueTask HandOverAsync(CancellationToken cancellationToken)
    {
        OfflineConversion[] rows = [.. _gathered];
        _gathered.Clear();
        foreach (var lane in _lanes)
        {
            while (!lane.Rows.Writer.TryWrite(rows) && await lane.Rows.Writer.WaitToWriteAsync(cancellationToken).ConfigureAwait(false))
            {
            }
        }
    }

    private void WaitFor(ValueTask write)
    {
        if (write.IsCompletedSuccessfully)
        {
            _pump.WriteWaiting();
        }
        else
        {
            _pump.Wait(Completion(write.AsTask()));
        }
    }

    private async Task<bool> SendAsync(Lane lane, bool emit, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var result in lane.Way(lane.ReadRowsAsync(cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                lane.Tally.Add(result);
                if (emit)
                {
                    await _pump.PostAsync(new PipelineMessage(PipelineStream.Output, result)).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            lane.Tally.Failure = exception as ConversionException ?? CmdletErrors.Unexpected(exception);
        }
        finally
        {
            // Whoever waits to hand a row to this account waits no longer.
            lane.Rows.Writer.TryComplete();
        }

        return true;
    }

    private static SendRows Way(ConversionAccount account, UploadOptions options, UploadTally tally) => options.Isolate
        ? (rows, token) => IsolateAsync(account, options, tally, rows, token)
        : (rows, token) => UploadAsync(account, options, tally, rows, token);

    private static async IAsyncEnumerable<UploadResult> UploadAsync(
        ConversionAccount account,
        UploadOptions options,
        UploadTally tally,
        IAsyncEnumerable<OfflineConversion> rows,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var uploader = new OfflineConversionUploader(account, options);
        try
        {
            await foreach (var result in uploader.UploadAsync(rows, cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
        finally
        {
            if (uploader.Summary.UploadId is { Length: > 0 } id)
            {
                tally.UploadIds.Add(id);
            }
        }
    }

    private static async IAsyncEnumerable<UploadResult> IsolateAsync(
        ConversionAccount account,
        UploadOptions options,
        UploadTally tally,
        IAsyncEnumerable<OfflineConversion> rows,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isolation = new ConversionIsolation(account, options);
        try
        {
            await foreach (var result in isolation.IsolateAsync(rows, cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
        finally
        {
            tally.UploadIds.AddRange(isolation.UploadIds);
        }
    }

    private async Task<bool> WhenDoneAsync()
    {
        await Task.WhenAll(_lanes.Select(lane => lane.Work)).ConfigureAwait(false);
        return true;
    }

    private void CompleteRows() => _lanes.ForEach(lane => lane.Rows.Writer.TryComplete());

    private static async Task<bool> Completion(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    private delegate IAsyncEnumerable<UploadResult> SendRows(IAsyncEnumerable<OfflineConversion> rows, CancellationToken cancellationToken);

    private sealed class Lane(UploadTally tally, SendRows way)
    {
        public UploadTally Tally { get; } = tally;

        public SendRows Way { get; } = way;

        public Channel<OfflineConversion[]> Rows { get; } =
            Channel.CreateBounded<OfflineConversion[]>(new BoundedChannelOptions(QueuedHandfuls) { SingleReader = true });

        public Task<bool> Work { get; set; } = Task.FromResult(true);

        public async IAsyncEnumerable<OfflineConversion> ReadRowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var rows in Rows.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var row in rows)
                {
                    yield return row;
                }
            }
        }
    }
}
