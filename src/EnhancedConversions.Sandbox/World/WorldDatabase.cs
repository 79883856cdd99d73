using Microsoft.Data.Sqlite;

namespace EnhancedConversions.Sandbox.World;

/// <summary>One connection to the world's SQLite database, with its statements kept prepared. Not safe for threads; <see cref="WorldStore"/> guards it.</summary>
internal sealed class WorldDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    /// <param name="path">Path of the file; null keeps it in memory.</param>
    public WorldDatabase(string? path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path ?? ":memory:", Pooling = false }.ToString());
        _connection.Open();

        // The log and NORMAL lose nothing when a process dies, only when the machine does: enough for a rehearsal, and fast.
        Run("PRAGMA busy_timeout = 30000");
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = NORMAL");
    }

    /// <summary>Runs a statement; its parameters are <c>?1</c>, <c>?2</c>, ... Gives the number of rows it changed.</summary>
    public int Run(string sql, params object?[] values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>All rows of a query.</summary>
    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values)
    {
        using SqliteDataReader reader = Prepare(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>A query's first value as a number; 0 when it has no row or the value is null.</summary>
    public long Number(string sql, params object?[] values) => Prepare(sql, values).ExecuteScalar() is long number ? number : 0;

    public void Dispose()
    {
        foreach (SqliteCommand command in _prepared.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, object?[] values)
    {
        if (!_prepared.TryGetValue(sql, out SqliteCommand? command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = FormattableString.Invariant($"?{i}") });
            }

            _prepared.Add(sql, command);
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
