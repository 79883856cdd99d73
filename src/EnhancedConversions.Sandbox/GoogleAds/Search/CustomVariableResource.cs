using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnhancedConversions.Sandbox.Wire;
using static EnhancedConversions.Sandbox.Wire.WireField;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary><c>conversion_custom_variable</c> (reference of the Google Ads API v25): the variables of the account that owns the conversions.</summary>
internal static class CustomVariableResource
{
    private static readonly WireEnum s_status = new(
        "google.ads.googleads.v25.enums.ConversionCustomVariableStatusEnum.ConversionCustomVariableStatus", ["UNSPECIFIED", "UNKNOWN", "ACTIVATION_NEEDED", "ENABLED", "PAUSED"]);

    public static SearchResource Resource { get; } = new(
        "conversion_custom_variable",
        new WireMessage("google.ads.googleads.v25.resources.ConversionCustomVariable",
            Text("resource_name"), Int64("id"), Text("name"), Text("tag"), Of("status", s_status), Text("owner_customer")),
        (call, _) => CustomVariables.All.Select(variable => new SearchRow(
            ("conversion_custom_variable", JsonSerializer.SerializeToElement(new JsonObject
            {
                ["resourceName"] = variable.ResourceNameIn(call.Account),
                ["id"] = variable.Id.ToString(CultureInfo.InvariantCulture),
                ["name"] = variable.Name,
                ["tag"] = variable.Tag,
                ["status"] = variable.Status,
                ["ownerCustomer"] = "customers/" + call.Account.ConversionCustomerId,
            })),
            ("customer", CustomerResources.Describe(call)))));
}
