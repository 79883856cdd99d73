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
    private int _hasRoom;

    /// <summary>All rows.</summary>
    public List<RowSlot> Slots { get; } = [];

    /// <summary>Completes when every row has its end.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Takes the room its rows need until their results are read.</summary>
    /// <param name="turns">Who gives it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task EnterAsync(Turns turns, CancellationToken cancellationToken)
    {
        await turns.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        _hasRoom = 1;
    }

    /// <summary>Gives its room to others: its results were read, or it waits for another run and those behind it must not.</summary>
    /// <param name="turns">Who gave it.</param>
    public void Leave(Turns turns)
    {
        if (Interlocked.Exchange(ref _hasRoom, 0) == 1)
        {
            turns.ReleaseRoom();
        }
    }

    /// <summary>Adds a row if it still fits.</summary>
    /// <returns>False when this segment is full; the row then begins the next one.</returns>
    public bool TryAdd(RowSlot slot)
    {
        if (Slots.Count == MaximumRows)
        {
            return false;
        }

        if (slot.Item is { } item)
        {
            if (_sendable == limits.RowsPerRequest || (_actions.Count == limits.ActionsPerRequest && !_actions.Contains(item.Action.Id)))
            {
                return false;
            }

            _actions.Add(item.Action.Id);
            _sendable++;
        }

        Slots.Add(slot);
        return true;
    }
}
