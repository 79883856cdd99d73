using System.Data.Common;
using System.Text;
using EnhancedConversions.Uploads;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EnhancedConversions.Ledger;

/// <summary>Work on an SQLite file. There is no round trip to save: input rows go through a prepared statement, one by one or some at once.</summary>
/// <param name="connection">The connection.</param>
/// <param name="statements">Its prepared statements.</param>
/// <param name="transaction">The transaction of the work; null for reading.</param>
/// <param name="stop">Gives up the work.</param>
internal sealed class SqliteSession(SqliteConnection connection, SqliteStatements statements, SqliteTransaction? transaction, CancellationToken stop) : LedgerSession(connection, transaction, stop)
{
    // A statement of this many rows opens its tables once for all of them. More would not pay: the rows themselves take the rest.
    private const int RowsAtOnce = 50;

    /// <inheritdoc/>
    public override Task<bool[]> ChangeAsync(InputTable input, string sql, params (string Name, object? Value)[] parameters)
    {
        var changed = new bool[input.Count];
        Run(Sql(input, sql), parameters, input, firstParameter: 1, rowsAtOnce: 1, row: 0, changed);
        return Task.FromResult(changed);
    }

    /// <inheritdoc/>
    public override Task<bool[]> InsertAsync(InputTable input, string table, (string Name, object? Value) same, string conflict, params (string Name, object? Value)[] parameters)
    {
        var changed = new bool[input.Count];
        var row = 0;

        // Of a statement that did not change all its rows it cannot be told which it did: they and all after them go one by one.
        foreach (var atOnce in (ReadOnlySpan<int>)[RowsAtOnce, 1])
        {
            row = Run(Insert(atOnce), [same, .. parameters], input, firstParameter: 2, atOnce, row, changed);
        }

        return Task.FromResult(changed);

        // VALUES and no SELECT: of one row SQLite knows then that it is one, and copies no page to take the statement alone back.
        string Insert(int rows)
        {
            var one = $"(@{same.Name}{string.Concat(Enumerable.Repeat(", ?", input.Columns.Count))})";
            return $"INSERT INTO {table}({same.Name}, {input.Names}) VALUES {string.Join(", ", Enumerable.Repeat(one, rows))} {conflict}";
        }
    }

    /// <inheritdoc/>
    public override async Task<List<T>> LookAsync<T>(InputTable input, string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        var found = new List<T>();
        var row = 0;
        while (row < input.Count)
        {
            // As many at once as there are, until fewer are left: each number of rows is a statement of its own.
            var atOnce = Math.Min(RowsAtOnce, input.Count - row);
            var command = Command($"WITH input({input.Names}) AS (VALUES {Places(input, atOnce)}) {sql}", [.. Names(input, atOnce).Select(name => (name, (object?)null)), .. parameters]);
            await using (command.ConfigureAwait(false))
            {
                for (; row + atOnce <= input.Count; row += atOnce)
                {
                    for (var i = 0; i < atOnce * input.Columns.Count; i++)
                    {
                        command.Parameters[i].Value = input.Columns[i % input.Columns.Count][row + (i / input.Columns.Count)] switch
                        {
                            null => DBNull.Value,
                            RowKey key => key.Span.ToArray(),
                            var value => value,
                        };
                    }

                    await ReadAsync(command, reader => found.Add(read(reader))).ConfigureAwait(false);
                }
            }
        }

        return found;

        static IEnumerable<string> Names(InputTable input, int rows) => Enumerable.Range(0, rows).SelectMany(row => input.Columns.Select(column => $"{column.Name}{row}"));

        static string Places(InputTable input, int rows) => string.Join(", ", Names(input, rows).Chunk(input.Columns.Count).Select(row => $"({string.Join(", ", row.Select(name => "@" + name))})"));
    }

    // The columns of the input are the first parameters, in their order.
    private static string Sql(InputTable input, string sql) => $"WITH input({input.Names}) AS (SELECT {input.Parameters}) {sql}";

    // Claims pass here, one for every row that is sent. Bound by SQLite's own calls they take half the time of a command with parameters.
    private int Run(string sql, (string Name, object? Value)[] parameters, InputTable input, int firstParameter, int rowsAtOnce, int row, bool[] changed)
    {
        if (row + rowsAtOnce > input.Count)
        {
            return row;
        }

        var database = connection.Handle!;
        var statement = statements.Take(database, sql);
        try
        {
            foreach (var (name, value) in parameters)
            {
                var parameter = raw.sqlite3_bind_parameter_index(statement, "@" + name);
                Check(value is string text ? raw.sqlite3_bind_text(statement, parameter, text) : raw.sqlite3_bind_int64(statement, parameter, (long)value!));
            }

            var width = input.Columns.Count;
            var columns = input.Columns.Select(column => Binder(statement, column, rowsAtOnce)).ToArray();
            for (; row + rowsAtOnce <= input.Count; row += rowsAtOnce)
            {
                Stop.ThrowIfCancellationRequested();
                for (var i = 0; i < rowsAtOnce; i++)
                {
                    for (var column = 0; column < width; column++)
                    {
                        Check(columns[column](firstParameter + (i * width) + column, i, row + i));
                    }
                }

                Check(raw.sqlite3_step(statement));
                var changes = raw.sqlite3_changes(database);
                Check(raw.sqlite3_reset(statement));
                if (rowsAtOnce > 1 && changes < rowsAtOnce)
                {
                    break;
                }

                changed.AsSpan(row, rowsAtOnce).Fill(changes > 0);
            }
        }
        catch
        {
            statements.Forget(sql);
            throw;
        }

        return row;

        void Check(int code) => SqliteException.ThrowExceptionForRC(code, database);
    }

    // Binds a parameter, in a place among the rows of one statement, to a column's value in a row.
    private delegate int Bind(int parameter, int place, int row);

    private static Bind Binder(sqlite3_stmt statement, InputColumn column, int places) => column switch
    {
        InputColumn<RowKey> keys => (parameter, _, row) => BindKey(statement, parameter, keys.ValueOf(row)),
        InputColumn<int> numbers => WhereItChanges(numbers, places, (parameter, number) => raw.sqlite3_bind_int(statement, parameter, number)),
        InputColumn<long> numbers => WhereItChanges(numbers, places, (parameter, number) => raw.sqlite3_bind_int64(statement, parameter, number)),
        InputColumn<long?> numbers => WhereItChanges(numbers, places, (parameter, value) => value is { } number ? raw.sqlite3_bind_int64(statement, parameter, number) : raw.sqlite3_bind_null(statement, parameter)),
        InputColumn<string?> texts => WhereItChanges(texts, places, (parameter, text) => BindText(statement, parameter, text)),
        _ => throw new NotSupportedException(column.GetType().Name),
    };

    private static int BindKey(sqlite3_stmt statement, int parameter, RowKey key) => raw.sqlite3_bind_blob(statement, parameter, key.Span);

    // By way of the stack: from a string the binding makes an array, for every row.
    private static int BindText(sqlite3_stmt statement, int parameter, string? text)
    {
        const int OnStack = 256;
        return text is null ? raw.sqlite3_bind_null(statement, parameter)
            : Encoding.UTF8.GetMaxByteCount(text.Length) > OnStack ? raw.sqlite3_bind_text(statement, parameter, text)
            : BindShort(stackalloc byte[OnStack]);

        int BindShort(Span<byte> utf8) => raw.sqlite3_bind_text(statement, parameter, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    // A name, say, is the same in row after row.
    private static Bind WhereItChanges<TValue>(InputColumn<TValue> column, int places, Func<int, TValue, int> bind)
    {
        var bound = new (bool Any, TValue Value)[places];
        return (parameter, place, row) =>
        {
            var value = column.ValueOf(row);
            ref var last = ref bound[place];
            if (last.Any && EqualityComparer<TValue>.Default.Equals(value, last.Value))
            {
                return raw.SQLITE_OK;
            }

            last = (true, value);
            return bind(parameter, value);
        };
    }
}
