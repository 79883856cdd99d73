using EnhancedConversions.Conversions;

namespace EnhancedConversions.Identifiers;

/// <summary>One e-mail address or phone number, normalized and hashed for one network, or why it cannot be.</summary>
/// <param name="Network">The network whose normal form was used.</param>
/// <param name="Kind">E-mail or phone number.</param>
/// <param name="Hash">64 lower-case hex digits; null when there is a problem. Personal data: not shown in views.</param>
/// <param name="Problem">Why there is no hash, in a sentence without the value; null when there is one.</param>
public sealed record HashedIdentifier(AdNetwork Network, IdentifierKind Kind, string? Hash, string? Problem)
{
    /// <summary>Network and kind; no identifier, hashed or not.</summary>
    public override string ToString() => $"{Network} {Kind} {(Hash is null ? Problem : "(hashed)")}";
}
