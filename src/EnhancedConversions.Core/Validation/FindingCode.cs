namespace EnhancedConversions.Validation;

/// <summary>Stable codes of findings. A code is never renamed or given another meaning.</summary>
public enum FindingCode
{
    /// <summary>No e-mail, phone number or click id in the row.</summary>
    MissingIdentifier,

    /// <summary>Not an e-mail address.</summary>
    EmailMalformed,

    /// <summary>Looks like a hash but is not a SHA-256 of 64 hex digits or its Base64 form.</summary>
    EmailHashMalformed,

    /// <summary>Not a phone number.</summary>
    PhoneMalformed,

    /// <summary>Looks like a hash but is not a SHA-256 of 64 hex digits or its Base64 form.</summary>
    PhoneHashMalformed,

    /// <summary>A phone number without country code, and no default country was given.</summary>
    PhoneWithoutCountry,

    /// <summary>A phone number of 11 digits or more without <c>+</c>: its first digits are taken as the country code.</summary>
    PhoneCountryAssumed,

    /// <summary>A spreadsheet shortened the number (<c>4.67E+10</c>); its last digits are gone.</summary>
    PhoneLostDigits,

    /// <summary>A column holds both plain and hashed values.</summary>
    MixedHashedAndPlain,

    /// <summary>A hash made elsewhere: whether it follows Microsoft's normal form cannot be seen.</summary>
    HashOriginUnknown,

    /// <summary>The row was hashed for the other network.</summary>
    HashedForOtherNetwork,

    /// <summary>The conversion name is empty.</summary>
    ConversionNameMissing,

    /// <summary>The account has no action or goal of that name.</summary>
    ConversionNameUnknown,

    /// <summary>The action or goal does not take uploads.</summary>
    ActionTypeWrong,

    /// <summary>The action or goal is not in use (removed or paused).</summary>
    ActionNotEnabled,

    /// <summary>The goal takes no hashed identifiers and the row has nothing else.</summary>
    EnhancedConversionsOff,

    /// <summary>The conversion time is empty.</summary>
    TimeMissing,

    /// <summary>The conversion time fits no known pattern.</summary>
    TimeUnreadable,

    /// <summary>Neither row, parameters row, parameter nor account names a zone.</summary>
    TimeZoneMissing,

    /// <summary>The row's zone is not known.</summary>
    TimeZoneUnknown,

    /// <summary>That local time does not exist: the clock was put forward over it.</summary>
    TimeSkipped,

    /// <summary>That local time occurred twice; the earlier one is used.</summary>
    TimeAmbiguous,

    /// <summary>The time lies in the future.</summary>
    TimeInFuture,

    /// <summary>Older than the network takes.</summary>
    TooOld,

    /// <summary>The value is empty; the default of the action or goal will be used.</summary>
    ValueMissing,

    /// <summary>The value is not a number.</summary>
    ValueUnreadable,

    /// <summary>The value is below zero.</summary>
    ValueNegative,

    /// <summary>Not an ISO 4217 code.</summary>
    CurrencyUnknown,

    /// <summary>A value without currency; the default of the action, goal or account will be used.</summary>
    CurrencyMissing,

    /// <summary>Neither Granted, Denied nor empty.</summary>
    ConsentUnreadable,

    /// <summary>Consent is Denied.</summary>
    ConsentDenied,

    /// <summary>The order id holds an e-mail address or a phone number.</summary>
    OrderIdContainsPersonalData,

    /// <summary>GBRAID and WBRAID, or one of them beside a GCLID, in one row.</summary>
    ClickIdConflict,

    /// <summary>The click id does not have its network's form.</summary>
    ClickIdMalformed,

    /// <summary>An earlier row is the same conversion.</summary>
    DuplicateInFile,

    /// <summary>The ledger says this conversion was sent before.</summary>
    AlreadySent,

    /// <summary>The ledger says this conversion was sent before, with another value or currency.</summary>
    AlreadySentWithDifferentValue,

    /// <summary>Nothing says which conversion an adjustment is about.</summary>
    AdjustmentTargetMissing,

    /// <summary>A restatement without the new value.</summary>
    AdjustmentValueMissing,

    /// <summary>The conversion is too young to be adjusted; the adjustment can be sent later.</summary>
    AdjustmentTooEarly,

    /// <summary>The conversion is too old to be adjusted.</summary>
    AdjustmentTooLate,

    /// <summary>A column the reader does not know; it is left out.</summary>
    ColumnUnknown,

    /// <summary>A column the reader does not know, near to one it knows and the file does not have.</summary>
    ColumnMisspelled,

    /// <summary>Two columns mean the same; one of them is used.</summary>
    ColumnRepeated,

    /// <summary>A data row has more cells than the header has columns.</summary>
    CellWithoutColumn,

    /// <summary>A custom variable without a name, or whose value is no text, number or date.</summary>
    CustomVariableUnreadable,

    /// <summary>A custom variable holds an e-mail address or a phone number.</summary>
    CustomVariableContainsPersonalData,

    /// <summary>A custom variable is given twice in one row.</summary>
    CustomVariableRepeated,

    /// <summary>The account has no custom variable of that name.</summary>
    CustomVariableUnknown,

    /// <summary>The custom variable is not in use in the account: Google leaves its value out.</summary>
    CustomVariableNotEnabled,

    /// <summary>The network takes no custom variables.</summary>
    CustomVariableNotSent,

    /// <summary>A value with a decimal point and three digits behind it, such as <c>1.500</c>; elsewhere that is a sign of thousands.</summary>
    ValueAmbiguous,
}
