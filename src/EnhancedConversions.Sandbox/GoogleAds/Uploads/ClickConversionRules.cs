using System.Text.Json;
using EnhancedConversions.Sandbox.GoogleAds.Actions;
using EnhancedConversions.Sandbox.GoogleAds.Errors;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.Uploads;

/// <summary>What a click conversion must be like (contract A.5). One instance serves one request.</summary>
internal sealed class ClickConversionRules(GoogleAccount account, WorldTables tables, DateTimeOffset now, bool validateOnly)
{
    private readonly HashSet<(long, string)> _orders = [];
    private readonly HashSet<(long, string, DateTimeOffset)> _clicks = [];

    /// <summary>Takes a row or refuses it.</summary>
    public UploadedRow Take(JsonElement row)
    {
        var errors = new List<GoogleAdsError>();
        StoredAction? action = UploadBatch.FindAction(row, account, tables.Actions.Find);
        CheckAction(row, action, errors);
        DateTimeOffset? time = AdsDateTime.Read(row.Text("conversionDateTime"u8), "conversion_date_time", out GoogleAdsError? badTime);
        if (badTime is not null)
        {
            errors.Add(badTime);
        }
        else if (time > now)
        {
            errors.Add(GoogleAdsErrors.DateTooLate(new PathElement("conversion_date_time")));
        }

        if (row.NotEmpty("currencyCode"u8) is string currency && !CurrencyCodes.Contains(currency))
        {
            errors.Add(GoogleAdsErrors.UnsupportedCurrency(new PathElement("currency_code")));
        }

        Span<byte> identifier = stackalloc byte[HashText.Length];
        string? clickId = CheckClickIds(row, action, errors);
        CheckUserIdentifiers(row, action, clickId is not null, identifier, errors);
        if (clickId is not null)
        {
            Digest click = Digest.Of(clickId);
            ((ReadOnlySpan<byte>)click).CopyTo(identifier);
        }

        CheckVariables(row, errors);
        string? orderId = row.NotEmpty("orderId"u8);
        if (orderId is not null && PersonalData.IsIn(orderId))
        {
            errors.Add(Upload("ORDER_ID_CONTAINS_PII", "order_id"));
        }

        if (errors.Count == 0)
        {
            CheckDuplicate(action!, orderId, clickId, time!.Value, errors);
        }

        if (errors.Count == 0)
        {
            CheckClick(clickId, identifier, time!.Value, errors);
        }

        if (errors.Count == 0 && !validateOnly)
        {
            Digest key = orderId is not null ? ConversionKey.OfOrder(orderId) : clickId is not null ? ConversionKey.OfClick(clickId, time!.Value) : ConversionKey.Unique();
            double? value = row.TryGet("conversionValue"u8, out JsonElement number) ? number.GetDouble() : null;
            tables.Conversions.Log(Network.GoogleAds, UploadChannel.GoogleAdsApi, now).Add(new Conversion(action!.Id, key, time!.Value, Reason: null, value, row.NotEmpty("currencyCode"u8))
            {
                Click = AdClick.Of(identifier),
            });
        }

        return new UploadedRow(action, errors);
    }

    private void CheckAction(JsonElement row, StoredAction? action, List<GoogleAdsError> errors)
    {
        if (row.NotEmpty("conversionAction"u8) is null)
        {
            errors.Add(GoogleAdsErrors.Required(new PathElement("conversion_action")));
            return;
        }

        switch (action)
        {
            case null:
                errors.Add(Upload("NO_CONVERSION_ACTION_FOUND", "conversion_action"));
                return;
            case { Type: not "UPLOAD_CLICKS" }:
                errors.Add(Upload("INVALID_CONVERSION_ACTION_TYPE", "conversion_action"));
                return;
        }

        if (now - action.Created < GoogleLimits.ActionRest)
        {
            errors.Add(Upload("TOO_RECENT_CONVERSION_ACTION", "conversion_action"));
        }

        bool hasExternal = row.TryGet("externalAttributionData"u8, out _);
        if (hasExternal != action.IsExternallyAttributed)
        {
            errors.Add(Upload(
                hasExternal ? "EXTERNAL_ATTRIBUTION_DATA_SET_FOR_NON_EXTERNALLY_ATTRIBUTED_CONVERSION_ACTION" : "EXTERNAL_ATTRIBUTION_DATA_NOT_SET_FOR_EXTERNALLY_ATTRIBUTED_CONVERSION_ACTION",
                "external_attribution_data"));
        }

        if (action.IsExternallyAttributed && row.NotEmpty("orderId"u8) is not null)
        {
            errors.Add(Upload("ORDER_ID_NOT_PERMITTED_FOR_EXTERNALLY_ATTRIBUTED_CONVERSION_ACTION", "order_id"));
        }
    }

    private static string? CheckClickIds(JsonElement row, StoredAction? action, List<GoogleAdsError> errors)
    {
        string? gclid = row.NotEmpty("gclid"u8);
        string? gbraid = row.NotEmpty("gbraid"u8);
        string? wbraid = row.NotEmpty("wbraid"u8);
        if (gbraid is not null && wbraid is not null)
        {
            errors.Add(Upload("GBRAID_WBRAID_BOTH_SET", "gbraid"));
        }

        foreach ((string? value, string field) in ((string?, string)[])[(gclid, "gclid"), (gbraid, "gbraid"), (wbraid, "wbraid")])
        {
            if (value is not null && !ClickIdText.IsReadable(value))
            {
                errors.Add(Upload("UNPARSEABLE_" + field.ToUpperInvariant(), field));
            }
        }

        if ((gbraid ?? wbraid) is not null && action is { CountsOnePerClick: true })
        {
            errors.Add(Upload("ONE_PER_CLICK_CONVERSION_ACTION_NOT_PERMITTED_WITH_BRAID", "conversion_action"));
        }

        return gclid ?? gbraid ?? wbraid;
    }

    private void CheckUserIdentifiers(JsonElement row, StoredAction? action, bool hasClickId, Span<byte> first, List<GoogleAdsError> errors)
    {
        int count = row.Count("userIdentifiers"u8);
        if (count == 0)
        {
            if (!hasClickId)
            {
                errors.Add(GoogleAdsErrors.Required(new PathElement("gclid")));
            }

            return;
        }

        if (count > GoogleLimits.IdentifiersPerConversion)
        {
            errors.Add(GoogleAdsErrors.TooMany(new PathElement("user_identifiers")));
        }

        if (!account.AcceptedCustomerDataTerms)
        {
            errors.Add(Upload("CUSTOMER_NOT_ACCEPTED_CUSTOMER_DATA_TERMS", "user_identifiers"));
        }

        if (!account.EnhancedConversionsForLeads)
        {
            errors.Add(Upload("CUSTOMER_NOT_ENABLED_ENHANCED_CONVERSIONS_FOR_LEADS", "user_identifiers"));
        }

        if (action is { IsExternallyAttributed: true })
        {
            errors.Add(Upload("EXTERNALLY_ATTRIBUTED_CONVERSION_ACTION_NOT_PERMITTED_WITH_USER_IDENTIFIER", "user_identifiers"));
        }

        Span<byte> hash = stackalloc byte[HashText.Length];
        int i = 0;
        foreach (JsonElement identifier in row.Each("userIdentifiers"u8))
        {
            string? text = identifier.Text("hashedEmail"u8) ?? identifier.Text("hashedPhoneNumber"u8);
            if (text is null)
            {
                errors.Add(Upload("UNSUPPORTED_USER_IDENTIFIER", new PathElement("user_identifiers", i)));
            }
            else if (HashText.Read(text, isBase64: false, hash) is not null)
            {
                errors.Add(Upload("INVALID_USER_IDENTIFIER", new PathElement("user_identifiers", i), new PathElement(identifier.TryGet("hashedEmail"u8, out _) ? "hashed_email" : "hashed_phone_number")));
            }

            if (i++ == 0)
            {
                hash.CopyTo(first);
            }
        }
    }

    private void CheckVariables(JsonElement row, List<GoogleAdsError> errors)
    {
        int i = 0;
        foreach (JsonElement variable in row.Each("customVariables"u8))
        {
            var place = new PathElement("custom_variables", i++);
            if (!CustomVariables.IsEnabled(variable.Text("conversionCustomVariable"u8) ?? "", account))
            {
                errors.Add(Upload("CUSTOM_VARIABLE_NOT_ENABLED", place, new PathElement("conversion_custom_variable")));
            }

            if (PersonalData.IsIn(variable.Text("value"u8) ?? ""))
            {
                errors.Add(Upload("CUSTOM_VARIABLE_VALUE_CONTAINS_PII", place, new PathElement("value")));
            }
        }

        foreach (string field in (string[])["sessionAttributesEncoded", "sessionAttributesKeyValuePairs", "userIpAddress"])
        {
            if (row.TryGetProperty(field, out JsonElement value) && value.ValueKind != JsonValueKind.Null)
            {
                errors.Add(GoogleAdsErrors.NotAllowlisted());
            }
        }
    }

    private void CheckDuplicate(StoredAction action, string? orderId, string? clickId, DateTimeOffset time, List<GoogleAdsError> errors)
    {
        if (orderId is not null)
        {
            if (!_orders.Add((action.Id, orderId)))
            {
                errors.Add(Upload("DUPLICATE_ORDER_ID", "order_id"));
            }
            else if (tables.Conversions.Find(Network.GoogleAds, action.Id, ConversionKey.OfOrder(orderId)) is not null)
            {
                errors.Add(Upload("ORDER_ID_ALREADY_IN_USE", "order_id"));
            }
        }
        else if (clickId is not null)
        {
            if (!_clicks.Add((action.Id, clickId, time)))
            {
                errors.Add(Upload("DUPLICATE_CLICK_CONVERSION_IN_REQUEST", "gclid"));
            }
            else if (tables.Conversions.Find(Network.GoogleAds, action.Id, ConversionKey.OfClick(clickId, time)) is not null)
            {
                errors.Add(Upload("CLICK_CONVERSION_ALREADY_EXISTS", "gclid"));
            }
        }
    }

    /// <summary>The click itself: this API says at once what Data Manager says later.</summary>
    private void CheckClick(string? clickId, ReadOnlySpan<byte> identifier, DateTimeOffset time, List<GoogleAdsError> errors)
    {
        if (now - time > (clickId is null ? GoogleLimits.OldestWithoutClickId : GoogleLimits.OldestWithClickId))
        {
            errors.Add(Upload("EXPIRED_EVENT", "conversion_date_time"));
        }
        else if (ClickWorld.Miss(identifier, [(clickId is null ? "CLICK_NOT_FOUND" : "EVENT_NOT_FOUND", 32), ("CONVERSION_PRECEDES_EVENT", 4), ("TOO_RECENT_EVENT", 4)]) is string reason)
        {
            errors.Add(Upload(reason, clickId is null ? "user_identifiers" : "gclid"));
        }
    }

    private static GoogleAdsError Upload(string code, string field) => Upload(code, new PathElement(field));

    private static GoogleAdsError Upload(string code, params PathElement[] path) =>
        new("conversionUploadError", code, "The conversion was refused: " + code.ToLowerInvariant().Replace('_', ' ') + ".", path);
}
