using System.Data.Common;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Ledger;

/// <content>Looking back, and forgetting.</content>
internal abstract partial class UploadLedger
{
    private const long MillisecondsPerDay = 24 * 60 * 60 * 1000;

    // A conversion older than this is refused by every network, so nothing needs to guard against sending it again. A day more, for clocks.
    private static readonly TimeSpan s_guarded =
        Enum.GetValues<AdNetwork>().Select(NetworkLimits.For).Max(limits => limits.MaximumAgeWithClickId > limits.MaximumAgeWithoutClickId ? limits.MaximumAgeWithClickId : limits.MaximumAgeWithoutClickId)
        + TimeSpan.FromDays(1);

    /// <summary>Runs, newest first.</summary>
    public Task<IReadOnlyList<ConversionUpload>> GetUploadsAsync(UploadFilter filter, CancellationToken cancellationToken)
    {
        var (where, parameters) = Where(filter);
        return ReadAsync<IReadOnlyList<ConversionUpload>>(
            async session =>
            {
                var uploads = await session.QueryAsync(
                    $"""
                    SELECT id, network, account, file, started, finished, read_rows, accepted, already_sent, rejected, invalid, held, unknown, remaining, resume_after, requests,
                        lease >= {Now}, host, process, process_started, cut_short FROM uploads WHERE {where} ORDER BY started DESC, id DESC
                    """,
                    ReadUpload,
                    parameters).ConfigureAwait(false);
                for (var i = 0; i < uploads.Count; i++)
                {
                    // A run that was broken off left no counts of its own; its rows still tell what was sent.
                    if (uploads[i].FinishedAt is null)
                    {
                        uploads[i] = await CountRowsAsync(session, uploads[i]).ConfigureAwait(false);
                    }
                }

                return filter.Status is { } states ? uploads.FindAll(u => states.Contains(u.Status)) : uploads;
            },
            cancellationToken);
    }

    /// <summary>The rows of a run with their last known state: those it was the last to send, then those it never sent; in row order.</summary>
    /// <exception cref="ConversionException">The run is not there.</exception>
    public async Task<IReadOnlyList<UploadResult>> GetRowsAsync(string uploadId, CancellationToken cancellationToken)
    {
        var upload = await GetUploadsAsync(new UploadFilter { UploadId = uploadId }, cancellationToken).ConfigureAwait(false) is [var one]
            ? one
            : throw LedgerErrors.UploadNotFound(uploadId, Name);
        return await ReadAsync<IReadOnlyList<UploadResult>>(
            async session =>
            {
                session.Unhurried = true;
                var sent = await session.QueryAsync(
                    """
                    SELECT r.source_row, coalesce(r.state, b.state), r.code, r.message, r.name, r.time, r.not_before, r.order_id, b.request, r.key
                    FROM rows r JOIN batches b ON b.id = r.batch WHERE b.upload = @upload
                    """,
                    reader => Result(upload, reader, StatusOf((LedgerState)reader.GetInt32(1))) with
                    {
                        NotBefore = Time(reader, 6),
                        TransactionId = RowKey.FromBytes((byte[])reader.GetValue(9)).TransactionId(Text(reader, 7)),
                        RequestId = Text(reader, 8),
                    },
                    ("upload", uploadId)).ConfigureAwait(false);
                var unsent = await session.QueryAsync(
                    "SELECT source_row, status, code, message, name, time FROM unsent WHERE upload = @upload",
                    reader => Result(upload, reader, (UploadStatus)reader.GetInt32(1)),
                    ("upload", uploadId)).ConfigureAwait(false);
                return [.. sent.Concat(unsent).OrderBy(r => r.Source.Row)];
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// What an account accepted on the days on which a run sent something, by run, name and day: the run's own rows, and those of others on the same days.
    /// A row that was sent twice belongs to the run that sent it last.
    /// </summary>
    /// <param name="upload">The run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<AcceptedCount>> CountAcceptedOnDaysOfAsync(ConversionUpload upload, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<AcceptedCount>>(
            async session =>
            {
                session.Unhurried = true;
                return await session.QueryAsync(
                    $"""
                    SELECT b.upload, r.name, b.claimed / {MillisecondsPerDay}, count(*) FROM rows r JOIN batches b ON b.id = r.batch JOIN uploads u ON u.id = b.upload
                    WHERE u.network = @network AND u.account = @account AND coalesce(r.state, b.state) = {(int)LedgerState.Accepted}
                        AND b.claimed / {MillisecondsPerDay} IN (SELECT claimed / {MillisecondsPerDay} FROM batches WHERE upload = @upload)
                    GROUP BY 1, 2, 3
                    """,
                    reader => new AcceptedCount(reader.GetString(0), reader.GetString(1), DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(reader.GetInt64(2))), reader.GetInt64(3)),
                    ("network", (int)upload.Network),
                    ("account", upload.AccountId),
                    ("upload", upload.UploadId)).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>The rows of runs, counted by run, last known state, code and action.</summary>
    public Task<IReadOnlyList<UploadRowCount>> GetRowCountsAsync(UploadFilter filter, CancellationToken cancellationToken)
    {
        var (where, parameters) = Where(filter);
        return ReadAsync<IReadOnlyList<UploadRowCount>>(
            async session =>
            {
                session.Unhurried = true;
                return await session.QueryAsync(
                    $"""
                    SELECT b.upload, 0, coalesce(r.state, b.state), r.code, min(r.message), r.name, count(*) FROM batches b JOIN rows r ON r.batch = b.id
                    WHERE b.upload IN (SELECT id FROM uploads WHERE {where}) GROUP BY 1, 3, 4, 6
                    UNION ALL SELECT upload, 1, status, code, CAST(NULL AS text), CAST(NULL AS text), count(*) FROM unsent
                    WHERE upload IN (SELECT id FROM uploads WHERE {where}) GROUP BY 1, 3, 4
                    """,
                    reader => new UploadRowCount
                    {
                        UploadId = reader.GetString(0),
                        Status = reader.GetInt32(1) == 1 ? (UploadStatus)reader.GetInt32(2) : StatusOf((LedgerState)reader.GetInt32(2)),
                        Code = Text(reader, 3),
                        Message = Text(reader, 4),
                        ConversionName = Text(reader, 5),
                        Rows = (int)reader.GetInt64(6),
                    },
                    parameters).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>Forgets runs that began before a time and are over. Digests of accepted conversions that a network would still take stay: they guard against sending them again.</summary>
    /// <param name="filter">The runs; <see cref="UploadFilter.Until"/> is the time, <see cref="UploadFilter.Status"/> is not looked at.</param>
    /// <param name="cancellationToken">Gives up; nothing is removed then.</param>
    public Task<UploadRemoval> RemoveAsync(UploadFilter filter, CancellationToken cancellationToken)
    {
        var removal = RemovalOf(filter);
        return WriteAsync(
            async session =>
            {
                session.Unhurried = true;
                var plan = await CountAsync(session, removal).ConfigureAwait(false);
                await session.ExecuteAsync($"DELETE FROM rows WHERE {removal.Rows}", removal.Parameters).ConfigureAwait(false);
                await session.ExecuteAsync($"DELETE FROM unsent WHERE upload IN {removal.Uploads}", removal.Parameters).ConfigureAwait(false);
                await session.ExecuteAsync($"DELETE FROM batches WHERE id IN {removal.Batches} AND NOT EXISTS (SELECT 1 FROM rows WHERE rows.batch = batches.id)", removal.Parameters).ConfigureAwait(false);
                await session.ExecuteAsync("DELETE FROM request_status WHERE request NOT IN (SELECT request FROM batches WHERE request IS NOT NULL)").ConfigureAwait(false);
                await session.ExecuteAsync($"DELETE FROM uploads WHERE id IN {removal.Uploads}", removal.Parameters).ConfigureAwait(false);
                return plan;
            },
            cancellationToken);
    }

    /// <summary>What <see cref="RemoveAsync"/> would remove now, without removing it.</summary>
    public Task<UploadRemoval> PlanRemovalAsync(UploadFilter filter, CancellationToken cancellationToken)
    {
        var removal = RemovalOf(filter);
        return ReadAsync(
            session =>
            {
                session.Unhurried = true;
                return CountAsync(session, removal);
            },
            cancellationToken);
    }

    private Removal RemovalOf(UploadFilter filter)
    {
        var (where, parameters) = Where(filter);
        var uploads = $"(SELECT id FROM uploads WHERE {where} AND (finished IS NOT NULL OR lease < {Now}))";

        // Digests that outlived their run are judged each time.
        var batches = $"(SELECT id FROM batches WHERE upload IN {uploads} OR upload NOT IN (SELECT id FROM uploads))";
        var guards = $"coalesce(state, (SELECT b.state FROM batches b WHERE b.id = rows.batch)) = {(int)LedgerState.Accepted} AND time >= {(_clock.GetUtcNow() - s_guarded).ToUnixTimeMilliseconds()}";
        return new Removal(uploads, batches, $"batch IN {batches} AND NOT ({guards})", $"batch IN {batches} AND {guards}", parameters);
    }

    private async Task<UploadRemoval> CountAsync(LedgerSession session, Removal removal)
    {
        var kept = await session.QueryAsync(
            $"SELECT count(*), max(time) FROM rows WHERE {removal.KeptRows}",
            reader => (Count: reader.GetInt64(0), Last: Time(reader, 1)),
            removal.Parameters).ConfigureAwait(false);
        return new UploadRemoval
        {
            Ledger = Name,
            Uploads = await CountAsync($"uploads WHERE id IN {removal.Uploads}").ConfigureAwait(false),
            Rows = await CountAsync($"rows WHERE {removal.Rows}").ConfigureAwait(false) + await CountAsync($"unsent WHERE upload IN {removal.Uploads}").ConfigureAwait(false),
            KeptRows = (int)kept[0].Count,
            KeptUntil = kept[0].Last + s_guarded,
        };

        async Task<int> CountAsync(string what) => (int)(await session.NumberAsync($"SELECT count(*) FROM {what}", removal.Parameters).ConfigureAwait(false))!.Value;
    }

    /// <summary>Checks the ledger from end to end. It takes time on a large one.</summary>
    /// <returns>What it holds.</returns>
    /// <exception cref="ConversionException">It is damaged.</exception>
    public async Task<LedgerCheck> CheckAsync(CancellationToken cancellationToken) =>
        await ReadAsync(
            async session =>
            {
                session.Unhurried = true;
                return await IsSoundAsync(session).ConfigureAwait(false)
                    && await session.NumberAsync("SELECT count(*) FROM rows WHERE batch NOT IN (SELECT id FROM batches)").ConfigureAwait(false) == 0
                        ? new LedgerCheck
                        {
                            Ledger = Name,
                            Condition = LedgerCondition.Sound,
                            Uploads = await session.NumberAsync("SELECT count(*) FROM uploads").ConfigureAwait(false),
                            Rows = await session.NumberAsync("SELECT count(*) FROM rows").ConfigureAwait(false),
                        }
                        : null;
            },
            cancellationToken).ConfigureAwait(false)
        ?? throw LedgerErrors.Damaged(Name);

    /// <summary>Whether the store itself finds nothing wrong with what it holds.</summary>
    protected virtual Task<bool> IsSoundAsync(LedgerSession session) => Task.FromResult(true);

    /// <summary>Whether a run's process is surely gone, where that can be told sooner than by its lease.</summary>
    protected virtual bool IsGone(string host, int process, long processStarted) => false;

    private static UploadResult Result(ConversionUpload upload, DbDataReader reader, UploadStatus status) => new()
    {
        Source = new RowSource(upload.File, null, reader.GetInt32(0)),
        Network = upload.Network,
        AccountId = upload.AccountId,
        Status = status,
        Code = Text(reader, 2),
        Message = Text(reader, 3),
        ConversionName = Text(reader, 4),
        ConversionTime = Time(reader, 5),
        UploadId = upload.UploadId,
    };

    private static UploadStatus StatusOf(LedgerState state) => state switch
    {
        LedgerState.Accepted => UploadStatus.Accepted,
        LedgerState.Rejected => UploadStatus.Rejected,
        LedgerState.Held or LedgerState.Released => UploadStatus.Held,
        _ => UploadStatus.Unknown,
    };

    private static (string Sql, (string Name, object? Value)[] Parameters) Where(UploadFilter filter)
    {
        var conditions = new List<string> { "true" };
        var parameters = new List<(string Name, object? Value)>();
        Add(filter.UploadId, "id = @id", "id");
        Add((int?)filter.Network, "network = @network", "network");
        Add(filter.AccountId is { } account ? AccountNumber.Plain(account) : null, "account = @account", "account");
        Add(filter.Since?.ToUnixTimeMilliseconds(), "started >= @since", "since");
        Add(filter.Until?.ToUnixTimeMilliseconds(), "started < @until", "until");
        return (string.Join(" AND ", conditions), [.. parameters]);

        void Add(object? value, string condition, string name)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                parameters.Add((name, value));
            }
        }
    }

    private ConversionUpload ReadUpload(DbDataReader reader)
    {
        var finished = Time(reader, 5);
        var alive = reader.GetBoolean(16) && !IsGone(reader.GetString(17), reader.GetInt32(18), reader.GetInt64(19));
        return new ConversionUpload
        {
            UploadId = reader.GetString(0),
            Network = (AdNetwork)reader.GetInt32(1),
            AccountId = reader.GetString(2),
            File = Text(reader, 3),
            StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
            FinishedAt = finished,
            Read = reader.GetInt32(6),
            Accepted = reader.GetInt32(7),
            AlreadySent = reader.GetInt32(8),
            Rejected = reader.GetInt32(9),
            Invalid = reader.GetInt32(10),
            Held = reader.GetInt32(11),
            Unknown = reader.GetInt32(12),
            Remaining = reader.GetInt32(13),
            ResumeAfter = Time(reader, 14),
            Requests = reader.GetInt32(15),
            IsRunning = finished is null && alive,
            IsCutShort = reader.GetBoolean(20),
        };
    }

    private static async Task<ConversionUpload> CountRowsAsync(LedgerSession session, ConversionUpload upload)
    {
        var counts = await session.QueryAsync(
            """
            SELECT 0, coalesce(r.state, b.state), count(*) FROM rows r JOIN batches b ON b.id = r.batch WHERE b.upload = @upload GROUP BY 2
            UNION ALL SELECT 1, status, count(*) FROM unsent WHERE upload = @upload GROUP BY 2
            """,
            reader => (Unsent: reader.GetInt32(0) == 1, State: reader.GetInt32(1), Rows: (int)reader.GetInt64(2)),
            ("upload", upload.UploadId)).ConfigureAwait(false);
        foreach (var (unsent, state, rows) in counts)
        {
            var status = unsent ? (UploadStatus)state : StatusOf((LedgerState)state);
            upload = status switch
            {
                UploadStatus.Accepted => upload with { Accepted = upload.Accepted + rows },
                UploadStatus.Rejected => upload with { Rejected = upload.Rejected + rows },
                UploadStatus.Invalid => upload with { Invalid = upload.Invalid + rows },
                UploadStatus.Held => upload with { Held = upload.Held + rows },
                _ => upload with { Unknown = upload.Unknown + rows },
            };
            upload = upload with
            {
                Read = upload.Read + rows,
                Remaining = upload.Remaining + (unsent || status is not (UploadStatus.Held or UploadStatus.Unknown) ? 0 : rows),
            };
        }

        return upload;
    }

    /// <summary>A removal in SQL.</summary>
    /// <param name="Uploads">The runs, as a list of ids.</param>
    /// <param name="Batches">Their batches, and those whose run is gone, as a list of ids.</param>
    /// <param name="Rows">Condition of the rows that go.</param>
    /// <param name="KeptRows">Condition of the rows that stay.</param>
    /// <param name="Parameters">Parameters of all of them.</param>
    private sealed record Removal(string Uploads, string Batches, string Rows, string KeptRows, (string Name, object? Value)[] Parameters);
}
