using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Uploads;

/// <summary>Sends rows to one account: validates, hashes, claims them in the ledger, batches, sends, records, and gives one result a row, in row order.</summary>
/// <param name="account">The account.</param>
/// <param name="options">How it runs.</param>
public sealed class OfflineConversionUploader(ConversionAccount account, UploadOptions options)
{
    private readonly TimeProvider _clock = account.GetClock();
    private readonly int[] _counts = new int[Enum.GetValues<UploadStatus>().Length];
    private readonly object _ends = new();
    private int _read;
    private int _remaining;
    private DateTimeOffset? _resumeAfter;

    /// <summary>The run as recorded; complete when the results have been read to their end. <see cref="ConversionUpload.UploadId"/> is empty unless rows are really sent.</summary>
    public ConversionUpload Summary { get; private set; } = new()
    {
        UploadId = "",
        Network = account.Network,
        AccountId = account.AccountId,
        File = Path.GetFileName(options.File),
        StartedAt = account.GetClock().GetUtcNow(),
        IsRunning = true,
    };

    /// <summary>How long claims outlive the run; null for the default.</summary>
    internal TimeSpan? Lease { get; init; }

    /// <summary>
    /// Runs the upload while its results are read. Memory is bounded: rows are drawn as fast as batches leave.
    /// Rows that another run is sending are waited for, and sent here when that run dies.
    /// </summary>
    /// <param name="rows">The rows, drawn once.</param>
    /// <param name="cancellationToken">Stops the run: what is in flight becomes Unknown unless its answer still comes within a second; the ledger can go on from there.</param>
    /// <exception cref="ConversionException">No further row can succeed.</exception>
    public async IAsyncEnumerable<UploadResult> UploadAsync(IAsyncEnumerable<OfflineConversion> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ThrottleLimit ?? 1, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.ThrottleLimit ?? 1, 32);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RowsPerRequest ?? 1, 1);

        // One iterator from here to the reader: each more would be gone through for every row.
        var ledger = await OpenLedgerAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var rules = await BeginAsync(ledger, cancellationToken).ConfigureAwait(false);
            using var stop = new StopSignal(cancellationToken);
            using var turns = new Turns(options.ThrottleLimit, account.GetNetwork().Limits);
            var network = options.Mode == UploadMode.Send ? account.GetNetwork().WithQuota(new LedgerQuota(ledger!, account.GetNetwork(), _clock)) : account.GetNetwork();
            var sender = new BatchSender(network, options.Mode, ledger, Summary.UploadId, turns, stop, text => Report(UploadEventKind.Verbose, text));
            var keeper = options.Mode == UploadMode.Send ? new LeaseKeeper(ledger!, Summary.UploadId) : null;
            var segments = Channel.CreateBounded<UploadSegment>(turns.MostSegments);
            var drawing = DrawAsync(rows, rules, sender, segments.Writer, turns, stop);
            var readToEnd = false;
            var uploadId = Summary.UploadId is { Length: > 0 } id ? id : null;
            try
            {
                await foreach (var segment in segments.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                {
                    await segment.Work.ConfigureAwait(false);
                    foreach (var slot in segment.Slots)
                    {
                        yield return slot.ToResult(uploadId);
                    }

                    turns.ReleaseRoom();
                    Report(UploadEventKind.Progress, "");
                }

                readToEnd = true;
            }
            finally
            {
                // Also reached when no further row can succeed, and when the reader of the results stops early.
                await stop.StopAsync().ConfigureAwait(false);
                await drawing.ConfigureAwait(false);
                if (keeper is not null)
                {
                    await keeper.DisposeAsync().ConfigureAwait(false);
                }

                await FinishAsync(ledger, sender, isCutShort: !readToEnd, readToEnd ? CancellationToken.None : stop.Records).ConfigureAwait(readToEnd ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            if (ledger is not null)
            {
                await ledger.DisposeAsync().ConfigureAwait(false);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<UploadLedger?> OpenLedgerAsync(CancellationToken cancellationToken) => options.Mode switch
    {
        UploadMode.Send => await UploadLedger.OpenAsync(account.GetLedger(), _clock, cancellationToken, Lease).ConfigureAwait(false),
        UploadMode.Plan => await UploadLedger.OpenExistingAsync(account.GetLedger(), _clock, cancellationToken).ConfigureAwait(false),
        _ => null,
    };

    private async Task<RowRules> BeginAsync(UploadLedger? ledger, CancellationToken cancellationToken)
    {
        var network = options.Mode == UploadMode.Plan ? null : account.GetNetwork();
        var actions = network is null ? null : await network.GetActionsAsync(cancellationToken).ConfigureAwait(false);
        Summary = Summary with
        {
            StartedAt = _clock.GetUtcNow(),
            UploadId = options.Mode == UploadMode.Send ? await ledger!.BeginUploadAsync(account.Network, account.AccountId, options.File, cancellationToken).ConfigureAwait(false) : "",
        };
        return new RowRules(account.Network, account.TimeZone, actions, _clock) { Account = network };
    }

    /// <summary>Draws rows and starts segments. Never throws: what ends it is read behind the last segment.</summary>
    private async Task DrawAsync(
        IAsyncEnumerable<OfflineConversion> rows,
        RowRules rules,
        BatchSender sender,
        ChannelWriter<UploadSegment> segments,
        Turns turns,
        StopSignal stop)
    {
        var limits = account.GetNetwork().Limits;
        limits = limits with { RowsPerRequest = Math.Min(options.RowsPerRequest ?? int.MaxValue, limits.RowsPerRequest) };
        var segment = new UploadSegment(limits);
        var started = new List<Task>();
        var planned = options.Mode == UploadMode.Plan ? new PlannedRows() : null;
        Exception? failure = null;
        try
        {
            await foreach (var row in rows.WithCancellation(stop.Begin).ConfigureAwait(false))
            {
                _read++;
                await rules.PrepareAsync(row, stop.Begin).ConfigureAwait(false);
                var slot = RowSlot.From(rules.Check(row), account);
                planned?.Add(slot);
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
            if (segment.Slots.Count > 0 && !stop.IsStopping)
            {
                await StartAsync(segment).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException cause)
        {
            failure ??= cause;
        }

        segments.Complete(failure);

        // Failures of segments are thrown where their results are read.
        await Task.WhenAll(started).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        async Task StartAsync(UploadSegment full)
        {
            await turns.WaitForRoomAsync(stop.Begin).ConfigureAwait(false);
            await segments.WaitToWriteAsync(stop.Begin).ConfigureAwait(false);
            await turns.WaitAsync(stop.Begin).ConfigureAwait(false);
            full.Work = Task.Run(() => EndAsync(full, sender, turns), CancellationToken.None);
            started.RemoveAll(work => work.IsCompleted);
            started.Add(full.Work);
            segments.TryWrite(full);
        }
    }

    private async Task EndAsync(UploadSegment segment, BatchSender sender, Turns turns)
    {
        try
        {
            await sender.SendAsync(segment).ConfigureAwait(false);
        }
        finally
        {
            turns.Release();
            lock (_ends)
            {
                segment.Slots.ForEach(Count);
            }
        }
    }

    private void Count(RowSlot slot)
    {
        _counts[(int)slot.Status]++;
        if (slot.Claim is not null && slot.Status is UploadStatus.Unknown or UploadStatus.Held or UploadStatus.Planned)
        {
            _remaining++;
            _resumeAfter = slot.NotBefore is { } time && !(time < _resumeAfter) ? time : _resumeAfter;
        }
    }

    private async Task FinishAsync(UploadLedger? ledger, BatchSender sender, bool isCutShort, CancellationToken cancellationToken)
    {
        Summary = Summary with
        {
            FinishedAt = _clock.GetUtcNow(),
            Read = _read,
            Accepted = CountOf(UploadStatus.Accepted),
            AlreadySent = CountOf(UploadStatus.AlreadySent),
            Rejected = CountOf(UploadStatus.Rejected),
            Invalid = CountOf(UploadStatus.Invalid),
            Held = CountOf(UploadStatus.Held),
            Unknown = CountOf(UploadStatus.Unknown),
            Remaining = options.Mode == UploadMode.Send ? _remaining + (_read - _counts.Sum()) : 0,
            IsCutShort = isCutShort,
            ResumeAfter = options.Mode == UploadMode.Send ? _resumeAfter : null,
            Requests = sender.Requests,
            IsRunning = false,
        };
        if (options.Mode == UploadMode.Send)
        {
            await ledger!.EndUploadAsync(Summary, cancellationToken).ConfigureAwait(false);
        }
    }

    private int CountOf(UploadStatus status) => _counts[(int)status];

    private void Report(UploadEventKind kind, string message) => options.Progress?.Report(new UploadEvent(kind, message, _read, _counts.Sum()));
}
