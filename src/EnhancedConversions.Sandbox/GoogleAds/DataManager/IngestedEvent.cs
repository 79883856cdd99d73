using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>What is kept of an event that passed: enough to count it and to decide whether a click is found.</summary>
internal readonly struct IngestedEvent
{
    /// <summary>The event, for its destinations.</summary>
    public required WireValue Element { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>What makes it the same conversion again.</summary>
    public required Digest Key { get; init; }

    /// <summary>True when it has an order id.</summary>
    public required bool HasTransactionId { get; init; }

    /// <summary>True when it has a GCLID, GBRAID or WBRAID.</summary>
    public required bool HasClickId { get; init; }

    /// <summary>True for a GBRAID or WBRAID.</summary>
    public required bool IsBraid { get; init; }

    /// <summary>False for a click id that cannot be one.</summary>
    public required bool IsClickIdReadable { get; init; }

    /// <summary>Digest of the identifier that decides: the click id, else the first hash.</summary>
    public required Digest Identifier { get; init; }

    public required bool IsConsentDenied { get; init; }

    public required double? Value { get; init; }

    public required string? Currency { get; init; }
}
