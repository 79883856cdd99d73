using EnhancedConversions.Sandbox.Wire;
using static EnhancedConversions.Sandbox.Wire.WireField;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>Requests of Campaign Management (contract 3, 4).</summary>
internal static class CampaignManagementMessages
{
    public static WireEnum GoalTypes { get; } = new("ConversionGoalType",
        ["None", "Url", "Duration", "PagesViewedPerVisit", "Event", "AppInstall", "OfflineConversion", "InStoreTransaction", "AppDownload"], flags: true);

    private static readonly WireEnum s_additionalFields = new("ConversionGoalAdditionalField",
    [
        "None", "ViewThroughConversionWindowInMinutes", "IsExternallyAttributed", "GoalCategory", "InactiveDueToTagUnavailable", "AttributionModelType",
        "IsEnhancedConversionsEnabled", "IsAutoGoal", "DataDrivenAttribute", "ApplicationDownloadGoal",
    ], flags: true);

    private static readonly WireMessage s_keyValue = new("KeyValuePairOfstringstring", Text("key"), Text("value"));

    private static readonly WireMessage s_offlineConversion = new("OfflineConversion",
        Text("ConversionName"), Text("ConversionTime"), Text("MicrosoftClickId"), Text("HashedEmailAddress"), Text("HashedPhoneNumber"), Number("ConversionValue"),
        Text("ConversionCurrencyCode"), Number("ExternalAttributionCredit"), Text("ExternalAttributionModel"));

    private static readonly WireMessage s_revenue = new("ConversionGoalRevenue",
        Of("Type", new WireEnum("ConversionGoalRevenueType", ["FixedValue", "VariableValue", "NoValue"])), Number("Value"), Text("CurrencyCode"));

    /// <summary>An offline conversion goal.</summary>
    public static WireMessage Goal { get; } = new("ConversionGoal",
        Of("Type", new WireEnum("ConversionGoalType", ["Url", "Duration", "PagesViewedPerVisit", "Event", "AppInstall", "OfflineConversion", "InStoreTransaction", "AppDownload"])),
        Int64("Id"),
        Text("Name"),
        Of("GoalCategory", new WireEnum("ConversionGoalCategory",
        [
            "Unknown", "None", "Purchase", "AddToCart", "BeginCheckout", "Subscribe", "SubmitLeadForm", "BookAppointment", "Signup", "RequestQuote", "GetDirections",
            "OutboundClick", "Contact", "PageView", "Download", "Other",
        ])),
        Of("CountType", new WireEnum("ConversionGoalCountType", ["All", "Unique"])),
        Int32("ConversionWindowInMinutes"),
        Of("Revenue", s_revenue),
        Of("Scope", new WireEnum("EntityScope", ["Account", "Customer"])),
        Of("Status", new WireEnum("ConversionGoalStatus", ["Active", "Paused", "Deleted"])),
        Bool("ExcludeFromBidding"),
        Bool("IsEnhancedConversionsEnabled"),
        Bool("IsExternallyAttributed"),
        Int64("TagId"),
        Of("TrackingStatus", new WireEnum("ConversionGoalTrackingStatus", ["TagUnverified", "NoRecentConversions", "RecordingConversions", "TagInactive", "InactiveDueToTagUnavailable"])),
        Int32("ViewThroughConversionWindowInMinutes"),
        Of("AttributionModelType", new WireEnum("AttributionModelType", ["LastClick", "LastTouch", "DataDriven"])),
        Bool("IsAutoGoal"),
        Many("ForwardCompatibilityMap", s_keyValue));

    public static WireMessage ApplyOfflineConversions { get; } = new("ApplyOfflineConversionsRequest", Many("OfflineConversions", s_offlineConversion) with { NullableItems = true });

    public static WireMessage ConversionGoals { get; } = new("ConversionGoalsRequest", Many("ConversionGoals", Goal) with { NullableItems = true });

    public static WireMessage GoalsByIds { get; } = new("GetConversionGoalsByIdsRequest",
        Int64s("ConversionGoalIds"), Of("ConversionGoalTypes", GoalTypes), Of("ReturnAdditionalFields", s_additionalFields));

    private static readonly WireMessage s_adjustment = new("OfflineConversionAdjustment",
        Text("AdjustmentType"), Text("AdjustmentTime"), Number("AdjustmentValue"), Text("AdjustmentCurrencyCode"), Text("ConversionName"), Text("ConversionTime"),
        Text("MicrosoftClickId"), Text("HashedEmailAddress"), Text("HashedPhoneNumber"));

    private static readonly WireEnum s_channels = new("OfflineConversionUploadChannel", ["Unknown", "CampaignManagementAPI", "BulkAPI", "WebUpload"], flags: true);

    public static WireMessage ApplyAdjustments { get; } = new("ApplyOfflineConversionAdjustmentsRequest", Many("OfflineConversionAdjustments", s_adjustment) with { NullableItems = true });

    public static WireMessage ReportByGoalIds { get; } = new("GetOfflineConversionReportByGoalIdsRequest",
        Text("StartDateUtc"), Text("EndDateUtc"), Int64s("GoalIds"), Of("UploadChannelFilter", s_channels));

    public static WireMessage UetTagsByIds { get; } = new("GetUetTagsByIdsRequest", Int64s("TagIds"), Text("ReturnAdditionalFields"));

    public static WireMessage AccountProperties { get; } = new("GetAccountPropertiesRequest", Texts("AccountPropertyNames"));
}
