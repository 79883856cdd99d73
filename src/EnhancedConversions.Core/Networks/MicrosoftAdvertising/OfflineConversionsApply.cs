using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary><c>OfflineConversions/Apply</c> on the wire (contract 3.1, 2.1).</summary>
internal static class OfflineConversionsApply
{
    private const string What = "take the conversions";

    // A row with both hashes and a click id takes about 400 bytes.
    private const int BytesPerRow = 448;

    /// <summary>Writes a request. Rows carry no id of their own: the answer names them by their place.</summary>
    /// <param name="batch">The rows.</param>
    public static JsonBody Write(IReadOnlyList<UploadItem> batch) => JsonBody.Write(batch, static (writer, batch) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("OfflineConversions"u8);
        foreach (var item in batch)
        {
            WriteRow(writer, item);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }, 64 + (batch.Count * BytesPerRow));

    /// <summary>Reads what came of it.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="rows">Rows sent.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="ConversionException">No further row can succeed.</exception>
    public static UploadAnswer Read(ApiResult result, int rows, TimeProvider clock)
    {
        var answer = result.Answer;
        if (answer.Fault == AnswerFault.Unreachable && !result.AnswerLost)
        {
            throw MicrosoftAdvertisingErrors.From(What, result, clock);
        }

        return (answer.IsSuccess, answer.Fault) switch
        {
            (true, _) => ReadSuccess(answer, rows, clock),
            (_, AnswerFault.None) => ReadFault(result, rows, clock),
            _ => Unknown(NetworkErrors.Describe(answer)),
        } with { Requests = result.Requests };
    }

    private static void WriteRow(Utf8JsonWriter writer, UploadItem item)
    {
        var row = item.Conversion;
        writer.WriteStartObject();
        writer.WriteString("ConversionName"u8, item.Action.Name);
        Span<byte> time = stackalloc byte[32];
        row.ConversionTime.UtcDateTime.TryFormat(time, out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        writer.WriteString("ConversionTime"u8, time[..length]);
        if (row.Value is { } value)
        {
            writer.WriteNumber("ConversionValue"u8, value);
        }

        WriteText(writer, "ConversionCurrencyCode"u8, row.Currency);
        WriteText(writer, "MicrosoftClickId"u8, row.MicrosoftClickId);
        WriteText(writer, "HashedEmailAddress"u8, row.HashedEmail);
        WriteText(writer, "HashedPhoneNumber"u8, row.HashedPhoneNumber);
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
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

    private static UploadAnswer ReadFault(ApiResult result, int rows, TimeProvider clock)
    {
        var answer = result.Answer;
        var fault = MicrosoftFault.Read(answer);
        if (MicrosoftAdvertisingErrors.Account(What, fault) is { } account)
        {
            throw account;
        }

        var wait = answer.RetryAfter ?? fault.First?.Entry?.Wait;
        switch (fault.First?.Entry, fault.HttpStatus)
        {
            case ({ Remedy: CodeRemedy.Repeat, Wait: not null }, _) or (null, 429 or 404 or 501):
                // An earlier attempt whose answer was lost may have been taken, whatever the last one says.
                return result.AnswerLost ? Unknown("an earlier answer was lost.") : new UploadAnswer
                {
                    Verdict = UploadVerdict.NotNow,
                    RequestId = fault.TrackingId,
                    Code = fault.First?.Code ?? $"HTTP{fault.HttpStatus}",
                    Message = fault.First?.Sentence ?? "Microsoft Advertising takes no calls for now.",
                    NotBefore = clock.GetUtcNow() + (wait ?? MicrosoftAdvertisingErrors.ServiceAway),
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
            Problems =
            [
                .. errors.Select(error => new RowProblem(
                    error.Index!.Value,
                    error.Code,
                    error.Sentence,
                    error.Entry?.Disposition ?? RowDisposition.Rejected,
                    clock.GetUtcNow() + error.Entry?.Wait)).OrderBy(problem => problem.Index),
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
