using static EnhancedConversions.Networks.CodeRemedy;
using static EnhancedConversions.Networks.CodeScope;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>The codes of the Google Ads API for uploads, adjustments and everything else this module calls. Source: its v25 protos (contract A.4, A.6).</summary>
internal static class GoogleAdsCodes
{
    private const string AcceptTerms = "In Google Ads open Goals > Settings > Enhanced conversions and accept the customer data terms.";
    private const string TurnOn = "In Google Ads open Goals > Settings > Enhanced conversions and turn them on.";

    /// <summary>ConversionUploadError.</summary>
    public static NetworkCodes Upload { get; } = new(
    [
        new("TOO_MANY_CONVERSIONS_IN_REQUEST", Request, Split, "More than 2000 conversions in one request."),
        new("UNPARSEABLE_GCLID", Row, Fix, "The GCLID cannot be read. It is case-sensitive: a spreadsheet or database may have changed it."),
        new("CONVERSION_PRECEDES_EVENT", Row, Fix, "The conversion time is earlier than the click. Check the time zone."),
        new("EXPIRED_EVENT", Row, None, "The click is older than the action's click-through window."),
        new("TOO_RECENT_EVENT", Row, Later, "The click is younger than 6 hours.") { Wait = GoogleAdsLimits.YoungestClick },
        new("EVENT_NOT_FOUND", Row, None, "Google Ads has no click with this click id."),
        new("UNAUTHORIZED_CUSTOMER", Row, Fix, "The click belongs to an account this sign-in does not reach."),
        new("TOO_RECENT_CONVERSION_ACTION", Row, Later, "The conversion action is too new: it takes uploads 4 to 6 hours after it was made.") { Wait = GoogleAdsLimits.Upload.ActionRestTime },
        new("CONVERSION_TRACKING_NOT_ENABLED_AT_IMPRESSION_TIME", Row, None, "Conversion tracking was off when the click happened."),
        new("EXTERNAL_ATTRIBUTION_DATA_SET_FOR_NON_EXTERNALLY_ATTRIBUTED_CONVERSION_ACTION", Row, Fix, "Attribution data was sent to an action that does its own attribution."),
        new("EXTERNAL_ATTRIBUTION_DATA_NOT_SET_FOR_EXTERNALLY_ATTRIBUTED_CONVERSION_ACTION", Row, Fix, "The action expects attribution data from outside. Use another action."),
        new("ORDER_ID_NOT_PERMITTED_FOR_EXTERNALLY_ATTRIBUTED_CONVERSION_ACTION", Row, Fix, "The action takes no order id, because it expects attribution data from outside. Use another action."),
        new("ORDER_ID_ALREADY_IN_USE", Row, Duplicate, "Google Ads has a conversion with this order id from before."),
        new("DUPLICATE_ORDER_ID", Row, Fix, "Two rows of the request have the same order id."),
        new("TOO_RECENT_CALL", Row, Later, "The call is younger than 6 hours.") { Wait = GoogleAdsLimits.YoungestClick },
        new("EXPIRED_CALL", Row, None, "The call is older than the action's window."),
        new("CALL_NOT_FOUND", Row, None, "Google Ads knows no such call."),
        new("CONVERSION_PRECEDES_CALL", Row, Fix, "The conversion time is earlier than the call. Check the time zone."),
        new("CONVERSION_TRACKING_NOT_ENABLED_AT_CALL_TIME", Row, None, "Conversion tracking was off when the call happened."),
        new("UNPARSEABLE_CALLERS_PHONE_NUMBER", Row, Fix, "The caller's number cannot be read."),
        new("CLICK_CONVERSION_ALREADY_EXISTS", Row, Duplicate, "Google Ads has this conversion from before (same click id, time and action)."),
        new("CALL_CONVERSION_ALREADY_EXISTS", Row, Duplicate, "Google Ads has this conversion from before (same call, time and action)."),
        new("DUPLICATE_CLICK_CONVERSION_IN_REQUEST", Row, Fix, "Two rows of the request have the same click id, time and action."),
        new("DUPLICATE_CALL_CONVERSION_IN_REQUEST", Row, Fix, "Two rows of the request have the same call, time and action."),
        new("CUSTOM_VARIABLE_NOT_ENABLED", Row, Fix, "A custom variable is not enabled in the account."),
        new("CUSTOM_VARIABLE_VALUE_CONTAINS_PII", Row, Fix, "A custom variable holds personal data, which Google does not take there."),
        new("INVALID_CUSTOMER_FOR_CLICK", Row, Fix, "The click's conversions are kept in another account. Connect the account that owns the conversions."),
        new("INVALID_CUSTOMER_FOR_CALL", Row, Fix, "The call's conversions are kept in another account. Connect the account that owns the conversions."),
        new("CONVERSION_NOT_COMPLIANT_WITH_ATT_POLICY", Row, None, "Apple's tracking rules do not allow this conversion to be counted."),
        new("CLICK_NOT_FOUND", Row, Notice, "No ad click was found for the person. That is expected for leads that did not come from an ad."),
        new("INVALID_USER_IDENTIFIER", Row, Fix, "An identifier is not a SHA-256 hash."),
        new("EXTERNALLY_ATTRIBUTED_CONVERSION_ACTION_NOT_PERMITTED_WITH_USER_IDENTIFIER", Row, Fix, "The action takes no hashed identifiers, because it expects attribution data from outside. Use another action."),
        new("UNSUPPORTED_USER_IDENTIFIER", Row, Fix, "Only a hashed e-mail address and a hashed phone number are taken."),
        new("GBRAID_WBRAID_BOTH_SET", Row, Fix, "GBRAID and WBRAID are both given; only one is taken."),
        new("UNPARSEABLE_WBRAID", Row, Fix, "The WBRAID cannot be read."),
        new("UNPARSEABLE_GBRAID", Row, Fix, "The GBRAID cannot be read."),
        new("ONE_PER_CLICK_CONVERSION_ACTION_NOT_PERMITTED_WITH_BRAID", Row, Fix, "GBRAID and WBRAID need an action that counts every conversion; this one counts one per click."),
        new("CUSTOMER_DATA_POLICY_PROHIBITS_ENHANCED_CONVERSIONS", Account, None, "Google's customer data policy bars this account from enhanced conversions.") { Action = "Upload by click id instead, or ask Google Ads support why the account is barred." },
        new("CUSTOMER_NOT_ACCEPTED_CUSTOMER_DATA_TERMS", Account, Fix, "The customer data terms are not accepted for this account.") { Action = AcceptTerms },
        new("ORDER_ID_CONTAINS_PII", Row, Fix, "The order id holds personal data. Use an id that names no person."),
        new("CUSTOMER_NOT_ENABLED_ENHANCED_CONVERSIONS_FOR_LEADS", Account, Fix, "Enhanced conversions for leads are off for this account.") { Action = TurnOn },
        new("INVALID_JOB_ID", Request, Fix, "The job id is outside 1 to 2147483647."),
        new("NO_CONVERSION_ACTION_FOUND", Row, Fix, "Google Ads does not find the conversion action, or this sign-in may not use it."),
        new("INVALID_CONVERSION_ACTION_TYPE", Row, Fix, "The conversion action does not take uploads. Use an action of type Import (UPLOAD_CLICKS)."),
    ]);

    /// <summary>ConversionAdjustmentUploadError.</summary>
    public static NetworkCodes Adjustment { get; } = new(
    [
        new("TOO_RECENT_CONVERSION_ACTION", Row, Later, "The conversion action is too new.") { Wait = GoogleAdsLimits.Upload.ActionRestTime },
        new("CONVERSION_ALREADY_RETRACTED", Row, None, "The conversion was retracted before; nothing can change it after that."),
        new("CONVERSION_NOT_FOUND", Row, Fix, "The action has no conversion with this order id, or this click id and time."),
        new("CONVERSION_EXPIRED", Row, None, "The conversion is older than 54 days; it can no longer be adjusted."),
        new("ADJUSTMENT_PRECEDES_CONVERSION", Row, Fix, "The adjustment time is earlier than the conversion."),
        new("MORE_RECENT_RESTATEMENT_FOUND", Row, Fix, "A restatement with a later adjustment time exists."),
        new("TOO_RECENT_CONVERSION", Row, Later, "The conversion is younger than 24 hours.") { Wait = GoogleAdsLimits.YoungestAdjusted },
        new("CANNOT_RESTATE_CONVERSION_ACTION_THAT_ALWAYS_USES_DEFAULT_CONVERSION_VALUE", Row, Fix, "The action uses the same value for each conversion, so none can be restated."),
        new("TOO_MANY_ADJUSTMENTS_IN_REQUEST", Request, Split, "More than 2000 adjustments in one request."),
        new("TOO_MANY_ADJUSTMENTS", Row, None, "The conversion was adjusted as often as Google allows."),
        new("RESTATEMENT_ALREADY_EXISTS", Row, Duplicate, "Google Ads has a restatement with this adjustment time from before."),
        new("DUPLICATE_ADJUSTMENT_IN_REQUEST", Row, Fix, "Two adjustments of the request are for the same conversion and time."),
        new("CUSTOMER_NOT_ACCEPTED_CUSTOMER_DATA_TERMS", Account, Fix, "The customer data terms are not accepted for this account.") { Action = AcceptTerms },
        new("CONVERSION_ACTION_NOT_ELIGIBLE_FOR_ENHANCEMENT", Row, Fix, "The action cannot be enhanced."),
        new("INVALID_USER_IDENTIFIER", Row, Fix, "An identifier is not a SHA-256 hash."),
        new("UNSUPPORTED_USER_IDENTIFIER", Row, Fix, "The kind of identifier is not taken."),
        new("GCLID_DATE_TIME_PAIR_AND_ORDER_ID_BOTH_SET", Row, Fix, "Name the conversion by order id or by click id and time, not both."),
        new("CONVERSION_ALREADY_ENHANCED", Row, Duplicate, "The conversion was enhanced before."),
        new("DUPLICATE_ENHANCEMENT_IN_REQUEST", Row, Fix, "Two enhancements of the request have the same order id."),
        new("CUSTOMER_DATA_POLICY_PROHIBITS_ENHANCEMENT", Account, None, "Google's customer data policy bars this account from enhancements.") { Action = "Ask Google Ads support why the account is barred." },
        new("MISSING_ORDER_ID_FOR_WEBPAGE", Row, Fix, "Conversions of a website action are named by order id."),
        new("ORDER_ID_CONTAINS_PII", Row, Fix, "The order id holds personal data."),
        new("INVALID_JOB_ID", Request, Fix, "The job id is outside 1 to 2147483647."),
        new("NO_CONVERSION_ACTION_FOUND", Row, Fix, "Google Ads does not find the conversion action, or this sign-in may not use it."),
        new("INVALID_CONVERSION_ACTION_TYPE", Row, Fix, "The action's type does not allow this adjustment."),
    ]);

    /// <summary>Codes of the API as a whole that a person can act on, or that a client must wait for.</summary>
    public static NetworkCodes General { get; } = new(
    [
        new("RESOURCE_EXHAUSTED", Request, Repeat, "The quota of the Google Ads API is used up for now (operations in any 24 hours, by the access level of the Google Cloud project)."),
        new("RESOURCE_TEMPORARILY_EXHAUSTED", Request, Repeat, "Google Ads takes no more requests for a moment."),
        new("EXCESSIVE_SHORT_TERM_QUERY_RESOURCE_CONSUMPTION", Request, Repeat, "Queries of the last moments took too much of Google's resources."),
        new("EXCESSIVE_LONG_TERM_QUERY_RESOURCE_CONSUMPTION", Request, Repeat, "Queries of the last hours took too much of Google's resources."),
        new("ACCESS_PROHIBITED", Account, Fix, "Google Ads refuses this Google Cloud project.") { Action = "Check the project's access level on the Google Ads API page of the Google Cloud console." },
        new("INTERNAL_ERROR", Request, Repeat, "Google Ads had an internal error."),
        new("TRANSIENT_ERROR", Request, Repeat, "Google Ads had a passing error."),
        new("DEADLINE_EXCEEDED", Request, Repeat, "Google Ads did not finish in time."),
        new("CONCURRENT_MODIFICATION", Request, Repeat, "Somebody else changed the same object at the same moment."),
        new("DATA_CONSTRAINT_VIOLATION", Request, Repeat, "The change met another one in Google's database."),
        new("REQUEST_TOO_LARGE", Request, Split, "The request is too large."),
        new("REQUEST_SIZE_LIMIT_EXCEEDED", Request, Split, "The request is too large."),
        new("CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE", Account, None, "Google closed this way of uploading to new users on 2026-06-15.")
        {
            Action = "Leave out -Route GoogleAdsApi: the default route, the Data Manager API, is open to everybody.",
        },
        new("OAUTH_TOKEN_EXPIRED", Account, SignIn, "The access token is expired."),
        new("OAUTH_TOKEN_INVALID", Account, SignIn, "The access token is not valid.") { Action = "Connect again with a fresh sign-in." },
        new("OAUTH_TOKEN_REVOKED", Account, Fix, "The sign-in was revoked.") { Action = "Connect again with a fresh sign-in." },
        new("OAUTH_TOKEN_DISABLED", Account, Fix, "The access token was disabled.") { Action = "Connect again with a fresh sign-in." },
        new("OAUTH_TOKEN_HEADER_INVALID", Account, Fix, "The sign-in gave something that is no access token.") { Action = "Connect again with a fresh sign-in." },
        new("NOT_ADS_USER", Account, Fix, "The Google account of this sign-in has no Google Ads account.") { Action = "Sign in with an account that is a user of the Google Ads account, or add it there." },
        new("CUSTOMER_NOT_FOUND", Account, Fix, "Google Ads has no account of this number.") { Action = "Check the account number: 10 digits, at the top of every Google Ads page." },
        new("CLIENT_CUSTOMER_ID_INVALID", Account, Fix, "The account number is not valid.") { Action = "Check the account number: 10 digits, at the top of every Google Ads page." },
        new("INVALID_CUSTOMER_ID", Account, Fix, "The account number is not valid.") { Action = "Check the account number: 10 digits, at the top of every Google Ads page." },
        new("TWO_STEP_VERIFICATION_NOT_ENROLLED", Account, Fix, "The Google account of this sign-in must turn on 2-Step Verification.") { Action = "Turn on 2-Step Verification for that Google account, or use a service account." },
        new("ADVANCED_PROTECTION_NOT_ENROLLED", Account, Fix, "The Google account of this sign-in must join Advanced Protection.") { Action = "Enrol that Google account, or use a service account." },
        new("ORGANIZATION_NOT_APPROVED", Account, Fix, "The organization of this sign-in is not approved for the account.") { Action = "Ask an administrator of the Google Ads account to approve it." },
        new("USER_PERMISSION_DENIED", Account, Fix, "The sign-in has no access to this Google Ads account.")
        {
            Action = "Add the Google account or service account as a user of the Google Ads account, or name the manager account it works through (-LoginCustomerId).",
        },
        new("CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION", Account, Fix, "The Google Cloud project may use test accounts only.") { Action = "Apply for Explorer access on the Google Ads API page of the Google Cloud console." },
        new("DEVELOPER_TOKEN_NOT_APPROVED", Account, Fix, "The Google Cloud project may use test accounts only.") { Action = "Apply for Explorer access on the Google Ads API page of the Google Cloud console." },
        new("PROJECT_DISABLED", Account, Fix, "The Google Cloud project is disabled.") { Action = "Enable the project, or use a client of another one." },
        new("CUSTOMER_NOT_ENABLED", Account, Fix, "The Google Ads account is not in use: it was closed or never set up.") { Action = "Reactivate the account in Google Ads." },
        new("ACTION_NOT_PERMITTED", Account, Fix, "The sign-in may not do this in the account.") { Action = "Give it Standard access or more in Google Ads." },
        new("ACTION_NOT_PERMITTED_FOR_SUSPENDED_ACCOUNT", Account, Fix, "The Google Ads account is suspended.") { Action = "Settle the suspension in Google Ads." },
        new("INVALID_LOGIN_CUSTOMER_ID_SERVING_CUSTOMER_ID_COMBINATION", Account, Fix, "The manager account that was named does not manage this account.") { Action = "Name the manager account above this account." },
        new("INVALID_LOGIN_CUSTOMER_ID", Account, Fix, "The number of the manager account is not valid.") { Action = "Give the manager's 10 digits." },
        new("LOGIN_CUSTOMER_ID_PARAMETER_MISSING", Account, Fix, "The account is reached through a manager account, and none was named.") { Action = "Name the manager account (-LoginCustomerId)." },
        new("SERVICE_ACCESS_DENIED", Account, Fix, "The Google Cloud project's access level does not include this call.") { Action = "Check the project's access level on the Google Ads API page of the Google Cloud console." },
        new("MISSING_TOS", Account, Fix, "The terms of Google Ads are not accepted for this account.") { Action = "Sign in to Google Ads once and accept them." },
        new("CANNOT_BE_EXECUTED_BY_MANAGER_ACCOUNT", Account, Fix, "A manager account cannot do this itself.") { Action = "Connect the advertiser's account and name the manager as -LoginCustomerId." },
        new("CLOUD_PROJECT_NOT_FOUND", Account, Fix, "The Google Cloud project of this sign-in was not found.") { Action = "Use an OAuth client or service account of an existing project in which the Google Ads API is enabled." },
        new("UNSUPPORTED_VERSION", Account, Fix, "Google has switched off the API version this module speaks.") { Action = "Update the module." },
        new("EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED", Account, Fix, "The account still has to declare whether its campaigns carry political advertising in the EU.") { Action = "Make the declaration in Google Ads." },

        // google.rpc.ErrorInfo reasons that every Google API uses.
        new("ACCESS_TOKEN_SCOPE_INSUFFICIENT", Account, Fix, "The sign-in does not cover this Google API: a scope is missing.")
        {
            Action = "Sign in again with both scopes: https://www.googleapis.com/auth/adwords and https://www.googleapis.com/auth/datamanager.",
        },
        new("SERVICE_DISABLED", Account, Fix, "The API is not enabled in the Google Cloud project of this sign-in.")
        {
            Action = "Enable the Google Ads API and the Data Manager API in the Google Cloud console, wait some minutes and try again.",
        },
        new("UNAUTHENTICATED", Account, SignIn, "Google does not accept the access token.") { Action = "Connect again with a fresh sign-in." },
        new("ACCESS_TOKEN_EXPIRED", Account, SignIn, "The access token is expired."),
        new("ACCESS_TOKEN_TYPE_UNSUPPORTED", Account, Fix, "The sign-in gave a token of a kind Google Ads does not take.") { Action = "Sign in with a service account or an OAuth client." },
        new("RATE_LIMIT_EXCEEDED", Request, Repeat, "The quota of the API is used up for now."),

        // Fields of a conversion action.
        new("DUPLICATE_NAME", Request, Fix, "The account has a conversion action of this name already."),
        new("DATA_DRIVEN_MODEL_WAS_NEVER_GENERATED", Request, Fix, "The account has too little data for data-driven attribution. Use last click."),
        new("DATA_DRIVEN_MODEL_EXPIRED", Request, Fix, "The data-driven model of the action is too old for want of data. Use last click."),
        new("DATA_DRIVEN_MODEL_STALE", Request, Fix, "The data-driven model of the action is out of date for want of data. Use last click."),
        new("DATA_DRIVEN_MODEL_UNKNOWN", Request, Fix, "The state of the data-driven model is not known. Use last click."),
        new("CREATION_NOT_SUPPORTED", Request, Fix, "Google Ads does not let actions of this type be made by its API."),
        new("UPDATE_NOT_SUPPORTED", Request, Fix, "Google Ads does not let this action be changed by its API."),
        new("CANNOT_SET_RULE_BASED_ATTRIBUTION_MODELS", Request, Fix, "Google Ads ended the rule-based attribution models. Use data-driven or last click."),
        new("DUPLICATE_APP_ID", Request, Fix, "The account has an action for this app already."),
        new("TWO_CONVERSION_ACTIONS_BIDDING_ON_SAME_APP_DOWNLOAD", Request, Fix, "Two actions would bid on the same app download."),
        new("BIDDING_ON_SAME_APP_DOWNLOAD_AS_GLOBAL_ACTION", Request, Fix, "A manager's action bids on the same app download."),
        new("TOO_LOW", Request, Fix, "A number is below Google's range."),
        new("TOO_HIGH", Request, Fix, "A number is above Google's range. The view-through window ends at 30 days, the click-through window at 90."),
        new("UNSUPPORTED", Request, Fix, "Google Ads does not know this currency."),
        new("RESOURCE_NOT_FOUND", Request, Fix, "Google Ads does not find the object; it may have been removed."),
        new("MUTATE_NOT_ALLOWED", Request, Fix, "Google Ads does not let this be changed."),
        new("TOO_LONG", Request, Fix, "A text is longer than Google Ads allows."),
        new("TOO_SHORT", Request, Fix, "A text is shorter than Google Ads requires."),
        new("RESOURCE_LIMIT", Request, Fix, "The account has as many objects of this kind as Google Ads allows."),
    ]);
}
