using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>What an event must be like (contract C.4, C.6). One instance serves one request.</summary>
internal sealed class EventRules(WireValue request, List<Destination> destinations, DateTimeOffset now, ViolationList violations, FieldWarningList warnings)
{
    private readonly string? _encoding = Encoding(request);
    private readonly EventIdentifierRules _identifiers = new(Encoding(request), request.TryGet(RequestFields.EncryptionInfo, out _), violations);
    private readonly bool _isDeniedByDefault = IsDenied(request, RequestFields.Consent, otherwise: false);
    private bool _hasUserData;

    /// <summary>Checks one event; what it gives counts only when the request has no violation at all.</summary>
    public IngestedEvent Check(WireValue element, int index)
    {
        CheckDestinations(element, index);
        ReadOnlySpan<byte> transactionId = element.Utf8(EventFields.TransactionId);
        if (!transactionId.IsEmpty && !transactionId.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            violations.AddForEvent(index, "transaction_id", "INVALID_FORMAT");
        }

        DateTimeOffset time = CheckTime(element, index);
        ReadOnlySpan<byte> source = element.Utf8(EventFields.EventSource);
        if (source.IsEmpty || source.SequenceEqual("EVENT_SOURCE_UNSPECIFIED"u8))
        {
            violations.AddForEvent(index, "event_source", "REQUIRED_FIELD_MISSING");
        }

        ReadOnlySpan<byte> code = element.Utf8(EventFields.Currency);
        string? currency = CurrencyCodes.Find(code);
        if (currency is null && !code.IsEmpty)
        {
            violations.AddForEvent(index, "currency", "INVALID_CURRENCY_CODE");
        }

        _hasUserData |= element.TryGet(EventFields.UserData, out _);
        Digest hash = default;
        bool hasHash = _identifiers.CheckUserData(element, index, hash);
        ReadOnlySpan<byte> clickId = _identifiers.CheckAdIdentifiers(element, index, out bool isBraid, out bool hasOther);
        if (!hasHash && !hasOther && clickId.IsEmpty)
        {
            violations.AddForEvent(index, "", "NO_IDENTIFIERS_PROVIDED");
        }

        CheckCustomVariables(element, index);
        CheckCart(element, index, isBraid);
        return new IngestedEvent
        {
            Element = element,
            Time = time,
            Key = !transactionId.IsEmpty ? ConversionKey.OfOrder(transactionId) : !clickId.IsEmpty ? ConversionKey.OfClick(clickId, time) : ConversionKey.Unique(),
            HasTransactionId = !transactionId.IsEmpty,
            HasClickId = !clickId.IsEmpty,
            IsBraid = isBraid,
            IsClickIdReadable = ClickIdText.IsReadable(clickId),
            Identifier = clickId.IsEmpty ? hash : Digest.Of(clickId),
            IsConsentDenied = IsDenied(element, EventFields.Consent, _isDeniedByDefault),
            Value = element.TryGet(EventFields.ConversionValue, out WireValue value) ? value.GetDouble() : null,
            Currency = currency,
        };
    }

    /// <summary>Checks what only the events together tell.</summary>
    public void Finish()
    {
        if (!_hasUserData)
        {
            return;
        }

        if (_encoding is null)
        {
            violations.Add("encoding", "REQUIRED_FIELD_MISSING");
        }

        for (int i = 0; i < destinations.Count; i++)
        {
            GoogleAccount? owner = destinations[i].Account;
            if (owner is { AcceptedCustomerDataTerms: false })
            {
                violations.Add($"destinations[{i}]", "DESTINATION_ACCOUNT_ENHANCED_CONVERSIONS_TERMS_NOT_SIGNED");
            }

            if (owner is { EnhancedConversionsForLeads: false })
            {
                violations.Add($"destinations[{i}]", "DESTINATION_ACCOUNT_NOT_ENABLED_ENHANCED_CONVERSIONS_FOR_LEADS");
            }
        }
    }

    private void CheckDestinations(WireValue element, int index)
    {
        int i = 0;
        foreach (WireValue reference in element.Each(EventFields.DestinationReferences))
        {
            if (DestinationRules.IndexOf(reference.GetUtf8(), destinations) < 0)
            {
                violations.AddForEvent(index, $"destination_references[{i}]", "INVALID_DESTINATION");
            }

            i++;
        }
    }

    private DateTimeOffset CheckTime(WireValue element, int index)
    {
        ReadOnlySpan<byte> text = element.Utf8(EventFields.EventTimestamp);
        if (text.IsEmpty)
        {
            violations.AddForEvent(index, "event_timestamp", "REQUIRED_FIELD_MISSING");
            return default;
        }

        if (!Timestamp.TryRead(text, out DateTimeOffset time) || time > now)
        {
            violations.AddForEvent(index, "event_timestamp", "EVENT_TIME_INVALID");
        }

        ReadOnlySpan<byte> updated = element.Utf8(EventFields.LastUpdatedTimestamp);
        if (!updated.IsEmpty && !Timestamp.TryRead(updated, out _))
        {
            violations.AddForEvent(index, "last_updated_timestamp", "EVENT_TIME_INVALID");
        }

        return time;
    }

    private void CheckCustomVariables(WireValue element, int index)
    {
        int i = 0;
        foreach (WireValue variable in element.Each(EventFields.CustomVariables))
        {
            string place = $"custom_variables[{i++}]";
            string? name = variable.NotEmpty(CustomVariableFields.Variable);
            string? value = variable.NotEmpty(CustomVariableFields.Value);
            CustomVariable? known = name is null ? null : CustomVariables.Find(name);
            if (name is null)
            {
                violations.AddForEvent(index, place + ".variable", "REQUIRED_FIELD_MISSING");
            }
            else if (known is null)
            {
                // The reference has both: a reason for it, and a field that says such a variable is ignored. The harder of the two is played.
                violations.AddForEvent(index, place + ".variable", "CUSTOM_VARIABLE_NOT_FOUND");
            }
            else if (!known.IsEnabled)
            {
                warnings.Add($"events[{index}].{place}.variable", "WARNING_REASON_CUSTOM_VARIABLE_NOT_ENABLED");
            }
            else if (known.Values is { } values && value is not null && !values.Contains(value))
            {
                warnings.Add($"events[{index}].{place}.value", "WARNING_REASON_CUSTOM_VARIABLE_NOT_PREDEFINED");
            }

            if (value is null)
            {
                violations.AddForEvent(index, place + ".value", "INVALID_CUSTOM_VARIABLE_VALUE");
            }
            else if (PersonalData.IsIn(value))
            {
                violations.AddForEvent(index, place + ".value", "CUSTOM_VARIABLE_VALUE_CONTAINS_PII");
            }
        }
    }

    private void CheckCart(WireValue element, int index, bool isBraid)
    {
        if (!element.TryGet(EventFields.CartData, out WireValue cart))
        {
            return;
        }

        if (isBraid)
        {
            warnings.Add($"events[{index}].cart_data", "WARNING_REASON_CART_DATA_NOT_SUPPORTED_WITH_GBRAID_OR_WBRAID");
        }

        int i = 0;
        foreach (WireValue item in cart.Each(CartFields.Items))
        {
            string place = $"events[{index}].cart_data.items[{i++}]";
            if (item.NotEmpty(ItemFields.MerchantProductId) is null)
            {
                warnings.Add(place + ".merchant_product_id", "WARNING_REASON_CART_DATA_ITEM_MERCHANT_PRODUCT_ID_MISSING");
            }

            if (!item.TryGet(ItemFields.UnitPrice, out _))
            {
                warnings.Add(place + ".unit_price", "WARNING_REASON_CART_DATA_ITEM_UNIT_PRICE_MISSING");
            }
        }
    }

    private static string? Encoding(WireValue request) => request.Text(RequestFields.Encoding) is "HEX" or "BASE64" ? request.Text(RequestFields.Encoding) : null;

    private static bool IsDenied(WireValue parent, int field, bool otherwise) =>
        parent.TryGet(field, out WireValue consent) ? consent.Utf8(ConsentFields.AdUserData).SequenceEqual("CONSENT_DENIED"u8) : otherwise;
}
