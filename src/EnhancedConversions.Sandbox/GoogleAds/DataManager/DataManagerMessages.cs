using EnhancedConversions.Sandbox.Wire;
using static EnhancedConversions.Sandbox.Wire.WireField;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>The messages of <c>events:ingest</c> (contract C.2 to C.4).</summary>
internal static class DataManagerMessages
{
    private const string Package = "google.ads.datamanager.v1.";

    private static readonly WireEnum s_consentStatus = new(Package + "ConsentStatus", ["CONSENT_STATUS_UNSPECIFIED", "CONSENT_GRANTED", "CONSENT_DENIED"]);

    private static readonly WireEnum s_accountType = new(Package + "ProductAccount.AccountType",
    [
        "ACCOUNT_TYPE_UNSPECIFIED", "GOOGLE_ADS", "DISPLAY_VIDEO_PARTNER", "DISPLAY_VIDEO_ADVERTISER", "DATA_PARTNER", "GOOGLE_ANALYTICS_PROPERTY",
        "GOOGLE_AD_MANAGER_AUDIENCE_LINK", "FLOODLIGHT_CONFIG",
    ]);

    private static readonly WireEnum s_product = new(Package + "Product", ["PRODUCT_UNSPECIFIED", "GOOGLE_ADS", "DISPLAY_VIDEO_PARTNER", "DISPLAY_VIDEO_ADVERTISER", "DATA_PARTNER"]);

    public static WireMessage ProductAccount { get; } = new(Package + "ProductAccount", Of("product", s_product), Text("account_id"), Of("account_type", s_accountType));

    public static WireMessage Destination { get; } = new(Package + "Destination",
        Text("reference"), Of("login_account", ProductAccount), Of("linked_account", ProductAccount), Of("operating_account", ProductAccount), Text("product_destination_id"));

    public static WireMessage Consent { get; } = new(Package + "Consent", Of("ad_user_data", s_consentStatus), Of("ad_personalization", s_consentStatus));

    public static WireMessage Address { get; } = new(Package + "AddressInfo", Text("given_name"), Text("family_name"), Text("region_code"), Text("postal_code"));

    public static WireMessage UserIdentifier { get; } = new(Package + "UserIdentifier",
        Text("email_address") with { OneOf = "identifier" },
        Text("phone_number") with { OneOf = "identifier" },
        Of("address", Address) with { OneOf = "identifier" });

    public static WireMessage UserData { get; } = new(Package + "UserData", Many("user_identifiers", UserIdentifier));

    public static WireMessage DeviceInfo { get; } = new(Package + "DeviceInfo",
        Text("user_agent"), Text("ip_address"), Text("category"), Text("language_code"), Int32("screen_height"), Int32("screen_width"), Text("operating_system"),
        Text("operating_system_version"), Text("model"), Text("brand"), Text("browser"), Text("browser_version"));

    private static readonly WireMessage s_encryptedUserId = new(Package + "EncryptedUserId", Text("encrypted_id"), Text("entity_type"), Text("entity_id"), Text("source"));

    public static WireMessage AdIdentifiers { get; } = new(Package + "AdIdentifiers",
        Text("session_attributes"), Text("gclid"), Text("gbraid"), Text("wbraid"), Of("landing_page_device_info", DeviceInfo), Text("mobile_device_id"), Text("dclid"),
        Text("impression_id"), Text("match_id"), Many("encrypted_user_ids", s_encryptedUserId));

    private static readonly WireMessage s_itemParameter = new(Package + "ItemParameter", Text("parameter_name"), Text("value"));

    public static WireMessage CustomVariable { get; } = new(Package + "CustomVariable", Text("variable"), Text("value"), Texts("destination_references"));

    public static WireMessage Item { get; } = new(Package + "Item",
        Text("merchant_product_id"), Int64("quantity"), Number("unit_price"), Text("item_id"), Many("additional_item_parameters", s_itemParameter), Text("merchant_id"),
        Text("merchant_feed_label"), Text("merchant_feed_language_code"), Number("conversion_value"), Many("custom_variables", CustomVariable));

    public static WireMessage CartData { get; } = new(Package + "CartData",
        Text("merchant_id"), Text("merchant_feed_label"), Text("merchant_feed_language_code"), Number("transaction_discount"), Many("items", Item), Texts("coupon_codes"));

    private static readonly WireMessage s_userProperties = new(Package + "UserProperties",
        Of("customer_type", new WireEnum(Package + "CustomerType", ["CUSTOMER_TYPE_UNSPECIFIED", "NEW", "RETURNING", "REENGAGED"])),
        Of("customer_value_bucket", new WireEnum(Package + "CustomerValueBucket", ["CUSTOMER_VALUE_BUCKET_UNSPECIFIED", "LOW", "MEDIUM", "HIGH"])));

    private static readonly WireMessage s_eventLocation = new(Package + "EventLocation",
        Text("store_id"), Text("city"), Text("subdivision_code"), Text("region_code"), Text("subcontinent_code"), Text("continent_code"));

    private static readonly WireMessage s_parameter = new(Package + "EventParameter", Text("parameter_name"), Text("value"));

    private static readonly WireMessage s_experimentalField = new(Package + "ExperimentalField", Text("field"), Text("value"));

    public static WireMessage Event { get; } = new(Package + "Event",
        Texts("destination_references"),
        Text("transaction_id"),
        Text("event_timestamp"),
        Text("last_updated_timestamp"),
        Of("user_data", UserData),
        Of("consent", Consent),
        Of("ad_identifiers", AdIdentifiers),
        Text("currency"),
        Number("conversion_value"),
        Of("event_source", new WireEnum(Package + "EventSource", ["EVENT_SOURCE_UNSPECIFIED", "WEB", "APP", "IN_STORE", "PHONE", "MESSAGE", "OTHER"])),
        Of("event_device_info", DeviceInfo),
        Of("cart_data", CartData),
        Many("custom_variables", CustomVariable),
        Many("experimental_fields", s_experimentalField),
        Of("user_properties", s_userProperties),
        Text("event_name"), Text("client_id"), Text("user_id"), Many("additional_event_parameters", s_parameter), Text("app_instance_id"),
        Of("third_party_user_data", UserData),
        Of("event_location", s_eventLocation),
        Number("conversion_count"));

    private static readonly WireEnum s_keyType = new(Package + "KeyType", ["KEY_TYPE_UNSPECIFIED", "XCHACHA20_POLY1305"]);

    private static readonly WireMessage s_encryptionInfo = new(Package + "EncryptionInfo",
        Of("gcp_wrapped_key_info", new WireMessage(Package + "GcpWrappedKeyInfo", Of("key_type", s_keyType), Text("wip_provider"), Text("kek_uri"), Text("encrypted_dek"))) with { OneOf = "wrapped_key" },
        Of("aws_wrapped_key_info", new WireMessage(Package + "AwsWrappedKeyInfo", Of("key_type", s_keyType), Text("role_arn"), Text("kek_uri"), Text("encrypted_dek"))) with { OneOf = "wrapped_key" });

    /// <summary>The request.</summary>
    public static WireMessage IngestEvents { get; } = new(Package + "IngestEventsRequest",
        Many("destinations", Destination),
        Many("events", Event),
        Of("consent", Consent),
        Bool("validate_only"),
        Of("encoding", new WireEnum(Package + "Encoding", ["ENCODING_UNSPECIFIED", "HEX", "BASE64"])),
        Of("encryption_info", s_encryptionInfo));
}
