namespace EnhancedConversions.Sandbox.GoogleAds.Errors;

/// <summary>The errors this sandbox raises in the name of the Google Ads API, one method each.</summary>
internal static class GoogleAdsErrors
{
    public static GoogleAdsError TokenMissing() => new("authenticationError", "OAUTH_TOKEN_HEADER_INVALID", "OAuth token in the header is not valid.");

    public static GoogleAdsError TokenInvalid() => new("authenticationError", "OAUTH_TOKEN_INVALID", "OAuth token is not valid.");

    public static GoogleAdsError TokenExpired() => new("authenticationError", "OAUTH_TOKEN_EXPIRED", "OAuth token in the header has expired.");

    public static GoogleAdsError PermissionDenied() =>
        new("authorizationError", "USER_PERMISSION_DENIED", "User doesn't have permission to access customer. Note: If you're accessing a client customer, the manager's customer id must be set in the 'login-customer-id' header.");

    public static GoogleAdsError LoginCustomerNotAbove() =>
        new("authorizationError", "INVALID_LOGIN_CUSTOMER_ID_SERVING_CUSTOMER_ID_COMBINATION", "The login-customer-id is not a manager of the request's customer.");

    public static GoogleAdsError InvalidLoginCustomerId() => new("headerError", "INVALID_LOGIN_CUSTOMER_ID", "The login customer id could not be validated. It must be digits only, without hyphens.");

    public static GoogleAdsError UnsupportedVersion(int version) =>
        new("requestError", "UNSUPPORTED_VERSION", FormattableString.Invariant($"Version v{version} is deprecated or unknown. Requests to this version will be blocked."));

    public static GoogleAdsError InvalidCustomerId() => new("requestError", "INVALID_CUSTOMER_ID", "Invalid customer ID.");

    public static GoogleAdsError TooManyOperations() => new("requestError", "TOO_MANY_MUTATE_OPERATIONS", "Request contains more than 10000 operations.");

    public static GoogleAdsError PageSizeNotSupported() => new("requestError", "PAGE_SIZE_NOT_SUPPORTED", "Setting the page size is not supported. Search responses have a fixed page size of 10000 rows.");

    public static GoogleAdsError InvalidPageToken() => new("requestError", "INVALID_PAGE_TOKEN", "Page token is invalid.", new PathElement("page_token"));

    public static GoogleAdsError MalformedResourceName(params PathElement[] path) => new("requestError", "RESOURCE_NAME_MALFORMED", "Resource name is malformed.", path);

    public static GoogleAdsError Required(params PathElement[] path) => new("fieldError", "REQUIRED", "The required field was not present.", path);

    public static GoogleAdsError MustBeUnset(params PathElement[] path) => new("fieldError", "VALUE_MUST_BE_UNSET", "The field's value must be unset.", path);

    public static GoogleAdsError InvalidValue(params PathElement[] path) => new("fieldError", "INVALID_VALUE", "The field contains an invalid value.", path);

    public static GoogleAdsError TooLow(params PathElement[] path) => new("rangeError", "TOO_LOW", "Too low.", path);

    public static GoogleAdsError TooHigh(params PathElement[] path) => new("rangeError", "TOO_HIGH", "Too high.", path);

    public static GoogleAdsError Immutable(params PathElement[] path) => new("fieldError", "IMMUTABLE_FIELD", "The field cannot be modified.", path);

    public static GoogleAdsError MaskMissing() => new("fieldMaskError", "FIELD_MASK_MISSING", "The field mask must be provided for update operations.", new PathElement("update_mask"));

    public static GoogleAdsError MaskNotAllowed() => new("fieldMaskError", "FIELD_MASK_NOT_ALLOWED", "The field mask must be empty for create and remove operations.", new PathElement("update_mask"));

    public static GoogleAdsError MaskFieldNotFound(string path) => new("fieldMaskError", "FIELD_NOT_FOUND", $"The field mask contained an invalid field: '{path}'.", new PathElement("update_mask"));

    public static GoogleAdsError ResourceNotFound() => new("mutateError", "RESOURCE_NOT_FOUND", "Resource was not found.");

    public static GoogleAdsError SameResourceTwice() => new("mutateError", "ID_EXISTS_IN_MULTIPLE_MUTATES", "Request has multiple mutates of the same resource.");

    public static GoogleAdsError UnsupportedCurrency(params PathElement[] path) => new("currencyCodeError", "UNSUPPORTED", "The currency code is not supported.", path);

    public static GoogleAdsError DuplicateName() => new("conversionActionError", "DUPLICATE_NAME", "The specified conversion action name already exists.", new PathElement("name"));

    public static GoogleAdsError CreationNotSupported() => new("conversionActionError", "CREATION_NOT_SUPPORTED", "Creation of this conversion action type isn't supported by Google Ads API.", new PathElement("type"));

    public static GoogleAdsError RuleBasedAttribution() =>
        new("conversionActionError", "CANNOT_SET_RULE_BASED_ATTRIBUTION_MODELS", "Setting a conversion action's attribution model to a rule-based one is no longer supported.", new PathElement("attribution_model_settings"), new PathElement("attribution_model"));

    public static GoogleAdsError NotConversionCustomer() => new("mutateError", "MUTATE_NOT_ALLOWED", "Mutates are not allowed for the requested resource: conversion actions belong to the customer's Google Ads conversion customer.");

    public static GoogleAdsError NotAllowlisted() =>
        new("notAllowlistedError", "CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE", "The customer is not allowlisted for accessing this feature.");

    public static GoogleAdsError PartialFailureRequired() =>
        new("partialFailureError", "PARTIAL_FAILURE_MODE_REQUIRED", "The partial failure field must be true.", new PathElement("partial_failure"));

    public static GoogleAdsError TooMany(params PathElement[] path) => new("collectionSizeError", "TOO_MANY", "Too many.", path);

    public static GoogleAdsError BadDateTime(params PathElement[] path) =>
        new("dateError", "INVALID_STRING_DATE_TIME_SECONDS_WITH_OFFSET", "The string date time must be in the format 'yyyy-mm-dd hh:mm:ss+|-hh:mm'.", path);

    public static GoogleAdsError DateTooLate(params PathElement[] path) => new("dateError", "LATER_THAN_MAXIMUM_DATE", "The date is after the allowed maximum.", path);

    public static GoogleAdsError QuotaExhausted(TimeSpan? retryDelay) => new("quotaError", "RESOURCE_TEMPORARILY_EXHAUSTED", "Too many requests. Retry in a while.") { RetryDelay = retryDelay };

    public static GoogleAdsError Transient() => new("internalError", "TRANSIENT_ERROR", "A transient internal error has occurred.");

    public static GoogleAdsError Query(string code, string message) => new("queryError", code, message);
}
