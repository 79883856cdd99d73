using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>Turns Microsoft's refusals into errors.</summary>
internal static class MicrosoftAdvertisingErrors
{
    /// <summary>The error for a call that did not succeed.</summary>
    /// <param name="what">What was asked for, as in "could not <c>read the goals</c>".</param>
    /// <param name="result">What came of it.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="changes">True when the call changes something, so that a lost answer leaves it open.</param>
    public static ConversionException From(string what, ApiResult result, TimeProvider clock, bool changes = false)
    {
        var answer = result.Answer;
        if (answer.Fault != AnswerFault.None)
        {
            return answer.SignInError
                ?? (changes && result.AnswerLost ? NetworkErrors.ChangeUnconfirmed(AdNetwork.MicrosoftAdvertising, what, answer)
                : answer.Fault == AnswerFault.Unreachable && !result.AnswerLost ? NetworkErrors.Unreachable(AdNetwork.MicrosoftAdvertising)
                : NetworkErrors.NoAnswer(AdNetwork.MicrosoftAdvertising, what, answer));
        }

        var fault = MicrosoftFault.Read(answer);
        if (Account(what, fault) is { } account)
        {
            return account;
        }

        if (fault.HttpStatus is 404 or 501 or 429 || fault.First?.Entry is { Remedy: CodeRemedy.Repeat, Wait: not null })
        {
            var wait = answer.RetryAfter ?? fault.First?.Entry?.Wait ?? MicrosoftAdvertisingLimits.ServiceAway;
            return NetworkErrors.LimitReached(AdNetwork.MicrosoftAdvertising, what, fault.First?.Sentence ?? "It takes no calls for now.", clock.GetUtcNow() + wait);
        }

        return fault.First is { } error && fault.HttpStatus < 500 && error.Number != 0
            ? Refused(what, error, fault.TrackingId)
            : changes && result.AnswerLost ? NetworkErrors.ChangeUnconfirmed(AdNetwork.MicrosoftAdvertising, what, answer)
            : NetworkErrors.NoAnswer(AdNetwork.MicrosoftAdvertising, what, answer);
    }

    /// <summary>The error when Microsoft minds the account or the sign-in; null when it minds something else.</summary>
    /// <param name="what">What was asked for.</param>
    /// <param name="fault">Microsoft's fault.</param>
    public static ConversionException? Account(string what, MicrosoftFault fault) =>
        fault.Errors.FirstOrDefault(error => error.Entry?.Scope == CodeScope.Account) is { } named ? NetworkErrors.Account(AdNetwork.MicrosoftAdvertising, named.Entry!, fault.TrackingId)
        : fault.HttpStatus is 401 or 403 ? NetworkErrors.AccessRefused(AdNetwork.MicrosoftAdvertising, what, fault.First?.Code ?? $"HTTP {fault.HttpStatus}", fault.First?.Words, fault.TrackingId)
        : null;

    /// <summary>The error for a request refused for what it asks.</summary>
    public static ConversionException Refused(string what, MicrosoftError error, string? trackingId) =>
        NetworkErrors.Refused(AdNetwork.MicrosoftAdvertising, what, error.Code, error.Sentence, error.Field, trackingId);

    /// <summary>Enhanced conversions cannot be turned on by the API before somebody did it once on Microsoft's page (contract 3.2).</summary>
    public static ConversionException EnhancedConversionsNotTurnedOn(MicrosoftError error) => new(
        "EnhancedConversionsNotTurnedOn",
        ErrorKind.AccessDenied,
        $"Microsoft Advertising does not let enhanced conversions be turned on for this goal ({error.Code}): an account must first have one goal for which that was done on its own web page.",
        EnhancedConversionsFirst);

    /// <summary>How enhanced conversions come to an account; no call does it, and none tells whether the terms were accepted (contract 3.2).</summary>
    public const string EnhancedConversionsFirst =
        "In Microsoft Advertising open Conversions > Conversion goals, turn enhanced conversions on for one goal of this account and accept the terms. After that they can be turned on from here for any goal.";

    /// <summary>The ids of account and customer do not belong together.</summary>
    public static ConversionException WrongCustomer(string accountId, string given, string owner) => new(
        "CustomerMismatch",
        ErrorKind.InvalidInput,
        $"Microsoft Advertising account {accountId} belongs to customer {owner}, not to {given}.",
        $"Connect with -CustomerId {owner}. It stands after cid= in the address bar of Microsoft Advertising.");
}
