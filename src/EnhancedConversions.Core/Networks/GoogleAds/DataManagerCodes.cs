using static EnhancedConversions.Networks.CodeRemedy;
using static EnhancedConversions.Networks.CodeScope;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>The reasons the Data Manager API names in its answers and in its later status. Source: its v1 protos (contract C.6, C.7).</summary>
internal static class DataManagerCodes
{
    private const string ReportIt = "This is a fault of this module or a change of the network's rules: please report it with the code and the request id.";

    /// <summary>ErrorReason: why a request was refused at once.</summary>
    public static NetworkCodes Errors { get; } = new(
    [
        new("INTERNAL_ERROR", Request, Repeat, "Google had an internal error."),
        new("DEADLINE_EXCEEDED", Request, Repeat, "Google did not finish in time."),
        new("RESOURCE_EXHAUSTED", Request, Repeat, "The quota of the Data Manager API is used up for now (300 requests a minute and 100 000 a day for each Google Cloud project)."),
        new("NOT_FOUND", Account, Fix, "Google does not find the account or conversion action that was named.") { Action = "Check the account number and, when you sign in through a manager, the manager's number." },
        new("PERMISSION_DENIED", Account, Fix, "The sign-in has no access to this Google Ads account.")
        {
            Action = "Add the Google account or service account as a user of the Google Ads account, or name the manager account it belongs to. A service account also needs the role Service Usage Consumer on its Google Cloud project.",
        },
        new("INVALID_ARGUMENT", Request, Fix, "Google refused a field of the request without saying which rule it breaks."),
        new("REQUIRED_FIELD_MISSING", Row, Fix, "A field Google requires is missing."),
        new("INVALID_FORMAT", Row, Fix, "A field does not have the form Google requires."),
        new("INVALID_HEX_ENCODING", Row, Fix, "A hashed identifier is not written in hexadecimal digits."),
        new("INVALID_BASE64_ENCODING", Row, Fix, "A hashed identifier is not valid Base64."),
        new("INVALID_SHA256_FORMAT", Row, Fix, "An identifier is not a SHA-256 hash. Give plain addresses and phone numbers, or their SHA-256 in 64 hexadecimal digits."),
        new("INVALID_POSTAL_CODE", Row, Fix, "The postal code is not valid."),
        new("INVALID_ENUM_VALUE", Row, Fix, "A field holds a value that is not on Google's list for it. " + ReportIt),
        new("TOO_MANY_USER_IDENTIFIERS", Row, Fix, "More than 10 identifiers in one row."),
        new("TOO_MANY_DESTINATIONS", Request, Split, "More than 10 conversion actions in one request."),
        new("INVALID_DESTINATION", Request, Fix, "Google refused the account or conversion action the rows were addressed to. Check the account number and that the action still exists."),
        new("TERMS_AND_CONDITIONS_NOT_SIGNED", Account, Fix, "The customer data terms are not accepted for this account.")
        {
            Action = "In Google Ads open Goals > Settings, and accept the customer data terms.",
        },
        new("INVALID_NUMBER_FORMAT", Row, Fix, "A number is not written as Google requires."),
        new("INVALID_CONVERSION_ACTION_ID", Row, Fix, "Google does not know this conversion action in the account that was named. It may have been removed, or belong to the manager account."),
        new("INVALID_CONVERSION_ACTION_TYPE", Row, Fix, "The conversion action does not take uploads. Use an action of type Import (UPLOAD_CLICKS)."),
        new("INVALID_CURRENCY_CODE", Row, Fix, "The currency is not an ISO 4217 code that Google knows."),
        new("INVALID_EVENT", Row, Fix, "Google refused the row as a whole."),
        new("TOO_MANY_EVENTS", Request, Split, "Too many rows in one request."),
        new("DESTINATION_ACCOUNT_NOT_ENABLED_ENHANCED_CONVERSIONS_FOR_LEADS", Account, Fix, "Enhanced conversions for leads are off for this account.")
        {
            Action = "In Google Ads open Goals > Settings > Enhanced conversions and turn them on, then run the same command again.",
        },
        new("DESTINATION_ACCOUNT_DATA_POLICY_PROHIBITS_ENHANCED_CONVERSIONS", Account, None, "Google's customer data policy bars this account from enhanced conversions.")
        {
            Action = "Upload by click id instead, or ask Google Ads support why the account is barred.",
        },
        new("DESTINATION_ACCOUNT_ENHANCED_CONVERSIONS_TERMS_NOT_SIGNED", Account, Fix, "The customer data terms for enhanced conversions are not accepted for this account.")
        {
            Action = "In Google Ads open Goals > Settings > Enhanced conversions and accept the customer data terms.",
        },
        new("DUPLICATE_DESTINATION_REFERENCE", Request, Fix, "Two destinations of the request have the same reference. " + ReportIt),
        new("UNSUPPORTED_OPERATING_ACCOUNT_FOR_DATA_PARTNER", Account, Fix, "The account cannot be used by a data partner.") { Action = "Sign in with the advertiser's own account." },
        new("UNSUPPORTED_LINKED_ACCOUNT_FOR_DATA_PARTNER", Account, Fix, "The linked account cannot be used by a data partner.") { Action = "Sign in with the advertiser's own account." },
        new("NO_IDENTIFIERS_PROVIDED", Row, Fix, "The row has no e-mail address, phone number or click id."),
        new("LINKED_ACCOUNT_ONLY_ALLOWED_WITH_DATA_PARTNER_LOGIN_ACCOUNT", Account, Fix, "A linked account may be named by data partners only.") { Action = "Sign in with the advertiser's own account." },
        new("OPERATING_ACCOUNT_LOGIN_ACCOUNT_MISMATCH", Account, Fix, "The account that was signed in through is not above the account the rows are for.")
        {
            Action = "Name the manager account that manages this account, or none when the sign-in reaches the account itself.",
        },
        new("EVENT_TIME_INVALID", Row, Fix, "Google refused the conversion time: it is in the future, or too old."),
        new("RESERVED_NAME_USED", Row, Fix, "A name is reserved by Google."),
        new("INVALID_EVENT_NAME", Row, Fix, "The event name is not valid."),
        new("NOT_ALLOWLISTED", Account, Fix, "The account is not admitted to this feature.") { Action = "Ask Google Ads support to admit the account, or leave the feature out." },
        new("INVALID_REQUEST_ID", Request, Fix, "Google does not know this request. Requests that were only validated have no status."),
        new("FIELD_VALUE_TOO_LONG", Row, Fix, "A field is longer than Google allows."),
        new("TOO_MANY_ELEMENTS", Row, Fix, "A list in the row is longer than Google allows."),
        new("INVALID_MERCHANT_ID", Row, Fix, "The merchant id is not valid."),
        new("EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED", Account, Fix, "The account still has to declare whether its campaigns carry political advertising in the EU.")
        {
            Action = "Make the declaration in Google Ads, then run the same command again.",
        },
        new("INVALID_MERCHANT_FEED_LANGUAGE_CODE", Row, Fix, "The language of the merchant feed is not valid."),
        new("INVALID_REGION_CODE", Row, Fix, "The region is not an ISO 3166-1 code of two letters."),
        new("TOO_FEW_ELEMENTS", Row, Fix, "A list in the row is shorter than Google requires."),
        new("FIELD_VALUE_TOO_SHORT", Row, Fix, "A field is shorter than Google requires."),
        new("THIRD_PARTY_USER_DATA_NOT_ALLOWED", Row, Fix, "User data from third parties is not allowed here."),
        new("INVALID_COUPON_CODE", Row, Fix, "A coupon code is not valid."),
        new("EVENT_SOURCE_AND_DESTINATION_MISMATCH", Request, Fix, "The event source does not fit the conversion action. Choose another event source when connecting."),
        new("DESTINATION_ACCOUNT_TYPE_MISMATCH", Account, Fix, "The account is not a Google Ads account.") { Action = "Check the account number." },
        new("CUSTOM_VARIABLE_VALUE_CONTAINS_PII", Row, Fix, "A custom variable holds personal data, which Google does not take there."),
        new("CUSTOM_VARIABLE_NOT_ENABLED", Row, Fix, "A custom variable is not enabled in the account."),
        new("INVALID_CUSTOM_VARIABLE_VALUE", Row, Fix, "The value of a custom variable is not valid."),
        new("CUSTOM_VARIABLE_NOT_FOUND", Row, Fix, "The account has no custom variable of that name."),
    ],
    OfOtherFeatures(
        "INVALID_COUNTRY_CODE", "INVALID_USER_LIST_TYPE", "INVALID_AUDIENCE_MEMBER", "TOO_MANY_AUDIENCE_MEMBERS", "DATA_PARTNER_USER_LIST_MUTATE_NOT_ALLOWED",
        "INVALID_MOBILE_ID_FORMAT", "INVALID_USER_LIST_ID", "MULTIPLE_DATA_TYPES_NOT_ALLOWED", "DIFFERENT_LOGIN_ACCOUNTS_NOT_ALLOWED_FOR_DATA_PARTNER",
        "INVALID_PROPERTY_TYPE", "INVALID_STREAM_TYPE", "MULTIPLE_DESTINATIONS_FOR_GOOGLE_ANALYTICS_EVENT", "ALREADY_EXISTS", "IMMUTABLE_FIELD_FOR_UPDATE",
        "INVALID_RESOURCE_NAME", "INVALID_FILTER", "INVALID_UPDATE_MASK", "INVALID_PAGE_TOKEN", "CANNOT_UPDATE_DISABLED_LICENSE",
        "CANNOT_CREATE_LICENSE_FOR_SENSITIVE_USERLIST", "INSUFFICIENT_COST", "CANNOT_DISABLE_LICENSE", "INVALID_CLIENT_ACCOUNT_ID",
        "PRICING_ONLY_ZERO_COST_ALLOWED", "PRICE_TOO_HIGH", "CUSTOMER_NOT_ALLOWED_TO_CREATE_LICENSE", "INVALID_PRICING_END_DATE",
        "CANNOT_LICENSE_LOGICAL_LIST_WITH_LICENSED_OR_SHARED_SEGMENT", "MISMATCHED_ACCOUNT_TYPE", "MEDIA_SHARE_COST_NOT_ALLOWED_FOR_LICENSE_TYPE",
        "MEDIA_SHARE_COST_NOT_ALLOWED_FOR_CLIENT_CUSTOMER", "INVALID_MEDIA_SHARE_COST", "INVALID_COST_TYPE",
        "MEDIA_SHARE_COST_NOT_ALLOWED_FOR_NON_COMMERCE_USER_LIST", "MAX_COST_NOT_ALLOWED", "COMMERCE_AUDIENCE_CAN_ONLY_BE_DIRECTLY_LICENSED",
        "INVALID_DESCRIPTION", "INVALID_DISPLAY_NAME", "DISPLAY_NAME_ALREADY_USED", "OWNERSHIP_REQUIRED_FOR_UPDATE", "USER_LIST_MUTATION_NOT_SUPPORTED",
        "SENSITIVE_USER_LIST_IMMUTABLE", "BILLABLE_RECORD_COUNT_IMMUTABLE", "USER_LIST_NAME_RESERVED", "ADVERTISER_NOT_ALLOWLISTED_FOR_UPLOADED_DATA",
        "UNSUPPORTED_PARTNER_AUDIENCE_SOURCE", "COMMERCE_PARTNER_NOT_ALLOWED", "UNSUPPORTED_PARTNER_AUDIENCE_INFO", "PARTNER_MATCH_FOR_MANAGER_ACCOUNT_DISALLOWED",
        "DATA_PARTNER_NOT_ALLOWLISTED_FOR_THIRD_PARTY_PARTNER_DATA", "ADVERTISER_TOS_NOT_ACCEPTED", "ADVERTISER_NOT_ALLOWLISTED_FOR_THIRD_PARTY_PARTNER_DATA",
        "USER_LIST_TYPE_NOT_SUPPORTED_FOR_ACCOUNT", "INVALID_COMMERCE_PARTNER", "CUSTOMER_NOT_ALLOWLISTED_FOR_COMMERCE_AUDIENCE",
        "UNSUPPORTED_USER_LIST_UPLOAD_KEY_TYPES", "UNSUPPORTED_INGESTED_USER_LIST_INFO_CONFIG", "UNSUPPORTED_ACCOUNT_TYPES_FOR_USER_LIST_TYPE",
        "UNSUPPORTED_ACCOUNT_TYPE_FOR_PARTNER_LINK", "MEMBERSHIP_DURATION_TOO_LONG", "ACCOUNT_INELIGIBLE_FOR_STORE_SALES", "INVALID_SUBDIVISION_CODE",
        "INVALID_SUBCONTINENT_CODE", "INVALID_CONTINENT_CODE", "INVALID_DEVICE_CATEGORY", "BOTH_CLIENT_ID_AND_APP_INSTANCE_ID_NOT_ALLOWED",
        "GOOGLE_ANALYTICS_SUBPROPERTY_OR_ROLLUP_PROPERTY_NOT_ALLOWED", "BASELINE_LOCATION_AUTO_DETECTION_FAILED", "INSIGHTS_MISSING_FOR_DIMENSION",
        "REQUIRED_PREREQUISITE_LINK_MISSING", "INVALID_REMOVE_AS_OF_TIME"));

    /// <summary>ProcessingErrorReason: why rows of an accepted request did not become conversions. Only their number is told, never which rows.</summary>
    public static NetworkCodes Processing { get; } = new(
    [
        new("PROCESSING_ERROR_REASON_INVALID_CUSTOM_VARIABLE", Row, Fix, "A custom variable is not valid."),
        new("PROCESSING_ERROR_REASON_CUSTOM_VARIABLE_NOT_ENABLED", Row, Fix, "A custom variable is not enabled in the account."),
        new("PROCESSING_ERROR_REASON_EVENT_TOO_OLD", Row, None, "The conversion is older than Google takes: 63 days for leads without click id, 90 days otherwise, or the action's own click-through window."),
        new("PROCESSING_ERROR_REASON_DENIED_CONSENT", Row, None, "The person refused consent."),
        new("PROCESSING_ERROR_REASON_NO_CONSENT", Account, Fix, "The account has no consent from the person's region to use the data.") { Action = "Send the consent columns, or settle consent in the account's settings." },
        new("PROCESSING_ERROR_REASON_UNKNOWN_CONSENT", Row, Fix, "Consent was not said and the account has no default. Fill in Ad User Data."),
        new("PROCESSING_ERROR_REASON_DUPLICATE_GCLID", Row, Duplicate, "Google has a conversion with this click id and time from before."),
        new("PROCESSING_ERROR_REASON_DUPLICATE_TRANSACTION_ID", Row, Duplicate, "Google has a conversion with this order id from before."),
        new("PROCESSING_ERROR_REASON_INVALID_GBRAID", Row, Fix, "The GBRAID cannot be read."),
        new("PROCESSING_ERROR_REASON_INVALID_GCLID", Row, Fix, "The GCLID cannot be read. It is case-sensitive: a spreadsheet or database may have changed it."),
        new("PROCESSING_ERROR_REASON_INVALID_MERCHANT_ID", Row, Fix, "The merchant id is not valid."),
        new("PROCESSING_ERROR_REASON_INVALID_WBRAID", Row, Fix, "The WBRAID cannot be read."),
        new("PROCESSING_ERROR_REASON_INTERNAL_ERROR", Row, Repeat, "Google had an internal error. Send the rows again."),
        new("PROCESSING_ERROR_REASON_DESTINATION_ACCOUNT_ENHANCED_CONVERSIONS_TERMS_NOT_SIGNED", Account, Fix, "The customer data terms are not accepted for this account.")
        {
            Action = "In Google Ads open Goals > Settings > Enhanced conversions and accept the customer data terms.",
        },
        new("PROCESSING_ERROR_REASON_INVALID_EVENT", Row, Fix, "Google refused the row as a whole."),
        new("PROCESSING_ERROR_REASON_INSUFFICIENT_MATCHED_TRANSACTIONS", Request, Fix, "Too few of the transactions could be matched (store sales)."),
        new("PROCESSING_ERROR_REASON_INSUFFICIENT_TRANSACTIONS", Request, Fix, "Too few transactions (store sales)."),
        new("PROCESSING_ERROR_REASON_INVALID_FORMAT", Row, Fix, "A field does not have the form Google requires."),
        new("PROCESSING_ERROR_OPERATING_ACCOUNT_MISMATCH_FOR_AD_IDENTIFIER", Row, Fix, "The click id belongs to another Google Ads account."),
        new("PROCESSING_ERROR_REASON_ONE_PER_CLICK_CONVERSION_ACTION_NOT_PERMITTED_WITH_BRAID", Row, Fix, "GBRAID and WBRAID need an action that counts every conversion; this one counts one per click."),
        new("PROCESSING_ERROR_REASON_INVALID_AD_IDENTIFIERS", Row, Fix, "The click ids cannot be used together or cannot be read."),
        new("PROCESSING_ERROR_REASON_ORIGINAL_CONVERSIONS_NOT_FOUND", Row, None, "The conversion to be adjusted was not found."),
        new("PROCESSING_ERROR_REASON_CONVERSION_PRECEDES_CLICK", Row, Fix, "The conversion time is earlier than the click. Check the time zone."),
        new("PROCESSING_ERROR_REASON_TOO_RECENT_CLICK", Row, Later, "The click is younger than 6 hours. Send the row again later.") { Wait = GoogleAdsLimits.YoungestClick },
        new("PROCESSING_ERROR_REASON_INVALID_CLICK", Row, None, "Google does not count this click."),
        new("PROCESSING_ERROR_REASON_INVALID_OPERATING_ACCOUNT_FOR_CLICK", Row, Fix, "The click belongs to an account whose conversions are kept elsewhere."),
        new("PROCESSING_ERROR_REASON_CLICK_NOT_FOUND", Row, Notice, "No ad click was found for the person. That is expected for leads that did not come from an ad."),
        new("PROCESSING_ERROR_REASON_EXTERNAL_ATTRIBUTION_DATA_MISSING", Row, Fix, "The action expects attribution from outside, which Data Manager does not take. Use another action."),
    ],
    OfEncryption(
        "PROCESSING_ERROR_REASON_DECRYPTION_ERROR", "PROCESSING_ERROR_REASON_DEK_DECRYPTION_ERROR", "PROCESSING_ERROR_REASON_INVALID_WIP",
        "PROCESSING_ERROR_REASON_INVALID_KEK", "PROCESSING_ERROR_REASON_WIP_AUTH_FAILED", "PROCESSING_ERROR_REASON_KEK_PERMISSION_DENIED",
        "PROCESSING_ERROR_REASON_USER_IDENTIFIER_DECRYPTION_ERROR", "PROCESSING_ERROR_REASON_AWS_AUTH_FAILED"),
    OfOtherFeatures(
        "PROCESSING_ERROR_REASON_MATCH_ID_NOT_FOUND", "PROCESSING_ERROR_REASON_USER_ID_NOT_FOUND_FOR_MATCH_ID", "PROCESSING_ERROR_REASON_USER_ID_NOT_FOUND_FOR_GCLID",
        "PROCESSING_ERROR_REASON_USER_ID_NOT_FOUND_FOR_DCLID", "PROCESSING_ERROR_REASON_INVALID_MOBILE_ID_FORMAT", "PROCESSING_ERROR_REASON_EVENT_ID_DECODE_ERROR",
        "PROCESSING_ERROR_REASON_USER_ID_NOT_FOUND_FOR_IMPRESSION_ID", "PROCESSING_ERROR_REASON_USER_ID_NOT_FOUND"));

    /// <summary>ProcessingWarningReason: told later, of rows that were taken all the same.</summary>
    public static NetworkCodes ProcessingWarnings { get; } = new(
    [
        new("PROCESSING_WARNING_REASON_INTERNAL_ERROR", Request, Notice, "Google had an internal error with a part of the data it could do without."),
    ],
    OfEncryption(
        "PROCESSING_WARNING_REASON_KEK_PERMISSION_DENIED", "PROCESSING_WARNING_REASON_DEK_DECRYPTION_ERROR", "PROCESSING_WARNING_REASON_DECRYPTION_ERROR",
        "PROCESSING_WARNING_REASON_WIP_AUTH_FAILED", "PROCESSING_WARNING_REASON_INVALID_WIP", "PROCESSING_WARNING_REASON_INVALID_KEK",
        "PROCESSING_WARNING_REASON_USER_IDENTIFIER_DECRYPTION_ERROR", "PROCESSING_WARNING_REASON_AWS_AUTH_FAILED"));

    /// <summary>WarningReason: told at once, of fields that were left out of rows that were taken.</summary>
    public static NetworkCodes FieldWarnings { get; } = new(
    [
        new("WARNING_REASON_CUSTOM_VARIABLE_NOT_ENABLED", Row, Notice, "A custom variable was left out: it is not enabled in the account."),
        new("WARNING_REASON_CUSTOM_VARIABLE_NOT_PREDEFINED", Row, Notice, "The value of a custom variable was left out: it is not one of those defined."),
        new("WARNING_REASON_CART_DATA_NOT_SUPPORTED_WITH_GBRAID_OR_WBRAID", Row, Notice, "Cart data was left out: it cannot go with GBRAID or WBRAID."),
        new("WARNING_REASON_CART_DATA_ITEM_MERCHANT_PRODUCT_ID_MISSING", Row, Notice, "A cart item was left out: its product id is missing."),
        new("WARNING_REASON_CART_DATA_ITEM_UNIT_PRICE_MISSING", Row, Notice, "A cart item was left out: its unit price is missing."),
        new("WARNING_REASON_GENERIC", Row, Notice, "Google left a field out."),
        new("WARNING_REASON_INVALID_CLIENT_ID", Row, Notice, "The client id was left out: it is not valid."),
        new("WARNING_REASON_INVALID_SUBDIVISION_CODE", Row, Notice, "The subdivision was left out: its code is not valid."),
        new("WARNING_REASON_INVALID_REGION_CODE", Row, Notice, "The region was left out: its code is not valid."),
        new("WARNING_REASON_INVALID_SUBCONTINENT_CODE", Row, Notice, "The subcontinent was left out: its code is not valid."),
        new("WARNING_REASON_INVALID_CONTINENT_CODE", Row, Notice, "The continent was left out: its code is not valid."),
        new("WARNING_REASON_INVALID_DEVICE_CATEGORY", Row, Notice, "The device category was left out: it is not valid."),
        new("WARNING_REASON_INVALID_DEVICE_SCREEN_RESOLUTION", Row, Notice, "The screen resolution was left out: it is not valid."),
        new("WARNING_REASON_INVALID_MERCHANT_ID", Row, Notice, "The merchant id was left out: it is not valid."),
    ]);

    /// <summary>Codes of audiences, partner links, Analytics and Floodlight. This module never asks for what they answer.</summary>
    private static IEnumerable<NetworkCode> OfOtherFeatures(params string[] codes) =>
        codes.Select(code => new NetworkCode(code, Request, Fix, "The answer belongs to another feature of the Data Manager API than conversion uploads. " + ReportIt));

    /// <summary>Codes of data encrypted with a key of the advertiser's. This module sends hashes over TLS without it.</summary>
    private static IEnumerable<NetworkCode> OfEncryption(params string[] codes) =>
        codes.Select(code => new NetworkCode(code, Request, Fix, "The answer speaks of encrypted identifiers, which this module does not send. " + ReportIt));
}
