using EnhancedConversions.Conversions;
using EnhancedConversions.Http;
using EnhancedConversions.Messages;

namespace EnhancedConversions.Networks;

/// <summary>Errors of talking to a network. They are made of codes, our own sentences, request ids and field paths; never of what was sent or received.</summary>
internal static class NetworkErrors
{
    private const string CheckConnection = "Check the network, the proxy and that the network's hosts are allowed, then run the same command again; nothing is counted twice.";

    /// <summary>No connection came about in all attempts.</summary>
    public static ConversionException Unreachable(AdNetwork network) => new(
        "NetworkUnreachable",
        ErrorKind.Connection,
        $"{Name(network)} cannot be reached: no connection came about.",
        CheckConnection);

    /// <summary>The network was reached and gave no answer that can be used, in all attempts.</summary>
    /// <param name="network">The network.</param>
    /// <param name="what">What was asked for, as in "could not <c>read the conversion actions</c>".</param>
    /// <param name="answer">The last answer.</param>
    public static ConversionException NoAnswer(AdNetwork network, string what, ApiAnswer answer) => new(
        "NoAnswer",
        ErrorKind.Connection,
        $"{Name(network)} could not {what}: {Describe(answer)}",
        CheckConnection);

    /// <summary>A change may have been made without its answer having come back.</summary>
    public static ConversionException ChangeUnconfirmed(AdNetwork network, string what, ApiAnswer answer) => new(
        "ChangeUnconfirmed",
        ErrorKind.Connection,
        $"Whether {Name(network)} could {what} is not known: {Describe(answer)}",
        "Look with Get-ConversionAction whether the change is there before you try again.");

    /// <summary>Something about the account or the sign-in that makes every further call fail.</summary>
    public static ConversionException Account(AdNetwork network, NetworkCode code, string? requestId) => new(
        ErrorId(code.Code),
        ErrorKind.AccessDenied,
        $"{code.Sentence} ({Name(network)}: {code.Code}{Id(requestId)})",
        code.Action ?? "Check the account and the sign-in.");

    /// <summary>Access refused with a code that is on no list.</summary>
    public static ConversionException AccessRefused(AdNetwork network, string what, string code, string? words, string? requestId) => new(
        "AccessRefused",
        ErrorKind.AccessDenied,
        $"{Name(network)} refused to {what} ({code}{Id(requestId)}){Quote(words)}",
        "Check the account number, the sign-in and its rights on the account.");

    /// <summary>A quota is used up.</summary>
    public static ConversionException LimitReached(AdNetwork network, string what, string sentence, DateTimeOffset? notBefore) => new(
        "QuotaUsedUp",
        ErrorKind.LimitReached,
        $"{Name(network)} could not {what}. {sentence}",
        notBefore is { } time ? $"Go on after {UtcText.ToMinute(time)}." : "Try again later.");

    /// <summary>The request was refused for what it asks.</summary>
    public static ConversionException Refused(AdNetwork network, string what, string code, string sentence, string? field, string? requestId) => new(
        code.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && code.Any(char.IsAsciiLetter) ? ErrorId(code) : "RequestRefused",
        ErrorKind.InvalidInput,
        $"{Name(network)} refused to {what}. {sentence}{(field is null ? "" : $" Field: {field}.")} ({code}{Id(requestId)})",
        "Correct the value that is named and try again.");

    /// <summary>An account number that is none.</summary>
    public static ConversionException AccountNumber(AdNetwork network, string parameter) => network == AdNetwork.GoogleAds
        ? new("AccountNumberInvalid", ErrorKind.InvalidInput, $"{parameter} is not a Google Ads account number.", "Give the 10 digits at the top of every Google Ads page, with or without dashes.")
        : new("AccountNumberInvalid", ErrorKind.InvalidInput, $"{parameter} is not a Microsoft Advertising id.", "Give the digits after aid= (account) or cid= (customer) in the address bar of Microsoft Advertising, not the number with letters.");

    /// <summary>The account is not there, or not for this sign-in.</summary>
    public static ConversionException AccountNotFound(AdNetwork network, string accountId) => new(
        "AccountNotFound",
        ErrorKind.NotFound,
        $"{Name(network)} shows this sign-in no account {accountId}.",
        "Check the account number, and that the sign-in has access to the account.");

    /// <summary>Rows need not be searched for where each has its answer.</summary>
    /// <param name="network">The network.</param>
    public static ConversionException AnswersByRow(AdNetwork network) => new(
        "RowsAnsweredAlready",
        ErrorKind.InvalidInput,
        $"{Name(network)} answered for every row when it was sent{(network == AdNetwork.GoogleAds ? " (-Route GoogleAdsApi)" : "")}; there is nothing to isolate.",
        "Get-ConversionUpload -Row shows the rows that were refused, with the reason of each.");

    /// <summary>A manager account was connected where an advertiser's account is needed.</summary>
    public static ConversionException ManagerAccount(string accountId) => new(
        "ManagerAccountGiven",
        ErrorKind.InvalidInput,
        $"Google Ads {accountId} is a manager account; conversions are uploaded for an advertiser's account.",
        "Connect the advertiser's account and give the manager as -LoginCustomerId. Where the manager owns the conversions, this is found out and used.");

    /// <summary>Microsoft's developer token is missing.</summary>
    public static ConversionException DeveloperTokenMissing() => new(
        "DeveloperTokenMissing",
        ErrorKind.InvalidInput,
        "Microsoft Advertising needs a developer token.",
        "Get one as Super Admin on the developer page of Microsoft Advertising (developers.ads.microsoft.com) and give it with -DeveloperToken.");

    /// <summary>The network cannot check without recording.</summary>
    public static ConversionException CannotValidateOnly(string what) => new(
        "ValidateOnlyNotSupported",
        ErrorKind.InvalidInput,
        $"Microsoft Advertising has no way to check {what} without recording it.",
        "Use Test-ConversionFile for the local check, or leave out -ValidateOnly.");

    /// <summary>A category the network does not have.</summary>
    public static ConversionException CategoryUnknown(AdNetwork network, string category, IReadOnlyCollection<string> known) => new(
        "CategoryUnknown",
        ErrorKind.InvalidInput,
        $"{Name(network)} has no category '{Redactor.Clean(category)}'.",
        NearestName.Find(category, known) is { } nearest ? $"Did you mean {nearest}?" : $"It is one of: {string.Join(", ", known)}.");

    /// <summary>The name is taken.</summary>
    /// <param name="network">The network.</param>
    /// <param name="name">The name asked for.</param>
    /// <param name="existing">The action that has it; null when it could not be found.</param>
    public static ConversionException NameTaken(AdNetwork network, string name, ConversionAction? existing) => new(
        "ActionNameTaken",
        ErrorKind.InvalidInput,
        existing is null
            ? $"{Name(network)} has a conversion action '{Redactor.Clean(name)}' already."
            : $"{Name(network)} has a conversion action '{Redactor.Clean(existing.Name)}' already: id {existing.Id}, type {existing.Type}, {existing.Status}.",
        "Use the existing action, or choose another name. Names are unique in the account (Google Ads) or customer (Microsoft Advertising), removed ones included.");

    /// <summary>An action that was not made by a network, or only validated.</summary>
    public static ConversionException ActionWithoutId(AdNetwork network) => new(
        "ActionWithoutId",
        ErrorKind.InvalidInput,
        $"The conversion action has no id at {Name(network)}.",
        "Give an action as Get-ConversionAction returns it; one that was only validated does not exist.");

    /// <summary>An account that has no conversion id to tag with.</summary>
    public static ConversionException NoTag(string accountId) => new(
        "NoTag",
        ErrorKind.NotFound,
        $"Google Ads {accountId} tracks no conversions yet and has no conversion id.",
        "Make a conversion action first; the account gets its id with it.");

    /// <summary>An action that is not there.</summary>
    /// <param name="account">The account.</param>
    /// <param name="name">The name asked for.</param>
    /// <param name="nearest">The name probably meant; null when none is near.</param>
    public static ConversionException ActionNotFound(ConversionAccount account, string name, string? nearest) => new(
        "ActionNotFound",
        ErrorKind.NotFound,
        $"{account} has no conversion action '{Redactor.Clean(name)}'.",
        nearest is null ? "Get-ConversionAction lists those it has." : $"Did you mean '{nearest}'?");

    /// <summary>Something the network, or this module's way to it, cannot do.</summary>
    /// <param name="network">The network.</param>
    /// <param name="what">What was asked for, as in "does not <c>change conversion actions</c>".</param>
    public static ConversionException NotOffered(AdNetwork network, string what) => new(
        "NotOffered",
        ErrorKind.InvalidInput,
        $"This module does not {what} at {Name(network)}.",
        $"Do it in the pages of {Name(network)}, or name an account of another network with -Account.");

    /// <summary>A report that ended before it was complete.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rows">Rows that were given out.</param>
    /// <param name="cause">Why.</param>
    public static ConversionException ReportBrokenOff(AdNetwork network, long rows, Exception cause) => new(
        "ReportBrokenOff",
        ErrorKind.Connection,
        $"The report of {Name(network)} broke off after {rows} rows; the rows given so far are not all of it.",
        "Leave these rows out of account and run the same command again.",
        cause);

    /// <summary>A report whose file is not what the documentation says.</summary>
    /// <param name="network">The network.</param>
    /// <param name="why">What is wrong with it.</param>
    public static ConversionException ReportUnreadable(AdNetwork network, string why) => new(
        "ReportUnreadable",
        ErrorKind.Connection,
        $"The report of {Name(network)} cannot be read: {why}",
        "Run the same command again. If it stays, report this sentence.");

    /// <summary>A report the network did not finish.</summary>
    /// <param name="network">The network.</param>
    /// <param name="after">How long it was waited for.</param>
    public static ConversionException ReportNotReady(AdNetwork network, TimeSpan after) => new(
        "ReportNotReady",
        ErrorKind.Connection,
        $"{Name(network)} did not finish the report in {after.TotalMinutes:0} minutes.",
        "Ask for fewer days, or try again later.");

    /// <summary>A report the network gave up.</summary>
    public static ConversionException ReportFailed(AdNetwork network) => new(
        "ReportFailed",
        ErrorKind.Connection,
        $"{Name(network)} could not make the report.",
        "Try again later; ask for fewer days if it stays.");

    /// <summary>A time zone Microsoft's reports have no name for.</summary>
    /// <param name="timeZone">The account's zone.</param>
    public static ConversionException ReportTimeZoneUnknown(string timeZone) => new(
        "ReportTimeZoneUnknown",
        ErrorKind.InvalidInput,
        $"Microsoft Advertising has no report time zone for {timeZone}.",
        "Check the account's time zone in Microsoft Advertising.");

    /// <summary>Conversions by their own day, where the network knows the day of the click only.</summary>
    public static ConversionException NoConversionDate(AdNetwork network) => new(
        "ConversionDateNotOffered",
        ErrorKind.InvalidInput,
        $"{Name(network)} reports conversions by the day of the click only.",
        "Leave out -DateBasis for this account.");

    /// <summary>Settings of an action that do not go together.</summary>
    /// <param name="setting">Name of the setting.</param>
    /// <param name="sentence">What is wrong with it.</param>
    /// <param name="action">What to do.</param>
    public static ConversionException Setting(string setting, string sentence, string action) => new("ActionSettingInvalid", ErrorKind.InvalidInput, $"{setting}: {sentence}", action);

    /// <summary>What an answer that is no answer looked like.</summary>
    /// <param name="answer">The answer.</param>
    public static string Describe(ApiAnswer answer) => answer.Fault switch
    {
        AnswerFault.Unreachable => "no connection came about.",
        AnswerFault.Cut => "the connection was cut before the answer was complete.",
        AnswerFault.TimedOut => "no answer came in time.",
        AnswerFault.NoQuota => "the day's requests are used up.",
        AnswerFault.Unreadable => $"the answer (HTTP {(int)answer.Status}) is not the JSON it should be; a proxy may stand in between.",
        _ => $"it answered HTTP {(int)answer.Status}{Id(answer.RequestId)}.",
    };

    /// <summary><c>CUSTOMER_NOT_ENABLED</c> becomes <c>CustomerNotEnabled</c>, <c>1001</c> becomes <c>Code1001</c>; names that are words already stay.</summary>
    private static string ErrorId(string code) => code switch
    {
        _ when char.IsAsciiDigit(code[0]) => "Code" + code,
        _ when code.Any(char.IsAsciiLetterLower) => code,
        _ => string.Concat(code.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => word[..1] + word[1..].ToLowerInvariant())),
    };

    private static string Id(string? requestId) => requestId is null ? "" : $", request {requestId}";

    private static string Quote(string? words) => Redactor.Clean(words) is { } clean ? $": {clean}" : ".";

    private static string Name(AdNetwork network) => ConversionAccount.NetworkName(network);
}
