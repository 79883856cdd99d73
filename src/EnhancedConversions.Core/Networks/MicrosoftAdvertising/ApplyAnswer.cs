using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>Reads the answers of <c>OfflineConversions/Apply</c> and <c>OfflineConversionAdjustments/Apply</c> (contract 2.1, 2.5): rows are named by their place.</summary>
internal static class ApplyAnswer
{
    /// <summary>Reads what came of it.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="rows">Rows sent.</param>
    /// <param name="what">What was asked for, as in "refused to <c>take the conversions</c>".</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="ConversionException">No further row can succeed.</exception>
    public static UploadAnswer Read(ApiResult result, int rows, string what, TimeProvider clock)
    {
        var answer = result.Answer;
        if (answer.Fault == AnswerFault.Unreachable && !result.AnswerLost)
        {
            throw MicrosoftAdvertisingErrors.From(what, result, clock);
        }

        return (answer.IsSuccess, answer.Fault) switch
        {
            (true, _) => ReadSuccess(answer, rows, clock),
            (_, AnswerFault.None) => ReadFault(result, rows, what, clock),
            _ => Unknown(NetworkErrors.Describe(answer)),
        } with
        { Requests = result.Requests, AnswerTime = result.AnswerTime };
    }

    private static UploadAnswer ReadSuccess(ApiAnswer answer, int rows, TimeProvider clock)
    {
        var body = answer.Body!.Value;

        // A missing list confirms nothing (contract 2.1), unless the answer is Microsoft's by its tracking id.
        if (body.ValueKind != JsonValueKind.Object || (!body.TryGetProperty("PartialErrors", out _) && answer.RequestId is null))
        {
            return Unknown("the answer does not confirm anything.");
        }

        var errors = body.Items("PartialErrors").Where(item => item.ValueKind == JsonValueKind.Object).Select(item => MicrosoftError.Read(item, hasIndex: true)).ToList();
        return FromItems(errors, UploadVerdict.Answered, answer.RequestId, rows, clock);
    }

    private static UploadAnswer ReadFault(ApiResult result, int rows, string what, TimeProvider clock)
    {
        var answer = result.Answer;
        var fault = MicrosoftFault.Read(answer);
        if (MicrosoftAdvertisingErrors.Account(what, fault) is { } account)
        {
            throw account;
        }

        var wait = answer.RetryAfter ?? fault.First?.Entry?.Wait;
        switch (fault.First?.Entry, fault.HttpStatus)
        {
            case ({ Remedy: CodeRemedy.Repeat, Number: not 0 }, _) or (null, 429 or 404 or 501):
                // An earlier attempt whose answer was lost may have been taken, whatever the last one says.
                return result.AnswerLost ? Unknown("an earlier answer was lost.") : new UploadAnswer
                {
                    Verdict = UploadVerdict.NotNow,
                    RequestId = fault.TrackingId,
                    Code = fault.First?.Code ?? $"HTTP{fault.HttpStatus}",
                    Message = fault.First?.Sentence ?? "Microsoft Advertising takes no calls for now.",
                    NotBefore = clock.GetUtcNow() + (wait ?? MicrosoftAdvertisingLimits.ServiceAway),
                };
            case ({ Number: 0 }, _) or (null, >= 500):
                return Unknown(NetworkErrors.Describe(answer)) with { RequestId = fault.TrackingId };
            default:
                var named = fault.Errors.Where(error => error.Index is not null).ToList();
                return FromItems(named, UploadVerdict.Refused, fault.TrackingId, rows, clock) with
                {
                    Code = fault.First?.Code ?? $"HTTP{fault.HttpStatus}",
                    Message = fault.First?.Sentence ?? "Microsoft Advertising refused the request and gave no reason.",
                };
        }
    }

    private static UploadAnswer FromItems(List<MicrosoftError> errors, UploadVerdict verdict, string? trackingId, int rows, TimeProvider clock)
    {
        if (errors.Find(error => error.Entry?.Scope == CodeScope.Account) is { } account)
        {
            throw NetworkErrors.Account(AdNetwork.MicrosoftAdvertising, account.Entry!, trackingId);
        }

        if (errors.Find(error => error.Entry?.Remedy == CodeRemedy.Split) is { } tooMany)
        {
            return new UploadAnswer { Verdict = UploadVerdict.Refused, RequestId = trackingId, Code = tooMany.Code, Message = tooMany.Sentence };
        }

        // An error for a row that was not sent belongs to one that was, and nothing tells to which.
        if (errors.Exists(error => error.Index < 0 || error.Index >= rows))
        {
            return Unknown("it named rows that were not sent.") with { RequestId = trackingId };
        }

        return new UploadAnswer
        {
            Verdict = verdict,
            RequestId = trackingId,
            Problems = (RowProblem[])
            [
                .. errors.Select(error => new RowProblem(
                    error.Index!.Value,
                    error.Code,
                    error.Sentence,
                    error.Entry?.Disposition ?? RowDisposition.Rejected,
                    clock.GetUtcNow() + error.Entry?.Wait))

                    // Of several errors of a row the one that no waiting mends decides.
                    .OrderBy(problem => problem.Index).ThenBy(problem => problem.Disposition),
            ],
        };
    }

    private static UploadAnswer Unknown(string why) => new()
    {
        Verdict = UploadVerdict.Unknown,
        Code = "NoAnswer",
        Message = $"Microsoft Advertising gave no answer that settles it: {why} Run the same command again; nothing is counted twice.",
    };
}
