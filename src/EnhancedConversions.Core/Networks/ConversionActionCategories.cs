using EnhancedConversions.Conversions;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Networks.MicrosoftAdvertising;

namespace EnhancedConversions.Networks;

/// <summary>What a conversion action or goal can be about.</summary>
public static class ConversionActionCategories
{
    /// <summary>The categories a network knows, in its own spelling.</summary>
    /// <param name="network">The network.</param>
    public static IReadOnlyList<string> Of(AdNetwork network) =>
        network == AdNetwork.GoogleAds ? GoogleAdsActions.Categories.All : ConversionGoals.Categories.All;
}
