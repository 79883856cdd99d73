using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EnhancedConversions.Ledger;

/// <summary>Statements of a connection that stay prepared while it is open: each claim, say, runs the same one.</summary>
internal sealed class SqliteStatements : IDisposable
{
    private readonly Dictionary<string, sqlite3_stmt> _prepared = new(StringComparer.Ordinal);

    /// <summary>A statement, ready to be bound and run.</summary>
    /// <param name="database">The connection.</param>
    /// <param name="sql">Its text.</param>
    public sqlite3_stmt Take(sqlite3 database, string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement), database);
            _prepared.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Lets go of a statement that was broken off, with whatever is bound to it.</summary>
    /// <param name="sql">Its text.</param>
    public void Forget(string sql)
    {
        if (_prepared.Remove(sql, out var statement))
        {
            statement.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _prepared.Values)
        {
            statement.Dispose();
        }

        _prepared.Clear();
    }
}
