using System.Text.Json;
using System.Text.Json.Nodes;
using EnhancedConversions.Sandbox.Wire;
using static EnhancedConversions.Sandbox.Wire.WireField;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary><c>currency_constant</c> (contract A.8, D.3): the currencies this world takes.</summary>
internal static class CurrencyResource
{
    public static SearchResource Resource { get; } = new(
        "currency_constant",
        new WireMessage("google.ads.googleads.v25.resources.CurrencyConstant", Text("resource_name"), Text("code"), Text("name"), Text("symbol"), Int64("billable_unit_micros")),
        (_, _) => CurrencyCodes.All.Select(code => new SearchRow(("currency_constant", JsonSerializer.SerializeToElement(new JsonObject
        {
            ["resourceName"] = "currencyConstants/" + code,
            ["code"] = code,
            ["name"] = code,
            ["symbol"] = code,
            ["billableUnitMicros"] = "10000",
        })))));
}
