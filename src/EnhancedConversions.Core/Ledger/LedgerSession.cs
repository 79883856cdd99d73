using System.Data.Common;
using System.Globalization;

namespace EnhancedConversions.Ledger;

/// <summary>A connection while one piece of work is done on it: the same SQL for every kind of ledger.</summary>
/// <param name="connection">The connection.</param>
/// <param name="transaction">The transaction of the work; null for reading.</param>
/// <param name="stop">Gives up the work.</param>
internal abstract class LedgerSession(DbConnection connection, DbTransaction? transaction, CancellationToken stop)
{
    private const int UnhurriedSeconds = 600;

    /// <summary>True for work that goes through the whole ledger, and may take its time.</summary>
    public bool Unhurried { get; set; }

    /// <summary>Gives up the work.</summary>
    protected CancellationToken Stop => stop;

    /// <summary>Runs a statement.</summary>
    /// <returns>Number of rows changed.</returns>
    public async Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        var command = Command(sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
        }
    }

    /// <summary>Reads one number; null when there is none.</summary>
    public async Task<long?> NumberAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        var command = Command(sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            var value = await command.ExecuteScalarAsync(stop).ConfigureAwait(false);
            return value is null or DBNull ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Reads rows.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        var command = Command(sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            var found = new List<T>();
            await ReadAsync(command, reader => found.Add(read(reader))).ConfigureAwait(false);
            return found;
        }
    }

    /// <summary>Runs a statement that changes table <c>rows</c> for rows of an <see cref="InputTable"/>.</summary>
    /// <returns>For each row of the input, whether it changed something.</returns>
    public abstract Task<bool[]> ChangeAsync(InputTable input, string sql, params (string Name, object? Value)[] parameters);

    /// <summary>Puts the rows of an <see cref="InputTable"/> into a table.</summary>
    /// <param name="input">The rows; its columns have the names of the table's.</param>
    /// <param name="table">The table.</param>
    /// <param name="same">One more column, with one value for all rows.</param>
    /// <param name="conflict">What becomes of a row that is there; empty where none can be. A row just put there may be put once more, and counts as changed then, too.</param>
    /// <param name="parameters">Parameters of <paramref name="conflict"/>.</param>
    /// <returns>For each row of the input, whether it changed something.</returns>
    public abstract Task<bool[]> InsertAsync(InputTable input, string table, (string Name, object? Value) same, string conflict, params (string Name, object? Value)[] parameters);

    /// <summary>Runs a query over the rows of an <see cref="InputTable"/>.</summary>
    public abstract Task<List<T>> LookAsync<T>(InputTable input, string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters);

    /// <summary>A command of this session.</summary>
    protected DbCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        if (Unhurried)
        {
            command.CommandTimeout = UnhurriedSeconds;
        }

        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Reads all rows a command gives.</summary>
    protected async Task ReadAsync(DbCommand command, Action<DbDataReader> row)
    {
        var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(stop).ConfigureAwait(false))
            {
                row(reader);
            }
        }
    }
}
