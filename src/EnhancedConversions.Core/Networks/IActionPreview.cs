using EnhancedConversions.Conversions;

namespace EnhancedConversions.Networks;

/// <summary>A network that can show what it would be asked, without being asked.</summary>
public interface IActionPreview
{
    /// <summary>The body of the request that makes an action, JSON.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="ConversionException">The settings do not go together.</exception>
    string ShowCreate(ConversionActionSettings settings);

    /// <summary>The body of the request that changes an action, JSON.</summary>
    /// <param name="action">The action, as it was read.</param>
    /// <param name="changes">At least one change.</param>
    /// <exception cref="ConversionException">The changes do not go together.</exception>
    string ShowUpdate(ConversionAction action, ConversionActionChanges changes);
}
