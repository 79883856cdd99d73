using System.Diagnostics;
using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Uploads;
using Microsoft.Data.Sqlite;

namespace EnhancedConversions.Ledger;

/// <summary>
/// The memory of what was sent, in one SQLite file. A batch is what one request carries; a row is as its batch says unless it says otherwise,
/// so that an accepted batch is one write. No identifier, raw or hashed, is kept: only the digest of <see cref="RowKey"/>.
/// Safe for several threads and several processes.
/// </summary>
internal sealed class UploadLedger : IDisposable
{
    // "ECPS" as the SQLite application id: another program's database is never touched.
    private const long ApplicationId = 0x45435053;
    private const long SchemaVersion = 1;

    // Longer than the longest time one request may take with all its retries.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    private const string LookSql =
        """
        SELECT coalesce(r.state, b.state), b.upload, r.source_row, b.claimed, b.lease, r.not_before, r.value
        FROM rows r JOIN batches b ON b.id = r.batch WHERE r.key = $key
        """;

    private readonly object _gate = new();
    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly TimeProvider _clock;

    private UploadLedger(SqliteConnection connection, string path, TimeProvider clock)
    {
        _connection = connection;
        _path = path;
        _clock = clock;
    }

    /// <summary>Opens a ledger to write, making file and folder when they are missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">The clock leases are measured by.</param>
    /// <exception cref="ConversionException">Not a ledger, newer, damaged, not writable.</exception>
    public static UploadLedger Open(string path, TimeProvider clock)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw LedgerErrors.NotWritable(path, cause);
        }

        return Connect(path, SqliteOpenMode.ReadWriteCreate, clock)!;
    }

    /// <summary>Opens a ledger to look things up.</summary>
    /// <returns>Null when there is no file yet.</returns>
    /// <exception cref="ConversionException">Not a ledger, newer, damaged.</exception>
    public static UploadLedger? OpenExisting(string path, TimeProvider clock) =>
        File.Exists(path) ? Connect(path, SqliteOpenMode.ReadWrite, clock) : null;

    /// <summary>Begins a run. Claims of runs whose process on this machine is gone become Unknown, so that they are sent again at once.</summary>
    /// <returns>The run's id.</returns>
    public string BeginUpload(AdNetwork network, string accountId, string? file) => Guarded(() =>
    {
        ReleaseClaimsOfTheDead();
        var now = _clock.GetUtcNow();
        var id = now.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("N")[..6];
        Execute(
            "INSERT INTO uploads(id, network, account, file, started, host, process, process_started) VALUES($id, $network, $account, $file, $started, $host, $process, $processStarted)",
            ("$id", id),
            ("$network", (int)network),
            ("$account", accountId),
            ("$file", file is null ? null : Path.GetFileName(file)),
            ("$started", now.ToUnixTimeMilliseconds()),
            ("$host", Environment.MachineName),
            ("$process", Environment.ProcessId),
            ("$processStarted", ProcessStart(Environment.ProcessId)));
        return id;
    });

    /// <summary>Ends a run and keeps its counts.</summary>
    public void EndUpload(ConversionUpload upload) => Guarded(() => Execute(
        """
        UPDATE uploads SET finished = $finished, read = $read, accepted = $accepted, already_sent = $alreadySent,
            rejected = $rejected, invalid = $invalid, held = $held, unknown = $unknown, requests = $requests WHERE id = $id
        """,
        ("$id", upload.UploadId),
        ("$finished", upload.FinishedAt?.ToUnixTimeMilliseconds()),
        ("$read", upload.Read),
        ("$accepted", upload.Accepted),
        ("$alreadySent", upload.AlreadySent),
        ("$rejected", upload.Rejected),
        ("$invalid", upload.Invalid),
        ("$held", upload.Held),
        ("$unknown", upload.Unknown),
        ("$requests", upload.Requests)));

    /// <summary>
    /// Claims rows for sending, all in one transaction that is on disk when this returns: no request leaves before its claim is durable.
    /// Granted are rows never met, and rows Rejected, Unknown, Released, Held whose time has come, or whose lease has run out.
    /// </summary>
    /// <param name="uploadId">The run.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="batch">The batch the granted rows are in.</param>
    /// <returns>One answer a row.</returns>
    public ClaimAnswer[] Claim(string uploadId, IReadOnlyList<LedgerRow> rows, out long batch)
    {
        var answers = new ClaimAnswer[rows.Count];
        batch = Guarded(() =>
        {
            var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
            using var transaction = _connection.BeginTransaction(deferred: false);
            var id = NewBatch(uploadId, now);
            using var claim = Prepare(
                $"""
                INSERT INTO rows(key, batch, source_row, name, time, value, transaction_id) VALUES($key, $batch, $row, $name, $time, $value, $transaction)
                ON CONFLICT(key) DO UPDATE SET batch = excluded.batch, source_row = excluded.source_row, value = excluded.value,
                    transaction_id = excluded.transaction_id, state = NULL, code = NULL, message = NULL, not_before = NULL
                WHERE (SELECT CASE coalesce(rows.state, b.state)
                    WHEN {(int)LedgerState.Accepted} THEN 0
                    WHEN {(int)LedgerState.Pending} THEN b.lease < $now
                    WHEN {(int)LedgerState.Held} THEN coalesce(rows.not_before, 0) <= $now
                    ELSE 1 END FROM batches b WHERE b.id = rows.batch)
                """,
                "$key",
                "$batch",
                "$row",
                "$name",
                "$time",
                "$value",
                "$transaction",
                "$now");
            using var look = Prepare(
LookSql, "$key");
            for (var i = 0; i < rows.Count; i++)
            {
                var row = rows[i];
                var granted = Run(claim, row.Key.ToBytes(), id, row.SourceRow, row.Name, row.TimeMs, row.Value, row.TransactionId, now) == 1;
                answers[i] = granted ? ClaimAnswer.Yours : Look(look, row, uploadId);
            }

            transaction.Commit();
            return id;
        });
        return answers;
    }

    /// <summary>What the ledger would answer to a claim, without claiming.</summary>
    public ClaimAnswer Find(LedgerRow row) => Guarded(() =>
    {
        using var look = Prepare(
LookSql, "$key");
        look.Parameters[0].Value = row.Key.ToBytes();
        using (var reader = look.ExecuteReader())
        {
            if (!reader.Read())
            {
                return ClaimAnswer.Yours;
            }
        }

        return Look(look, row, "");
    });

    /// <summary>Moves rows of a batch into one of their own, before they travel in a request of their own.</summary>
    public long Regroup(string uploadId, IReadOnlyList<RowKey> rows) => Guarded(() =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var id = NewBatch(uploadId, _clock.GetUtcNow().ToUnixTimeMilliseconds());
        using var move = Prepare("UPDATE rows SET batch = $batch WHERE key = $key", "$batch", "$key");
        foreach (var key in rows)
        {
            Run(move, id, key.ToBytes());
        }

        transaction.Commit();
        return id;
    });

    /// <summary>Records the end of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="state">Its state, and that of all its rows but the exceptions.</param>
    /// <param name="requestId">The network's id of the request; null when there was none.</param>
    /// <param name="exceptions">Rows that ended otherwise.</param>
    public void Complete(long batch, LedgerState state, string? requestId, IReadOnlyList<RowOutcome> exceptions) => Guarded(() =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        Execute("UPDATE batches SET state = $state, request = $request WHERE id = $id", ("$state", (int)state), ("$request", requestId), ("$id", batch));
        if (exceptions.Count > 0)
        {
            using var set = Prepare(
                "UPDATE rows SET state = $state, code = $code, message = $message, not_before = $notBefore WHERE key = $key",
                "$state",
                "$code",
                "$message",
                "$notBefore",
                "$key");
            foreach (var row in exceptions)
            {
                Run(set, (int)row.State, row.Code, row.Message, row.NotBefore?.ToUnixTimeMilliseconds(), row.Key.ToBytes());
            }
        }

        transaction.Commit();
    });

    /// <summary>Keeps rows that never became ready to send, so that a run can be looked at later.</summary>
    public void RecordUnsent(string uploadId, IReadOnlyList<UploadResult> rows) => Guarded(() =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        using var insert = Prepare(
            "INSERT INTO unsent(upload, source_row, status, code, message, name, time) VALUES($upload, $row, $status, $code, $message, $name, $time)",
            "$upload",
            "$row",
            "$status",
            "$code",
            "$message",
            "$name",
            "$time");
        foreach (var row in rows)
        {
            Run(insert, uploadId, row.Source.Row, (int)row.Status, row.Code, row.Message, row.ConversionName, row.ConversionTime?.ToUnixTimeMilliseconds());
        }

        transaction.Commit();
    });

    /// <summary>Runs, newest first.</summary>
    public IReadOnlyList<ConversionUpload> GetUploads(AdNetwork? network, string? accountId, string? uploadId = null) => Guarded<IReadOnlyList<ConversionUpload>>(() =>
    {
        using var command = _connection.CreateCommand();
        command.CommandText =
            """
            SELECT id, network, account, file, started, finished, read, accepted, already_sent, rejected, invalid, held, unknown, requests FROM uploads
            WHERE ($network IS NULL OR network = $network) AND ($account IS NULL OR account = $account) AND ($id IS NULL OR id = $id) ORDER BY started DESC, id DESC
            """;
        command.Parameters.AddWithValue("$network", network is { } n ? (int)n : DBNull.Value);
        command.Parameters.AddWithValue("$account", (object?)accountId ?? DBNull.Value);
        command.Parameters.AddWithValue("$id", (object?)uploadId ?? DBNull.Value);
        var uploads = new List<ConversionUpload>();
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                uploads.Add(new ConversionUpload
                {
                    UploadId = reader.GetString(0),
                    Network = (AdNetwork)reader.GetInt32(1),
                    AccountId = reader.GetString(2),
                    File = reader.IsDBNull(3) ? null : reader.GetString(3),
                    StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
                    FinishedAt = Time(reader, 5),
                    Read = reader.GetInt32(6),
                    Accepted = reader.GetInt32(7),
                    AlreadySent = reader.GetInt32(8),
                    Rejected = reader.GetInt32(9),
                    Invalid = reader.GetInt32(10),
                    Held = reader.GetInt32(11),
                    Unknown = reader.GetInt32(12),
                    Requests = reader.GetInt32(13),
                });
            }
        }

        // A run that was broken off left no counts of its own; its rows still tell what was sent.
        return [.. uploads.Select(u => u.FinishedAt is null ? CountRows(u) : u)];
    });

    /// <summary>The rows of a run with their last known state: those it was the last to send, then those it never sent.</summary>
    public IReadOnlyList<UploadResult> GetRows(string uploadId) => Guarded<IReadOnlyList<UploadResult>>(() =>
    {
        var upload = GetUploads(null, null, uploadId) is [var one] ? one : throw LedgerErrors.UploadNotFound(uploadId, _path);
        var results = new List<UploadResult>();
        using (var rows = _connection.CreateCommand())
        {
            rows.CommandText =
                """
                SELECT r.source_row, coalesce(r.state, b.state), r.code, r.message, r.name, r.time, r.not_before, r.transaction_id, b.request
                FROM rows r JOIN batches b ON b.id = r.batch WHERE b.upload = $upload
                """;
            rows.Parameters.AddWithValue("$upload", uploadId);
            using var reader = rows.ExecuteReader();
            while (reader.Read())
            {
                results.Add(Result(upload, reader, Status((LedgerState)reader.GetInt32(1))) with
                {
                    NotBefore = Time(reader, 6),
                    TransactionId = reader.GetString(7),
                    RequestId = Text(reader, 8),
                });
            }
        }

        using (var unsent = _connection.CreateCommand())
        {
            unsent.CommandText = "SELECT source_row, status, code, message, name, time FROM unsent WHERE upload = $upload";
            unsent.Parameters.AddWithValue("$upload", uploadId);
            using var reader = unsent.ExecuteReader();
            while (reader.Read())
            {
                results.Add(Result(upload, reader, (UploadStatus)reader.GetInt32(1)));
            }
        }

        return results.OrderBy(r => r.Source.Row).ToList();
    });

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static UploadResult Result(ConversionUpload upload, SqliteDataReader reader, UploadStatus status) => new()
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

    private static UploadStatus Status(LedgerState state) => state switch
    {
        LedgerState.Accepted => UploadStatus.Accepted,
        LedgerState.Rejected => UploadStatus.Rejected,
        LedgerState.Held or LedgerState.Released => UploadStatus.Held,
        _ => UploadStatus.Unknown,
    };

    private static UploadLedger? Connect(string path, SqliteOpenMode mode, TimeProvider clock)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        var ledger = new UploadLedger(connection, path, clock);
        try
        {
            ledger.Guarded(() =>
            {
                connection.Open();
                ledger.CheckOwner();
            });
            return ledger;
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    private void CheckOwner()
    {
        var (application, version, tables) = Owner();
        if (application == ApplicationId && version > SchemaVersion)
        {
            throw LedgerErrors.Newer(_path, version);
        }

        if (application != ApplicationId && (application != 0 || version != 0 || tables > 0))
        {
            throw LedgerErrors.NotALedger(_path);
        }

        Execute("PRAGMA journal_mode = WAL");

        // FULL: in WAL mode the default would let a power cut take back a claim whose request already left.
        Execute("PRAGMA synchronous = FULL");
        if (application == ApplicationId && version == SchemaVersion)
        {
            return;
        }

        using var transaction = _connection.BeginTransaction(deferred: false);
        if (Number("PRAGMA user_version") == 0)
        {
            Execute(
                $"""
                CREATE TABLE uploads(
                    id TEXT PRIMARY KEY, network INTEGER NOT NULL, account TEXT NOT NULL, file TEXT, started INTEGER NOT NULL, finished INTEGER,
                    read INTEGER NOT NULL DEFAULT 0, accepted INTEGER NOT NULL DEFAULT 0, already_sent INTEGER NOT NULL DEFAULT 0,
                    rejected INTEGER NOT NULL DEFAULT 0, invalid INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0,
                    unknown INTEGER NOT NULL DEFAULT 0, requests INTEGER NOT NULL DEFAULT 0,
                    host TEXT NOT NULL, process INTEGER NOT NULL, process_started INTEGER NOT NULL) WITHOUT ROWID;
                CREATE TABLE batches(
                    id INTEGER PRIMARY KEY, upload TEXT NOT NULL, state INTEGER NOT NULL, claimed INTEGER NOT NULL, lease INTEGER NOT NULL, request TEXT);
                CREATE INDEX batches_upload ON batches(upload);
                CREATE TABLE rows(
                    key BLOB PRIMARY KEY, batch INTEGER NOT NULL, source_row INTEGER NOT NULL, name TEXT NOT NULL, time INTEGER NOT NULL,
                    value TEXT NOT NULL, transaction_id TEXT NOT NULL, state INTEGER, code TEXT, message TEXT, not_before INTEGER) WITHOUT ROWID;
                CREATE TABLE unsent(
                    upload TEXT NOT NULL, source_row INTEGER NOT NULL, status INTEGER NOT NULL, code TEXT, message TEXT, name TEXT, time INTEGER);
                CREATE INDEX unsent_upload ON unsent(upload);
                PRAGMA application_id = {ApplicationId};
                PRAGMA user_version = {SchemaVersion};
                """);
        }

        transaction.Commit();
    }

    // One snapshot: between two reads another worker may make the ledger that is missing here.
    private (long Application, long Version, long Tables) Owner()
    {
        using var snapshot = _connection.BeginTransaction(deferred: true);
        return (Number("PRAGMA application_id"), Number("PRAGMA user_version"), Number("SELECT count(*) FROM sqlite_master"));
    }

    private void ReleaseClaimsOfTheDead()
    {
        var dead = new List<string>();
        using (var command = _connection.CreateCommand())
        {
            command.CommandText = "SELECT id, process, process_started FROM uploads WHERE finished IS NULL AND host = $host";
            command.Parameters.AddWithValue("$host", Environment.MachineName);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                // Linux tells the start to within a clock adjustment.
                if (Math.Abs(ProcessStart(reader.GetInt32(1)) - reader.GetInt64(2)) > 2)
                {
                    dead.Add(reader.GetString(0));
                }
            }
        }

        foreach (var upload in dead)
        {
            Execute(
                "UPDATE batches SET state = $unknown WHERE upload = $upload AND state = $pending",
                ("$unknown", (int)LedgerState.Unknown),
                ("$upload", upload),
                ("$pending", (int)LedgerState.Pending));
        }
    }

    // A process number is used again after a while; together with its start it is unique on a machine. 0 = there is no such process.
    private static long ProcessStart(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
        }
        catch (Exception cause) when (cause is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return 0;
        }
    }

    private long NewBatch(string uploadId, long now)
    {
        Execute(
            "INSERT INTO batches(upload, state, claimed, lease) VALUES($upload, $state, $now, $lease)",
            ("$upload", uploadId),
            ("$state", (int)LedgerState.Pending),
            ("$now", now),
            ("$lease", now + (long)Lease.TotalMilliseconds));
        return Number("SELECT last_insert_rowid()");
    }

    private static ClaimAnswer Look(SqliteCommand look, LedgerRow row, string uploadId)
    {
        look.Parameters[0].Value = row.Key.ToBytes();
        using var reader = look.ExecuteReader();
        reader.Read();
        var state = (LedgerState)reader.GetInt32(0);
        var at = state switch
        {
            LedgerState.Pending => reader.GetInt64(4),
            LedgerState.Held when !reader.IsDBNull(5) => reader.GetInt64(5),
            _ => reader.GetInt64(3),
        };
        return new ClaimAnswer(
            false,
            state,
            reader.GetString(1) == uploadId,
            reader.GetInt32(2),
            DateTimeOffset.FromUnixTimeMilliseconds(at),
            reader.GetString(6) == row.Value);
    }

    private ConversionUpload CountRows(ConversionUpload upload)
    {
        using var command = _connection.CreateCommand();
        command.CommandText =
            """
            SELECT coalesce(r.state, b.state), count(*) FROM rows r JOIN batches b ON b.id = r.batch WHERE b.upload = $upload GROUP BY 1
            UNION ALL SELECT 100 + status, count(*) FROM unsent WHERE upload = $upload GROUP BY 1
            """;
        command.Parameters.AddWithValue("$upload", upload.UploadId);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var count = reader.GetInt32(1);
            var status = reader.GetInt32(0) is >= 100 and var unsent ? (UploadStatus)(unsent - 100) : Status((LedgerState)reader.GetInt32(0));
            upload = status switch
            {
                UploadStatus.Accepted => upload with { Accepted = upload.Accepted + count },
                UploadStatus.Rejected => upload with { Rejected = upload.Rejected + count },
                UploadStatus.Invalid => upload with { Invalid = upload.Invalid + count },
                UploadStatus.Held => upload with { Held = upload.Held + count },
                _ => upload with { Unknown = upload.Unknown + count },
            };
            upload = upload with { Read = upload.Read + count };
        }

        return upload;
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private static int Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command.ExecuteNonQuery();
    }

    private void Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
    }

    private long Number(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset? Time(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    private void Guarded(Action work) => Guarded(() =>
    {
        work();
        return true;
    });

    private T Guarded<T>(Func<T> work)
    {
        lock (_gate)
        {
            try
            {
                return work();
            }
            catch (SqliteException cause)
            {
                throw LedgerErrors.From(cause, _path);
            }
        }
    }
}
