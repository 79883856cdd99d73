using System.Data.Common;
using EnhancedConversions.Uploads;
using Microsoft.Data.Sqlite;

namespace EnhancedConversions.Ledger;

/// <summary>Work on an SQLite file. There is no round trip to save: input rows go one by one through a prepared statement.</summary>
internal sealed class SqliteSession(SqliteConnection connection, SqliteTransaction? transaction, CancellationToken stop) : LedgerSession(connection, transaction, stop)
{
    /// <inheritdoc/>
    public override async Task<HashSet<RowKey>> ChangeAsync(InputTable input, string sql, params (string Name, object? Value)[] parameters)
    {
        var changed = new HashSet<RowKey>(input.Count);
        await EachAsync(input, sql, parameters, async command =>
        {
            if (await command.ExecuteNonQueryAsync(Stop).ConfigureAwait(false) > 0)
            {
                changed.Add(RowKey.FromBytes((byte[])command.Parameters[0].Value!));
            }
        }).ConfigureAwait(false);
        return changed;
    }

    /// <inheritdoc/>
    public override async Task<List<T>> LookAsync<T>(InputTable input, string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        var found = new List<T>();
        await EachAsync(input, sql, parameters, command => ReadAsync(command, reader => found.Add(read(reader)))).ConfigureAwait(false);
        return found;
    }

    private async Task EachAsync(InputTable input, string sql, (string Name, object? Value)[] parameters, Func<DbCommand, Task> run)
    {
        var columns = input.Columns;
        var command = Command($"WITH input({input.Names}) AS (SELECT {input.Parameters}) {sql}", [.. columns.Select(c => (c.Name, (object?)null)), .. parameters]);
        await using (command.ConfigureAwait(false))
        {
            for (var row = 0; row < input.Count; row++)
            {
                for (var column = 0; column < columns.Count; column++)
                {
                    command.Parameters[column].Value = columns[column].Values.GetValue(row) ?? DBNull.Value;
                }

                await run(command).ConfigureAwait(false);
            }
        }
    }
}
