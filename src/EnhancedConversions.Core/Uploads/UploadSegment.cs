using EnhancedConversions.Networks;

namespace EnhancedConversions.Uploads;

/// <summary>Consecutive rows of the input whose sendable part fits one request. Its results leave together, in row order.</summary>
/// <param name="limits">The network's numbers.</param>
internal sealed class UploadSegment(NetworkLimits limits)
{
    // A long run of rows that are not sent must not keep their results waiting.
    private const int MaximumRows = 4000;

    private readonly HashSet<string> _actions = new(StringComparer.Ordinal);
    private int _sendable;

    /// <summary>All rows.</summary>
    public List<RowSlot> Slots { get; } = new(limits.RowsPerRequest);

    /// <summary>Completes when every row has its end.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Adds a row if it still fits.</summary>
    /// <returns>False when this segment is full; the row then begins the next one.</returns>
    public bool TryAdd(RowSlot slot)
    {
        if (Slots.Count == MaximumRows)
        {
            return false;
        }

        if (slot.Action is { } action)
        {
            if (_sendable == limits.RowsPerRequest || (_actions.Count == limits.ActionsPerRequest && !_actions.Contains(action.Id)))
            {
                return false;
            }

            _actions.Add(action.Id);
            _sendable++;
        }

        Slots.Add(slot);
        return true;
    }
}
