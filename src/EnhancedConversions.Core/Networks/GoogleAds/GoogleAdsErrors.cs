using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>Turns Google's refusals into errors.</summary>
internal static class GoogleAdsErrors
{
    /// <summary>The error for a call that did not succeed.</summary>
    /// <param name="service">The API that was called.</param>
    /// <param name="what">What was asked for, as in "refused to <c>read the account</c>".</param>
    /// <param name="result">What came of it.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="changes">True when the call changes something, so that a lost answer leaves it open.</param>
    public static ConversionException From(GoogleService service, string what, ApiResult result, TimeProvider clock, bool changes = false)
    {
        var answer = result.Answer;
        if (answer.Fault != AnswerFault.None)
        {
            return answer.SignInError
                ?? (changes && result.AnswerLost ? NetworkErrors.ChangeUnconfirmed(AdNetwork.GoogleAds, what, answer)
                : answer.Fault == AnswerFault.Unreachable && !result.AnswerLost ? NetworkErrors.Unreachable(AdNetwork.GoogleAds)
                : NetworkErrors.NoAnswer(AdNetwork.GoogleAds, what, answer));
        }

        var fault = GoogleFault.Read(answer);
        if (Account(service, what, fault) is { } account)
        {
            return account;
        }

        var entry = service.Find(fault);
        if (fault.HttpStatus == 429)
        {
            return NetworkErrors.LimitReached(AdNetwork.GoogleAds, what, (entry ?? GoogleAdsCodes.General.Find("RESOURCE_EXHAUSTED")!).Sentence, clock.GetUtcNow() + (fault.RetryDelay ?? answer.RetryAfter));
        }

        if (fault.HttpStatus >= 500 || fault.Status is null)
        {
            return changes && result.AnswerLost ? NetworkErrors.ChangeUnconfirmed(AdNetwork.GoogleAds, what, answer) : NetworkErrors.NoAnswer(AdNetwork.GoogleAds, what, answer);
        }

        return NetworkErrors.Refused(
            AdNetwork.GoogleAds,
            what,
            entry?.Code ?? fault.Codes.First(),
            entry?.Sentence ?? Words(fault.Violations.Select(v => v.Words).Append(fault.Words)),
            fault.Violations.Select(v => v.Field).FirstOrDefault(field => field is not null),
            fault.RequestId);
    }

    /// <summary>The error when Google minds the account or the sign-in; null when it minds something else.</summary>
    /// <param name="service">The API that was called.</param>
    /// <param name="what">What was asked for.</param>
    /// <param name="fault">Google's error.</param>
    public static ConversionException? Account(GoogleService service, string what, GoogleFault fault)
    {
        // Where a more telling code stands beside a general one (a missing scope beside PERMISSION_DENIED), it comes first.
        var entry = fault.Codes.Select(service.Find).FirstOrDefault(code => code?.Scope == CodeScope.Account);
        if (entry is not null)
        {
            return NetworkErrors.Account(AdNetwork.GoogleAds, entry, fault.RequestId);
        }

        return fault.HttpStatus is 401 or 403 || (fault.HttpStatus == 404 && fault.Status is not null)
            ? NetworkErrors.AccessRefused(AdNetwork.GoogleAds, what, fault.Codes.FirstOrDefault() ?? $"HTTP {fault.HttpStatus}", fault.Words, fault.RequestId)
            : null;
    }

    /// <summary>Google's words for a code on no list, made fit for people.</summary>
    /// <param name="words">Candidates, the most telling first.</param>
    public static string Words(IEnumerable<string?> words) =>
        words.Select(Redactor.Clean).FirstOrDefault(text => text is not null) ?? "Google gave no reason.";
}
