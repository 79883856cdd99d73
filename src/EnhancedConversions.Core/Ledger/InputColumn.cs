namespace EnhancedConversions.Ledger;

/// <summary>A column of an <see cref="InputTable"/>.</summary>
/// <param name="name">Its name.</param>
internal abstract class InputColumn(string name)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its value in a row.</summary>
    public abstract object? this[int row] { get; }

    /// <summary>Its values in the first rows, as an array of their type.</summary>
    public abstract Array ToArray(int count);
}

/// <summary>A column whose values are of one type.</summary>
/// <param name="name">Its name.</param>
/// <param name="value">Its value in a row.</param>
internal sealed class InputColumn<TValue>(string name, Func<int, TValue> value) : InputColumn(name)
{
    /// <inheritdoc/>
    public override object? this[int row] => value(row);

    /// <summary>Its value in a row.</summary>
    public TValue ValueOf(int row) => value(row);

    /// <inheritdoc/>
    public override Array ToArray(int count)
    {
        var values = new TValue[count];
        for (var row = 0; row < count; row++)
        {
            values[row] = value(row);
        }

        return values;
    }
}
