using EnhancedConversions.Sandbox.Wire;
using static EnhancedConversions.Sandbox.Wire.WireField;

namespace EnhancedConversions.Sandbox.GoogleAds.Uploads;

/// <summary>The messages of <c>uploadClickConversions</c> and <c>uploadConversionAdjustments</c> (contract A.5, A.7).</summary>
internal static class UploadMessages
{
    private const string Services = "google.ads.googleads.v25.services.";
    private const string Common = "google.ads.googleads.v25.common.";
    private const string Enums = "google.ads.googleads.v25.enums.";

    private static readonly WireEnum s_consentStatus = new(Enums + "ConsentStatusEnum.ConsentStatus", ["UNSPECIFIED", "UNKNOWN", "GRANTED", "DENIED"]);

    private static readonly WireMessage s_address = new(Common + "OfflineUserAddressInfo",
        Text("hashed_first_name"), Text("hashed_last_name"), Text("city"), Text("state"), Text("country_code"), Text("postal_code"), Text("hashed_street_address"));

    private static readonly WireMessage s_userIdentifier = new(Common + "UserIdentifier",
        Of("user_identifier_source", new WireEnum(Enums + "UserIdentifierSourceEnum.UserIdentifierSource", ["UNSPECIFIED", "UNKNOWN", "FIRST_PARTY", "THIRD_PARTY"])),
        Text("hashed_email") with { OneOf = "identifier" },
        Text("hashed_phone_number") with { OneOf = "identifier" },
        Text("mobile_id") with { OneOf = "identifier" },
        Text("third_party_user_id") with { OneOf = "identifier" },
        Of("address_info", s_address) with { OneOf = "identifier" });

    private static readonly WireMessage s_cartData = new(Services + "CartData",
        Int64("merchant_id"), Text("feed_country_code"), Text("feed_language_code"), Number("local_transaction_cost"),
        Many("items", new WireMessage(Services + "CartData.Item", Text("product_id"), Int32("quantity"), Number("unit_price"))));

    private static readonly WireMessage s_sessionAttributes = new(Services + "SessionAttributesKeyValuePairs",
        Many("key_value_pairs", new WireMessage(Services + "SessionAttributeKeyValuePair", Text("session_attribute_key"), Text("session_attribute_value"))));

    private static readonly WireMessage s_clickConversion = new(Services + "ClickConversion",
        Text("gclid"), Text("gbraid"), Text("wbraid"), Text("conversion_action"), Text("conversion_date_time"), Number("conversion_value"), Text("currency_code"), Text("order_id"),
        Of("external_attribution_data", new WireMessage(Services + "ExternalAttributionData", Number("external_attribution_credit"), Text("external_attribution_model"))),
        Many("custom_variables", new WireMessage(Services + "CustomVariable", Text("conversion_custom_variable"), Text("value"))),
        Of("cart_data", s_cartData),
        Many("user_identifiers", s_userIdentifier),
        Of("conversion_environment", new WireEnum(Enums + "ConversionEnvironmentEnum.ConversionEnvironment", ["UNSPECIFIED", "UNKNOWN", "APP", "WEB"])),
        Of("consent", new WireMessage(Common + "Consent", Of("ad_user_data", s_consentStatus), Of("ad_personalization", s_consentStatus))),
        Of("customer_type", new WireEnum(Enums + "ConversionCustomerTypeEnum.ConversionCustomerType", ["UNSPECIFIED", "UNKNOWN", "NEW", "RETURNING"])),
        Text("user_ip_address"),
        Text("session_attributes_encoded") with { OneOf = "session_attributes" },
        Of("session_attributes_key_value_pairs", s_sessionAttributes) with { OneOf = "session_attributes" });

    private static readonly WireMessage s_adjustment = new(Services + "ConversionAdjustment",
        Of("gclid_date_time_pair", new WireMessage(Services + "GclidDateTimePair", Text("gclid"), Text("conversion_date_time"))),
        Text("order_id"),
        Text("conversion_action"),
        Text("adjustment_date_time"),
        Of("adjustment_type", new WireEnum(Enums + "ConversionAdjustmentTypeEnum.ConversionAdjustmentType", ["UNSPECIFIED", "UNKNOWN", "RETRACTION", "RESTATEMENT", "ENHANCEMENT"])),
        Of("restatement_value", new WireMessage(Services + "RestatementValue", Number("adjusted_value"), Text("currency_code"))),
        Many("user_identifiers", s_userIdentifier),
        Text("user_agent"));

    public static WireMessage ClickConversions { get; } = new(Services + "UploadClickConversionsRequest",
        Many("conversions", s_clickConversion), Bool("partial_failure"), Bool("validate_only"), Int32("job_id"));

    public static WireMessage Adjustments { get; } = new(Services + "UploadConversionAdjustmentsRequest",
        Many("conversion_adjustments", s_adjustment), Bool("partial_failure"), Bool("validate_only"), Int32("job_id"));
}
