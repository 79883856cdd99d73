namespace EnhancedConversions.Sandbox.Wire;

/// <summary>An object of the wire contract: its name and its fields, at most 64.</summary>
internal sealed class WireMessage(string name, params WireField[] fields)
{
    public string Name { get; } = name;

    public IReadOnlyList<WireField> Fields => fields;

    /// <summary>Ordinal of the field with this JSON name; -1 when there is none.</summary>
    public int IndexOf(ReadOnlySpan<byte> jsonName)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            if (jsonName.SequenceEqual(fields[i].JsonNameUtf8))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The field of this path name; null when there is none.</summary>
    public WireField? Find(string name) => Array.Find(fields, f => f.Name == name);
}
