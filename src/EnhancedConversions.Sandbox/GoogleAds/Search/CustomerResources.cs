using System.Text.Json;
using System.Text.Json.Nodes;
using EnhancedConversions.Sandbox.Wire;
using static EnhancedConversions.Sandbox.Wire.WireField;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>The resources <c>customer</c> and <c>customer_client</c> (contract A.8; what differs between v25 and v26: A.12).</summary>
internal static class CustomerResources
{
    private static readonly WireEnum s_status = new("google.ads.googleads.v25.enums.CustomerStatusEnum.CustomerStatus", ["UNSPECIFIED", "UNKNOWN", "ENABLED", "CANCELED", "SUSPENDED", "CLOSED"]);

    private static readonly WireEnum s_enhancedConversions = new("google.ads.googleads.v26.enums.EnhancedConversionsConfigEnum.EnhancedConversionsConfig", ["UNSPECIFIED", "UNKNOWN", "ON", "OFF"]);

    private static readonly WireEnum s_trackingStatus = new("google.ads.googleads.v25.enums.ConversionTrackingStatusEnum.ConversionTrackingStatus",
    [
        "UNSPECIFIED", "UNKNOWN", "NOT_CONVERSION_TRACKED", "CONVERSION_TRACKING_MANAGED_BY_SELF", "CONVERSION_TRACKING_MANAGED_BY_THIS_MANAGER",
        "CONVERSION_TRACKING_MANAGED_BY_ANOTHER_MANAGER",
    ]);

    private static readonly WireMessage s_trackingSetting = new("google.ads.googleads.v25.resources.ConversionTrackingSetting",
        Int64("conversion_tracking_id"),
        Int64("cross_account_conversion_tracking_id"),
        Bool("accepted_customer_data_terms"),
        Of("conversion_tracking_status", s_trackingStatus),
        Bool("enhanced_conversions_for_leads_enabled") with { Versions = (25, 25) },
        Of("enablement_setting", s_enhancedConversions) with { Versions = (26, 26) },
        Of("effective_enablement_setting", s_enhancedConversions) with { Versions = (26, 26) },
        Text("google_ads_conversion_customer"));

    private static readonly WireMessage s_customer = new("google.ads.googleads.v25.resources.Customer",
        Text("resource_name"), Int64("id"), Text("descriptive_name"), Text("currency_code"), Text("time_zone"), Bool("auto_tagging_enabled"),
        Bool("manager"), Bool("test_account"), Of("status", s_status), Of("conversion_tracking_setting", s_trackingSetting));

    private static readonly WireMessage s_customerClient = new("google.ads.googleads.v25.resources.CustomerClient",
        Text("resource_name"), Text("client_customer"), Bool("hidden"), Int64("level"), Text("time_zone"), Bool("test_account"), Bool("manager"),
        Text("descriptive_name"), Text("currency_code"), Int64("id"), Texts("applied_labels"), Of("status", s_status));

    public static SearchResource Customer { get; } = new("customer", s_customer, (call, _) => [new SearchRow(("customer", Describe(call)))]);

    public static SearchResource CustomerClient { get; } = new("customer_client", s_customerClient, (call, _) =>
        !call.Account.IsManager ? [] : GoogleAccounts.All
            .Where(a => GoogleAccounts.IsAtOrAbove(call.Account, a))
            .Select(a => new SearchRow(("customer_client", DescribeClient(call.Account, a)), ("customer", Describe(call)))));

    /// <summary>The <c>customer</c> resource of the call's account.</summary>
    public static JsonElement Describe(GoogleAdsCall call)
    {
        GoogleAccount account = call.Account;
        GoogleAccount owner = GoogleAccounts.Find(account.ConversionCustomerId)!;
        bool isManaged = owner != account;

        // Under cross-account tracking terms and enablement are the manager's.
        string enablement = owner.EnhancedConversionsForLeads ? "ON" : "OFF";
        var setting = new JsonObject
        {
            ["conversionTrackingId"] = Invariant(account.ConversionTrackingId),
            ["acceptedCustomerDataTerms"] = owner.AcceptedCustomerDataTerms,
            ["conversionTrackingStatus"] = !isManaged ? "CONVERSION_TRACKING_MANAGED_BY_SELF"
                : call.LoginAccount == owner ? "CONVERSION_TRACKING_MANAGED_BY_THIS_MANAGER" : "CONVERSION_TRACKING_MANAGED_BY_ANOTHER_MANAGER",
            ["enhancedConversionsForLeadsEnabled"] = owner.EnhancedConversionsForLeads,
            ["enablementSetting"] = account.EnhancedConversionsForLeads ? "ON" : "OFF",
            ["effectiveEnablementSetting"] = enablement,
            ["googleAdsConversionCustomer"] = "customers/" + owner.Id,
        };
        if (isManaged)
        {
            setting["crossAccountConversionTrackingId"] = Invariant(owner.ConversionTrackingId);
        }

        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["resourceName"] = "customers/" + account.Id,
            ["id"] = account.Id,
            ["descriptiveName"] = account.Name,
            ["currencyCode"] = account.Currency,
            ["timeZone"] = account.TimeZone,
            ["autoTaggingEnabled"] = true,
            ["manager"] = account.IsManager,
            ["testAccount"] = false,
            ["status"] = "ENABLED",
            ["conversionTrackingSetting"] = setting,
        });
    }

    private static JsonElement DescribeClient(GoogleAccount manager, GoogleAccount client) =>
        JsonSerializer.SerializeToElement(new JsonObject
        {
            ["resourceName"] = $"customers/{manager.Id}/customerClients/{client.Id}",
            ["clientCustomer"] = "customers/" + client.Id,
            ["hidden"] = false,
            ["level"] = Invariant(Level(manager, client)),
            ["timeZone"] = client.TimeZone,
            ["testAccount"] = false,
            ["manager"] = client.IsManager,
            ["descriptiveName"] = client.Name,
            ["currencyCode"] = client.Currency,
            ["id"] = client.Id,
            ["status"] = "ENABLED",
        });

    private static long Level(GoogleAccount manager, GoogleAccount client) => client == manager ? 0 : 1 + Level(manager, GoogleAccounts.Find(client.ManagerId!)!);

    private static string Invariant(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
