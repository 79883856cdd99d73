using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>What an event's user data and ad identifiers must be like (contract B.1, C.4). One instance serves one request.</summary>
/// <param name="encoding">HEX or BASE64; null when the request does not say.</param>
/// <param name="isEncrypted">True when the hashes are encrypted, so that nothing is seen of them here.</param>
/// <param name="violations">Takes what is wrong.</param>
internal sealed class EventIdentifierRules(string? encoding, bool isEncrypted, ViolationList violations)
{
    /// <summary>Gives true and the first hash when the event has user data.</summary>
    /// <param name="element">The event.</param>
    /// <param name="index">Its place.</param>
    /// <param name="first">Room for as much of the first hash as is wanted.</param>
    public bool CheckUserData(WireValue element, int index, Span<byte> first)
    {
        if (!element.TryGet(EventFields.UserData, out WireValue userData))
        {
            return false;
        }

        int count = userData.Count(UserDataFields.UserIdentifiers);
        if (count == 0)
        {
            violations.AddForEvent(index, "user_data.user_identifiers", "REQUIRED_FIELD_MISSING");
        }
        else if (count > GoogleLimits.IdentifiersPerEvent)
        {
            violations.AddForEvent(index, "user_data.user_identifiers", "TOO_MANY_USER_IDENTIFIERS");
        }

        int i = 0;
        foreach (WireValue identifier in userData.Each(UserDataFields.UserIdentifiers))
        {
            Span<byte> hash = i == 0 ? first : [];
            if (identifier.TryGet(UserIdentifierFields.Address, out WireValue address))
            {
                CheckAddress(address, index, i, hash);
            }
            else if (identifier.TryGet(UserIdentifierFields.EmailAddress, out WireValue value))
            {
                CheckHash(value.GetUtf8(), index, i, "email_address", hash);
            }
            else if (identifier.TryGet(UserIdentifierFields.PhoneNumber, out value))
            {
                CheckHash(value.GetUtf8(), index, i, "phone_number", hash);
            }
            else
            {
                violations.AddForEvent(index, $"user_data.user_identifiers[{i}]", "REQUIRED_FIELD_MISSING");
            }

            i++;
        }

        return count > 0;
    }

    private void CheckHash(ReadOnlySpan<byte> text, int index, int identifier, string field, Span<byte> hash)
    {
        if (text.IsEmpty)
        {
            violations.AddForEvent(index, $"user_data.user_identifiers[{identifier}].{field}", "REQUIRED_FIELD_MISSING");
        }
        else if (isEncrypted)
        {
            // What is inside an encrypted value is seen only after decryption, which happens later.
            Digest digest = Digest.Of(text);
            ((ReadOnlySpan<byte>)digest)[..hash.Length].CopyTo(hash);
        }
        else if (encoding is not null && HashText.Read(text, encoding == "BASE64", hash) is string reason)
        {
            violations.AddForEvent(index, $"user_data.user_identifiers[{identifier}].{field}", reason);
        }
    }

    private void CheckAddress(WireValue address, int index, int identifier, Span<byte> hash)
    {
        CheckHash(address.Utf8(AddressFields.FamilyName), index, identifier, "address.family_name", hash);
        CheckHash(address.Utf8(AddressFields.GivenName), index, identifier, "address.given_name", hash);
        string place = $"user_data.user_identifiers[{identifier}].address";
        switch (address.Text(AddressFields.RegionCode))
        {
            case null or "":
                violations.AddForEvent(index, place + ".region_code", "REQUIRED_FIELD_MISSING");
                break;
            case var region when region.Length != 2 || !region.All(char.IsAsciiLetter):
                violations.AddForEvent(index, place + ".region_code", "INVALID_REGION_CODE");
                break;
        }

        if (string.IsNullOrWhiteSpace(address.Text(AddressFields.PostalCode)))
        {
            violations.AddForEvent(index, place + ".postal_code", "REQUIRED_FIELD_MISSING");
        }
    }

    /// <summary>Gives the click id; empty when there is none.</summary>
    /// <param name="element">The event.</param>
    /// <param name="index">Its place.</param>
    /// <param name="isBraid">True for a GBRAID or WBRAID.</param>
    /// <param name="hasOther">True when something else than a click id can find the person.</param>
    public ReadOnlySpan<byte> CheckAdIdentifiers(WireValue element, int index, out bool isBraid, out bool hasOther)
    {
        isBraid = false;
        hasOther = HasIp(element, EventFields.EventDeviceInfo);
        if (!element.TryGet(EventFields.AdIdentifiers, out WireValue ids))
        {
            return [];
        }

        ReadOnlySpan<byte> gclid = ids.Utf8(AdIdentifiersFields.Gclid);
        ReadOnlySpan<byte> gbraid = ids.Utf8(AdIdentifiersFields.Gbraid);
        ReadOnlySpan<byte> wbraid = ids.Utf8(AdIdentifiersFields.Wbraid);
        if ((gclid.IsEmpty ? 0 : 1) + (gbraid.IsEmpty ? 0 : 1) + (wbraid.IsEmpty ? 0 : 1) > 1)
        {
            violations.AddForEvent(index, "ad_identifiers", "INVALID_EVENT");
        }

        hasOther |= HasIp(ids, AdIdentifiersFields.LandingPageDeviceInfo) || !ids.Utf8(AdIdentifiersFields.SessionAttributes).IsEmpty || !ids.Utf8(AdIdentifiersFields.MobileDeviceId).IsEmpty || !ids.Utf8(AdIdentifiersFields.Dclid).IsEmpty;
        isBraid = gclid.IsEmpty && !(gbraid.IsEmpty && wbraid.IsEmpty);
        return !gclid.IsEmpty ? gclid : !gbraid.IsEmpty ? gbraid : wbraid;
    }

    private static bool HasIp(WireValue parent, int field) => parent.TryGet(field, out WireValue device) && !device.Utf8(DeviceFields.IpAddress).IsEmpty;
}
