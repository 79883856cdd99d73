namespace EnhancedConversions.Sandbox.Wire;

/// <summary>How a body departs from its contract.</summary>
internal enum WireFault
{
    /// <summary>Not JSON.</summary>
    Syntax,

    /// <summary>A field the message does not have.</summary>
    UnknownField,

    /// <summary>A value of the wrong JSON type, or written in another way than the contract's.</summary>
    WrongValue,

    /// <summary>A name the enum does not have.</summary>
    UnknownEnumValue,

    /// <summary>A list where one value is expected.</summary>
    NotAList,

    /// <summary>One value where a list is expected.</summary>
    NotRepeated,

    /// <summary>The same field twice in one object.</summary>
    Repeated,

    /// <summary>Two fields of one group.</summary>
    OneOfAlreadySet,
}

/// <summary>One departure.</summary>
/// <param name="Fault">Which.</param>
/// <param name="Path">Where; for unknown fields the path of the object that holds it. Empty at the root.</param>
/// <param name="Name">The unknown field's name, the group's name, or the enum value; empty otherwise. Values of other kinds are never carried: they can be personal.</param>
/// <param name="Type">The network's name of the expected type.</param>
internal sealed record WireProblem(WireFault Fault, string Path, string Name, string Type);
