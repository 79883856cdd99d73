using EnhancedConversions.Sandbox.Wire;
using static EnhancedConversions.Sandbox.Wire.WireField;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>The request messages of <c>googleAds:search</c> and <c>googleAds:searchStream</c> (contract A.1).</summary>
internal static class SearchMessages
{
    private static readonly WireMessage s_settings = new("google.ads.googleads.v25.services.SearchSettings",
        Bool("omit_results"), Bool("return_summary_row"), Bool("return_total_results_count"));

    public static WireMessage Search { get; } = new("google.ads.googleads.v25.services.SearchGoogleAdsRequest",
        Text("query"), Text("page_token"), Int32("page_size"), Bool("validate_only"), Of("search_settings", s_settings));

    public static WireMessage SearchStream { get; } = new("google.ads.googleads.v25.services.SearchGoogleAdsStreamRequest",
        Text("query"),
        Of("summary_row_setting", new WireEnum("google.ads.googleads.v25.enums.SummaryRowSettingEnum.SummaryRowSetting", ["UNSPECIFIED", "UNKNOWN", "NO_SUMMARY_ROW", "SUMMARY_ROW_WITH_RESULTS", "SUMMARY_ROW_ONLY"])));
}
