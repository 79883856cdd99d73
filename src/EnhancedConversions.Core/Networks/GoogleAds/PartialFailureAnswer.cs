using System.Text.Json;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>Reads what came of an upload to the Google Ads API: rows that failed are named in <c>partialFailureError</c>, the others were taken (contract A.5 to A.7).</summary>
/// <param name="service">The API.</param>
/// <param name="list">Name of the list of rows, as Google's field paths spell it: <c>conversions</c>.</param>
/// <param name="rows">Rows sent.</param>
/// <param name="clock">The clock.</param>
internal sealed class PartialFailureAnswer(GoogleAdsService service, string list, int rows, TimeProvider clock) : GoogleBatchAnswer(service, rows, clock)
{
    /// <inheritdoc/>
    protected override UploadAnswer? ReadSuccess(JsonElement body)
    {
        var jobId = body.Text("jobId");
        if (body.Field("partialFailureError") is not { } error)
        {
            return new UploadAnswer { Verdict = UploadVerdict.Answered, RequestId = jobId };
        }

        var fault = GoogleFault.Read(error, httpStatus: 200);
        ThrowForAccount(fault);
        if (fault.Violations.Select(Find).FirstOrDefault(entry => entry?.Remedy == CodeRemedy.Split) is { } tooMany)
        {
            return new UploadAnswer { Verdict = UploadVerdict.Refused, RequestId = jobId, Code = tooMany.Code, Message = tooMany.Sentence };
        }

        var notices = fault.Violations.Where(violation => Find(violation)?.Remedy == CodeRemedy.Notice).ToList();
        var problems = fault.Violations.Except(notices).ToList();

        // A failure that names no row leaves open which rows were taken.
        return problems.Count + notices.Count == 0 || problems.Exists(violation => !RowsOf(violation).Any()) ? null : new UploadAnswer
        {
            Verdict = UploadVerdict.Answered,
            RequestId = jobId,
            Problems = problems.SelectMany(ReadProblems).OrderBy(problem => problem.Index).ToArray(),
            Warnings = notices.SelectMany(notice => RowsOf(notice).Select(row => new RowWarning(row, notice.Code!, Sentence(Find(notice), notice)))).OrderBy(warning => warning.Index).ToArray(),
        };
    }

    /// <inheritdoc/>
    protected override IEnumerable<int> RowsOf(GoogleViolation violation) =>
        GoogleFault.IndexOf(violation.Field, list) is { } index && index < Rows ? [index] : [];
}
