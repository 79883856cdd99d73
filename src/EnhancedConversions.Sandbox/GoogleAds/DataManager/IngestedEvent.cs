using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>What is kept of an event that passed: enough to count it and to decide whether a click is found.</summary>
internal sealed record IngestedEvent
{
    /// <summary>The event, for its destinations.</summary>
    public required WireValue Element { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Order id; null when there is none.</summary>
    public required string? TransactionId { get; init; }

    /// <summary>GCLID, GBRAID or WBRAID; null when there is none.</summary>
    public required string? ClickId { get; init; }

    /// <summary>True for a GBRAID or WBRAID.</summary>
    public required bool IsBraid { get; init; }

    /// <summary>Digest of the identifier that decides: the click id, else the first hash.</summary>
    public required Digest Identifier { get; init; }

    public required bool IsConsentDenied { get; init; }

    public required double? Value { get; init; }

    public required string? Currency { get; init; }
}
