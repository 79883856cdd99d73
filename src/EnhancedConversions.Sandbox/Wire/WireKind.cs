namespace EnhancedConversions.Sandbox.Wire;

/// <summary>How a field's value is written in JSON.</summary>
internal enum WireKind
{
    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>true or false.</summary>
    Bool,

    /// <summary>A JSON number without fraction, 32 bits.</summary>
    Int32,

    /// <summary>A 64-bit integer, which both networks write as a JSON string.</summary>
    Int64,

    /// <summary>A JSON number.</summary>
    Number,

    /// <summary>The name of one value of an enum.</summary>
    Enum,

    /// <summary>An object.</summary>
    Message,
}
