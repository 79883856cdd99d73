using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;
using static EnhancedConversions.Sandbox.Wire.WireField;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>What reports are about (contract A.10): campaigns, and the segments and metrics this world has.</summary>
internal static class ReportResources
{
    private const string Enums = "google.ads.googleads.v25.enums.";

    private static readonly WireMessage s_campaign = new("google.ads.googleads.v25.resources.Campaign",
        Text("resource_name"), Int64("id"), Text("name"),
        Of("status", new WireEnum(Enums + "CampaignStatusEnum.CampaignStatus", ["UNSPECIFIED", "UNKNOWN", "ENABLED", "PAUSED", "REMOVED"])));

    /// <summary>What rows are divided by.</summary>
    public static SearchResource Segments { get; } = new("segments", new WireMessage("google.ads.googleads.v25.common.Segments",
        Text("date"),
        Of("device", new WireEnum(Enums + "DeviceEnum.Device", ["UNSPECIFIED", "UNKNOWN", "MOBILE", "TABLET", "DESKTOP", "OTHER", "CONNECTED_TV"])),
        Text("conversion_action"),
        Text("conversion_action_name"),
        Of("conversion_action_category", new WireEnum(Enums + "ConversionActionCategoryEnum.ConversionActionCategory", []))), (_, _) => []);

    /// <summary>The figures.</summary>
    public static SearchResource Metrics { get; } = new("metrics", new WireMessage("google.ads.googleads.v25.common.Metrics",
        Int64("impressions"), Int64("clicks"), Int64("cost_micros"),
        Number("conversions"), Number("conversions_value"), Number("all_conversions"), Number("all_conversions_value"),
        Number("conversions_by_conversion_date"), Number("conversions_value_by_conversion_date"),
        Number("all_conversions_by_conversion_date"), Number("all_conversions_value_by_conversion_date")), (_, _) => []);

    /// <summary>The campaigns of an account.</summary>
    public static SearchResource Campaign(int count) => new("campaign", s_campaign, (call, _) => call.Account.IsManager ? [] : AdCampaign.Of(call.Account.Id, count).Select(c => Row(c, call)));

    /// <summary>A campaign with its account.</summary>
    public static SearchRow Row(AdCampaign campaign, GoogleAdsCall call)
    {
        string id = campaign.Id.ToString(CultureInfo.InvariantCulture);
        var resource = new JsonObject { ["resourceName"] = $"customers/{call.Account.Id}/campaigns/{id}", ["id"] = id, ["name"] = campaign.Name, ["status"] = "ENABLED" };
        return new SearchRow(("campaign", JsonSerializer.SerializeToElement(resource)), ("customer", CustomerResources.Describe(call)));
    }
}
