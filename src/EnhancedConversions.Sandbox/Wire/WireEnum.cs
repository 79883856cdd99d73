using System.Text;

namespace EnhancedConversions.Sandbox.Wire;

/// <summary>An enum as it travels: by name.</summary>
internal sealed class WireEnum
{
    private readonly byte[][] _values;
    private readonly bool _flags;

    /// <param name="name">The network's full name of the type.</param>
    /// <param name="values">Its value names.</param>
    /// <param name="flags">True when several names may be joined by commas.</param>
    public WireEnum(string name, string[] values, bool flags = false)
    {
        Name = name;
        Values = values;
        _values = [.. values.Select(Encoding.UTF8.GetBytes)];
        _flags = flags;
    }

    public string Name { get; }

    public IReadOnlyList<string> Values { get; }

    public bool Accepts(ReadOnlySpan<byte> text)
    {
        if (!_flags)
        {
            return IsValue(text);
        }

        while (true)
        {
            int comma = text.IndexOf((byte)',');
            if (!IsValue(comma < 0 ? text : text[..comma]))
            {
                return false;
            }

            if (comma < 0)
            {
                return true;
            }

            text = text[(comma + 1)..];
        }
    }

    private bool IsValue(ReadOnlySpan<byte> text)
    {
        foreach (byte[] value in _values)
        {
            if (text.SequenceEqual(value))
            {
                return true;
            }
        }

        return false;
    }
}
