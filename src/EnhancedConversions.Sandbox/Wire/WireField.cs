using System.Text;

namespace EnhancedConversions.Sandbox.Wire;

/// <summary>One field of a message.</summary>
internal sealed record WireField
{
    private readonly string _name = "";

    /// <summary>The name used in paths: the proto name at Google, the JSON name at Microsoft.</summary>
    public required string Name
    {
        get => _name;
        init
        {
            _name = value;
            JsonName = ToCamelCase(value);
            JsonNameUtf8 = Encoding.UTF8.GetBytes(JsonName);
        }
    }

    /// <summary>The name in JSON.</summary>
    public string JsonName { get; private init; } = "";

    public byte[] JsonNameUtf8 { get; private init; } = [];

    public required WireKind Kind { get; init; }

    public bool Repeated { get; init; }

    /// <summary>True when a list may hold null for an item; the network then refuses that item, not the body.</summary>
    public bool NullableItems { get; init; }

    /// <summary>Set for enums only.</summary>
    public WireEnum? Enum { get; init; }

    /// <summary>Set for messages only.</summary>
    public WireMessage? Message { get; init; }

    /// <summary>Group of fields of which at most one may be set; null when alone.</summary>
    public string? OneOf { get; init; }

    /// <summary>True when only the network sets it.</summary>
    public bool OutputOnly { get; init; }

    /// <summary>First and last API version that knows it; null means all.</summary>
    public (int First, int Last)? Versions { get; init; }

    public bool IsKnownIn(int version) => Versions is not var (first, last) || (version >= first && version <= last);

    public static WireField Text(string name) => new() { Name = name, Kind = WireKind.Text };

    public static WireField Texts(string name) => new() { Name = name, Kind = WireKind.Text, Repeated = true };

    public static WireField Bool(string name) => new() { Name = name, Kind = WireKind.Bool };

    public static WireField Int32(string name) => new() { Name = name, Kind = WireKind.Int32 };

    public static WireField Int64(string name) => new() { Name = name, Kind = WireKind.Int64 };

    public static WireField Int64s(string name) => new() { Name = name, Kind = WireKind.Int64, Repeated = true };

    public static WireField Number(string name) => new() { Name = name, Kind = WireKind.Number };

    public static WireField Of(string name, WireEnum type) => new() { Name = name, Kind = WireKind.Enum, Enum = type };

    public static WireField Of(string name, WireMessage type) => new() { Name = name, Kind = WireKind.Message, Message = type };

    public static WireField Many(string name, WireMessage type) => new() { Name = name, Kind = WireKind.Message, Message = type, Repeated = true };

    /// <summary>proto3 JSON: underscores go and the letter after them is raised. Names without underscores stay.</summary>
    private static string ToCamelCase(string name)
    {
        var text = new StringBuilder(name.Length);
        bool raise = false;
        foreach (char c in name)
        {
            if (c == '_')
            {
                raise = true;
            }
            else
            {
                text.Append(raise ? char.ToUpperInvariant(c) : c);
                raise = false;
            }
        }

        return text.ToString();
    }
}
