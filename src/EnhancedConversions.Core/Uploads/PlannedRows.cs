using System.Buffers.Binary;

namespace EnhancedConversions.Uploads;

/// <summary>The rows of a plan so far, to find those that are the same conversion. Half a digest each is plenty to tell them apart.</summary>
internal sealed class PlannedRows
{
    private readonly Dictionary<UInt128, int> _rows = [];

    /// <summary>Notes a row, and on it the earlier one it repeats.</summary>
    public void Add(RowSlot slot)
    {
        if (slot.Claim is not { } claim)
        {
            return;
        }

        var key = BinaryPrimitives.ReadUInt128LittleEndian(claim.Key.Span);
        if (!_rows.TryAdd(key, slot.Source.Row))
        {
            slot.SameAsRow = _rows[key];
        }
    }
}
