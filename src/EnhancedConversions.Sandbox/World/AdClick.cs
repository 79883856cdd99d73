using System.Buffers.Binary;

namespace EnhancedConversions.Sandbox.World;

/// <summary>What an ad was clicked on.</summary>
internal enum AdDevice
{
    Mobile,
    Desktop,
    Tablet,
}

/// <summary>The click a conversion came by. Like the person who clicked, it follows from the identifier and is the same each time.</summary>
/// <param name="CampaignLot">Decides the campaign, whatever number of campaigns there is.</param>
/// <param name="Device">What was clicked on.</param>
/// <param name="Before">How long before the conversion.</param>
internal readonly record struct AdClick(int CampaignLot, AdDevice Device, TimeSpan Before)
{
    private const int LongestHours = 14 * 24;

    /// <summary>The click of an identifier.</summary>
    /// <param name="identifier">At least ten bytes of the identifier's hash.</param>
    public static AdClick Of(ReadOnlySpan<byte> identifier)
    {
        int device = identifier[6] % 100;
        return new AdClick(
            BinaryPrimitives.ReadUInt16BigEndian(identifier[4..]),
            device < 55 ? AdDevice.Mobile : device < 93 ? AdDevice.Desktop : AdDevice.Tablet,
            TimeSpan.FromHours(1 + (BinaryPrimitives.ReadUInt16BigEndian(identifier[7..]) % LongestHours)));
    }

    /// <summary>One number to keep, which tells nothing of the identifier but this.</summary>
    public long ToNumber() => ((long)CampaignLot << 32) | ((long)Device << 16) | (long)Before.TotalHours;

    public static AdClick FromNumber(long number) => new((int)(number >> 32), (AdDevice)((number >> 16) & 0xFFFF), TimeSpan.FromHours(number & 0xFFFF));
}
