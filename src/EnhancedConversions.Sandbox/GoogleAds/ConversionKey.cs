using System.Globalization;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>What makes a conversion of an action the same again (contract A.5, C.9): its order id, else its click and time.</summary>
internal static class ConversionKey
{
    public static byte[] OfOrder(string orderId) => Digest.Of("transaction:" + orderId);

    public static byte[] OfClick(string clickId, DateTimeOffset time) => Digest.Of("click:", clickId, time.UtcTicks.ToString(CultureInfo.InvariantCulture));

    /// <summary>Of an event that has neither: the network counts it anew each time.</summary>
    public static byte[] Unique() => Guid.NewGuid().ToByteArray();
}
