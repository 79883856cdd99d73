using System.Globalization;
using System.Text;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>What makes a conversion of an action the same again (contract A.5, C.9): its order id, else its click and time.</summary>
internal static class ConversionKey
{
    // Any usual order id fits; a longer one costs an array.
    private const int RoomForOrder = 256;

    public static Digest OfOrder(string orderId) => OfOrder(Encoding.UTF8.GetBytes(orderId));

    public static Digest OfOrder(ReadOnlySpan<byte> orderId)
    {
        ReadOnlySpan<byte> kind = "transaction:"u8;
        int length = kind.Length + orderId.Length;
        Span<byte> text = length <= RoomForOrder ? stackalloc byte[RoomForOrder] : new byte[length];
        kind.CopyTo(text);
        orderId.CopyTo(text[kind.Length..]);
        return Digest.Of(text[..length]);
    }

    public static Digest OfClick(string clickId, DateTimeOffset time) => Digest.Of("click:", clickId, time.UtcTicks.ToString(CultureInfo.InvariantCulture));

    public static Digest OfClick(ReadOnlySpan<byte> clickId, DateTimeOffset time) => OfClick(Encoding.UTF8.GetString(clickId), time);

    /// <summary>Of an event that has neither: the network counts it anew each time.</summary>
    public static Digest Unique() => Digest.Read(Guid.NewGuid().ToByteArray());
}
