using System.Globalization;
using EnhancedConversions.Conversions;

namespace EnhancedConversions.Validation;

/// <summary>Severity, sentence and hint of one code. <c>{0}</c> and so on are filled in by the rule that found it.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">The sentence.</param>
/// <param name="Hint">What to do.</param>
internal sealed record FindingDefinition(FindingSeverity Severity, string Message, string Hint);

/// <summary>
/// The catalogue of findings: every code with its severity, sentence and hint, side by side.
/// Arguments never carry an identifier; cell text is quoted only where a column cannot be personal (names, times, currencies, zones).
/// </summary>
internal static class Findings
{
    private const FindingSeverity Error = FindingSeverity.Error;
    private const FindingSeverity Warning = FindingSeverity.Warning;
    private const FindingSeverity Info = FindingSeverity.Info;

    /// <summary>Every code's definition.</summary>
    public static IReadOnlyDictionary<FindingCode, FindingDefinition> All { get; } = new Dictionary<FindingCode, FindingDefinition>
    {
        [FindingCode.MissingIdentifier] = new(Error, "The row has no e-mail address, phone number or click id this network can use.", "Fill in the e-mail address or the phone number, or a click id."),
        [FindingCode.EmailMalformed] = new(Error, "The e-mail address is not one: {0}.", "Write it as name@domain, one address per cell."),
        [FindingCode.EmailHashMalformed] = new(Error, "The e-mail cell looks like a hash but is not a SHA-256: {0}.", "Use the plain address, or SHA-256 as 64 hex digits or 44 Base64 characters."),
        [FindingCode.PhoneMalformed] = new(Error, "The phone number is not one: {0}.", "Write it with country code, for example +1 800 555 0100."),
        [FindingCode.PhoneHashMalformed] = new(Error, "The phone cell looks like a hash but is not a SHA-256: {0}.", "Use the plain number, or SHA-256 as 64 hex digits or 44 Base64 characters."),
        [FindingCode.PhoneWithoutCountry] = new(Error, "The phone number has no country code.", "Write it with + and the country code, or name the country with -DefaultCountry."),
        [FindingCode.PhoneCountryAssumed] = new(Warning, "The phone number has no + before it; its first digits are taken as the country code.", "Write it with +, for example +1 800 555 0100."),
        [FindingCode.PhoneLostDigits] = new(Error, "The spreadsheet shortened the phone number; its last digits are gone.", "Format the column as text, enter the number again and save."),
        [FindingCode.MixedHashedAndPlain] = new(Warning, "The column holds plain and hashed values.", "Make sure that the hashed ones were made with the network's normal form."),
        [FindingCode.HashOriginUnknown] = new(Warning, "The hash was made elsewhere; Microsoft drops dots and everything from + in every address before hashing, Google does not, and a hash does not tell.", "Send plain addresses and let the module hash them for each network."),
        [FindingCode.HashedForOtherNetwork] = new(Error, "The row was normalized and hashed for {0}.", "Hash it for this network with ConvertTo-HashedConversion -Network {1}, or send the rows as they were before hashing."),
        [FindingCode.ConversionNameMissing] = new(Error, "The conversion name is empty.", "Enter the name of the conversion action or goal."),
        [FindingCode.ConversionNameUnknown] = new(Error, "The account has no conversion action named '{0}'.", "{1}"),
        [FindingCode.ActionTypeWrong] = new(Error, "'{0}' is of type {1}, which takes no uploads.", "Use an action made for imports (Google: UPLOAD_CLICKS, Microsoft: offline conversion goal)."),
        [FindingCode.ActionNotEnabled] = new(Error, "'{0}' is {1}.", "Enable it, or use another name."),
        [FindingCode.EnhancedConversionsOff] = new(Error, "The goal '{0}' takes no hashed identifiers, and the row has no Microsoft click id.", "Turn on enhanced conversions for the goal."),
        [FindingCode.TimeMissing] = new(Error, "The conversion time is empty.", "Enter when the conversion happened, for example 2026-03-31 14:05:00."),
        [FindingCode.TimeUnreadable] = new(Error, "The conversion time '{0}' fits no known pattern{1}.", "Write it as yyyy-MM-dd HH:mm:ss, for example 2026-03-31 14:05:00.{2}"),
        [FindingCode.TimeZoneMissing] = new(Error, "Nothing says in which time zone the conversion time is.", "Add the row Parameters:TimeZone=Europe/Berlin above the header, or use -TimeZone."),
        [FindingCode.TimeZoneUnknown] = new(Error, "The time zone '{0}' is not known.", "{1}"),
        [FindingCode.TimeSkipped] = new(Error, "The time {0} does not exist in {1}: the clock went from {2} to {3}.", "Correct the time."),
        [FindingCode.TimeAmbiguous] = new(Warning, "The time {0} occurred twice in {1}; the earlier one is used.", "Write the offset behind the time to choose, for example {2}."),
        [FindingCode.TimeInFuture] = new(Error, "The conversion time lies in the future: {0}.", "Check the date, the order of day and month, and the time zone."),
        [FindingCode.TooOld] = new(Error, "The conversion is {0} days old; {1} takes at most {2}.", "Upload sooner; older conversions cannot be counted."),
        [FindingCode.ValueMissing] = new(Info, "The row has no value; the default of the conversion action is used.", "Enter a value where the sale has one."),
        [FindingCode.ValueUnreadable] = new(Error, "The value is not a number with {0}.", "Write it without currency sign, for example {1}.{2}"),
        [FindingCode.ValueAmbiguous] = new(Warning, "The value has a decimal point and three digits behind it; it is read as a fraction, not as thousands.", "For thousands leave the point out, or add the culture of the file, for example -Culture de-DE; else write two digits behind it, for example 1.50."),
        [FindingCode.ValueNegative] = new(Error, "The value is below zero.", "Correct it; refunds are sent as adjustments."),
        [FindingCode.CurrencyUnknown] = new(Error, "'{0}' is not an ISO 4217 currency code.", "{1}"),
        [FindingCode.CurrencyMissing] = new(Info, "The value has no currency; the account's default is used.", "Enter a code such as EUR to be sure."),
        [FindingCode.ConsentUnreadable] = new(Error, "'{0}' is not a consent value.", "Write Granted or Denied, or leave the cell empty."),
        [FindingCode.ConsentDenied] = new(Warning, "Consent is denied; {0}.", "Nothing to do, unless the cell is wrong."),
        [FindingCode.OrderIdContainsPersonalData] = new(Error, "The order id holds an e-mail address or a phone number.", "Use an id that identifies the order, not the person."),
        [FindingCode.CustomVariableUnreadable] = new(Error, "The custom variables cannot be read: {0}.", "Give each a column of its own, 'Custom Variable: segment', or all of them as a hashtable of names and values."),
        [FindingCode.CustomVariableContainsPersonalData] = new(Error, "The custom variable holds an e-mail address or a phone number.", "Use a value that many customers share, such as a segment or a region."),
        [FindingCode.CustomVariableRepeated] = new(Error, "The custom variable '{0}' is given twice.", "Keep one of them."),
        [FindingCode.CustomVariableUnknown] = new(Error, "The account has no custom variable named '{0}'.", "{1}"),
        [FindingCode.CustomVariableNotEnabled] = new(Warning, "The custom variable '{0}' is {1} in the account; its value is not counted.", "Enable it in Google Ads, or leave it out."),
        [FindingCode.CustomVariableNotSent] = new(Info, "{0} takes no custom variables; the row is sent there without them.", "Nothing to do."),
        [FindingCode.ClickIdConflict] = new(Error, "The row has more than one of Google Click ID, GBRAID and WBRAID.", "Keep one of them."),
        [FindingCode.ClickIdMalformed] = new(Error, "The click id does not have the form its network gives it: {0}.", "Take it over unchanged from the landing page's address."),
        [FindingCode.DuplicateInFile] = new(Warning, "The same conversion is in row {0}.", "Remove one, or give each its own order id."),
        [FindingCode.AlreadySent] = new(Info, "This conversion was sent before, on {0}.", "Nothing to do; it is not sent again."),
        [FindingCode.AlreadySentWithDifferentValue] = new(Warning, "This conversion was sent before, on {0}, with another value or currency; the first one stands.", "Restate the value with an adjustment if the new one is right."),
        [FindingCode.AdjustmentTargetMissing] = new(Error, "Nothing says which conversion is meant.", "{0}"),
        [FindingCode.AdjustmentValueMissing] = new(Error, "The restatement has no new value.", "Enter the new value, or retract the conversion."),
        [FindingCode.AdjustmentTooEarly] = new(Warning, "The conversion is younger than {0} hours; {1} adjusts older ones only.", "Send the adjustment after {2}."),
        [FindingCode.AdjustmentTooLate] = new(Error, "The conversion is {0} days old; {1} adjusts at most {2} days later.", "Nothing to do; it stands as it is."),
        [FindingCode.ColumnUnknown] = new(Warning, "The column '{0}' is not known and is left out.", "Nothing to do when it is not needed; else name its field with -Map."),
        [FindingCode.ColumnMisspelled] = new(Error, "The column '{0}' is not known; it looks like '{1}', which is missing.", "Correct the header, remove the column, or name your own header with -Map."),
        [FindingCode.ColumnRepeated] = new(Warning, "The column '{0}' means the same as '{1}' and is left out.", "Remove one of them."),
        [FindingCode.CellWithoutColumn] = new(Warning, "The row has more cells than the header has columns.", "Check for a separator inside a cell; put such a cell in quotes."),
    };

    /// <summary>Makes a finding of a catalogue entry.</summary>
    /// <param name="code">The code.</param>
    /// <param name="source">The row.</param>
    /// <param name="column">The column, or null.</param>
    /// <param name="arguments">What fills <c>{0}</c>, <c>{1}</c> ... in sentence and hint.</param>
    public static Finding Make(FindingCode code, RowSource source, string? column, params object?[] arguments)
    {
        var (severity, message, hint) = All[code];
        return new Finding(
            code,
            severity,
            source,
            column,
            string.Format(CultureInfo.InvariantCulture, message, arguments),
            string.Format(CultureInfo.InvariantCulture, hint, arguments));
    }
}
