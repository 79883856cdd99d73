using EnhancedConversions.Conversions;
using EnhancedConversions.Messages;

namespace EnhancedConversions.Networks;

/// <summary>What an account's network can do beyond uploads, and its actions by name.</summary>
public static class AccountFeatures
{
    /// <summary>A feature not every network has.</summary>
    /// <typeparam name="T">The feature's port, for example <see cref="IActionEditor"/>.</typeparam>
    /// <param name="account">The account.</param>
    /// <param name="what">What it is wanted for, as in "does not <c>change conversion actions</c>".</param>
    /// <exception cref="ConversionException">The network does not have it.</exception>
    public static T Require<T>(this ConversionAccount account, string what)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.GetNetwork() as T ?? throw NetworkErrors.NotOffered(account.Network, what);
    }

    /// <summary>The action or goal of a name; letter case does not matter.</summary>
    /// <param name="account">The account, which is asked.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConversionException">There is none; the nearest name is in the advice.</exception>
    public static async Task<ConversionAction> FindActionAsync(this ConversionAccount account, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var actions = await account.GetNetwork().GetActionsAsync(cancellationToken).ConfigureAwait(false);
        return actions.FirstOrDefault(action => string.Equals(action.Name, name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw NetworkErrors.ActionNotFound(account, name, NearestName.Find(name, actions.Select(action => action.Name)));
    }
}
