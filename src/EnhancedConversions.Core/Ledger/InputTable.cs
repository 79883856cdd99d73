using EnhancedConversions.Uploads;

namespace EnhancedConversions.Ledger;

/// <summary>Rows handed to a statement, which reads them as a table named <c>input</c>. The first column is the row's key, where rows have one.</summary>
/// <param name="count">Number of rows.</param>
internal sealed class InputTable(int count)
{
    private readonly List<InputColumn> _columns = [];

    /// <summary>Number of rows.</summary>
    public int Count => count;

    /// <summary>The keys of the rows; null when they have none.</summary>
    public InputColumn<RowKey>? Keys => _columns[0] as InputColumn<RowKey>;

    /// <summary>The columns.</summary>
    public IReadOnlyList<InputColumn> Columns => _columns;

    /// <summary>The column names as a list in SQL.</summary>
    public string Names => string.Join(", ", _columns.Select(c => c.Name));

    /// <summary>The columns as parameters in SQL.</summary>
    public string Parameters => string.Join(", ", _columns.Select(c => "@" + c.Name));

    /// <summary>A table of some rows, by their keys.</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="key">The key of a row.</param>
    public static InputTable Of(int count, Func<int, RowKey> key) => new InputTable(count).With("key", key);

    /// <summary>Adds a column. Its values are asked for when a statement wants them: all rows of an upload pass here, and most have no use for an array of them.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value in a row.</param>
    public InputTable With<TValue>(string name, Func<int, TValue> value)
    {
        _columns.Add(new InputColumn<TValue>(name, value));
        return this;
    }
}
