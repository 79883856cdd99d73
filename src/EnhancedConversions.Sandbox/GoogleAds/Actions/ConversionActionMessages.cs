using EnhancedConversions.Sandbox.Wire;
using static EnhancedConversions.Sandbox.Wire.WireField;

namespace EnhancedConversions.Sandbox.GoogleAds.Actions;

/// <summary>The messages of <c>conversionActions:mutate</c> (contract A.3, A.4).</summary>
internal static class ConversionActionMessages
{
    private const string Enums = "google.ads.googleads.v25.enums.";

    public static WireEnum Status { get; } = new(Enums + "ConversionActionStatusEnum.ConversionActionStatus", ["UNSPECIFIED", "UNKNOWN", "ENABLED", "REMOVED", "HIDDEN"]);

    public static WireEnum Type { get; } = new(Enums + "ConversionActionTypeEnum.ConversionActionType",
    [
        "UNSPECIFIED", "UNKNOWN", "AD_CALL", "CLICK_TO_CALL", "GOOGLE_PLAY_DOWNLOAD", "GOOGLE_PLAY_IN_APP_PURCHASE", "UPLOAD_CALLS", "UPLOAD_CLICKS", "WEBPAGE", "WEBSITE_CALL",
        "STORE_SALES_DIRECT_UPLOAD", "STORE_SALES", "FIREBASE_ANDROID_FIRST_OPEN", "FIREBASE_ANDROID_IN_APP_PURCHASE", "FIREBASE_ANDROID_CUSTOM", "FIREBASE_IOS_FIRST_OPEN",
        "FIREBASE_IOS_IN_APP_PURCHASE", "FIREBASE_IOS_CUSTOM", "THIRD_PARTY_APP_ANALYTICS_ANDROID_FIRST_OPEN", "THIRD_PARTY_APP_ANALYTICS_ANDROID_IN_APP_PURCHASE",
        "THIRD_PARTY_APP_ANALYTICS_ANDROID_CUSTOM", "THIRD_PARTY_APP_ANALYTICS_IOS_FIRST_OPEN", "THIRD_PARTY_APP_ANALYTICS_IOS_IN_APP_PURCHASE",
        "THIRD_PARTY_APP_ANALYTICS_IOS_CUSTOM", "ANDROID_APP_PRE_REGISTRATION", "ANDROID_INSTALLS_ALL_OTHER_APPS", "FLOODLIGHT_ACTION", "FLOODLIGHT_TRANSACTION", "GOOGLE_HOSTED",
        "LEAD_FORM_SUBMIT", "SALESFORCE", "SEARCH_ADS_360", "SMART_CAMPAIGN_AD_CLICKS_TO_CALL", "SMART_CAMPAIGN_MAP_CLICKS_TO_CALL", "SMART_CAMPAIGN_MAP_DIRECTIONS",
        "SMART_CAMPAIGN_TRACKED_CALLS", "STORE_VISITS", "WEBPAGE_CODELESS", "UNIVERSAL_ANALYTICS_GOAL", "UNIVERSAL_ANALYTICS_TRANSACTION", "GOOGLE_ANALYTICS_4_CUSTOM",
        "GOOGLE_ANALYTICS_4_PURCHASE", "GOOGLE_ANALYTICS_4_GENERATE_LEAD", "GOOGLE_ANALYTICS_4_QUALIFY_LEAD", "GOOGLE_ANALYTICS_4_CLOSE_CONVERT_LEAD", "FIREBASE_ANDROID_GENERATE_LEAD",
        "FIREBASE_ANDROID_QUALIFY_LEAD", "FIREBASE_ANDROID_CLOSE_CONVERT_LEAD", "FIREBASE_IOS_GENERATE_LEAD", "FIREBASE_IOS_QUALIFY_LEAD", "FIREBASE_IOS_CLOSE_CONVERT_LEAD",
        "LOCAL_SERVICES_ADS",
    ]);

    private static readonly WireEnum s_category = new(Enums + "ConversionActionCategoryEnum.ConversionActionCategory",
    [
        "UNSPECIFIED", "UNKNOWN", "DEFAULT", "PAGE_VIEW", "PURCHASE", "SIGNUP", "DOWNLOAD", "ADD_TO_CART", "BEGIN_CHECKOUT", "SUBSCRIBE_PAID", "PHONE_CALL_LEAD", "IMPORTED_LEAD",
        "SUBMIT_LEAD_FORM", "BOOK_APPOINTMENT", "REQUEST_QUOTE", "GET_DIRECTIONS", "OUTBOUND_CLICK", "CONTACT", "ENGAGEMENT", "STORE_VISIT", "STORE_SALE", "QUALIFIED_LEAD",
        "CONVERTED_LEAD", "YOUTUBE_FOLLOW_ON_VIEWS",
    ]);

    private static readonly WireEnum s_origin = new(Enums + "ConversionOriginEnum.ConversionOrigin",
        ["UNSPECIFIED", "UNKNOWN", "WEBSITE", "GOOGLE_HOSTED", "APP", "CALL_FROM_ADS", "STORE", "YOUTUBE_HOSTED", "LOCAL_SERVICES_ADS"]);

    private static readonly WireEnum s_countingType = new(Enums + "ConversionActionCountingTypeEnum.ConversionActionCountingType", ["UNSPECIFIED", "UNKNOWN", "ONE_PER_CLICK", "MANY_PER_CLICK"]);

    private static readonly WireEnum s_attributionModel = new(Enums + "AttributionModelEnum.AttributionModel",
    [
        "UNSPECIFIED", "UNKNOWN", "EXTERNAL", "GOOGLE_ADS_LAST_CLICK", "GOOGLE_SEARCH_ATTRIBUTION_FIRST_CLICK", "GOOGLE_SEARCH_ATTRIBUTION_LINEAR",
        "GOOGLE_SEARCH_ATTRIBUTION_TIME_DECAY", "GOOGLE_SEARCH_ATTRIBUTION_POSITION_BASED", "GOOGLE_SEARCH_ATTRIBUTION_DATA_DRIVEN",
    ]);

    private static readonly WireEnum s_dataDrivenStatus = new(Enums + "DataDrivenModelStatusEnum.DataDrivenModelStatus", ["UNSPECIFIED", "UNKNOWN", "AVAILABLE", "STALE", "EXPIRED", "NEVER_GENERATED"]);

    private static readonly WireMessage s_valueSettings = new("google.ads.googleads.v25.resources.ConversionAction.ValueSettings",
        Number("default_value"), Text("default_currency_code"), Bool("always_use_default_value"));

    private static readonly WireMessage s_attributionSettings = new("google.ads.googleads.v25.resources.ConversionAction.AttributionModelSettings",
        Of("attribution_model", s_attributionModel), Of("data_driven_model_status", s_dataDrivenStatus) with { OutputOnly = true });

    private static readonly WireMessage s_tagSnippet = new("google.ads.googleads.v25.common.TagSnippet",
        Of("type", new WireEnum(Enums + "TrackingCodeTypeEnum.TrackingCodeType", ["UNSPECIFIED", "UNKNOWN", "WEBPAGE", "WEBPAGE_ONCLICK", "CLICK_TO_CALL", "WEBSITE_CALL"])),
        Of("page_format", new WireEnum(Enums + "TrackingCodePageFormatEnum.TrackingCodePageFormat", ["UNSPECIFIED", "UNKNOWN", "HTML", "AMP"])),
        Text("global_site_tag"), Text("event_snippet"));

    /// <summary>The fields a client may meet; those of app, Firebase and Analytics actions are not of this world.</summary>
    public static WireMessage ConversionAction { get; } = new("google.ads.googleads.v25.resources.ConversionAction",
        Text("resource_name"),
        Int64("id") with { OutputOnly = true },
        Text("name"),
        Of("status", Status),
        Of("type", Type),
        Of("origin", s_origin) with { OutputOnly = true },
        Bool("primary_for_goal"),
        Of("category", s_category),
        Text("owner_customer") with { OutputOnly = true },
        Bool("include_in_conversions_metric"),
        Int64("click_through_lookback_window_days"),
        Int64("view_through_lookback_window_days"),
        Of("value_settings", s_valueSettings),
        Of("counting_type", s_countingType),
        Of("attribution_model_settings", s_attributionSettings),
        Many("tag_snippets", s_tagSnippet) with { OutputOnly = true },
        Int64("phone_call_duration_seconds"),
        Text("app_id"));

    private static readonly WireMessage s_operation = new("google.ads.googleads.v25.services.ConversionActionOperation",
        Of("create", ConversionAction) with { OneOf = "operation" },
        Of("update", ConversionAction) with { OneOf = "operation" },
        Text("remove") with { OneOf = "operation" },
        Text("update_mask"));

    /// <summary>The request.</summary>
    public static WireMessage Mutate { get; } = new("google.ads.googleads.v25.services.MutateConversionActionsRequest",
        Many("operations", s_operation),
        Bool("partial_failure"),
        Bool("validate_only"),
        Of("response_content_type", new WireEnum(Enums + "ResponseContentTypeEnum.ResponseContentType", ["UNSPECIFIED", "RESOURCE_NAME_ONLY", "MUTABLE_RESOURCE"])));
}
