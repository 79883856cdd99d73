namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>By which of Google's interfaces conversions are uploaded.</summary>
public enum GoogleUploadRoute
{
    /// <summary>Data Manager API, open to everybody.</summary>
    DataManager,

    /// <summary>Google Ads API, for projects that used it before 2026-06-15 only (contract 0).</summary>
    GoogleAdsApi,
}
