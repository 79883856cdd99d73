namespace EnhancedConversions.Networks;

/// <summary>The numbers that belong to one network, each with its source where it is declared (<c>GoogleAdsLimits</c>, <c>MicrosoftAdvertisingLimits</c>).</summary>
public sealed record NetworkLimits
{
    /// <summary>The minute that requests are counted in. A second longer than a minute, so that requests that travel at different speeds do not crowd the network's own.</summary>
    internal static readonly TimeSpan Minute = TimeSpan.FromSeconds(61);

    /// <summary>Conversions in one upload request.</summary>
    public required int RowsPerRequest { get; init; }

    /// <summary>Different actions or goals in one upload request.</summary>
    public required int ActionsPerRequest { get; init; }

    /// <summary>Upload requests a minute; null when the network publishes none.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Upload requests a day; null when the network publishes none.</summary>
    public int? RequestsPerDay { get; init; }

    /// <summary>Oldest conversion taken when a row has a click id.</summary>
    public required TimeSpan MaximumAgeWithClickId { get; init; }

    /// <summary>Oldest conversion taken when a row has hashes only.</summary>
    public required TimeSpan MaximumAgeWithoutClickId { get; init; }

    /// <summary>How long a new action or goal should rest before the first upload.</summary>
    public required TimeSpan ActionRestTime { get; init; }

    /// <summary>The numbers of a network.</summary>
    /// <param name="network">The network.</param>
    public static NetworkLimits For(Conversions.AdNetwork network) =>
        network == Conversions.AdNetwork.GoogleAds ? GoogleAds.GoogleAdsLimits.Upload : MicrosoftAdvertising.MicrosoftAdvertisingLimits.Upload;
}
