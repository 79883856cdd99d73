namespace EnhancedConversions.Conversions;

/// <summary>An advertising network that takes enhanced offline conversions.</summary>
public enum AdNetwork
{
    /// <summary>Google Ads.</summary>
    GoogleAds,

    /// <summary>Microsoft Advertising.</summary>
    MicrosoftAdvertising,
}
