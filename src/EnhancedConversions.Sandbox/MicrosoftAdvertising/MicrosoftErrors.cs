namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>The errors this sandbox raises in Microsoft's name, one member each.</summary>
internal static class MicrosoftErrors
{
    public static MicrosoftError InvalidCredentials { get; } = new(105, "InvalidCredentials", "Authentication failed. Either supplied credentials are invalid or the account is inactive.");

    public static MicrosoftError Internal { get; } = new(0, "InternalError", "An internal error has occurred.");

    public static MicrosoftError NotAuthorized { get; } = new(106, "UserIsNotAuthorized", "The user does not represent a authorized developer.");

    public static MicrosoftError TokenExpired { get; } = new(109, "AuthenticationTokenExpired", "Authentication token expired. Please renew it or obtain a new one.");

    public static MicrosoftError HeadersMissing { get; } = new(116, "RequestMissingHeaders", "A required request header is missing.");

    public static MicrosoftError CallRateExceeded { get; } = new(117, "CallRateExceeded", "You have exceeded the number of calls you are allowed to make within a minute.");

    public static MicrosoftError InvalidAccount { get; } = new(208, "InvalidAccount", "The account is invalid.");

    public static MicrosoftError AccountIdMissing { get; } = new(1030, "CampaignServiceAccountIdHasToBeSpecified", "The CustomerAccountId header must be specified.");

    public static MicrosoftError InputNotValid { get; } = new(201, "ApiInputValidationError", "An input element failed validation.");

    public static MicrosoftError NotSupported { get; } = new(204, "OperationNotSupported", "The operation is not supported.");

    public static MicrosoftError GoalIdInvalid { get; } = new(5314, "InvalidConversionGoalId", "The conversion goal id is invalid.");

    public static MicrosoftError GoalIdTwice { get; } = new(5315, "DuplicateConversionGoalId", "The conversion goal id is in the request twice.");

    public static MicrosoftError GoalNameTwice { get; } = new(5316, "DuplicateConversionGoalName", "The conversion goal name is in the request twice.");

    public static MicrosoftError GoalNameTaken { get; } = new(5317, "ConversionGoalNameAlreadyExists", "The conversion goal name already exists.");

    public static MicrosoftError TooManyGoalIds { get; } = new(5318, "ConversionGoalIdArrayExceedsLimit", "The list of conversion goal ids exceeds the limit.");

    public static MicrosoftError GoalNameMissing { get; } = new(5319, "ConversionGoalNameNotPassed", "The conversion goal name is required.");

    public static MicrosoftError GoalNameInvalid { get; } = new(5320, "InvalidConversionGoalName", "The conversion goal name is invalid.");

    public static MicrosoftError GoalsMissing { get; } = new(5321, "ConversionGoalsNotPassed", "The list of conversion goals is required.");

    public static MicrosoftError TooManyGoals { get; } = new(5322, "ConversionGoalArrayExceedsLimit", "The list of conversion goals exceeds the limit.");

    public static MicrosoftError GoalIsNull { get; } = new(5323, "ConversionGoalIsNull", "The conversion goal is null.");

    public static MicrosoftError GoalIdGiven { get; } = new(5324, "ConversionGoalIdIsNotNull", "The conversion goal id must be null.");

    public static MicrosoftError GoalIdMissing { get; } = new(5325, "ConversionGoalIdIsNull", "The conversion goal id is required.");

    public static MicrosoftError GoalStatusInvalid { get; } = new(5328, "InvalidConversionGoalStatus", "The conversion goal status is invalid.");

    public static MicrosoftError GoalTypesMissing { get; } = new(5329, "ConversionGoalTypesNotPassed", "The conversion goal types are required.");

    public static MicrosoftError RevenueTypeInvalid { get; } = new(5332, "InvalidConversionGoalRevenueType", "The conversion goal revenue type is invalid.");

    public static MicrosoftError RevenueValueInvalid { get; } = new(5333, "InvalidConversionGoalRevenueValue", "The conversion goal revenue value is invalid.");

    public static MicrosoftError WindowInvalid { get; } = new(5337, "InvalidConversionGoalConversionWindow", "The conversion window is invalid.");

    public static MicrosoftError GoalCurrencyInvalid { get; } = new(5351, "InvalidGoalCurrencyCode", "The goal currency code is invalid.");

    public static MicrosoftError GoalCurrencyMissing { get; } = new(5355, "GoalCurrencyCodeIsNull", "The goal currency code is required.");

    public static MicrosoftError GoalTypeFixed { get; } = new(5356, "GoalTypeCannotBeChanged", "The goal type cannot be changed.");

    public static MicrosoftError RowsMissing { get; } = new(5600, "OfflineConversionsNullOrEmpty", "The list of offline conversions cannot be null or empty.");

    public static MicrosoftError TooManyRows { get; } = new(5601, "OfflineConversionsLimitExceeded", "The list of offline conversions exceeds the limit.");

    public static MicrosoftError RowIsNull { get; } = new(5602, "OfflineConversionIsNull", "The offline conversion is null.");

    public static MicrosoftError IdentifierMissing { get; } = new(5603, "OfflineConversionMicrosoftClickIdNullOrEmpty", "The Microsoft click id cannot be null or empty.") { Field = "MicrosoftClickId" };

    public static MicrosoftError ClickIdInvalid { get; } = new(5604, "OfflineConversionMicrosoftClickIdInvalid", "The Microsoft click id is invalid.") { Field = "MicrosoftClickId" };

    public static MicrosoftError NameMissing { get; } = new(5605, "OfflineConversionNameNullOrEmpty", "The conversion name cannot be null or empty.") { Field = "ConversionName" };

    public static MicrosoftError NameInvalid { get; } = new(5606, "OfflineConversionNameInvalid", "The conversion name is not that of an offline conversion goal.") { Field = "ConversionName" };

    public static MicrosoftError TimeInvalid { get; } = new(5607, "OfflineConversionTimeInvalid", "The conversion time is invalid.") { Field = "ConversionTime" };

    public static MicrosoftError TimeMissing { get; } = new(5608, "OfflineConversionTimeNullOrEmpty", "The conversion time cannot be null or empty.") { Field = "ConversionTime" };

    public static MicrosoftError TimeTooOld { get; } = new(5609, "OfflineConversionTimeOutOfWindow", "The conversion time is outside the allowed window.") { Field = "ConversionTime" };

    public static MicrosoftError ValueInvalid { get; } = new(5610, "OfflineConversionValueInvalid", "The conversion value is invalid.") { Field = "ConversionValue" };

    public static MicrosoftError CurrencyInvalid { get; } = new(5611, "OfflineConversionCurrencyCodeInvalid", "The conversion currency code is invalid.") { Field = "ConversionCurrencyCode" };

    public static MicrosoftError TimeInFuture { get; } = new(5614, "FutureConversionTimeCannotBeSet", "The conversion time cannot be in the future.") { Field = "ConversionTime" };

    public static MicrosoftError GoalTooNew { get; } = new(5615, "OfflineConversionNotAcceptedForGoal", "The conversion goal was created less than two hours ago.") { Field = "ConversionName" };

    public static MicrosoftError AdjustmentTypeInvalid { get; } = new(5618, "OfflineConversionInvalidAdjustmentType", "The adjustment type is invalid.") { Field = "AdjustmentType" };

    public static MicrosoftError AdjustmentTimeMissing { get; } = new(5619, "OfflineConversionAdjustmentTimeNullOrEmpty", "The adjustment time cannot be null or empty.") { Field = "AdjustmentTime" };

    public static MicrosoftError AdjustmentBeforeConversion { get; } =
        new(5620, "OfflineConversionAdjustmentTimeEarlierThanConversionTime", "The adjustment time is earlier than the conversion time.") { Field = "AdjustmentTime" };

    public static MicrosoftError AdjustmentTimeInvalid { get; } = new(5621, "OfflineConversionAdjustmentTimeInvalid", "The adjustment time is invalid.") { Field = "AdjustmentTime" };

    public static MicrosoftError AdjustmentTimeInFuture { get; } = new(5622, "OfflineConversionFutureAdjustmentTimeCannotBeSet", "The adjustment time cannot be in the future.") { Field = "AdjustmentTime" };

    public static MicrosoftError AdjustmentTimeTooOld { get; } = new(5623, "OfflineConversionAdjustmentTimeOutOfWindow", "The adjustment time is outside the allowed window.") { Field = "AdjustmentTime" };

    public static MicrosoftError AdjustmentValueGiven { get; } = new(5624, "OfflineConversionAdjustmentValueNotExpected", "A retraction takes no value.") { Field = "AdjustmentValue" };

    public static MicrosoftError AdjustmentValueMissing { get; } = new(5625, "OfflineConversionAdjustmentValueRequired", "A restatement needs a value.") { Field = "AdjustmentValue" };

    public static MicrosoftError ReportDatesInvalid { get; } = new(113, "InvalidDateObject", "The dates are missing, in the wrong order or more than seven days apart.");

    public static MicrosoftError ReportColumnMissing { get; } = new(2015, "ReportingServiceRequiredColumnsNotSelected", "A required column is not selected.");

    public static MicrosoftError ReportColumnTwice { get; } = new(2016, "ReportingServiceDuplicateColumns", "A column is selected twice.");

    public static MicrosoftError ReportMeasureMissing { get; } = new(2017, "ReportingServiceNoMeasureSelected", "No column with figures is selected.");

    public static MicrosoftError ReportTimeOfSummary { get; } = new(2034, "ReportingServiceInvalidTimePeriodColumnForSummaryReport", "A summary cannot have the column TimePeriod.");

    public static MicrosoftError ReportIdInvalid { get; } = new(2100, "ReportingServiceInvalidReportId", "The report request id is invalid.");

    public static MicrosoftError PilotMissing { get; } = new(6610, "CustomerNotEligibleForConversionGoalSelection", "The customer cannot exclude conversion goals from bidding.") { Field = "ExcludeFromBidding" };

    // Microsoft publishes no numbers for the errors below (contract 2.5): these are the sandbox's own. Clients must go by ErrorCode.

    public static MicrosoftError NotEligible { get; } = new(56901, "NotEligibleForEnhancedConversions", "The conversion goal does not take enhanced conversions.");

    public static MicrosoftError EmailNotHashed { get; } = new(56902, "ConversionEmailAddressIsNotHashed", "The email address is not hashed.") { Field = "HashedEmailAddress" };

    public static MicrosoftError PhoneNotHashed { get; } = new(56903, "ConversionPhoneNumberIsNotHashed", "The phone number is not hashed.") { Field = "HashedPhoneNumber" };

    public static MicrosoftError NotExternallyAttributed { get; } = new(56904, "GoalNotEligibleForExternalAttribution", "The conversion goal is not externally attributed.");

    public static MicrosoftError ExternalFieldEmpty { get; } = new(56905, "ExternalAttributionRequiredFieldEmpty", "Model and credit are required for an externally attributed goal.");

    public static MicrosoftError ExternalCreditInvalid { get; } = new(56906, "ExternalAttributionCreditValueInvalid", "The credit must be above 0 and at most 1.") { Field = "ExternalAttributionCredit" };
}
