using System.Text.Json;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>Reads what came of <c>events:ingest</c>: all or nothing, with the rows at fault named where Google names them (contract C.6).</summary>
/// <param name="service">The API.</param>
/// <param name="request">The request, for the destination of each row.</param>
/// <param name="batch">The rows, in the order of the request.</param>
/// <param name="validateOnly">True when nothing was to be recorded.</param>
/// <param name="clock">The clock.</param>
internal sealed class IngestAnswer(DataManagerService service, IngestRequest request, IReadOnlyList<UploadItem> batch, bool validateOnly, TimeProvider clock)
    : GoogleBatchAnswer(service, batch.Count, clock)
{
    /// <inheritdoc/>
    protected override UploadAnswer? ReadSuccess(JsonElement body)
    {
        var requestId = body.Text("requestId");

        // Without its id, which every answer has, the JSON may come from anybody.
        return requestId is null && !validateOnly ? null : new UploadAnswer
        {
            Verdict = UploadVerdict.Answered,
            RequestId = requestId,
            Warnings = body.Items("fieldWarnings").Select(GoogleFault.ReadViolation).Select(ReadWarning).OrderBy(warning => warning.Index).ToArray(),
        };
    }

    /// <summary>The event a violation names, or all rows of the destination it names.</summary>
    protected override IEnumerable<int> RowsOf(GoogleViolation violation)
    {
        if (GoogleFault.IndexOf(violation.Field, "events") is { } index)
        {
            return index < Rows ? [index] : [];
        }

        return GoogleFault.IndexOf(violation.Field, "destinations") is { } destination
            ? Enumerable.Range(0, Rows).Where(row => request.DestinationOf(batch[row]) == destination)
            : [];
    }

    private RowWarning ReadWarning(GoogleViolation warning)
    {
        var index = GoogleFault.IndexOf(warning.Field, "events");
        return new RowWarning(index < Rows ? index : null, warning.Code ?? "WARNING", Sentence(DataManagerCodes.FieldWarnings.Find(warning.Code), warning));
    }
}
