using EnhancedConversions.Conversions;

namespace EnhancedConversions.Catalogue;

/// <summary>What became of an action since the last sync.</summary>
public enum CatalogueChangeKind
{
    /// <summary>The catalogue did not have it. At the first sync of an account these are all its actions.</summary>
    Added,

    /// <summary>Settings of it are others now.</summary>
    Changed,

    /// <summary>The network does not have it any more.</summary>
    Removed,
}

/// <summary>A setting that is another now.</summary>
/// <param name="Setting">Name of the property of <see cref="ConversionAction"/>.</param>
/// <param name="From">What it was at the last sync; null when it was not set.</param>
/// <param name="To">What it is now; null when it is not set.</param>
public sealed record SettingChange(string Setting, object? From, object? To)
{
    /// <summary>For example <c>ClickThroughWindowDays: 30 -> 60</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Setting}: {From ?? "(none)"} -> {To ?? "(none)"}");
}

/// <summary>An action that was added, changed or removed at the network since the last sync.</summary>
public sealed record CatalogueChange
{
    /// <summary>What happened.</summary>
    public required CatalogueChangeKind Change { get; init; }

    /// <summary>The network.</summary>
    public required AdNetwork Network { get; init; }

    /// <summary>The account's number.</summary>
    public required string AccountId { get; init; }

    /// <summary>The network's number of the action.</summary>
    public required string ActionId { get; init; }

    /// <summary>The action's name; the new one when that is what changed.</summary>
    public required string Name { get; init; }

    /// <summary>What changed; empty when the action was added or removed.</summary>
    public required IReadOnlyList<SettingChange> Settings { get; init; }

    /// <summary>The action as it is now; as it was, when it was removed.</summary>
    public required ConversionAction Action { get; init; }

    /// <summary>When it was seen.</summary>
    public required DateTimeOffset SyncedAt { get; init; }
}
