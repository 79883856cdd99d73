using EnhancedConversions.Conversions;

namespace EnhancedConversions.Catalogue;

/// <summary>How an action is shown.</summary>
/// <param name="Name">Its name at the network, as last synced.</param>
/// <param name="DisplayName">The name people gave it; null when they gave none.</param>
/// <param name="IsHidden">True when people hid it: reports and objectives leave it out.</param>
public sealed record ActionLabel(string Name, string? DisplayName, bool IsHidden)
{
    /// <summary>The name to show: the one people gave it, else the network's.</summary>
    public string ShownName => DisplayName ?? Name;
}

/// <summary>What people call their actions, by network, account and number, so that two accounts with the same conversion name stay apart. Immutable.</summary>
public sealed class ActionLabels
{
    private readonly Dictionary<(AdNetwork Network, string AccountId, string ActionId), ActionLabel> _labels = [];

    internal ActionLabels(IEnumerable<(AdNetwork Network, string AccountId, string ActionId, ActionLabel Label)> labels)
    {
        foreach (var (network, accountId, actionId, label) in labels)
        {
            _labels[(network, accountId, actionId)] = label;
        }
    }

    /// <summary>No labels: everything goes by its name at the network.</summary>
    public static ActionLabels None { get; } = new([]);

    /// <summary>The label of an action, one that was removed included; null when the catalogue never saw it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="accountId">The account's number.</param>
    /// <param name="actionId">The network's number of the action.</param>
    public ActionLabel? Find(AdNetwork network, string accountId, string actionId) => _labels.GetValueOrDefault((network, accountId, actionId));
}
