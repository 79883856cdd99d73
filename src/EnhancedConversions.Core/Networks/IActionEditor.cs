using EnhancedConversions.Conversions;

namespace EnhancedConversions.Networks;

/// <summary>A network whose actions can be changed and removed by their id.</summary>
public interface IActionEditor
{
    /// <summary>False when the network has no call that removes an action: <see cref="RemoveActionAsync"/> then pauses it.</summary>
    bool CanRemove => true;

    /// <summary>Changes what is given and nothing else.</summary>
    /// <param name="action">The action, as it was read.</param>
    /// <param name="changes">At least one change.</param>
    /// <param name="validateOnly">True: the network checks and changes nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The action with its changes.</returns>
    /// <exception cref="ConversionException">The network refused.</exception>
    Task<ConversionAction> UpdateActionAsync(ConversionAction action, ConversionActionChanges changes, bool validateOnly, CancellationToken cancellationToken);

    /// <summary>Removes an action for good; its history stays. Microsoft's goals cannot be removed: there it pauses the goal, which counts nothing from then on.</summary>
    /// <param name="action">The action, as it was read.</param>
    /// <param name="validateOnly">True: the network checks and removes nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The action as it is now: <see cref="ConversionActionStatus.Removed"/>, or <see cref="ConversionActionStatus.Paused"/> where the network cannot remove.</returns>
    /// <exception cref="ConversionException">The network refused.</exception>
    Task<ConversionAction> RemoveActionAsync(ConversionAction action, bool validateOnly, CancellationToken cancellationToken);
}
