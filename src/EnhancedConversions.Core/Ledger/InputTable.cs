using EnhancedConversions.Uploads;

namespace EnhancedConversions.Ledger;

/// <summary>Rows handed to a statement, which reads them as a table named <c>input</c>. The first column is the row's key.</summary>
/// <param name="count">Number of rows.</param>
internal sealed class InputTable(int count)
{
    private readonly List<(string Name, Array Values)> _columns = [];

    /// <summary>Number of rows.</summary>
    public int Count => count;

    /// <summary>The keys of the rows.</summary>
    public RowKey[] Keys => (RowKey[])_columns[0].Values;

    /// <summary>The columns: name, and one value a row.</summary>
    public IReadOnlyList<(string Name, Array Values)> Columns => _columns;

    /// <summary>The column names as a list in SQL.</summary>
    public string Names => string.Join(", ", _columns.Select(c => c.Name));

    /// <summary>The columns as parameters in SQL.</summary>
    public string Parameters => string.Join(", ", _columns.Select(c => "@" + c.Name));

    /// <summary>A table of some rows, by their keys.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="key">The key of a row.</param>
    public static InputTable Of<TRow>(IReadOnlyList<TRow> rows, Func<TRow, RowKey> key) =>
        new InputTable(rows.Count).With("key", rows, key);

    /// <summary>Adds a column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="value">Its value in a row.</param>
    public InputTable With<TRow, TValue>(string name, IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var values = new TValue[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = value(rows[i]);
        }

        _columns.Add((name, values));
        return this;
    }
}
