namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

// Ordinals of the fields the rules read. A request of 2000 events asks for forty thousand: by name each would be compared with every field there is.

/// <summary>Fields of the request.</summary>
internal static class RequestFields
{
    public static readonly int Destinations = DataManagerMessages.IngestEvents.OrdinalOf("destinations");

    public static readonly int Events = DataManagerMessages.IngestEvents.OrdinalOf("events");

    public static readonly int Consent = DataManagerMessages.IngestEvents.OrdinalOf("consent");

    public static readonly int ValidateOnly = DataManagerMessages.IngestEvents.OrdinalOf("validate_only");

    public static readonly int Encoding = DataManagerMessages.IngestEvents.OrdinalOf("encoding");

    public static readonly int EncryptionInfo = DataManagerMessages.IngestEvents.OrdinalOf("encryption_info");
}

/// <summary>Fields of a destination.</summary>
internal static class DestinationFields
{
    public static readonly int Reference = DataManagerMessages.Destination.OrdinalOf("reference");

    public static readonly int LoginAccount = DataManagerMessages.Destination.OrdinalOf("login_account");

    public static readonly int LinkedAccount = DataManagerMessages.Destination.OrdinalOf("linked_account");

    public static readonly int OperatingAccount = DataManagerMessages.Destination.OrdinalOf("operating_account");

    public static readonly int ProductDestinationId = DataManagerMessages.Destination.OrdinalOf("product_destination_id");
}

/// <summary>Fields of a destination's account.</summary>
internal static class AccountFields
{
    public static readonly int Product = DataManagerMessages.ProductAccount.OrdinalOf("product");

    public static readonly int AccountId = DataManagerMessages.ProductAccount.OrdinalOf("account_id");

    public static readonly int AccountType = DataManagerMessages.ProductAccount.OrdinalOf("account_type");
}

/// <summary>Fields of an event.</summary>
internal static class EventFields
{
    public static readonly int DestinationReferences = DataManagerMessages.Event.OrdinalOf("destination_references");

    public static readonly int TransactionId = DataManagerMessages.Event.OrdinalOf("transaction_id");

    public static readonly int EventTimestamp = DataManagerMessages.Event.OrdinalOf("event_timestamp");

    public static readonly int LastUpdatedTimestamp = DataManagerMessages.Event.OrdinalOf("last_updated_timestamp");

    public static readonly int UserData = DataManagerMessages.Event.OrdinalOf("user_data");

    public static readonly int Consent = DataManagerMessages.Event.OrdinalOf("consent");

    public static readonly int AdIdentifiers = DataManagerMessages.Event.OrdinalOf("ad_identifiers");

    public static readonly int Currency = DataManagerMessages.Event.OrdinalOf("currency");

    public static readonly int ConversionValue = DataManagerMessages.Event.OrdinalOf("conversion_value");

    public static readonly int EventSource = DataManagerMessages.Event.OrdinalOf("event_source");

    public static readonly int EventDeviceInfo = DataManagerMessages.Event.OrdinalOf("event_device_info");

    public static readonly int CartData = DataManagerMessages.Event.OrdinalOf("cart_data");

    public static readonly int CustomVariables = DataManagerMessages.Event.OrdinalOf("custom_variables");
}

/// <summary>Fields of consent.</summary>
internal static class ConsentFields
{
    public static readonly int AdUserData = DataManagerMessages.Consent.OrdinalOf("ad_user_data");
}

/// <summary>Fields of user data.</summary>
internal static class UserDataFields
{
    public static readonly int UserIdentifiers = DataManagerMessages.UserData.OrdinalOf("user_identifiers");
}

/// <summary>Fields of a user identifier.</summary>
internal static class UserIdentifierFields
{
    public static readonly int EmailAddress = DataManagerMessages.UserIdentifier.OrdinalOf("email_address");

    public static readonly int PhoneNumber = DataManagerMessages.UserIdentifier.OrdinalOf("phone_number");

    public static readonly int Address = DataManagerMessages.UserIdentifier.OrdinalOf("address");
}

/// <summary>Fields of an address.</summary>
internal static class AddressFields
{
    public static readonly int GivenName = DataManagerMessages.Address.OrdinalOf("given_name");

    public static readonly int FamilyName = DataManagerMessages.Address.OrdinalOf("family_name");

    public static readonly int RegionCode = DataManagerMessages.Address.OrdinalOf("region_code");

    public static readonly int PostalCode = DataManagerMessages.Address.OrdinalOf("postal_code");
}

/// <summary>Fields of ad identifiers.</summary>
internal static class AdIdentifiersFields
{
    public static readonly int SessionAttributes = DataManagerMessages.AdIdentifiers.OrdinalOf("session_attributes");

    public static readonly int Gclid = DataManagerMessages.AdIdentifiers.OrdinalOf("gclid");

    public static readonly int Gbraid = DataManagerMessages.AdIdentifiers.OrdinalOf("gbraid");

    public static readonly int Wbraid = DataManagerMessages.AdIdentifiers.OrdinalOf("wbraid");

    public static readonly int LandingPageDeviceInfo = DataManagerMessages.AdIdentifiers.OrdinalOf("landing_page_device_info");

    public static readonly int MobileDeviceId = DataManagerMessages.AdIdentifiers.OrdinalOf("mobile_device_id");

    public static readonly int Dclid = DataManagerMessages.AdIdentifiers.OrdinalOf("dclid");
}

/// <summary>Fields of a device.</summary>
internal static class DeviceFields
{
    public static readonly int IpAddress = DataManagerMessages.DeviceInfo.OrdinalOf("ip_address");
}

/// <summary>Fields of a cart.</summary>
internal static class CartFields
{
    public static readonly int Items = DataManagerMessages.CartData.OrdinalOf("items");
}

/// <summary>Fields of an item of a cart.</summary>
internal static class ItemFields
{
    public static readonly int MerchantProductId = DataManagerMessages.Item.OrdinalOf("merchant_product_id");

    public static readonly int UnitPrice = DataManagerMessages.Item.OrdinalOf("unit_price");
}

/// <summary>Fields of a custom variable.</summary>
internal static class CustomVariableFields
{
    public static readonly int Variable = DataManagerMessages.CustomVariable.OrdinalOf("variable");

    public static readonly int Value = DataManagerMessages.CustomVariable.OrdinalOf("value");
}
