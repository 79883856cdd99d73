using System.Globalization;
using System.Net.Mail;
using System.Text.Json;
using System.Text.RegularExpressions;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>What an event must be like (contract C.4, C.6). One instance serves one request.</summary>
internal sealed partial class EventRules(JsonElement request, List<Destination> destinations, DateTimeOffset now, ViolationList violations, FieldWarningList warnings)
{
    private const int MaximumIdentifiers = 10;

    private readonly string? _encoding = request.Text("encoding"u8) is "HEX" or "BASE64" ? request.Text("encoding"u8) : null;
    private readonly bool _isEncrypted = request.TryGet("encryptionInfo"u8, out _);
    private readonly bool _isDeniedByDefault = IsDenied(request);
    private bool _hasUserData;

    /// <summary>Checks one event; what it gives counts only when the request has no violation at all.</summary>
    public IngestedEvent Check(JsonElement element, int index)
    {
        CheckDestinations(element, index);
        string? transactionId = element.Text("transactionId"u8) is { Length: > 0 } id ? id : null;
        if (transactionId is not null && transactionId.All(char.IsAsciiDigit))
        {
            Refuse(index, "transaction_id", "INVALID_FORMAT");
        }

        DateTimeOffset time = CheckTime(element, index);
        if (element.Text("eventSource"u8) is null or "EVENT_SOURCE_UNSPECIFIED")
        {
            Refuse(index, "event_source", "REQUIRED_FIELD_MISSING");
        }

        string? currency = element.Text("currency"u8) is { Length: > 0 } code ? code : null;
        if (currency is not null && !CurrencyCodes.Contains(currency))
        {
            Refuse(index, "currency", "INVALID_CURRENCY_CODE");
        }

        Span<byte> hash = stackalloc byte[HashText.Length];
        bool hasHash = CheckUserData(element, index, hash);
        string? clickId = CheckAdIdentifiers(element, index, out bool isBraid, out bool hasOther);
        if (!hasHash && !hasOther && clickId is null)
        {
            Refuse(index, "", "NO_IDENTIFIERS_PROVIDED");
        }

        CheckCustomVariables(element, index);
        CheckCart(element, index, isBraid);
        return new IngestedEvent
        {
            Element = element,
            Time = time,
            TransactionId = transactionId,
            ClickId = clickId,
            IsBraid = isBraid,
            Identifier = clickId is not null ? Digest.Of(clickId) : hash[..Digest.Length].ToArray(),
            IsConsentDenied = element.TryGet("consent"u8, out _) ? IsDenied(element) : _isDeniedByDefault,
            Value = element.TryGet("conversionValue"u8, out JsonElement value) ? value.GetDouble() : null,
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

    private void CheckDestinations(JsonElement element, int index)
    {
        int i = 0;
        foreach (JsonElement reference in element.Each("destinationReferences"u8))
        {
            if (DestinationRules.IndexOf(reference.GetString()!, destinations) < 0)
            {
                Refuse(index, $"destination_references[{i}]", "INVALID_DESTINATION");
            }

            i++;
        }
    }

    private DateTimeOffset CheckTime(JsonElement element, int index)
    {
        string? text = element.Text("eventTimestamp"u8);
        if (string.IsNullOrEmpty(text))
        {
            Refuse(index, "event_timestamp", "REQUIRED_FIELD_MISSING");
            return default;
        }

        if (!Timestamp.TryRead(text, out DateTimeOffset time) || time > now)
        {
            Refuse(index, "event_timestamp", "EVENT_TIME_INVALID");
        }

        if (element.Text("lastUpdatedTimestamp"u8) is { Length: > 0 } updated && !Timestamp.TryRead(updated, out _))
        {
            Refuse(index, "last_updated_timestamp", "EVENT_TIME_INVALID");
        }

        return time;
    }

    /// <summary>Gives true and the first hash when the event has user data.</summary>
    private bool CheckUserData(JsonElement element, int index, Span<byte> first)
    {
        if (!element.TryGet("userData"u8, out JsonElement userData))
        {
            return false;
        }

        _hasUserData = true;
        int count = userData.Count("userIdentifiers"u8);
        if (count == 0)
        {
            Refuse(index, "user_data.user_identifiers", "REQUIRED_FIELD_MISSING");
        }
        else if (count > MaximumIdentifiers)
        {
            Refuse(index, "user_data.user_identifiers", "TOO_MANY_USER_IDENTIFIERS");
        }

        int i = 0;
        Span<byte> hash = stackalloc byte[HashText.Length];
        foreach (JsonElement identifier in userData.Each("userIdentifiers"u8))
        {
            if (identifier.TryGet("address"u8, out JsonElement address))
            {
                CheckAddress(address, index, i, hash);
            }
            else if (identifier.TryGet("emailAddress"u8, out JsonElement value))
            {
                CheckHash(value.GetString()!, index, i, "email_address", hash);
            }
            else if (identifier.TryGet("phoneNumber"u8, out value))
            {
                CheckHash(value.GetString()!, index, i, "phone_number", hash);
            }
            else
            {
                Refuse(index, $"user_data.user_identifiers[{i}]", "REQUIRED_FIELD_MISSING");
            }

            if (i++ == 0)
            {
                hash.CopyTo(first);
            }
        }

        return count > 0;
    }

    private void CheckHash(string text, int index, int identifier, string field, Span<byte> hash)
    {
        if (text.Length == 0)
        {
            Refuse(index, $"user_data.user_identifiers[{identifier}].{field}", "REQUIRED_FIELD_MISSING");
        }
        else if (_isEncrypted)
        {
            // What is inside an encrypted value is seen only after decryption, which happens later.
            Digest.Of(text).CopyTo(hash);
        }
        else if (_encoding is not null && HashText.Read(text, _encoding == "BASE64", hash) is string reason)
        {
            Refuse(index, $"user_data.user_identifiers[{identifier}].{field}", reason);
        }
    }

    private void CheckAddress(JsonElement address, int index, int identifier, Span<byte> hash)
    {
        CheckHash(address.Text("familyName"u8) ?? "", index, identifier, "address.family_name", hash);
        CheckHash(address.Text("givenName"u8) ?? "", index, identifier, "address.given_name", hash);
        string place = $"user_data.user_identifiers[{identifier}].address";
        switch (address.Text("regionCode"u8))
        {
            case null or "":
                Refuse(index, place + ".region_code", "REQUIRED_FIELD_MISSING");
                break;
            case var region when region.Length != 2 || !region.All(char.IsAsciiLetter):
                Refuse(index, place + ".region_code", "INVALID_REGION_CODE");
                break;
        }

        if (string.IsNullOrWhiteSpace(address.Text("postalCode"u8)))
        {
            Refuse(index, place + ".postal_code", "REQUIRED_FIELD_MISSING");
        }
    }

    private string? CheckAdIdentifiers(JsonElement element, int index, out bool isBraid, out bool hasOther)
    {
        isBraid = false;
        hasOther = HasIp(element, "eventDeviceInfo"u8);
        if (!element.TryGet("adIdentifiers"u8, out JsonElement ids))
        {
            return null;
        }

        string? gclid = NotEmpty(ids, "gclid"u8);
        string? braid = NotEmpty(ids, "gbraid"u8);
        string? wbraid = NotEmpty(ids, "wbraid"u8);
        if ((gclid is null ? 0 : 1) + (braid is null ? 0 : 1) + (wbraid is null ? 0 : 1) > 1)
        {
            Refuse(index, "ad_identifiers", "INVALID_EVENT");
        }

        hasOther |= HasIp(ids, "landingPageDeviceInfo"u8) || NotEmpty(ids, "sessionAttributes"u8) is not null || NotEmpty(ids, "mobileDeviceId"u8) is not null || NotEmpty(ids, "dclid"u8) is not null;
        isBraid = gclid is null && (braid ?? wbraid) is not null;
        return gclid ?? braid ?? wbraid;
    }

    private void CheckCustomVariables(JsonElement element, int index)
    {
        int i = 0;
        foreach (JsonElement variable in element.Each("customVariables"u8))
        {
            string place = $"custom_variables[{i++}]";
            string? name = NotEmpty(variable, "variable"u8);
            if (name is null)
            {
                Refuse(index, place + ".variable", "REQUIRED_FIELD_MISSING");
            }
            else if (!CustomVariables.IsKnown(name, out bool isEnabled))
            {
                warnings.Add($"events[{index}].{place}.variable", "WARNING_REASON_CUSTOM_VARIABLE_NOT_PREDEFINED");
            }
            else if (!isEnabled)
            {
                warnings.Add($"events[{index}].{place}.variable", "WARNING_REASON_CUSTOM_VARIABLE_NOT_ENABLED");
            }

            string? value = NotEmpty(variable, "value"u8);
            if (value is null)
            {
                Refuse(index, place + ".value", "INVALID_CUSTOM_VARIABLE_VALUE");
            }
            else if (MailAddress.TryCreate(value, out _) || PhoneNumber().IsMatch(value))
            {
                Refuse(index, place + ".value", "CUSTOM_VARIABLE_VALUE_CONTAINS_PII");
            }
        }
    }

    private void CheckCart(JsonElement element, int index, bool isBraid)
    {
        if (!element.TryGet("cartData"u8, out JsonElement cart))
        {
            return;
        }

        if (isBraid)
        {
            warnings.Add($"events[{index}].cart_data", "WARNING_REASON_CART_DATA_NOT_SUPPORTED_WITH_GBRAID_OR_WBRAID");
        }

        int i = 0;
        foreach (JsonElement item in cart.Each("items"u8))
        {
            string place = $"events[{index}].cart_data.items[{i++}]";
            if (NotEmpty(item, "merchantProductId"u8) is null)
            {
                warnings.Add(place + ".merchant_product_id", "WARNING_REASON_CART_DATA_ITEM_MERCHANT_PRODUCT_ID_MISSING");
            }

            if (!item.TryGet("unitPrice"u8, out _))
            {
                warnings.Add(place + ".unit_price", "WARNING_REASON_CART_DATA_ITEM_UNIT_PRICE_MISSING");
            }
        }
    }

    private void Refuse(int index, string field, string reason) =>
        violations.Add(string.Create(CultureInfo.InvariantCulture, $"events[{index}]{(field.Length == 0 ? "" : ".")}{field}"), reason);

    private static bool IsDenied(JsonElement parent) => parent.TryGet("consent"u8, out JsonElement consent) && consent.Text("adUserData"u8) == "CONSENT_DENIED";

    private static bool HasIp(JsonElement parent, ReadOnlySpan<byte> name) => parent.TryGet(name, out JsonElement device) && NotEmpty(device, "ipAddress"u8) is not null;

    private static string? NotEmpty(JsonElement parent, ReadOnlySpan<byte> name) => parent.Text(name) is { Length: > 0 } text ? text : null;

    [GeneratedRegex(@"^\+?[\d ()/.-]{8,}$", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneNumber();
}
