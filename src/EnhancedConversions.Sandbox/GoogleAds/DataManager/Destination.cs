using EnhancedConversions.Sandbox.GoogleAds.Actions;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>A destination as far as it was found.</summary>
/// <param name="Reference">Its name in the request, as UTF-8; null when it has none.</param>
/// <param name="Account">The operating account; null when the request is refused for it.</param>
/// <param name="Action">The conversion action; null when the request is refused for it.</param>
internal sealed record Destination(byte[]? Reference, GoogleAccount? Account, StoredAction? Action)
{
    // An action keeps its settings as JSON; what every event asks is read once.

    /// <summary>Id of the action.</summary>
    public long ActionId { get; } = Action?.Id ?? 0;

    /// <inheritdoc cref="StoredAction.IsExternallyAttributed"/>
    public bool IsExternallyAttributed { get; } = Action is { IsExternallyAttributed: true };

    public bool CountsOnePerClick { get; } = Action is { CountsOnePerClick: true };
}
