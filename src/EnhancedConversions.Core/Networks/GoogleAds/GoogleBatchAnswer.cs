using System.Text.Json;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>Reads what came of a request with many rows.</summary>
/// <param name="service">The API, for its codes.</param>
/// <param name="rows">Rows sent.</param>
/// <param name="clock">The clock.</param>
internal abstract class GoogleBatchAnswer(GoogleService service, int rows, TimeProvider clock)
{
    private const string What = "take the conversions";
    private const string DayUsedUp = "The day's quota of the API is used up (it is counted for each Google Cloud project). Run the same command again in 24 hours at the latest.";

    /// <summary>Rows sent.</summary>
    protected int Rows { get; } = rows;

    /// <summary>The clock.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>Reads the result of the call.</summary>
    /// <param name="result">What came of it.</param>
    /// <exception cref="ConversionException">No further row can succeed.</exception>
    public UploadAnswer Read(ApiResult result)
    {
        var answer = result.Answer;
        if (answer.Fault == AnswerFault.Unreachable && !result.AnswerLost)
        {
            throw GoogleAdsErrors.From(service, What, result, Clock);
        }

        return (answer.IsSuccess, answer.Fault) switch
        {
            (true, _) => ReadSuccess(answer.Body!.Value) ?? Unknown(answer),
            (_, AnswerFault.NoQuota) when !result.AnswerLost => NotNow(answer, "RESOURCE_EXHAUSTED", DayUsedUp),
            (_, AnswerFault.None) => ReadFault(result, GoogleFault.Read(answer)),
            _ => Unknown(answer),
        } with
        { Requests = result.Requests, AnswerTime = result.AnswerTime };
    }

    /// <summary>Reads a success; null when the JSON settles nothing.</summary>
    /// <param name="body">The body.</param>
    protected abstract UploadAnswer? ReadSuccess(JsonElement body);

    /// <summary>The rows a violation speaks of; none when it names none of the batch.</summary>
    /// <param name="violation">The violation.</param>
    protected abstract IEnumerable<int> RowsOf(GoogleViolation violation);

    /// <summary>The entry of a code.</summary>
    /// <param name="violation">The violation.</param>
    protected NetworkCode? Find(GoogleViolation violation) => service.Find(violation.Code);

    /// <summary>Ends the run when Google minds the account.</summary>
    /// <param name="fault">Google's error.</param>
    /// <exception cref="ConversionException">It does.</exception>
    protected void ThrowForAccount(GoogleFault fault)
    {
        if (GoogleAdsErrors.Account(service, What, fault) is { } account)
        {
            throw account;
        }
    }

    /// <summary>A violation as problems of its rows.</summary>
    /// <param name="violation">The violation.</param>
    protected IEnumerable<RowProblem> ReadProblems(GoogleViolation violation)
    {
        var entry = Find(violation);
        return entry is { Scope: CodeScope.Request, Remedy: CodeRemedy.Split }
            ? []
            : RowsOf(violation).Select(row => new RowProblem(
                row,
                violation.Code ?? "INVALID_ARGUMENT",
                Sentence(entry, violation),
                entry?.Disposition ?? RowDisposition.Rejected,
                Clock.GetUtcNow() + entry?.Wait));
    }

    /// <summary>Our sentence for a violation, or Google's words made fit, and the field.</summary>
    /// <param name="entry">The entry of its code; null when it is on no list.</param>
    /// <param name="violation">The violation.</param>
    protected static string Sentence(NetworkCode? entry, GoogleViolation violation)
    {
        // The row is known by its number; what remains of the path names the field.
        var field = violation.Field is { } path && path.IndexOf("].", StringComparison.Ordinal) is >= 0 and var end ? path[(end + 2)..] : null;
        return $"{entry?.Sentence ?? GoogleAdsErrors.Words([violation.Words])}{(field is null ? "" : $" Field: {field}.")}";
    }

    private UploadAnswer ReadFault(ApiResult result, GoogleFault fault)
    {
        ThrowForAccount(fault);
        var entry = service.Find(fault);
        var code = entry?.Code ?? fault.Codes.FirstOrDefault() ?? $"HTTP{fault.HttpStatus}";
        var message = entry?.Sentence ?? GoogleAdsErrors.Words(fault.Violations.Select(violation => violation.Words).Append(fault.Words));
        if (fault.HttpStatus == 429)
        {
            // An earlier attempt whose answer was lost may have been taken, whatever the quota says of the last one.
            return result.AnswerLost
                ? Unknown(result.Answer)
                : NotNow(result.Answer, code, GoogleService.IsDailyQuota(fault) ? DayUsedUp : message, fault.RetryDelay) with { RequestId = fault.RequestId };
        }

        // 413 is the server's, or a proxy's, word for a body that is too large.
        if (fault.HttpStatus == 413 || (fault.HttpStatus is >= 400 and < 500 && fault.Status is not null && entry?.Remedy != CodeRemedy.Repeat))
        {
            return new UploadAnswer
            {
                Verdict = UploadVerdict.Refused,
                RequestId = fault.RequestId,
                Code = code,
                Message = message,
                Problems = fault.Violations.SelectMany(ReadProblems).OrderBy(problem => problem.Index).ToArray(),
            };
        }

        return Unknown(result.Answer) with { RequestId = fault.RequestId };
    }

    private UploadAnswer NotNow(ApiAnswer answer, string code, string message, TimeSpan? wait = null) => new()
    {
        Verdict = UploadVerdict.NotNow,
        Code = code,
        Message = message,
        NotBefore = Clock.GetUtcNow() + (wait ?? answer.RetryAfter),
    };

    private static UploadAnswer Unknown(ApiAnswer answer) => new()
    {
        Verdict = UploadVerdict.Unknown,
        Code = "NoAnswer",
        Message = $"Google gave no answer that settles it: {NetworkErrors.Describe(answer)} Run the same command again; nothing is counted twice.",
    };
}
