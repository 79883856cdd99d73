using System.Data.Common;
using EnhancedConversions.Uploads;
using Npgsql;

namespace EnhancedConversions.Ledger;

/// <summary>Work on a PostgreSQL ledger. Input rows travel as arrays, one round trip for all of them.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken stop) : LedgerSession(connection, transaction, stop)
{
    /// <inheritdoc/>
    public override async Task<bool[]> ChangeAsync(InputTable input, string sql, params (string Name, object? Value)[] parameters)
    {
        var keys = (RowKey[])input.Keys!.ToArray(input.Count);
        var changed = (await LookAsync(input, sql + " RETURNING rows.key", reader => RowKey.FromBytes((byte[])reader.GetValue(0)), parameters).ConfigureAwait(false)).ToHashSet();
        return Array.ConvertAll(keys, changed.Contains);
    }

    /// <inheritdoc/>
    public override async Task<bool[]> InsertAsync(InputTable input, string table, (string Name, object? Value) same, string conflict, params (string Name, object? Value)[] parameters)
    {
        var sql = $"INSERT INTO {table}({same.Name}, {input.Names}) SELECT @{same.Name}, {input.Names} FROM input {conflict}";
        if (input.Keys is not null)
        {
            return await ChangeAsync(input, sql, [same, .. parameters]).ConfigureAwait(false);
        }

        await LookAsync(input, sql, static _ => true, [same, .. parameters]).ConfigureAwait(false);
        return Enumerable.Repeat(true, input.Count).ToArray();
    }

    /// <inheritdoc/>
    public override Task<List<T>> LookAsync<T>(InputTable input, string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters) =>
        QueryAsync(
            $"WITH input({input.Names}) AS (SELECT * FROM unnest({input.Parameters})) {sql}",
            read,
            [.. input.Columns.Select(c => (c.Name, (object?)(c.ToArray(input.Count) is var values && values is RowKey[] keys ? Array.ConvertAll(keys, key => key.Span.ToArray()) : values))), .. parameters]);
}
