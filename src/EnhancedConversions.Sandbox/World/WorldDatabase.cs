using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EnhancedConversions.Sandbox.World;

/// <summary>
/// One connection to the world's SQLite database, with its statements kept prepared. It works on SQLite's own calls: an upload binds
/// thousands of rows, and through ADO.NET each would cost several times as much. Not safe for threads; <see cref="WorldStore"/> guards it.
/// </summary>
internal sealed class WorldDatabase : IDisposable
{
    private const int BusyMilliseconds = 30_000;
    private const int PauseMilliseconds = 50;

    private readonly sqlite3 _database;
    private readonly Dictionary<string, sqlite3_stmt> _prepared = new(StringComparer.Ordinal);

    /// <param name="path">Path of the file; null keeps it in memory.</param>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public WorldDatabase(string? path)
    {
        // NOMUTEX: the store's gate is enough, and SQLite would take its own for every value that is bound.
        Batteries_V2.Init();
        int result = raw.sqlite3_open_v2(path ?? ":memory:", out _database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, vfs: null);
        if (result != raw.SQLITE_OK)
        {
            using (_database)
            {
                Check(result);
            }
        }

        // The log and NORMAL lose nothing when a process dies, only when the machine does: enough for a rehearsal, and fast.
        Check(raw.sqlite3_busy_timeout(_database, BusyMilliseconds));
        SwitchToLog();
        Run("PRAGMA synchronous = NORMAL");
    }

    // SQLite does not wait when two processes switch a new file at once: one of them is told at once that it is busy, and tries again.
    private void SwitchToLog()
    {
        long began = Environment.TickCount64;
        while (true)
        {
            try
            {
                Run("PRAGMA journal_mode = WAL");
                return;
            }
            catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED && Environment.TickCount64 - began < BusyMilliseconds)
            {
                Thread.Sleep(PauseMilliseconds);
            }
        }
    }

    /// <summary>Runs a statement; its parameters are <c>?1</c>, <c>?2</c>, ... Gives the number of rows it changed.</summary>
    public int Run(string sql, params object?[] values)
    {
        sqlite3_stmt statement = Bind(sql, values);
        try
        {
            int result;
            while ((result = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
            }

            Check(result);
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            _ = raw.sqlite3_reset(statement);
        }
    }

    /// <summary>A statement whose values are bound one by one. What is bound stays for the next run; that of an earlier use is still there.</summary>
    public WorldStatement Statement(string sql) => new(Bind(sql, []), _database);

    /// <summary>All rows of a query.</summary>
    public List<T> Rows<T>(string sql, Func<WorldRow, T> read, params object?[] values)
    {
        var rows = new List<T>();
        Each(sql, row => rows.Add(read(row)), values);
        return rows;
    }

    /// <summary>Shows the rows of a query one by one.</summary>
    public void Each(string sql, Action<WorldRow> read, params object?[] values)
    {
        sqlite3_stmt statement = Bind(sql, values);
        try
        {
            int result;
            while ((result = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                read(new WorldRow(statement));
            }

            Check(result);
        }
        finally
        {
            _ = raw.sqlite3_reset(statement);
        }
    }

    /// <summary>A query's first value as a number; 0 when it has no row or the value is null.</summary>
    public long Number(string sql, params object?[] values) => Rows(sql, r => r.Number(0), values).FirstOrDefault();

    public void Dispose()
    {
        foreach (sqlite3_stmt statement in _prepared.Values)
        {
            statement.Dispose();
        }

        _database.Dispose();
    }

    private sqlite3_stmt Bind(string sql, object?[] values)
    {
        if (!_prepared.TryGetValue(sql, out sqlite3_stmt? statement))
        {
            Check(raw.sqlite3_prepare_v2(_database, sql, out statement));
            _prepared.Add(sql, statement);
        }

        for (int i = 0; i < values.Length; i++)
        {
            Check(Bind(statement, i + 1, values[i]));
        }

        return statement;
    }

    private static int Bind(sqlite3_stmt statement, int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => raw.sqlite3_bind_text(statement, place, text),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        double number => raw.sqlite3_bind_double(statement, place, number),
        DateTimeOffset time => raw.sqlite3_bind_int64(statement, place, time.ToUnixTimeMilliseconds()),
        Digest digest => raw.sqlite3_bind_blob(statement, place, digest),
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}

/// <summary>A prepared statement on its way to be run.</summary>
internal readonly struct WorldStatement(sqlite3_stmt statement, sqlite3 database)
{
    public void Bind(int place, long value) => Check(raw.sqlite3_bind_int64(statement, place, value));

    public void Bind(int place, long? value) => Check(value is long number ? raw.sqlite3_bind_int64(statement, place, number) : raw.sqlite3_bind_null(statement, place));

    public void Bind(int place, double? value) => Check(value is double number ? raw.sqlite3_bind_double(statement, place, number) : raw.sqlite3_bind_null(statement, place));

    public void Bind(int place, string? value) => Check(value is null ? raw.sqlite3_bind_null(statement, place) : raw.sqlite3_bind_text(statement, place, value));

    public void Bind(int place, in Digest value) => Check(raw.sqlite3_bind_blob(statement, place, value));

    /// <summary>Runs it once.</summary>
    public void Run()
    {
        int result = raw.sqlite3_step(statement);
        _ = raw.sqlite3_reset(statement);
        Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result);
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, database);
        }
    }
}

/// <summary>The current row of a query.</summary>
internal readonly struct WorldRow(sqlite3_stmt statement)
{
    /// <summary>The text; null when the value is null.</summary>
    public string? TextOrNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>The text; empty when the value is null.</summary>
    public string Text(int column) => TextOrNull(column) ?? "";

    /// <summary>The number; 0 when the value is null.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>The number; null when the value is null.</summary>
    public double? Real(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_double(statement, column);

    /// <summary>The moment; null when the value is null.</summary>
    public DateTimeOffset? Time(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL ? null : DateTimeOffset.FromUnixTimeMilliseconds(Number(column));
}
