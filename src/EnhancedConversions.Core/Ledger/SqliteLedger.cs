using Microsoft.Data.Sqlite;

namespace EnhancedConversions.Ledger;

/// <summary>A ledger in one SQLite file, for the runs of one machine. Claims of a process that died are free at once: whether it lives can be seen.</summary>
/// <param name="location">The file.</param>
/// <param name="clock">The clock leases are measured by.</param>
/// <param name="lease">How long claims outlive their run.</param>
internal sealed class SqliteLedger(LedgerLocation location, TimeProvider clock, TimeSpan lease) : UploadLedger(location, clock, lease)
{
    // "ECPS" as the SQLite application id: another program's database is never touched.
    private const long ApplicationId = 0x45435053;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TimeProvider _clock = clock;
    private readonly SqliteStatements _statements = new();
    private SqliteConnection? _connection;

    /// <summary>The connection all work is done on, one piece after the other.</summary>
    internal SqliteConnection Connection => _connection!;

    /// <summary>The versions of the tables.</summary>
    internal IReadOnlyList<string> Steps { get; init; } = LedgerSchema.Steps("blob");

    /// <inheritdoc/>
    protected override string Now => "now_ms()";

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _statements.Dispose();
        _connection?.Dispose();
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task<bool> ConnectAsync(LedgerAccess access, CancellationToken cancellationToken)
    {
        if (access != LedgerAccess.Create && !File.Exists(Name))
        {
            return false;
        }

        try
        {
            if (access == LedgerAccess.Create && Path.GetDirectoryName(Path.GetFullPath(Name)) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw LedgerErrors.NotWritable(Name, cause);
        }

        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Name,
            Mode = access == LedgerAccess.Create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString());
        return await InTurnAsync(
            async () =>
            {
                await _connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                _connection.CreateFunction("now_ms", () => _clock.GetUtcNow().ToUnixTimeMilliseconds());
                return await CheckVersionAsync(access, cancellationToken).ConfigureAwait(false);
            },
            access == LedgerAccess.Look,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override Task<T> WriteAsync<T>(Func<LedgerSession, Task<T>> work, CancellationToken cancellationToken) =>
        InTurnAsync(() => CommitAsync(work, cancellationToken), reading: false, cancellationToken);

    /// <inheritdoc/>
    protected override Task<T> WriteSoonAsync<T>(Func<LedgerSession, Task<T>> work, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            // What is in the log without having reached the disk gets there with the next commit that does.
            var settings = new SqliteSession(Connection, _statements, null, CancellationToken.None);
            await settings.ExecuteAsync("PRAGMA synchronous = NORMAL").ConfigureAwait(false);
            try
            {
                return await CommitAsync(work, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await settings.ExecuteAsync("PRAGMA synchronous = FULL").ConfigureAwait(false);
            }
        },
        reading: false,
        cancellationToken);

    /// <inheritdoc/>
    protected override Task<T> ReadAsync<T>(Func<LedgerSession, Task<T>> work, CancellationToken cancellationToken) => InTurnAsync(
        () => work(new SqliteSession(Connection, _statements, null, cancellationToken)),
        reading: true,
        cancellationToken);

    /// <inheritdoc/>
    protected override async Task FreeClaimsOfTheDeadAsync(CancellationToken cancellationToken)
    {
        var unfinished = await ReadAsync(
            session => session.QueryAsync(
                $"SELECT id, host, process, process_started FROM uploads WHERE finished IS NULL AND lease >= {Now}",
                reader => (Id: reader.GetString(0), Gone: IsGone(reader.GetString(1), reader.GetInt32(2), reader.GetInt64(3)))),
            cancellationToken).ConfigureAwait(false);
        foreach (var (id, _) in unfinished.Where(u => u.Gone))
        {
            await WriteAsync(session => session.ExecuteAsync("UPDATE uploads SET lease = 0 WHERE id = @id", ("id", id)), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override bool IsGone(string host, int process, long processStarted) => host == RunningProcess.Host && !RunningProcess.IsAlive(process, processStarted);

    /// <inheritdoc/>
    protected override async Task<bool> IsSoundAsync(LedgerSession session) =>
        await session.QueryAsync("PRAGMA quick_check", reader => reader.GetString(0)).ConfigureAwait(false) is ["ok"];

    private async Task<bool> CheckVersionAsync(LedgerAccess access, CancellationToken cancellationToken)
    {
        var (version, application, tables) = await OwnerAsync(cancellationToken).ConfigureAwait(false);
        if (application == ApplicationId && version > Steps.Count)
        {
            throw LedgerErrors.Newer(Name, version);
        }

        if (application != ApplicationId && (application != 0 || version != 0 || tables > 0))
        {
            throw LedgerErrors.NotALedger(Name);
        }

        if (version == 0 && access != LedgerAccess.Create)
        {
            return false;
        }

        if (version < Steps.Count || access != LedgerAccess.Look)
        {
            // FULL: in WAL mode the default would let a power cut take back a claim whose request already left.
            // Rows in no order of time or order id change pages of the index all over the file: they need room, and are written back rarely.
            await new SqliteSession(Connection, _statements, null, cancellationToken)
                .ExecuteAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 8000").ConfigureAwait(false);
        }

        if (version < Steps.Count)
        {
            using var transaction = Connection.BeginTransaction(deferred: false);
            await MigrateAsync(new SqliteSession(Connection, _statements, transaction, CancellationToken.None)).ConfigureAwait(false);
            transaction.Commit();
        }

        return true;
    }

    // One snapshot: between two reads another worker may make the ledger that is missing here.
    private async Task<(long Version, long Application, long Tables)> OwnerAsync(CancellationToken cancellationToken)
    {
        using var snapshot = Connection.BeginTransaction(deferred: true);
        var session = new SqliteSession(Connection, _statements, snapshot, cancellationToken);
        return (
            await session.NumberAsync("PRAGMA user_version").ConfigureAwait(false) ?? 0,
            await session.NumberAsync("PRAGMA application_id").ConfigureAwait(false) ?? 0,
            await session.NumberAsync("SELECT count(*) FROM sqlite_master").ConfigureAwait(false) ?? 0);
    }

    private async Task MigrateAsync(SqliteSession session)
    {
        // Read again: another process may have been faster.
        var version = await session.NumberAsync("PRAGMA user_version").ConfigureAwait(false);
        foreach (var step in Steps.Skip((int)version!.Value))
        {
            await session.ExecuteAsync(step).ConfigureAwait(false);
        }

        await session.ExecuteAsync($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Math.Max(Steps.Count, version.Value)}").ConfigureAwait(false);
    }

    private async Task<T> CommitAsync<T>(Func<LedgerSession, Task<T>> work, CancellationToken cancellationToken)
    {
        using var transaction = Connection.BeginTransaction(deferred: false);
        var result = await work(new SqliteSession(Connection, _statements, transaction, cancellationToken)).ConfigureAwait(false);
        transaction.Commit();
        return result;
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> work, bool reading, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (SqliteException cause)
        {
            throw LedgerErrors.From(cause, Name, reading);
        }
        finally
        {
            _turn.Release();
        }
    }
}
