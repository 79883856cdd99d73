using EnhancedConversions.Conversions;

namespace EnhancedConversions.Ledger;

/// <summary>An action as the ledger's catalogue keeps it.</summary>
/// <param name="Network">The network.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Id">The network's number of the action.</param>
/// <param name="Name">Its name at the network.</param>
/// <param name="Settings">All its settings, as the catalogue wrote them.</param>
/// <param name="IsRemoved">True when the last sync did not find it any more.</param>
/// <param name="DisplayName">The name people gave it; null when they gave none.</param>
/// <param name="IsHidden">True when people hid it.</param>
/// <param name="SyncedAt">The account's last sync.</param>
internal sealed record CatalogueRow(AdNetwork Network, string AccountId, string Id, string Name, string Settings, bool IsRemoved, string? DisplayName, bool IsHidden, DateTimeOffset SyncedAt);

/// <summary>An account whose actions are in the catalogue.</summary>
/// <param name="Network">The network.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Name">Its name; null when it has none.</param>
/// <param name="Version">Goes up with each sync.</param>
/// <param name="SyncedAt">Its last sync.</param>
internal sealed record CatalogueAccount(AdNetwork Network, string AccountId, string? Name, long Version, DateTimeOffset SyncedAt);
