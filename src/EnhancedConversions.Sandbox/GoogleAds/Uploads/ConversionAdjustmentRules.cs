using System.Text.Json;
using EnhancedConversions.Sandbox.GoogleAds.Actions;
using EnhancedConversions.Sandbox.GoogleAds.Errors;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.Uploads;

/// <summary>What an adjustment must be like (contract A.7). One instance serves one request.</summary>
internal sealed class ConversionAdjustmentRules(GoogleAccount account, WorldTables tables, DateTimeOffset now, bool validateOnly, bool reachesDataManager)
{
    private readonly HashSet<(long, string, DateTimeOffset)> _seen = [];

    /// <summary>Takes an adjustment or refuses it.</summary>
    public UploadedRow Take(JsonElement row)
    {
        var errors = new List<GoogleAdsError>();
        string? type = row.Text("adjustmentType"u8);
        StoredAction? action = UploadBatch.FindAction(row, account, tables.Actions.Find);
        CheckAction(row, type, action, errors);
        DateTimeOffset? time = AdsDateTime.Read(row.Text("adjustmentDateTime"u8), "adjustment_date_time", out GoogleAdsError? badTime);
        if (badTime is not null)
        {
            errors.Add(badTime);
        }

        Digest? key = CheckOriginal(row, type, action, errors);
        bool hasValue = row.TryGet("restatementValue"u8, out JsonElement value);
        CheckValue(type, hasValue, value, errors);
        CheckIdentifiers(row, type, errors);
        if (errors.Count == 0)
        {
            CheckAgainstConversion(type!, action!, key!.Value, time!.Value, errors);
        }

        if (errors.Count == 0 && !validateOnly)
        {
            tables.Adjustments.Add(Network.GoogleAds, action!.Id, key!.Value, new Adjustment(
                type == "RETRACTION" ? AdjustmentKind.Retract : type == "RESTATEMENT" ? AdjustmentKind.Restate : AdjustmentKind.Enhance,
                time!.Value,
                hasValue && value.TryGet("adjustedValue"u8, out JsonElement number) ? number.GetDouble() : null,
                hasValue ? value.Text("currencyCode"u8) : null,
                Reason: null), now);
        }

        return new UploadedRow(action, errors);
    }

    private static void CheckAction(JsonElement row, string? type, StoredAction? action, List<GoogleAdsError> errors)
    {
        if (type is null or "UNSPECIFIED" or "UNKNOWN")
        {
            errors.Add(GoogleAdsErrors.Required(new PathElement("adjustment_type")));
        }

        if (string.IsNullOrEmpty(row.Text("conversionAction"u8)))
        {
            errors.Add(GoogleAdsErrors.Required(new PathElement("conversion_action")));
        }
        else if (action is null)
        {
            errors.Add(Refuse("NO_CONVERSION_ACTION_FOUND", "conversion_action"));
        }
        else if (type == "ENHANCEMENT" ? action.Type != "WEBPAGE" : action.Type is not ("SALESFORCE" or "UPLOAD_CLICKS" or "WEBPAGE"))
        {
            errors.Add(Refuse(type == "ENHANCEMENT" ? "CONVERSION_ACTION_NOT_ELIGIBLE_FOR_ENHANCEMENT" : "INVALID_CONVERSION_ACTION_TYPE", "conversion_action"));
        }
        else if (type == "RESTATEMENT" && action.AlwaysUsesDefaultValue)
        {
            errors.Add(Refuse("CANNOT_RESTATE_CONVERSION_ACTION_THAT_ALWAYS_USES_DEFAULT_CONVERSION_VALUE", "conversion_action"));
        }
    }

    /// <summary>The key of the conversion that is meant; null when the row names none.</summary>
    private static Digest? CheckOriginal(JsonElement row, string? type, StoredAction? action, List<GoogleAdsError> errors)
    {
        string? orderId = row.NotEmpty("orderId"u8);
        bool hasPair = row.TryGet("gclidDateTimePair"u8, out JsonElement pair);
        if (orderId is not null && PersonalData.IsIn(orderId))
        {
            errors.Add(Refuse("ORDER_ID_CONTAINS_PII", "order_id"));
        }

        if (orderId is not null && hasPair && type != "ENHANCEMENT")
        {
            errors.Add(Refuse("GCLID_DATE_TIME_PAIR_AND_ORDER_ID_BOTH_SET", "order_id"));
        }

        if (orderId is not null)
        {
            return ConversionKey.OfOrder(orderId);
        }

        if (action is { Type: "WEBPAGE" } || type == "ENHANCEMENT")
        {
            errors.Add(Refuse("MISSING_ORDER_ID_FOR_WEBPAGE", "order_id"));
            return null;
        }

        if (!hasPair)
        {
            errors.Add(GoogleAdsErrors.Required(new PathElement("order_id")));
            return null;
        }

        string? gclid = pair.Text("gclid"u8);
        DateTimeOffset? time = AdsDateTime.Read(pair.Text("conversionDateTime"u8), "conversion_date_time", out GoogleAdsError? badTime);
        if (string.IsNullOrEmpty(gclid))
        {
            errors.Add(GoogleAdsErrors.Required(new PathElement("gclid_date_time_pair"), new PathElement("gclid")));
        }

        if (badTime is not null)
        {
            errors.Add(badTime.Below(new PathElement("gclid_date_time_pair")));
        }

        return gclid is null || time is null ? null : ConversionKey.OfClick(gclid, time.Value);
    }

    private static void CheckValue(string? type, bool hasValue, JsonElement value, List<GoogleAdsError> errors)
    {
        if (type == "RESTATEMENT" && !(hasValue && value.TryGet("adjustedValue"u8, out _)))
        {
            errors.Add(GoogleAdsErrors.Required(new PathElement("restatement_value"), new PathElement("adjusted_value")));
        }

        if (type == "RETRACTION" && hasValue)
        {
            errors.Add(GoogleAdsErrors.MustBeUnset(new PathElement("restatement_value")));
        }

        if (hasValue && value.Text("currencyCode"u8) is { Length: > 0 } currency && !CurrencyCodes.Contains(currency))
        {
            errors.Add(GoogleAdsErrors.UnsupportedCurrency(new PathElement("restatement_value"), new PathElement("currency_code")));
        }
    }

    private void CheckIdentifiers(JsonElement row, string? type, List<GoogleAdsError> errors)
    {
        int count = row.Count("userIdentifiers"u8);
        if (type != "ENHANCEMENT")
        {
            if (count > 0)
            {
                errors.Add(GoogleAdsErrors.MustBeUnset(new PathElement("user_identifiers")));
            }

            return;
        }

        if (count == 0)
        {
            errors.Add(GoogleAdsErrors.Required(new PathElement("user_identifiers")));
        }
        else if (count > GoogleLimits.IdentifiersPerConversion)
        {
            errors.Add(GoogleAdsErrors.TooMany(new PathElement("user_identifiers")));
        }

        if (!account.AcceptedCustomerDataTerms)
        {
            errors.Add(Refuse("CUSTOMER_NOT_ACCEPTED_CUSTOMER_DATA_TERMS", "user_identifiers"));
        }

        Span<byte> hash = stackalloc byte[HashText.Length];
        int i = 0;
        foreach (JsonElement identifier in row.Each("userIdentifiers"u8))
        {
            var place = new PathElement("user_identifiers", i++);
            if ((identifier.Text("hashedEmail"u8) ?? identifier.Text("hashedPhoneNumber"u8)) is string text)
            {
                if (HashText.Read(text, isBase64: false, hash) is not null)
                {
                    errors.Add(Refuse("INVALID_USER_IDENTIFIER", place));
                }
            }
            else if (!identifier.TryGet("addressInfo"u8, out _))
            {
                errors.Add(Refuse("UNSUPPORTED_USER_IDENTIFIER", place));
            }
        }
    }

    private void CheckAgainstConversion(string type, StoredAction action, Digest key, DateTimeOffset time, List<GoogleAdsError> errors)
    {
        if (!_seen.Add((action.Id, key.ToString(), type == "ENHANCEMENT" ? DateTimeOffset.MinValue : time)))
        {
            errors.Add(Refuse(type == "ENHANCEMENT" ? "DUPLICATE_ENHANCEMENT_IN_REQUEST" : "DUPLICATE_ADJUSTMENT_IN_REQUEST", "adjustment_date_time"));
            return;
        }

        StoredConversion? conversion = tables.Conversions.Find(Network.GoogleAds, action.Id, key);
        if (conversion is null || (conversion.Channel == UploadChannel.Default && !reachesDataManager))
        {
            errors.Add(Refuse("CONVERSION_NOT_FOUND", "conversion_action"));
            return;
        }

        List<Adjustment> earlier = tables.Adjustments.Of(Network.GoogleAds, action.Id, key);
        string? code = earlier.Exists(a => a.Kind == AdjustmentKind.Retract) ? "CONVERSION_ALREADY_RETRACTED"
            : time < conversion.Time ? "ADJUSTMENT_PRECEDES_CONVERSION"
            : now - conversion.Time < GoogleLimits.YoungestAdjusted ? "TOO_RECENT_CONVERSION"
            : now - conversion.Time > GoogleLimits.OldestAdjusted ? "CONVERSION_EXPIRED"
            : type == "ENHANCEMENT" && earlier.Exists(a => a.Kind == AdjustmentKind.Enhance) ? "CONVERSION_ALREADY_ENHANCED"
            : type == "RESTATEMENT" && earlier.Exists(a => a.Kind == AdjustmentKind.Restate && a.Time == time) ? "RESTATEMENT_ALREADY_EXISTS"
            : type == "RESTATEMENT" && earlier.Exists(a => a.Kind == AdjustmentKind.Restate && a.Time > time) ? "MORE_RECENT_RESTATEMENT_FOUND"
            : null;
        if (code is not null)
        {
            errors.Add(Refuse(code, "adjustment_date_time"));
        }
    }

    private static GoogleAdsError Refuse(string code, string field) => Refuse(code, new PathElement(field));

    private static GoogleAdsError Refuse(string code, PathElement place) =>
        new("conversionAdjustmentUploadError", code, "The adjustment was refused: " + code.ToLowerInvariant().Replace('_', ' ') + ".", place);
}
