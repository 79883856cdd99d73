using System.Buffers;
using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Ledger;

/// <summary>
/// The memory of what was sent. A batch is what one request carries; a row is as its batch says unless it says otherwise, so that an accepted batch is one write.
/// A claim is good as long as its run's lease, which a living run renews. No identifier, raw or hashed, is kept: only the digest of <see cref="RowKey"/>.
/// Safe for several threads, several processes and, on PostgreSQL, several machines.
/// </summary>
internal abstract partial class UploadLedger : IAsyncDisposable
{
    /// <summary>How long the claims of a run outlive it. Long enough for a machine that is short of breath, short enough to wait for.</summary>
    public static readonly TimeSpan DefaultLease = TimeSpan.FromMinutes(2);

    private readonly LedgerLocation _location;
    private readonly TimeProvider _clock;
    private readonly long _lease;

    /// <summary>Makes a ledger that is not open yet.</summary>
    /// <param name="location">Where it is.</param>
    /// <param name="clock">The account's clock.</param>
    /// <param name="lease">How long claims outlive their run.</param>
    protected UploadLedger(LedgerLocation location, TimeProvider clock, TimeSpan lease)
    {
        _location = location;
        _clock = clock;
        _lease = (long)lease.TotalMilliseconds;
        Lease = lease;
    }

    /// <summary>How long claims outlive their run.</summary>
    public TimeSpan Lease { get; }

    /// <summary>Where it is, without anything secret.</summary>
    protected string Name => _location.ToString();

    /// <summary>The ledger's own time in SQL, Unix milliseconds.</summary>
    protected abstract string Now { get; }

    // Whether a row that is in the ledger may be claimed again. The network's word on held rows goes by the clock of the account, leases by the ledger's.
    private string Free(string row) =>
        $"""
        CASE coalesce({row}.state, b.state)
            WHEN {(int)LedgerState.Accepted} THEN false
            WHEN {(int)LedgerState.Pending} THEN coalesce(u.lease, 0) < {Now}
            WHEN {(int)LedgerState.Held} THEN coalesce({row}.not_before, 0) <= @clock
            ELSE true END
        """;

    private string Look => $"SELECT rows.key, {Free("rows")}, coalesce(rows.state, b.state), b.upload, rows.source_row, b.claimed, coalesce(u.lease, 0), rows.not_before, rows.value, rows.batch FROM input JOIN rows ON rows.key = input.key JOIN batches b ON b.id = rows.batch LEFT JOIN uploads u ON u.id = b.upload";

    /// <summary>Opens a ledger to write, making it when it is missing.</summary>
    /// <param name="location">Where it is.</param>
    /// <param name="clock">The account's clock. A file measures leases by it too, a database by the server's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="lease">How long claims outlive their run; null for the default.</param>
    /// <exception cref="ConversionException">Not a ledger, newer, damaged, not writable, not reachable.</exception>
    public static async Task<UploadLedger> OpenAsync(LedgerLocation location, TimeProvider clock, CancellationToken cancellationToken, TimeSpan? lease = null)
    {
        var ledger = Make(location, clock, lease);
        await OpenAsync(ledger, LedgerAccess.Create, cancellationToken).ConfigureAwait(false);
        return ledger;
    }

    /// <summary>Opens a ledger that is there, to look things up.</summary>
    /// <param name="location">Where it is.</param>
    /// <param name="clock">The account's clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="write">True opens it to change it, too.</param>
    /// <returns>Null when there is none yet.</returns>
    /// <exception cref="ConversionException">Not a ledger, newer, damaged, not reachable.</exception>
    public static async Task<UploadLedger?> OpenExistingAsync(LedgerLocation location, TimeProvider clock, CancellationToken cancellationToken, bool write = false)
    {
        var ledger = Make(location, clock, null);
        return await OpenAsync(ledger, write ? LedgerAccess.Write : LedgerAccess.Look, cancellationToken).ConfigureAwait(false) ? ledger : null;
    }

    /// <summary>Begins a run.</summary>
    /// <returns>The run's id.</returns>
    public async Task<string> BeginUploadAsync(AdNetwork network, string accountId, string? file, CancellationToken cancellationToken)
    {
        await FreeClaimsOfTheDeadAsync(cancellationToken).ConfigureAwait(false);
        var now = _clock.GetUtcNow();
        var id = now.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("N")[..6];
        await WriteAsync(
            session => session.ExecuteAsync(
                $"""
                INSERT INTO uploads(id, network, account, file, started, lease, host, process, process_started)
                VALUES(@id, @network, @account, @file, @started, {Now} + @lease, @host, @process, @processStarted) ON CONFLICT(id) DO NOTHING
                """,
                ("id", id),
                ("network", (int)network),
                ("account", accountId),
                ("file", file is null ? null : Path.GetFileName(file)),
                ("started", now.ToUnixTimeMilliseconds()),
                ("lease", _lease),
                ("host", RunningProcess.Host),
                ("process", Environment.ProcessId),
                ("processStarted", RunningProcess.StartOf(Environment.ProcessId))),
            cancellationToken).ConfigureAwait(false);
        return id;
    }

    /// <summary>Renews a run's lease, and with it that of all its claims.</summary>
    public Task RenewAsync(string uploadId, CancellationToken cancellationToken) => WriteAsync(
        session => session.ExecuteAsync($"UPDATE uploads SET lease = {Now} + @lease WHERE id = @id AND finished IS NULL", ("lease", _lease), ("id", uploadId)),
        cancellationToken);

    /// <summary>Ends a run, keeps its counts and frees what it still claims.</summary>
    public Task EndUploadAsync(ConversionUpload upload, CancellationToken cancellationToken) => WriteAsync(
        session => session.ExecuteAsync(
            """
            UPDATE uploads SET finished = @finished, lease = 0, read_rows = @read, accepted = @accepted, already_sent = @alreadySent, rejected = @rejected,
                invalid = @invalid, held = @held, unknown = @unknown, remaining = @remaining, cut_short = @cutShort, resume_after = @resumeAfter, requests = @requests WHERE id = @id
            """,
            ("id", upload.UploadId),
            ("finished", upload.FinishedAt?.ToUnixTimeMilliseconds()),
            ("read", upload.Read),
            ("accepted", upload.Accepted),
            ("alreadySent", upload.AlreadySent),
            ("rejected", upload.Rejected),
            ("invalid", upload.Invalid),
            ("held", upload.Held),
            ("unknown", upload.Unknown),
            ("remaining", upload.Remaining),
            ("cutShort", upload.IsCutShort),
            ("resumeAfter", upload.ResumeAfter?.ToUnixTimeMilliseconds()),
            ("requests", upload.Requests)),
        cancellationToken);

    /// <summary>
    /// Claims rows for sending, all in one transaction that is durable when this returns: no request leaves before its claim is.
    /// Granted are rows never met, and rows Rejected, Unknown, Released, Held whose time has come, or Pending by a run whose lease has run out.
    /// </summary>
    /// <param name="uploadId">The run.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Gives up; nothing is claimed then.</param>
    public Task<Claim> ClaimAsync(string uploadId, IReadOnlyList<LedgerRow> rows, CancellationToken cancellationToken)
    {
        // Made here, so that an attempt whose commit went through unheard finds its own rows when it is repeated.
        var batch = NewBatchId();

        var first = FirstOfEachKey(rows);
        var input = InputTable.Of(first.Length, i => rows[first[i]].Key)
            .With("source_row", i => rows[first[i]].SourceRow)
            .With("name", i => rows[first[i]].Name)
            .With("time", i => rows[first[i]].TimeMs)
            .With("value", i => rows[first[i]].Value)
            .With("order_id", i => rows[first[i]].OrderId)
            .With("traits", i => (int)rows[first[i]].Traits);
        return WriteAsync(
            async session =>
            {
                await BeginBatchAsync(session, batch, uploadId).ConfigureAwait(false);
                var changed = await session.InsertAsync(
                    input,
                    "rows",
                    ("batch", batch),
                    $"""
                    ON CONFLICT(key) DO UPDATE SET batch = excluded.batch, source_row = excluded.source_row, name = excluded.name, time = excluded.time,
                        value = excluded.value, order_id = excluded.order_id, traits = excluded.traits, state = NULL, code = NULL, message = NULL, not_before = NULL
                    WHERE rows.batch = @batch OR (SELECT {Free("rows")} FROM batches b LEFT JOIN uploads u ON u.id = b.upload WHERE b.id = rows.batch)
                    """,
                    ("clock", _clock.GetUtcNow().ToUnixTimeMilliseconds())).ConfigureAwait(false);
                if (!changed.Contains(true))
                {
                    await session.ExecuteAsync("DELETE FROM batches WHERE id = @id", ("id", batch)).ConfigureAwait(false);
                }

                // A row that is there twice gets one grant; its second answer is what the ledger says of the first.
                var granted = new bool[rows.Count];
                for (var i = 0; i < first.Length; i++)
                {
                    granted[first[i]] = changed[i];
                }

                return new Claim(batch, await AnswerAsync(session, rows, granted, uploadId).ConfigureAwait(false));
            },
            cancellationToken);
    }

    /// <summary>What the ledger would answer to a claim, without claiming.</summary>
    public Task<ClaimAnswer[]> FindAsync(IReadOnlyList<LedgerRow> rows, CancellationToken cancellationToken) =>
        ReadAsync(
            async session => Array.ConvertAll(await AnswerAsync(session, rows, new bool[rows.Count], "").ConfigureAwait(false), answer => answer with { Granted = answer.Free }),
            cancellationToken);

    /// <summary>Whether one of these batches of other runs has come to its end, or its run has.</summary>
    public async Task<bool> IsAnySettledAsync(IReadOnlyCollection<long> batches, CancellationToken cancellationToken)
    {
        await FreeClaimsOfTheDeadAsync(cancellationToken).ConfigureAwait(false);
        var pending = await ReadAsync(
            session => session.NumberAsync(
                $"""
                SELECT count(*) FROM batches b JOIN uploads u ON u.id = b.upload
                WHERE b.state = {(int)LedgerState.Pending} AND u.lease >= {Now} AND b.id IN ({string.Join(',', batches)})
                """),
            cancellationToken).ConfigureAwait(false);
        return pending < batches.Count;
    }

    /// <summary>Moves rows of a batch into one of their own, before they travel in a request of their own.</summary>
    /// <returns>The new batch.</returns>
    public Task<long> RegroupAsync(string uploadId, long batch, IReadOnlyList<RowKey> rows, CancellationToken cancellationToken)
    {
        var id = NewBatchId();
        return WriteAsync(
            async session =>
            {
                await BeginBatchAsync(session, id, uploadId).ConfigureAwait(false);
                await session.ChangeAsync(
                    InputTable.Of(rows.Count, i => rows[i]),
                    "UPDATE rows SET batch = @to FROM input WHERE rows.key = input.key AND rows.batch = @batch",
                    ("to", id),
                    ("batch", batch)).ConfigureAwait(false);
                return id;
            },
            cancellationToken);
    }

    /// <summary>Records the end of a batch. Rows that another run has taken over meanwhile are that run's.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="state">Its state, and that of all its rows but the exceptions.</param>
    /// <param name="requestId">The network's id of the request; null when there was none.</param>
    /// <param name="exceptions">Rows that ended otherwise.</param>
    /// <param name="cancellationToken">Gives up; the rows stay claimed until the run's lease has run out.</param>
    public Task CompleteAsync(long batch, LedgerState state, string? requestId, IReadOnlyList<RowOutcome> exceptions, CancellationToken cancellationToken) => WriteAsync(
        async session =>
        {
            await session.ExecuteAsync("UPDATE batches SET state = @state, request = @request WHERE id = @id", ("state", (int)state), ("request", requestId), ("id", batch)).ConfigureAwait(false);
            if (exceptions.Count > 0)
            {
                await session.ChangeAsync(
                    InputTable.Of(exceptions.Count, i => exceptions[i].Key)
                        .With("state", i => (int)exceptions[i].State)
                        .With("code", i => exceptions[i].Code)
                        .With("message", i => exceptions[i].Message)
                        .With("not_before", i => exceptions[i].NotBefore?.ToUnixTimeMilliseconds()),
                    """
                    UPDATE rows SET state = input.state, code = input.code, message = input.message, not_before = input.not_before
                    FROM input WHERE rows.key = input.key AND rows.batch = @batch
                    """,
                    ("batch", batch)).ConfigureAwait(false);
            }

            return true;
        },
        cancellationToken);

    /// <summary>Keeps the new value of rows the network took, so that a file with that value says nothing else than the ledger.</summary>
    /// <param name="rows">The rows with their new value.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task RestateAsync(IReadOnlyList<LedgerRow> rows, CancellationToken cancellationToken) => WriteAsync(
        session => session.ChangeAsync(
            InputTable.Of(rows.Count, i => rows[i].Key).With("value", i => rows[i].Value),
            "UPDATE rows SET value = input.value FROM input WHERE rows.key = input.key"),
        cancellationToken);

    /// <summary>Keeps rows that never became ready to send, so that a run can be looked at later.</summary>
    public Task RecordUnsentAsync(string uploadId, IReadOnlyList<UploadResult> rows, CancellationToken cancellationToken)
    {
        var input = new InputTable(rows.Count)
            .With("source_row", i => rows[i].Source.Row)
            .With("status", i => (int)rows[i].Status)
            .With("code", i => rows[i].Code)
            .With("message", i => rows[i].Message)
            .With("name", i => rows[i].ConversionName)
            .With("time", i => rows[i].ConversionTime?.ToUnixTimeMilliseconds());
        return WriteAsync(session => session.InsertAsync(input, "unsent", ("upload", uploadId), ""), cancellationToken);
    }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Connects, checks that it is a ledger and brings it to the current version.</summary>
    /// <param name="access">What it is opened for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when it is missing and was not to be made.</returns>
    protected abstract Task<bool> ConnectAsync(LedgerAccess access, CancellationToken cancellationToken);

    /// <summary>Works in a transaction that is durable when this returns. The work may be repeated.</summary>
    protected abstract Task<T> WriteAsync<T>(Func<LedgerSession, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Writes what a power cut may take back: others see it as soon as any write, and nobody waits for the disk.</summary>
    protected abstract Task<T> WriteSoonAsync<T>(Func<LedgerSession, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Looks things up.</summary>
    protected abstract Task<T> ReadAsync<T>(Func<LedgerSession, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Frees the claims of runs that surely live no more, where that can be told sooner than by their lease.</summary>
    protected virtual Task FreeClaimsOfTheDeadAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Text that may be NULL.</summary>
    protected static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A time that may be NULL.</summary>
    protected static DateTimeOffset? Time(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    private static UploadLedger Make(LedgerLocation location, TimeProvider clock, TimeSpan? lease) => location.IsDatabase
        ? new PostgresLedger(location, clock, lease ?? DefaultLease)
        : new SqliteLedger(location, clock, lease ?? DefaultLease);

    internal static async Task<bool> OpenAsync(UploadLedger ledger, LedgerAccess access, CancellationToken cancellationToken)
    {
        var open = false;
        try
        {
            open = await ledger.ConnectAsync(access, cancellationToken).ConfigureAwait(false);
            return open;
        }
        finally
        {
            if (!open)
            {
                await ledger.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    // Time first, so that new batches lie side by side in the index; then chance, so that workers need not ask each other.
    private static long NewBatchId() => (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() << 21) | (long)Random.Shared.Next(1 << 21);

    /// <summary>Places of the rows in the order of their keys, as everybody claims them, lest two claims wait for each other; of rows that share a key the first.</summary>
    private static int[] FirstOfEachKey(IReadOnlyList<LedgerRow> rows)
    {
        // By the beginnings of the keys first: numbers are sorted without a call for each comparison, and only rows that share a key share them, but for an accident.
        var beginnings = ArrayPool<ulong>.Shared.Rent(rows.Count);
        var places = new int[rows.Count];
        for (var i = 0; i < places.Length; i++)
        {
            var key = rows[i].Key;
            beginnings[i] = BinaryPrimitives.ReadUInt64BigEndian(key.Span);
            places[i] = i;
        }

        Array.Sort(beginnings, places, 0, places.Length);
        var count = 0;
        for (var (start, end) = (0, 1); start < places.Length; start = end++)
        {
            while (end < places.Length && beginnings[end] == beginnings[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                places.AsSpan(start, end - start).Sort((a, b) => RowKey.Compare(rows[a].Key, rows[b].Key) is var order and not 0 ? order : a.CompareTo(b));
            }

            var first = count;
            for (var i = start; i < end; i++)
            {
                if (count == first || !rows[places[count - 1]].Key.Equals(rows[places[i]].Key))
                {
                    places[count++] = places[i];
                }
            }
        }

        ArrayPool<ulong>.Shared.Return(beginnings);
        return count == places.Length ? places : places[..count];
    }

    private Task<int> BeginBatchAsync(LedgerSession session, long id, string uploadId) => session.ExecuteAsync(
        $"INSERT INTO batches(id, upload, state, claimed) VALUES(@id, @upload, {(int)LedgerState.Pending}, {Now}) ON CONFLICT(id) DO NOTHING",
        ("id", id),
        ("upload", uploadId));

    private async Task<ClaimAnswer[]> AnswerAsync(LedgerSession session, IReadOnlyList<LedgerRow> rows, bool[] granted, string uploadId)
    {
        var answers = new ClaimAnswer[rows.Count];
        var refused = new List<LedgerRow>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (granted[i])
            {
                answers[i] = ClaimAnswer.Yours;
            }
            else
            {
                refused.Add(rows[i]);
            }
        }

        if (refused.Count == 0)
        {
            return answers;
        }

        var distinct = refused.DistinctBy(r => r.Key).ToList();
        var known = (await session.LookAsync(InputTable.Of(distinct.Count, i => distinct[i].Key), Look, reader => ReadAnswer(reader, uploadId), ("clock", _clock.GetUtcNow().ToUnixTimeMilliseconds())).ConfigureAwait(false))
            .ToDictionary(found => found.Key);
        for (var i = 0; i < rows.Count; i++)
        {
            if (answers[i] is null)
            {
                answers[i] = known.TryGetValue(rows[i].Key, out var found)
                    ? found.Answer with { SameValue = found.Value == rows[i].Value }
                    : new ClaimAnswer { Free = true };
            }
        }

        return answers;
    }

    private static (RowKey Key, ClaimAnswer Answer, string Value) ReadAnswer(DbDataReader reader, string uploadId)
    {
        var state = (LedgerState)reader.GetInt32(2);
        var at = state switch
        {
            LedgerState.Pending => reader.GetInt64(6),
            LedgerState.Held when !reader.IsDBNull(7) => reader.GetInt64(7),
            _ => reader.GetInt64(5),
        };
        var answer = new ClaimAnswer
        {
            Free = reader.GetBoolean(1),
            State = state,
            SameUpload = reader.GetString(3) == uploadId,
            SourceRow = reader.GetInt32(4),
            At = DateTimeOffset.FromUnixTimeMilliseconds(at),
            Batch = reader.GetInt64(9),
        };
        return (RowKey.FromBytes((byte[])reader.GetValue(0)), answer, reader.GetString(8));
    }
}
