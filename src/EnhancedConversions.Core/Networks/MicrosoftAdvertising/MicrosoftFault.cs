using System.Text.Json;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>One error of Microsoft Advertising, of a request or of one of its items.</summary>
/// <param name="Number">Code number; null when none came.</param>
/// <param name="Name">ErrorCode text; null where the service has none (Customer Management).</param>
/// <param name="Index">0-based item; null for errors of the request.</param>
/// <param name="Words">Microsoft's words: not for people before redaction.</param>
internal sealed record MicrosoftError(int? Number, string? Name, int? Index, string? Words)
{
    /// <summary>The field Microsoft minds, as it spells it; null when it named none.</summary>
    public string? Field { get; init; }

    /// <summary>Our entry for it; null when the code is on no list.</summary>
    public NetworkCode? Entry { get; } = MicrosoftAdvertisingCodes.Find(Name, Number);

    /// <summary>The code as people see it: the name, ours when Microsoft sent a number only, else the number.</summary>
    public string Code => Name ?? Entry?.Code ?? $"Code{Number}";

    /// <summary>A sentence for people.</summary>
    public string Sentence => Entry?.Sentence ?? Redactor.Clean(Words) ?? "Microsoft Advertising gave no reason.";

    /// <summary>Never Microsoft's words, which a record would show.</summary>
    public override string ToString() => Code;

    /// <summary>Reads an item of a fault's lists or of <c>PartialErrors</c>.</summary>
    /// <param name="item">The item.</param>
    /// <param name="hasIndex">True when the list is about items: an index left out is then 0.</param>
    public static MicrosoftError Read(JsonElement item, bool hasIndex) => new(
        (int?)item.Whole("Code"),
        item.Text("ErrorCode") is { Length: <= 120 } name && name.All(char.IsAsciiLetterOrDigit) ? name : null,
        hasIndex ? ReadIndex(item) : null,
        item.Text("Message") ?? item.Text("Details") ?? item.Text("Detail"))
    {
        Field = item.Text("FieldPath") is { Length: <= 120 } path && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '[' or ']') ? path : null,
    };

    /// <summary>An index left out is 0; one that is no place in a list is -1, which no row has.</summary>
    private static int ReadIndex(JsonElement item) => item.Field("Index") is null ? 0 : item.Whole("Index") is >= 0 and <= int.MaxValue and var index ? (int)index : -1;
}

/// <summary>An error answer of Microsoft Advertising, in any of its shapes (contract 2.1).</summary>
/// <param name="HttpStatus">HTTP status.</param>
/// <param name="TrackingId">Microsoft's id of the request; null when it gave none.</param>
/// <param name="Errors">Its errors; none when the answer was not Microsoft's JSON.</param>
internal sealed record MicrosoftFault(int HttpStatus, string? TrackingId, IReadOnlyList<MicrosoftError> Errors)
{
    /// <summary>The first error with a code on our lists, else the first of all; null when there are none.</summary>
    public MicrosoftError? First => Errors.FirstOrDefault(error => error.Entry is not null) ?? (Errors.Count > 0 ? Errors[0] : null);

    /// <summary>Reads an answer that is not a success.</summary>
    /// <param name="answer">The answer.</param>
    public static MicrosoftFault Read(ApiAnswer answer)
    {
        var root = answer.Body ?? default;

        // The fault stands at the root; one sample of the documentation reads it a level below.
        root = root.Field("ApplicationFault") ?? root;
        List<MicrosoftError> errors =
        [
            .. root.Items("Errors").Concat(root.Items("OperationErrors")).Where(IsObject).Select(item => MicrosoftError.Read(item, hasIndex: false)),
            .. root.Items("BatchErrors").Concat(root.Items("EditorialErrors")).Where(IsObject).Select(item => MicrosoftError.Read(item, hasIndex: true)),
        ];
        var tracking = root.Text("TrackingId");
        return new MicrosoftFault((int)answer.Status, tracking is { Length: <= 100 } && tracking.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? tracking : answer.RequestId, errors);
    }

    private static bool IsObject(JsonElement item) => item.ValueKind == JsonValueKind.Object;
}
