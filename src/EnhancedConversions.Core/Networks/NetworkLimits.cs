namespace EnhancedConversions.Networks;

/// <summary>The numbers that belong to one network, each with its source where it is declared (<c>GoogleAdsLimits</c>, <c>MicrosoftAdvertisingLimits</c>).</summary>
public sealed record NetworkLimits
{
    /// <summary>
    /// How much longer one request may take than another from its place in the quota to the network, so that the network's own minute still holds no more than it may.
    /// More would waste the quota: two seconds leave 96.8 % of it.
    /// </summary>
    internal static readonly TimeSpan Travel = TimeSpan.FromSeconds(2);

    /// <summary>The minute that requests are counted in where they leave.</summary>
    internal static readonly TimeSpan Minute = TimeSpan.FromMinutes(1) + Travel;

    /// <summary>How far this machine's clock may be from the network's: a signed token is good for a few minutes around its time.</summary>
    internal static readonly TimeSpan TolerableSkew = TimeSpan.FromMinutes(2);

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
