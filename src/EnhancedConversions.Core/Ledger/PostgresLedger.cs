using System.Net.Sockets;
using Npgsql;

namespace EnhancedConversions.Ledger;

/// <summary>
/// A ledger in a PostgreSQL schema, which workers on several machines share. Leases go by the server's clock.
/// A server that is away for a moment (a restart, a fail-over) is waited for; every piece of work can be repeated.
/// </summary>
internal sealed class PostgresLedger : UploadLedger
{
    // "ECPS" as the key of the advisory lock under which tables are made.
    private const long Lock = 0x45435053;

    // Long enough for a fail-over, short enough for someone who mistyped a port: about 15 s.
    private static readonly TimeSpan[] s_waits = [.. new[] { 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 7 }.Select(TimeSpan.FromSeconds)];

    private readonly LedgerLocation _location;
    private readonly NpgsqlDataSource _source;

    /// <summary>Makes a ledger that is not open yet.</summary>
    /// <param name="location">The database.</param>
    /// <param name="clock">The account's clock.</param>
    /// <param name="lease">How long claims outlive their run.</param>
    public PostgresLedger(LedgerLocation location, TimeProvider clock, TimeSpan lease)
        : base(location, clock, lease)
    {
        _location = location;
        _source = NpgsqlDataSource.Create(location.RevealConnection());
    }

    /// <summary>The versions of the tables.</summary>
    internal IReadOnlyList<string> Steps { get; init; } = LedgerSchema.Steps("bytea");

    /// <inheritdoc/>
    protected override string Now => "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    private string Schema => '"' + _location.Schema.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <inheritdoc/>
    public override Task DelayAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<bool> ConnectAsync(LedgerAccess access, CancellationToken cancellationToken)
    {
        // One attempt more than none: whoever mistyped something should not have to wait for it.
        var version = await RunAsync(ReadVersionAsync, retries: 1, cancellationToken).ConfigureAwait(false);
        if (version is null && access != LedgerAccess.Create)
        {
            return false;
        }

        if (version is not { } current || current < Steps.Count)
        {
            current = await RunAsync(MigrateAsync, retries: 1, cancellationToken).ConfigureAwait(false);
        }

        return current <= Steps.Count ? true : throw LedgerErrors.Newer(Name, current);
    }

    /// <inheritdoc/>
    protected override Task<T> WriteAsync<T>(Func<LedgerSession, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(work, s_waits.Length, cancellationToken);

    /// <inheritdoc/>
    protected override Task<T> WriteSoonAsync<T>(Func<LedgerSession, Task<T>> work, CancellationToken cancellationToken) => RunAsync(
        async session =>
        {
            await session.ExecuteAsync("SET LOCAL synchronous_commit = off").ConfigureAwait(false);
            return await work(session).ConfigureAwait(false);
        },
        s_waits.Length,
        cancellationToken);

    /// <inheritdoc/>
    protected override Task<T> ReadAsync<T>(Func<LedgerSession, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(work, s_waits.Length, cancellationToken);

    private async Task<long?> ReadVersionAsync(LedgerSession session)
    {
        var tables = await session.QueryAsync(
            "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = @schema AND c.relkind IN ('r', 'p', 'v', 'm')",
            reader => reader.GetString(0),
            ("schema", _location.Schema)).ConfigureAwait(false);
        if (tables.Count == 0)
        {
            return null;
        }

        return tables.Contains("ledger_version") ? await session.NumberAsync("SELECT version FROM ledger_version").ConfigureAwait(false) : throw LedgerErrors.NotALedger($"{Name} (schema {_location.Schema})");
    }

    private async Task<long> MigrateAsync(LedgerSession session)
    {
        // Workers that start together on an empty database make the tables once.
        await session.ExecuteAsync("SELECT pg_advisory_xact_lock(@lock)", ("lock", Lock)).ConfigureAwait(false);
        var version = await ReadVersionAsync(session).ConfigureAwait(false);
        if (version is null)
        {
            if (await session.NumberAsync("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = @schema", ("schema", _location.Schema)).ConfigureAwait(false) is null)
            {
                await session.ExecuteAsync($"CREATE SCHEMA {Schema}").ConfigureAwait(false);
            }

            await session.ExecuteAsync("CREATE TABLE ledger_version(version integer NOT NULL); INSERT INTO ledger_version(version) VALUES(0)").ConfigureAwait(false);
        }

        foreach (var step in Steps.Skip((int)(version ?? 0)))
        {
            await session.ExecuteAsync(step).ConfigureAwait(false);
        }

        await session.ExecuteAsync("UPDATE ledger_version SET version = greatest(version, @version)", ("version", Steps.Count)).ConfigureAwait(false);
        return await session.NumberAsync("SELECT version FROM ledger_version").ConfigureAwait(false) ?? 0;
    }

    private async Task<T> RunAsync<T>(Func<LedgerSession, Task<T>> work, int retries, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await AttemptAsync(work, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception cause) when (WillPass(cause) && attempt < retries)
            {
                await Task.Delay(s_waits[attempt] * (0.5 + Random.Shared.NextDouble()), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception cause) when (cause is NpgsqlException or SocketException)
            {
                throw LedgerErrors.From(cause, _location);
            }
        }
    }

    // A full disk does not empty itself, and whoever has waited for an answer in vain has waited long enough.
    private static bool WillPass(Exception cause) => cause switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => false,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => true,
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException npgsql => npgsql.IsTransient,

        // A name that cannot be resolved.
        _ => cause is SocketException,
    };

    private async Task<T> AttemptAsync<T>(Func<LedgerSession, Task<T>> work, CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var session = new PostgresSession(connection, transaction, cancellationToken);

                // Set for the transaction only, so that it holds behind a connection pooler too. A server that answers before a commit is on disk would let a power cut take back a claim.
                await session.ExecuteAsync(
                    """
                    SELECT set_config('search_path', @schema, true),
                        set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, true)
                    """,
                    ("schema", Schema)).ConfigureAwait(false);
                var result = await work(session).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return result;
            }
        }
    }
}
