using System.Globalization;
using System.Text;
using System.Text.Json;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>One thing Google minds in a request.</summary>
/// <param name="Code">Google's code; null when it gave none.</param>
/// <param name="Field">Path of the field, for example <c>events[3].event_timestamp</c>; null when it named none.</param>
/// <param name="Words">Google's words: not for people before redaction. Null when there are none.</param>
internal sealed record GoogleViolation(string? Code, string? Field, string? Words)
{
    /// <summary>Never Google's words, which a record would show.</summary>
    public override string ToString() => $"{Code} {Field}";
}

/// <summary>Google's error answer, of either API (contract A.6, C.6).</summary>
internal sealed record GoogleFault
{
    /// <summary>HTTP status.</summary>
    public required int HttpStatus { get; init; }

    /// <summary>Canonical status such as <c>INVALID_ARGUMENT</c>; null when the answer was not Google's JSON.</summary>
    public string? Status { get; init; }

    /// <summary>Reason of the answer as a whole (<c>google.rpc.ErrorInfo</c>); null when there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>Google's words for the answer as a whole: not for people before redaction.</summary>
    public string? Words { get; init; }

    /// <summary>Google's id of the request; null when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The wait Google asks for; null when it names none.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>Name of the quota that is used up; null when it is not about one.</summary>
    public string? QuotaLimit { get; init; }

    /// <summary>What Google minds, one by one.</summary>
    public IReadOnlyList<GoogleViolation> Violations { get; init; } = [];

    /// <summary>All codes of the answer, the most telling first.</summary>
    public IEnumerable<string> Codes
    {
        get
        {
            var codes = Violations.Select(violation => violation.Code).Append(Reason).Append(Status);
            return codes.OfType<string>();
        }
    }

    /// <summary>Never Google's words, which a record would show.</summary>
    public override string ToString() => $"{HttpStatus} {string.Join(' ', Codes)}";

    /// <summary>Reads an answer that is not a success. One that holds no JSON of Google's still has its HTTP status.</summary>
    /// <param name="answer">The answer.</param>
    public static GoogleFault Read(ApiAnswer answer)
    {
        // searchStream wraps its error in a list of one (contract A.6).
        var root = answer.Body is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().FirstOrDefault() : answer.Body ?? default;
        return root.Field("error") is { } error
            ? Read(error, (int)answer.Status) with { RequestId = RequestIdOf(error) ?? answer.RequestId }
            : new GoogleFault { HttpStatus = (int)answer.Status, RequestId = answer.RequestId };
    }

    /// <summary>Reads a <c>google.rpc.Status</c>: the error of an answer, or the <c>partialFailureError</c> of a success.</summary>
    /// <param name="error">The status object.</param>
    /// <param name="httpStatus">HTTP status of the answer.</param>
    public static GoogleFault Read(JsonElement error, int httpStatus)
    {
        string? reason = null;
        string? quota = null;
        TimeSpan? delay = null;
        var violations = new List<GoogleViolation>();
        foreach (var detail in error.Items("details"))
        {
            reason ??= Code(detail.Text("reason"));
            quota ??= detail.Text("metadata", "quota_limit");
            delay ??= Duration(detail.Text("retryDelay"));
            violations.AddRange(detail.Items("fieldViolations").Select(ReadViolation));
            foreach (var item in detail.Items("errors"))
            {
                violations.Add(new GoogleViolation(AdsCode(item), AdsFieldPath(item), item.Text("message")));
                delay ??= Duration(item.Text("details", "quotaErrorDetails", "retryDelay"));
            }
        }

        return new GoogleFault
        {
            HttpStatus = httpStatus,
            Status = Code(error.Text("status")),
            Reason = reason,
            Words = error.Text("message"),
            RequestId = RequestIdOf(error),
            RetryDelay = delay,
            QuotaLimit = quota,
            Violations = violations,
        };
    }

    /// <summary>Reads a field violation or a field warning of the Data Manager API; they have the same fields.</summary>
    /// <param name="item">The violation or warning.</param>
    public static GoogleViolation ReadViolation(JsonElement item) => new(Code(item.Text("reason")), FieldPath(item.Text("field")), item.Text("description"));

    /// <summary>The index of a repeated field in a path: 3 for <c>events</c> in <c>events[3].currency</c>; null when the path does not name one.</summary>
    /// <param name="path">Field path, in either spelling of names.</param>
    /// <param name="name">The repeated field, lower case.</param>
    public static int? IndexOf(string? path, string name)
    {
        var at = path is null ? -1 : path.IndexOf(name + "[", StringComparison.OrdinalIgnoreCase);
        if (at < 0 || (at > 0 && path![at - 1] != '.'))
        {
            return null;
        }

        var digits = path.AsSpan(at + name.Length + 1);
        var end = digits.IndexOf(']');
        return end > 0 && int.TryParse(digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }

    /// <summary>The one key of <c>errorCode</c> is the family, its value the code; an unpublished code stands in the details.</summary>
    private static string? AdsCode(JsonElement item)
    {
        var code = item.Field("errorCode") is { ValueKind: JsonValueKind.Object } family
            ? family.EnumerateObject().Select(member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : null).FirstOrDefault()
            : null;
        return Code(code == "ERROR_CODE_NOT_PUBLISHED" ? item.Text("details", "unpublishedErrorCode") ?? code : code);
    }

    private static string? AdsFieldPath(JsonElement item)
    {
        var path = new StringBuilder();
        foreach (var element in item.Items("location", "fieldPathElements"))
        {
            path.Append(path.Length == 0 ? "" : ".").Append(element.Text("fieldName"));
            if (element.Whole("index") is { } index)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
            else if (element.Text("fieldName") is "operations" or "conversions" or "conversion_adjustments" or "conversionAdjustments")
            {
                // proto3 JSON leaves a zero out.
                path.Append("[0]");
            }
        }

        return FieldPath(path.ToString());
    }

    private static string? RequestIdOf(JsonElement error) =>
        error.Items("details").Select(detail => detail.Text("requestId")).FirstOrDefault(id => id is { Length: <= 100 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));

    /// <summary>A code is upper-case words; anything else is the server's prose and stays out of messages.</summary>
    private static string? Code(string? text) =>
        text is { Length: > 0 and <= 120 } && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_') ? text : null;

    private static string? FieldPath(string? text) =>
        text is { Length: > 0 and <= 200 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '[' or ']') ? text : null;

    /// <summary>proto3 JSON writes a duration as seconds with an "s".</summary>
    private static TimeSpan? Duration(string? text) =>
        text is { Length: > 1 } && text[^1] == 's' && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e7
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
