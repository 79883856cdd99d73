using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Sandbox.GoogleAds.Errors;
using EnhancedConversions.Sandbox.Wire;

namespace EnhancedConversions.Sandbox.GoogleAds.Actions;

/// <summary>What a conversion action must be like (contract A.4).</summary>
internal static class ConversionActionRules
{
    private static readonly string[] s_creatable = ["AD_CALL", "CLICK_TO_CALL", "SALESFORCE", "STORE_SALES_DIRECT_UPLOAD", "UPLOAD_CALLS", "UPLOAD_CLICKS", "WEBPAGE", "WEBSITE_CALL"];

    /// <summary>What is wrong with an action to be made; paths start at its fields.</summary>
    /// <param name="action">The fields sent.</param>
    /// <param name="takenNames">Names the account uses.</param>
    public static List<GoogleAdsError> CheckNew(JsonElement action, IReadOnlySet<string> takenNames)
    {
        var errors = new List<GoogleAdsError>();
        if (action.TryGet("resourceName"u8, out _))
        {
            errors.Add(GoogleAdsErrors.MustBeUnset(new PathElement("resource_name")));
        }

        if (string.IsNullOrWhiteSpace(action.Text("name"u8)))
        {
            errors.Add(GoogleAdsErrors.Required(new PathElement("name")));
        }

        switch (action.Text("type"u8))
        {
            case null or "UNSPECIFIED":
                errors.Add(GoogleAdsErrors.Required(new PathElement("type")));
                break;
            case var type when !s_creatable.Contains(type):
                errors.Add(GoogleAdsErrors.CreationNotSupported());
                break;
        }

        if (action.Text("status"u8) is "REMOVED")
        {
            errors.Add(GoogleAdsErrors.InvalidValue(new PathElement("status")));
        }

        CheckFields(action, takenNames, errors);
        return errors;
    }

    /// <summary>What is wrong with the fields of an update; paths start at the action's fields.</summary>
    /// <param name="changes">The fields the mask names, without the resource name.</param>
    /// <param name="takenNames">Names the account's other actions use.</param>
    public static List<GoogleAdsError> CheckChange(JsonElement changes, IReadOnlySet<string> takenNames)
    {
        var errors = new List<GoogleAdsError>();
        if (changes.TryGetProperty("type", out _))
        {
            errors.Add(GoogleAdsErrors.Immutable(new PathElement("type")));
        }

        if (changes.TryGetProperty("name", out JsonElement name) && string.IsNullOrWhiteSpace(name.GetString()))
        {
            errors.Add(GoogleAdsErrors.Required(new PathElement("name")));
        }

        CheckFields(changes, takenNames, errors);
        return errors;
    }

    private static void CheckFields(JsonElement action, IReadOnlySet<string> takenNames, List<GoogleAdsError> errors)
    {
        if (action.Text("name"u8) is string name && takenNames.Contains(name))
        {
            errors.Add(GoogleAdsErrors.DuplicateName());
        }

        foreach (WireField field in ConversionActionMessages.ConversionAction.Fields)
        {
            if (!action.TryGet(field.JsonNameUtf8, out JsonElement value))
            {
                continue;
            }

            if (field.OutputOnly)
            {
                errors.Add(GoogleAdsErrors.MustBeUnset(new PathElement(field.Name)));
            }
            else if (field.Kind == WireKind.Enum && value.GetString() == "UNKNOWN")
            {
                errors.Add(GoogleAdsErrors.InvalidValue(new PathElement(field.Name)));
            }
        }

        CheckRange(action, "clickThroughLookbackWindowDays"u8, "click_through_lookback_window_days", 1, GoogleLimits.LongestClickWindowDays, errors);
        CheckRange(action, "viewThroughLookbackWindowDays"u8, "view_through_lookback_window_days", 1, GoogleLimits.LongestViewWindowDays, errors);
        CheckRange(action, "phoneCallDurationSeconds"u8, "phone_call_duration_seconds", 0, GoogleLimits.LongestCallSeconds, errors);

        if (action.TryGet("valueSettings"u8, out JsonElement settings) && settings.Text("defaultCurrencyCode"u8) is string currency && !CurrencyCodes.Contains(currency))
        {
            errors.Add(GoogleAdsErrors.UnsupportedCurrency(new PathElement("value_settings"), new PathElement("default_currency_code")));
        }

        if (action.TryGet("attributionModelSettings"u8, out JsonElement attribution))
        {
            if (attribution.TryGet("dataDrivenModelStatus"u8, out _))
            {
                errors.Add(GoogleAdsErrors.MustBeUnset(new PathElement("attribution_model_settings"), new PathElement("data_driven_model_status")));
            }

            if (attribution.Text("attributionModel"u8) is string model && model.StartsWith("GOOGLE_SEARCH_", StringComparison.Ordinal) && model != "GOOGLE_SEARCH_ATTRIBUTION_DATA_DRIVEN")
            {
                errors.Add(GoogleAdsErrors.RuleBasedAttribution());
            }
        }
    }

    private static void CheckRange(JsonElement action, ReadOnlySpan<byte> jsonName, string name, long lowest, long highest, List<GoogleAdsError> errors)
    {
        if (action.Text(jsonName) is string text)
        {
            long number = long.Parse(text, CultureInfo.InvariantCulture);
            if (number < lowest)
            {
                errors.Add(GoogleAdsErrors.TooLow(new PathElement(name)));
            }
            else if (number > highest)
            {
                errors.Add(GoogleAdsErrors.TooHigh(new PathElement(name)));
            }
        }
    }
}
