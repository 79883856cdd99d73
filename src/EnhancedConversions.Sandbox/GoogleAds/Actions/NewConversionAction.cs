using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.GoogleAds.Actions;

/// <summary>Turns the fields a client sent into a whole resource: the network's defaults and the fields only it sets.</summary>
internal static class NewConversionAction
{
    public static StoredAction Make(JsonElement fields, long id, GoogleAccount owner, DateTimeOffset now)
    {
        JsonObject resource = JsonObject.Create(fields.Clone())!;
        string number = id.ToString(CultureInfo.InvariantCulture);
        resource["resourceName"] = $"customers/{owner.Id}/conversionActions/{number}";
        resource["id"] = number;
        resource["ownerCustomer"] = "customers/" + owner.Id;
        resource["origin"] = (string?)resource["type"] == "AD_CALL" ? "CALL_FROM_ADS" : "WEBSITE";
        if (TagSnippets.Of((string)resource["type"]!, id, owner) is JsonArray snippets)
        {
            resource["tagSnippets"] = snippets;
        }

        return Complete(new StoredAction(resource, now), owner);
    }

    /// <summary>Fills settings that are absent with the network's defaults.</summary>
    public static StoredAction Complete(StoredAction action, GoogleAccount owner)
    {
        JsonObject resource = action.Resource;
        Default(resource, "status", "ENABLED");
        Default(resource, "category", "DEFAULT");
        Default(resource, "countingType", "MANY_PER_CLICK");
        bool primary = (bool)Default(resource, "primaryForGoal", true);
        Default(resource, "includeInConversionsMetric", primary);
        Default(resource, "clickThroughLookbackWindowDays", "30");
        Default(resource, "viewThroughLookbackWindowDays", "1");
        JsonObject value = Default(resource, "valueSettings", new JsonObject()).AsObject();
        Default(value, "defaultValue", 0.0);
        Default(value, "defaultCurrencyCode", owner.Currency);
        Default(value, "alwaysUseDefaultValue", false);
        JsonObject attribution = Default(resource, "attributionModelSettings", new JsonObject()).AsObject();
        Default(attribution, "attributionModel", "GOOGLE_SEARCH_ATTRIBUTION_DATA_DRIVEN");
        Default(attribution, "dataDrivenModelStatus", "AVAILABLE");
        return action;
    }

    private static JsonNode Default(JsonObject parent, string name, JsonNode value) => parent[name] ??= value;
}
