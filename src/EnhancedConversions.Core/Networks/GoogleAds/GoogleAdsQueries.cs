using EnhancedConversions.Conversions;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>What is asked of the Google Ads API, in its query language.</summary>
internal static class GoogleAdsQueries
{
    /// <summary>What the account says of itself.</summary>
    public static string Account { get; } = Select(
        "customer",
        "id", "descriptive_name", "currency_code", "time_zone", "manager", "test_account", "conversion_tracking_setting.google_ads_conversion_customer");

    /// <summary>What uploads depend on. The switch of enhanced conversions goes by another name from v26 on (contract A.12).</summary>
    public static string AccountHealth { get; } = Select(
        "customer",
        "id", "status", "manager", "test_account", "auto_tagging_enabled", "conversion_tracking_setting.accepted_customer_data_terms",
        "conversion_tracking_setting.conversion_tracking_status", "conversion_tracking_setting.google_ads_conversion_customer",
        "conversion_tracking_setting." + (GoogleAdsLimits.ApiVersion == "v25" ? "enhanced_conversions_for_leads_enabled" : "effective_enablement_setting"));

    /// <summary>All actions in use, every type.</summary>
    public static string Actions { get; } = Select(
        "conversion_action",
        "id", "name", "type", "category", "status", "primary_for_goal", "owner_customer", "counting_type",
        "click_through_lookback_window_days", "view_through_lookback_window_days", "value_settings.default_value", "value_settings.default_currency_code",
        "value_settings.always_use_default_value", "attribution_model_settings.attribution_model") + " WHERE conversion_action.status != 'REMOVED'";

    /// <summary>The custom variables uploads may name, every status (reference of the Google Ads API v25, ConversionCustomVariable; the contract names only their resource names).</summary>
    public static string CustomVariables { get; } = Select("conversion_custom_variable", "name", "tag", "status");

    /// <summary>The ids tags carry.</summary>
    public static string Tracking { get; } = Select(
        "customer",
        "conversion_tracking_setting.conversion_tracking_id", "conversion_tracking_setting.cross_account_conversion_tracking_id");

    /// <summary>An account and everything below it.</summary>
    public static string Hierarchy { get; } = Select(
        "customer_client",
        "id", "descriptive_name", "currency_code", "time_zone", "manager", "test_account", "hidden", "level", "status");

    /// <summary>Recent uploads, per client.</summary>
    public static string ClientDiagnostics { get; } = Diagnostics("offline_conversion_upload_client_summary");

    /// <summary>Recent uploads, per client and action.</summary>
    public static string ActionDiagnostics { get; } = Diagnostics("offline_conversion_upload_conversion_action_summary", "conversion_action_id", "conversion_action_name");

    /// <summary>The tag texts of an action.</summary>
    /// <param name="actionId">The action's number.</param>
    /// <exception cref="ConversionException">It is no number, and would change the query.</exception>
    public static string TagSnippets(string actionId) => actionId.Length > 0 && actionId.All(char.IsAsciiDigit)
        ? Select("conversion_action", "id", "name", "tag_snippets") + $" WHERE conversion_action.id = {actionId}"
        : throw NetworkErrors.ActionWithoutId(AdNetwork.GoogleAds);

    private static string Diagnostics(string resource, params string[] more) => Select(
        resource,
        ["client", .. more, "status", "total_event_count", "successful_event_count", "pending_event_count", "last_upload_date_time", "daily_summaries", "job_summaries", "alerts"]);

    private static string Select(string resource, params string[] fields) =>
        $"SELECT {string.Join(", ", fields.Select(field => $"{resource}.{field}"))} FROM {resource}";
}
