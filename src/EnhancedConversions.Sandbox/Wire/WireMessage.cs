namespace EnhancedConversions.Sandbox.Wire;

/// <summary>An object of the wire contract: its name and its fields, at most 64.</summary>
internal sealed class WireMessage
{
    // Twice the most fields there are: a name is nearly always in its own slot.
    private const int Slots = 128;

    private readonly WireField[] _fields;
    private readonly sbyte[] _ordinals = new sbyte[Slots];

    public WireMessage(string name, params WireField[] fields)
    {
        Name = name;
        _fields = fields;
        Array.Fill(_ordinals, (sbyte)-1);
        for (int i = 0; i < fields.Length; i++)
        {
            int slot = SlotOf(fields[i].JsonNameUtf8);
            while (_ordinals[slot] >= 0)
            {
                slot = (slot + 1) % Slots;
            }

            _ordinals[slot] = (sbyte)i;
        }
    }

    public string Name { get; }

    public IReadOnlyList<WireField> Fields => _fields;

    /// <summary>The field of an ordinal.</summary>
    public WireField this[int ordinal] => _fields[ordinal];

    /// <summary>Ordinal of the field with this JSON name; -1 when there is none.</summary>
    public int IndexOf(ReadOnlySpan<byte> jsonName)
    {
        if (jsonName.IsEmpty)
        {
            return -1;
        }

        for (int slot = SlotOf(jsonName); _ordinals[slot] is >= 0 and var ordinal; slot = (slot + 1) % Slots)
        {
            if (jsonName.SequenceEqual(_fields[ordinal].JsonNameUtf8))
            {
                return ordinal;
            }
        }

        return -1;
    }

    /// <summary>Ordinal of a field the message does have, by its path name.</summary>
    public int OrdinalOf(string name) => Array.FindIndex(_fields, f => f.Name == name) is >= 0 and var ordinal ? ordinal : throw new ArgumentException($"{Name} has no field {name}.", nameof(name));

    /// <summary>The field of this path name; null when there is none.</summary>
    public WireField? Find(string name) => Array.Find(_fields, f => f.Name == name);

    // Names of one message differ by these three, but for a few.
    private static int SlotOf(ReadOnlySpan<byte> name) => ((name.Length * 37) + (name[0] * 5) + name[^1]) % Slots;
}
