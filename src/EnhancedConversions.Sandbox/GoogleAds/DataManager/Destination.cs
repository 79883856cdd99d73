using EnhancedConversions.Sandbox.GoogleAds.Actions;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>A destination as far as it was found.</summary>
/// <param name="Reference">Its name in the request, as UTF-8; null when it has none.</param>
/// <param name="Account">The operating account; null when the request is refused for it.</param>
/// <param name="Action">The conversion action; null when the request is refused for it.</param>
internal sealed record Destination(byte[]? Reference, GoogleAccount? Account, StoredAction? Action);
