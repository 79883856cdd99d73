using System.Buffers.Binary;

namespace EnhancedConversions.Sandbox.World;

/// <summary>
/// The people who clicked an ad. There is no list of them: about sixty in a hundred did, and whether one did follows from the hash of the
/// e-mail address or phone number, or from the click id, and is the same each time it is asked.
/// </summary>
internal static class ClickWorld
{
    private const int Clicked = 60;

    /// <summary>Why the click of this identifier does not count; null when it does.</summary>
    /// <param name="identifier">At least four bytes of the identifier's hash.</param>
    /// <param name="reasons">The network's reasons, each with its share of a hundred; the last takes what is left.</param>
    public static string? Miss(ReadOnlySpan<byte> identifier, ReadOnlySpan<(string Reason, int Share)> reasons)
    {
        int lot = (int)(BinaryPrimitives.ReadUInt32BigEndian(identifier) % 100) - Clicked;
        if (lot < 0)
        {
            return null;
        }

        foreach ((string reason, int share) in reasons)
        {
            lot -= share;
            if (lot < 0)
            {
                return reason;
            }
        }

        return reasons[^1].Reason;
    }
}
