using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Uploads;

/// <summary>How far an upload goes.</summary>
public enum UploadMode
{
    /// <summary>Rows are sent and recorded.</summary>
    Send,

    /// <summary>The network checks the rows and records nothing; nor does the ledger.</summary>
    ValidateOnly,

    /// <summary>Nothing is sent: every row that would go is <see cref="UploadStatus.Planned"/>. No request at all is made.</summary>
    Plan,
}

/// <summary>How an upload runs.</summary>
public sealed record UploadOptions
{
    /// <summary>How far it goes.</summary>
    public UploadMode Mode { get; init; }

    /// <summary>Requests in flight at once, 1 to 32.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>File the rows come from, for the ledger; only its name is kept. Null for pipeline input.</summary>
    public string? File { get; init; }

    /// <summary>Hears what happens, from any thread; null when nobody listens.</summary>
    public IProgress<UploadEvent>? Progress { get; init; }
}

/// <summary>Something worth telling while an upload runs. Holds nothing personal.</summary>
/// <param name="Kind">How important it is.</param>
/// <param name="Message">A sentence, for Verbose and Warning.</param>
/// <param name="Read">Rows read so far.</param>
/// <param name="Done">Rows with a result so far.</param>
public sealed record UploadEvent(UploadEventKind Kind, string Message, int Read, int Done);

/// <summary>How important an <see cref="UploadEvent"/> is.</summary>
public enum UploadEventKind
{
    /// <summary>The counts moved on.</summary>
    Progress,

    /// <summary>What is done and why, for those who ask.</summary>
    Verbose,

    /// <summary>Worth seeing.</summary>
    Warning,
}

/// <summary>Sends rows to one account: validates, hashes, claims them in the ledger, batches, sends, records, and gives one result a row, in row order.</summary>
/// <param name="account">The account.</param>
/// <param name="options">How it runs.</param>
public sealed class OfflineConversionUploader(ConversionAccount account, UploadOptions options)
{
    // Long enough for an answer that is already on its way, short enough for someone who pressed Ctrl+C.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock = account.GetClock();
    private readonly int[] _counts = new int[Enum.GetValues<UploadStatus>().Length];
    private int _read;

    /// <summary>The run as recorded; complete when the results have been read to their end. <see cref="ConversionUpload.UploadId"/> is empty unless rows are really sent.</summary>
    public ConversionUpload Summary { get; private set; } = new()
    {
        UploadId = "",
        Network = account.Network,
        AccountId = account.AccountId,
        File = Path.GetFileName(options.File),
        StartedAt = account.GetClock().GetUtcNow(),
    };

    /// <summary>Runs the upload while its results are read. Memory is bounded: rows are drawn as fast as batches leave.</summary>
    /// <param name="rows">The rows, drawn once.</param>
    /// <param name="cancellationToken">Stops the run: what is in flight becomes Unknown unless its answer still comes within a second; the ledger can go on from there.</param>
    /// <exception cref="ConversionException">No further row can succeed.</exception>
    public async IAsyncEnumerable<UploadResult> UploadAsync(IAsyncEnumerable<OfflineConversion> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ThrottleLimit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.ThrottleLimit, 32);
        using var ledger = OpenLedger();
        var network = account.GetNetwork();
        var actions = options.Mode == UploadMode.Plan ? null : await network.GetActionsAsync(cancellationToken).ConfigureAwait(false);
        var rules = new RowRules(account.Network, account.TimeZone, actions, _clock);
        Summary = Summary with
        {
            StartedAt = _clock.GetUtcNow(),
            UploadId = options.Mode == UploadMode.Send ? ledger!.BeginUpload(account.Network, account.AccountId, options.File) : "",
        };
        var sender = new BatchSender(account, options.Mode, ledger, Summary.UploadId, text => Report(UploadEventKind.Verbose, text));

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var grace = new CancellationTokenSource();
        using var stopping = stop.Token.Register(() => grace.CancelAfter(Grace));
        var segments = Channel.CreateBounded<UploadSegment>(options.ThrottleLimit);
        var started = new ConcurrentQueue<Task>();
        var drawing = DrawAsync(rows, rules, sender, network.Limits, segments.Writer, started, stop.Token, grace.Token);
        try
        {
            await foreach (var segment in segments.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                await segment.Work.ConfigureAwait(false);
                foreach (var slot in segment.Slots)
                {
                    yield return Summary.UploadId.Length == 0 ? slot.Result : slot.Result with { UploadId = Summary.UploadId };
                }

                Report(UploadEventKind.Progress, "");
            }
        }
        finally
        {
            // Also reached when the reader of the results stops early.
            await stop.CancelAsync().ConfigureAwait(false);
            await SettleAsync(drawing, started).ConfigureAwait(false);
            Finish(ledger, sender);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private UploadLedger? OpenLedger() => options.Mode switch
    {
        UploadMode.Send => UploadLedger.Open(account.Ledger, _clock),
        UploadMode.Plan => UploadLedger.OpenExisting(account.Ledger, _clock),
        _ => null,
    };

    private async Task DrawAsync(
        IAsyncEnumerable<OfflineConversion> rows,
        RowRules rules,
        BatchSender sender,
        NetworkLimits limits,
        ChannelWriter<UploadSegment> segments,
        ConcurrentQueue<Task> started,
        CancellationToken stop,
        CancellationToken giveUp)
    {
        using var inFlight = new SemaphoreSlim(options.ThrottleLimit);
        var segment = new UploadSegment(limits);
        Exception? failure = null;
        try
        {
            await foreach (var row in rows.WithCancellation(stop).ConfigureAwait(false))
            {
                _read++;
                var slot = RowSlot.From(rules.Check(row), account);
                if (!segment.TryAdd(slot))
                {
                    await StartAsync(segment).ConfigureAwait(false);
                    segment = new UploadSegment(limits);
                    segment.TryAdd(slot);
                }
            }
        }
        catch (Exception cause)
        {
            failure = cause;
        }

        try
        {
            // What was read before the source failed is sent all the same; its rows are valid. A stopped run begins nothing new.
            if (segment.Slots.Count > 0 && !stop.IsCancellationRequested)
            {
                await StartAsync(segment).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException cause)
        {
            failure ??= cause;
        }

        segments.Complete(failure);
        await Task.WhenAll(started.Select(t => t.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default))).ConfigureAwait(false);

        async Task StartAsync(UploadSegment full)
        {
            await inFlight.WaitAsync(stop).ConfigureAwait(false);
            full.Work = Task.Run(
                async () =>
                {
                    try
                    {
                        await sender.SendAsync(full, giveUp).ConfigureAwait(false);
                    }
                    finally
                    {
                        full.Slots.ForEach(s => Interlocked.Increment(ref _counts[(int)s.Result.Status]));
                        inFlight.Release();
                    }
                },
                CancellationToken.None);
            started.Enqueue(full.Work);
            while (started.TryPeek(out var oldest) && oldest.IsCompletedSuccessfully)
            {
                started.TryDequeue(out _);
            }

            await segments.WriteAsync(full, stop).ConfigureAwait(false);
        }
    }

    // Waits for what is in flight; its failures were or will be thrown where its results are read.
    private static async Task SettleAsync(Task drawing, ConcurrentQueue<Task> started)
    {
        await drawing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var work in started)
        {
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Finish(UploadLedger? ledger, BatchSender sender)
    {
        Summary = Summary with
        {
            FinishedAt = _clock.GetUtcNow(),
            Read = _read,
            Accepted = Count(UploadStatus.Accepted),
            AlreadySent = Count(UploadStatus.AlreadySent),
            Rejected = Count(UploadStatus.Rejected),
            Invalid = Count(UploadStatus.Invalid),
            Held = Count(UploadStatus.Held),
            Unknown = Count(UploadStatus.Unknown),
            Requests = sender.Requests,
        };
        if (options.Mode == UploadMode.Send)
        {
            ledger!.EndUpload(Summary);
        }
    }

    private int Count(UploadStatus status) => _counts[(int)status];

    private void Report(UploadEventKind kind, string message) => options.Progress?.Report(new UploadEvent(kind, message, _read, _counts.Sum()));
}
