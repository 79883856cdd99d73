using System.Data.Common;
using EnhancedConversions.Uploads;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EnhancedConversions.Ledger;

/// <summary>Work on an SQLite file. There is no round trip to save: input rows go one by one through a prepared statement.</summary>
/// <param name="connection">The connection.</param>
/// <param name="statements">Its prepared statements.</param>
/// <param name="transaction">The transaction of the work; null for reading.</param>
/// <param name="stop">Gives up the work.</param>
internal sealed class SqliteSession(SqliteConnection connection, SqliteStatements statements, SqliteTransaction? transaction, CancellationToken stop) : LedgerSession(connection, transaction, stop)
{
    /// <inheritdoc/>
    public override Task<bool[]> ChangeAsync(InputTable input, string sql, params (string Name, object? Value)[] parameters) =>
        Task.FromResult(Change(input, Sql(input, sql), parameters));

    /// <inheritdoc/>
    // One row as VALUES is no SELECT that may give many: SQLite then keeps no copies of the pages it changes to take the statement alone back.
    public override Task<bool[]> InsertAsync(InputTable input, string table, (string Name, object? Value) same, string conflict, params (string Name, object? Value)[] parameters) =>
        Task.FromResult(Change(input, $"INSERT INTO {table}({input.Names}, {same.Name}) VALUES({input.Parameters}, @{same.Name}) {conflict}", [same, .. parameters]));

    /// <inheritdoc/>
    public override async Task<List<T>> LookAsync<T>(InputTable input, string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        var columns = input.Columns;
        var found = new List<T>();
        var command = Command(Sql(input, sql), [.. columns.Select(c => (c.Name, (object?)null)), .. parameters]);
        await using (command.ConfigureAwait(false))
        {
            for (var row = 0; row < input.Count; row++)
            {
                for (var column = 0; column < columns.Count; column++)
                {
                    command.Parameters[column].Value = columns[column][row] switch
                    {
                        null => DBNull.Value,
                        RowKey key => key.Span.ToArray(),
                        var value => value,
                    };
                }

                await ReadAsync(command, reader => found.Add(read(reader))).ConfigureAwait(false);
            }
        }

        return found;
    }

    // The columns of the input are the first parameters, in their order.
    private static string Sql(InputTable input, string sql) => $"WITH input({input.Names}) AS (SELECT {input.Parameters}) {sql}";

    // Claims pass here, one for every row that is sent. Bound by SQLite's own calls they take half the time of a command with parameters.
    private bool[] Change(InputTable input, string sql, (string Name, object? Value)[] parameters)
    {
        var changed = new bool[input.Count];
        var database = connection.Handle!;
        var statement = statements.Take(database, sql);
        try
        {
            foreach (var (name, value) in parameters)
            {
                var parameter = raw.sqlite3_bind_parameter_index(statement, "@" + name);
                Check(value is string text ? raw.sqlite3_bind_text(statement, parameter, text) : raw.sqlite3_bind_int64(statement, parameter, (long)value!));
            }

            var columns = input.Columns.Select((column, i) => Binder(statement, i + 1, column)).ToArray();
            for (var row = 0; row < input.Count; row++)
            {
                Stop.ThrowIfCancellationRequested();
                foreach (var bind in columns)
                {
                    Check(bind(row));
                }

                Check(raw.sqlite3_step(statement));
                changed[row] = raw.sqlite3_changes(database) > 0;
                Check(raw.sqlite3_reset(statement));
            }
        }
        catch
        {
            statements.Forget(sql);
            throw;
        }

        return changed;

        void Check(int code) => SqliteException.ThrowExceptionForRC(code, database);
    }

    private static Func<int, int> Binder(sqlite3_stmt statement, int parameter, InputColumn column) => column switch
    {
        InputColumn<RowKey> keys => row =>
        {
            var key = keys.ValueOf(row);
            return raw.sqlite3_bind_blob(statement, parameter, key.Span);
        },
        InputColumn<int> numbers => WhereItChanges(numbers, number => raw.sqlite3_bind_int(statement, parameter, number)),
        InputColumn<long> numbers => WhereItChanges(numbers, number => raw.sqlite3_bind_int64(statement, parameter, number)),
        InputColumn<long?> numbers => WhereItChanges(numbers, value => value is { } number ? raw.sqlite3_bind_int64(statement, parameter, number) : raw.sqlite3_bind_null(statement, parameter)),
        InputColumn<string?> texts => WhereItChanges(texts, text => text is null ? raw.sqlite3_bind_null(statement, parameter) : raw.sqlite3_bind_text(statement, parameter, text)),
        _ => throw new NotSupportedException(column.GetType().Name),
    };

    // A name, say, is the same in row after row.
    private static Func<int, int> WhereItChanges<TValue>(InputColumn<TValue> column, Func<TValue, int> bind)
    {
        var bound = false;
        var last = default(TValue);
        return row =>
        {
            var value = column.ValueOf(row);
            if (bound && EqualityComparer<TValue>.Default.Equals(value, last))
            {
                return raw.SQLITE_OK;
            }

            (bound, last) = (true, value);
            return bind(value);
        };
    }
}
