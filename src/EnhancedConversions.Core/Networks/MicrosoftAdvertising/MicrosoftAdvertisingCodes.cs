using static EnhancedConversions.Networks.CodeRemedy;
using static EnhancedConversions.Networks.CodeScope;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>
/// The codes of Microsoft Advertising for sign-in, throttling, goals, offline conversions, adjustments and reports (contract 2.5).
/// Some have a name and no published number.
/// </summary>
internal static class MicrosoftAdvertisingCodes
{
    /// <summary>All codes, by name. Codes without a published name stand under their number.</summary>
    public static NetworkCodes All { get; } = new(
    [
        new("InternalError", Request, Repeat, "Microsoft Advertising had an internal error.") { Number = 0 },
        new("NullRequest", Request, Fix, "The request was empty.") { Number = 100 },
        new("InvalidCredentials", Account, Fix, "Microsoft Advertising does not accept the sign-in or the developer token.") { Number = 105, Action = "Check the developer token, that the user may sign in to Microsoft Advertising, and that account and user are active." },
        new("UserIsNotAuthorized", Account, Fix, "The sign-in has no rights on this account.") { Number = 106, Action = "Check account number and customer number, and that the user has at least the role Standard User on the account." },
        new("UserCompromised", Account, Fix, "Microsoft Advertising locked the user until the password is changed.") { Number = 108, Action = "Reset the password of the user, then sign in again." },
        new("AuthenticationTokenExpired", Account, SignIn, "The access token is expired.") { Number = 109, Action = "Connect again with a fresh sign-in." },
        new("InvalidDateObject", Request, Fix, "A date of the request is not valid.") { Number = 113 },
        new("RequestMissingHeaders", Account, Fix, "A header Microsoft Advertising requires is missing.") { Number = 116, Action = "Check that account number, customer number and developer token were given." },
        new("CallRateExceeded", Request, Repeat, "Microsoft Advertising takes no more calls for a minute.") { Number = 117, Wait = MicrosoftAdvertisingLimits.CallWindow },
        new("UserLoginAccessDenied", Account, Fix, "The sign-in uses a credential that was merged into another one.") { Number = 120, Action = "Sign in with the primary user." },
        new("PersonalIdentityNotAvailable", Account, Fix, "A work account is needed to sign in.") { Number = 122, Action = "Sign in with the work account of this user." },
        new("WorkIdentityNotAvailable", Account, Fix, "A personal Microsoft account is needed to sign in.") { Number = 123, Action = "Sign in with the personal Microsoft account of this user." },
        new("PersonalIdentityMigratedToWork", Account, Fix, "The personal account of this user was moved to a work account.") { Number = 124, Action = "Sign in with the work account of this user." },
        new("PersonalIdentityNotAllowedByCustomer", Account, Fix, "The customer allows work accounts only.") { Number = 125, Action = "Sign in with a work account." },
        new("IdentityTypeMismatch", Account, Fix, "The user is registered with another kind of account (Google, personal or work).") { Number = 126, Action = "Sign in with the kind of account the user is registered with." },
        new("ApiInputValidationError", Request, Fix, "A field of the request is not valid.") { Number = 201 },
        new("ApiExecutionError", Request, Fix, "Microsoft Advertising could not carry the request out.") { Number = 202 },
        new("NullParameter", Request, Fix, "A field of the request is missing.") { Number = 203 },
        new("OperationNotSupported", Request, Fix, "Microsoft Advertising does not support this call.") { Number = 204 },
        new("NullArrayArgument", Request, Fix, "A list of the request is missing.") { Number = 206 },
        new("ConcurrentRequestOverLimit", Request, Repeat, "Too many report jobs run at once. Wait until earlier ones end.") { Number = 207 },
        new("InvalidAccount", Account, Fix, "The account number is not valid.") { Number = 208, Action = "Give the account id from the address bar (aid=), not the account number with letters." },
        new("1001", Account, Fix, "The sign-in has no rights here.") { Number = 1001, Action = "Check account number and customer number, and the role of the user." },
        new("CampaignServiceAccountIdHasToBeSpecified", Account, Fix, "No account was named.") { Number = 1030, Action = "Give the account id." },
        new("ReportingServiceNoCompleteDataAvaliable", Request, Later, "The data of the report are not complete yet.") { Number = 2004 },
        new("ReportingServiceRequiredColumnsNotSelected", Request, Fix, "The report lacks a column it requires.") { Number = 2015 },
        new("ReportingServiceDuplicateColumns", Request, Fix, "The report names a column twice.") { Number = 2016 },
        new("ReportingServiceNoMeasureSelected", Request, Fix, "The report has no column with figures.") { Number = 2017 },
        new("ReportingServiceInvalidTimePeriodColumnForSummaryReport", Request, Fix, "A summary has no time column.") { Number = 2034 },
        new("ReportingServiceInvalidReportId", Request, Fix, "Microsoft Advertising does not know this report; it may be too old.") { Number = 2100 },
        new("BulkServiceNoMoreCallsPermittedForTheTimePeriod", Request, Repeat, "Microsoft Advertising takes no more bulk calls for 15 minutes.") { Number = 4204, Wait = TimeSpan.FromMinutes(15) },
        new("InvalidConversionGoalId", Row, Fix, "Microsoft Advertising does not know this goal.") { Number = 5314 },
        new("DuplicateConversionGoalId", Row, Fix, "The goal is named twice.") { Number = 5315 },
        new("DuplicateConversionGoalName", Row, Fix, "The goal name is used twice in the request.") { Number = 5316 },
        new("ConversionGoalNameAlreadyExists", Row, Fix, "The customer has a goal of this name already.") { Number = 5317 },
        new("ConversionGoalIdArrayExceedsLimit", Request, Split, "More than 100 goals were named.") { Number = 5318 },
        new("ConversionGoalNameNotPassed", Row, Fix, "The goal has no name.") { Number = 5319 },
        new("InvalidConversionGoalName", Row, Fix, "The goal name is not valid or longer than 100 characters.") { Number = 5320 },
        new("ConversionGoalsNotPassed", Request, Fix, "No goal was given.") { Number = 5321 },
        new("ConversionGoalArrayExceedsLimit", Request, Split, "More than 100 goals were given.") { Number = 5322 },
        new("ConversionGoalIsNull", Row, Fix, "The goal is empty.") { Number = 5323 },
        new("ConversionGoalIdIsNotNull", Row, Fix, "A new goal must not have a number.") { Number = 5324 },
        new("ConversionGoalIdIsNull", Row, Fix, "The goal to be changed has no number.") { Number = 5325 },
        new("TotalConversionGoalsExceedAccountLimit", Row, Fix, "The account has as many goals as it may have (1 000).") { Number = 5326 },
        new("TotalConversionGoalsExceedCustomerLimit", Row, Fix, "The customer has as many goals as it may have (5 000).") { Number = 5327 },
        new("InvalidConversionGoalStatus", Row, Fix, "The status cannot be set. Use Active or Paused.") { Number = 5328 },
        new("ConversionGoalTypesNotPassed", Request, Fix, "The request names no goal types.") { Number = 5329 },
        new("ConversionGoalTypeNotMatched", Row, Fix, "The goal is of another type.") { Number = 5331 },
        new("InvalidConversionGoalRevenueType", Row, Fix, "The value type of the goal is not valid.") { Number = 5332 },
        new("InvalidConversionGoalRevenueValue", Row, Fix, "The value of the goal is not valid.") { Number = 5333 },
        new("InvalidConversionGoalConversionWindow", Row, Fix, "The click-through window is outside 1 minute to 90 days.") { Number = 5337 },
        new("ConversionGoalTypesDoNotMatchExistingValue", Row, Fix, "The goal is of another type than was asked for.") { Number = 5347 },
        new("InvalidGoalCurrencyCode", Row, Fix, "The currency is not on Microsoft Advertising's list for goals.") { Number = 5351 },
        new("GoalCurrencyCodeNotSupported", Row, Fix, "The currency is not allowed for this type of goal.") { Number = 5352 },
        new("GoalCurrencyCodeIsNull", Row, Fix, "A goal for all accounts of the customer needs a currency with its value.") { Number = 5355 },
        new("GoalTypeCannotBeChanged", Row, Fix, "The type of a goal cannot be changed.") { Number = 5356 },
        new("OfflineConversionsNullOrEmpty", Request, Fix, "The request holds no row.") { Number = 5600 },
        new("OfflineConversionsLimitExceeded", Request, Split, "More than 1 000 rows in one request.") { Number = 5601 },
        new("OfflineConversionIsNull", Row, Fix, "The row is empty.") { Number = 5602 },
        new("OfflineConversionMicrosoftClickIdNullOrEmpty", Row, Fix, "The row has neither a Microsoft click id nor a hash that can be used.") { Number = 5603 },
        new("OfflineConversionMicrosoftClickIdInvalid", Row, Fix, "The Microsoft click id does not have its form (32 hexadecimal digits).") { Number = 5604 },
        new("OfflineConversionNameNullOrEmpty", Row, Fix, "The row has no conversion name.") { Number = 5605 },
        new("OfflineConversionNameInvalid", Row, Fix, "The account has no offline conversion goal of this name.") { Number = 5606 },
        new("OfflineConversionTimeInvalid", Row, Fix, "The conversion time is not valid.") { Number = 5607 },
        new("OfflineConversionTimeNullOrEmpty", Row, Fix, "The row has no conversion time.") { Number = 5608 },
        new("OfflineConversionTimeOutOfWindow", Row, Fix, "The conversion is older than 90 days, or the click lies outside the window.") { Number = 5609 },
        new("OfflineConversionValueInvalid", Row, Fix, "The value is below zero or too large.") { Number = 5610 },
        new("OfflineConversionCurrencyCodeInvalid", Row, Fix, "The currency is not an ISO 4217 code Microsoft Advertising knows.") { Number = 5611 },
        new("OfflineConversionsApplyFailed", Row, Repeat, "Microsoft Advertising could not hand the row on. Send it again.") { Number = 5612 },
        new("OfflineConversionPilotNotEnabledForCustomer", Account, Fix, "Offline conversions are off for this customer.") { Number = 5613, Action = "Ask Microsoft Advertising support to turn offline conversions on." },
        new("FutureConversionTimeCannotBeSet", Row, Fix, "The conversion time is in the future. Check the time zone.") { Number = 5614 },
        new("OfflineConversionNotAcceptedForGoal", Row, Later, "The goal is too new: it takes uploads 2 hours after it was made.") { Number = 5615, Wait = MicrosoftAdvertisingLimits.Upload.ActionRestTime },
        new("ConversionTimeEarlierThanClickTime", Row, Fix, "The conversion time is earlier than the click. Check the time zone.") { Number = 5616 },
        new("ClickIdDateTimeOutsideGoalConversionWindow", Row, Fix, "The click is outside the goal's window.") { Number = 5617 },
        new("OfflineConversionInvalidAdjustmentType", Row, Fix, "An adjustment is Restate or Retract.") { Number = 5618 },
        new("OfflineConversionAdjustmentTimeNullOrEmpty", Row, Fix, "The adjustment has no time.") { Number = 5619 },
        new("OfflineConversionAdjustmentTimeEarlierThanConversionTime", Row, Fix, "The adjustment time is earlier than the conversion.") { Number = 5620 },
        new("OfflineConversionAdjustmentTimeInvalid", Row, Fix, "The adjustment time is not valid.") { Number = 5621 },
        new("OfflineConversionFutureAdjustmentTimeCannotBeSet", Row, Fix, "The adjustment time is in the future.") { Number = 5622 },
        new("OfflineConversionAdjustmentTimeOutOfWindow", Row, Fix, "The adjustment time is outside the window Microsoft Advertising allows.") { Number = 5623 },
        new("OfflineConversionAdjustmentValueNotExpected", Row, Fix, "A retraction has no value.") { Number = 5624 },
        new("OfflineConversionAdjustmentValueRequired", Row, Fix, "A restatement needs a value.") { Number = 5625 },
        new("OfflineConversionCurrencyValueRequired", Row, Fix, "Value or currency is missing.") { Number = 5626 },
        new("OfflineConversionRestateRetractNotSupported", Account, Fix, "Adjustments are off for this customer.") { Number = 5627, Action = "Ask Microsoft Advertising support to turn conversion adjustments on." },
        new("CustomerNotEligibleForConversionGoalSelection", Row, Fix, "This customer cannot exclude goals from bidding by the API. Leave the goal primary, or change it in Microsoft Advertising.") { Number = 6610 },
        new("EmailMustBeHashed", Row, Fix, "The e-mail address is not a SHA-256 hash.") { Number = 8004 },
        new("NotEligibleForEnhancedConversions", Row, Fix, "The goal takes no hashed identifiers. Turn on enhanced conversions for it, or give the Microsoft click id."),
        new("ConversionEmailAddressIsNotHashed", Row, Fix, "The e-mail address is not a SHA-256 hash."),
        new("ConversionPhoneNumberIsNotHashed", Row, Fix, "The phone number is not a SHA-256 hash."),
        new("OfflineConversionGoalTooRecent", Row, Later, "The goal is too new: it takes uploads 2 hours after it was made.") { Wait = MicrosoftAdvertisingLimits.Upload.ActionRestTime },
        new("OfflineConversionBatchSizeExceedsLimit", Request, Split, "Too many rows in one request."),
        new("OfflineConversionMSClickIdNullOrEmpty", Row, Fix, "The row has no Microsoft click id."),
        new("OfflineConversionMSClickIdInvalid", Row, Fix, "The Microsoft click id does not have its form (32 hexadecimal digits)."),
        new("ExternalAttributionRequiredFieldEmpty", Row, Fix, "The goal expects attribution data from outside. Use another goal."),
        new("ExternalAttributionModelTooLong", Row, Fix, "The name of the attribution model is too long."),
        new("ExternalAttributionCreditValueInvalid", Row, Fix, "The attributed credit is not above 0 and up to 1."),
        new("GoalNotEligibleForExternalAttribution", Row, Fix, "The goal does its own attribution and takes no attribution data."),
    ]);

    private static readonly Dictionary<int, NetworkCode> s_byNumber = All.All.Where(code => code.Number is not null).ToDictionary(code => code.Number!.Value);

    /// <summary>The entry of a code; null when Microsoft named one that is not on its lists. The name decides: numbers are missing for some.</summary>
    /// <param name="name">ErrorCode text, or null.</param>
    /// <param name="number">Code number, or null.</param>
    public static NetworkCode? Find(string? name, int? number) =>
        All.Find(name) ?? (number is { } value && s_byNumber.TryGetValue(value, out var entry) ? entry : null);
}
