namespace EnhancedConversions.Sandbox.World;

/// <summary>What an ad was seen, clicked and paid for. There is no list of it: the figures of a campaign, device and day follow from these three.</summary>
/// <param name="Impressions">How often it was shown.</param>
/// <param name="Clicks">How often it was clicked.</param>
/// <param name="CostMicros">What that cost, in millionths of the account's currency; whole cents.</param>
internal readonly record struct AdTraffic(long Impressions, long Clicks, long CostMicros)
{
    private const int ClicksPerWebsiteConversion = 25;

    public static AdTraffic Of(AdCampaign campaign, AdDevice device, DateOnly day)
    {
        ulong lot = Mix(((ulong)campaign.Id * 1_000_003) + ((ulong)day.DayNumber * 31) + (ulong)device);
        long clicks = 10 + (long)(lot % 50) + (device == AdDevice.Mobile ? 20 : 0);
        long cents = clicks * (30 + (long)((lot >> 16) % 90));
        return new AdTraffic(clicks * (12 + (long)((lot >> 32) % 20)), clicks, cents * 10_000);
    }

    /// <summary>Conversions the network counted on the website itself, for an action that has a tag there.</summary>
    public long WebsiteConversions => Clicks / ClicksPerWebsiteConversion;

    public static AdTraffic operator +(AdTraffic a, AdTraffic b) => new(a.Impressions + b.Impressions, a.Clicks + b.Clicks, a.CostMicros + b.CostMicros);

    // SplitMix64's finish: neighbouring days and campaigns get figures that have nothing to do with each other.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
