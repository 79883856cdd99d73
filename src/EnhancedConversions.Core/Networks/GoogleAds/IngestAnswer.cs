using System.Text.Json;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>Reads what came of <c>events:ingest</c> (contract C.6).</summary>
/// <param name="service">The API, for its codes.</param>
/// <param name="request">The request, for the destination of each row.</param>
/// <param name="batch">The rows, in the order of the request.</param>
/// <param name="clock">The clock.</param>
internal sealed class IngestAnswer(DataManagerService service, IngestRequest request, IReadOnlyList<UploadItem> batch, TimeProvider clock)
{
    private const string What = "take the conversions";

    /// <summary>Reads the result of the call.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="validateOnly">True when nothing was to be recorded.</param>
    /// <exception cref="ConversionException">No further row can succeed.</exception>
    public UploadAnswer Read(ApiResult result, bool validateOnly)
    {
        var answer = result.Answer;
        if (answer.Fault == AnswerFault.Unreachable && !result.AnswerLost)
        {
            throw GoogleAdsErrors.From(service, What, result, clock);
        }

        return (answer.IsSuccess, answer.Fault) switch
        {
            (true, _) => ReadSuccess(answer, validateOnly),
            (_, AnswerFault.None) => ReadFault(result, GoogleFault.Read(answer)),
            _ => Unknown(answer),
        } with { Requests = result.Requests };
    }

    private UploadAnswer ReadSuccess(ApiAnswer answer, bool validateOnly)
    {
        var body = answer.Body!.Value;
        var requestId = body.Text("requestId");

        // Without its id, which every answer has, the JSON may come from anybody.
        return requestId is null && !validateOnly ? Unknown(answer) : new UploadAnswer
        {
            Verdict = UploadVerdict.Answered,
            RequestId = requestId,
            Warnings = [.. body.Items("fieldWarnings").Select(ReadWarning).OrderBy(warning => warning.Index)],
        };

        RowWarning ReadWarning(JsonElement warning)
        {
            var violation = GoogleFault.ReadViolation(warning);
            var index = GoogleFault.IndexOf(violation.Field, "events");
            var entry = DataManagerCodes.FieldWarnings.Find(violation.Code);
            return new RowWarning(index < batch.Count ? index : null, violation.Code ?? "WARNING", Sentence(entry, violation));
        }
    }

    private UploadAnswer ReadFault(ApiResult result, GoogleFault fault)
    {
        if (GoogleAdsErrors.Account(service, What, fault) is { } account)
        {
            throw account;
        }

        var entry = service.Find(fault);
        var code = entry?.Code ?? fault.Codes.FirstOrDefault() ?? $"HTTP{fault.HttpStatus}";
        var message = entry?.Sentence ?? GoogleAdsErrors.Words(fault.Violations.Select(violation => violation.Words).Append(fault.Words));
        if (fault.HttpStatus == 429)
        {
            // An earlier attempt whose answer was lost may have been taken, whatever the quota says of the last one.
            return result.AnswerLost ? Unknown(result.Answer) : new UploadAnswer
            {
                Verdict = UploadVerdict.NotNow,
                RequestId = fault.RequestId,
                Code = code,
                Message = GoogleService.IsDailyQuota(fault) ? "The day's quota of the Data Manager API is used up (100 000 requests for each Google Cloud project). Run the same command again in 24 hours at the latest." : message,
                NotBefore = clock.GetUtcNow() + (fault.RetryDelay ?? result.Answer.RetryAfter),
            };
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
                Problems = [.. fault.Violations.SelectMany(ReadProblems).OrderBy(problem => problem.Index)],
            };
        }

        return Unknown(result.Answer) with { RequestId = fault.RequestId };
    }

    /// <summary>The rows a violation speaks of: the event it names, or all rows of the destination it names.</summary>
    private IEnumerable<RowProblem> ReadProblems(GoogleViolation violation)
    {
        var entry = service.Find(violation.Code);
        if (entry is { Scope: CodeScope.Request, Remedy: CodeRemedy.Split })
        {
            return [];
        }

        var problem = new RowProblem(0, violation.Code ?? "INVALID_ARGUMENT", Sentence(entry, violation));
        if (GoogleFault.IndexOf(violation.Field, "events") is { } index)
        {
            return index < batch.Count ? [problem with { Index = index }] : [];
        }

        return GoogleFault.IndexOf(violation.Field, "destinations") is { } destination
            ? Enumerable.Range(0, batch.Count).Where(row => request.DestinationOf(batch[row]) == destination).Select(row => problem with { Index = row })
            : [];
    }

    private static string Sentence(NetworkCode? entry, GoogleViolation violation)
    {
        // The row is known by its number; what remains of the path names the field.
        var field = violation.Field is { } path && path.IndexOf("].", StringComparison.Ordinal) is >= 0 and var end ? path[(end + 2)..] : null;
        return $"{entry?.Sentence ?? GoogleAdsErrors.Words([violation.Words])}{(field is null ? "" : $" Field: {field}.")}";
    }

    private static UploadAnswer Unknown(ApiAnswer answer) => new()
    {
        Verdict = UploadVerdict.Unknown,
        Code = "NoAnswer",
        Message = $"Google gave no answer that settles it: {NetworkErrors.Describe(answer)} Run the same command again; nothing is counted twice.",
    };
}
