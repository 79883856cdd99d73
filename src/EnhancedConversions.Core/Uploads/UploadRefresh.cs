using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Networks.MicrosoftAdvertising;

namespace EnhancedConversions.Uploads;

/// <summary>
/// Asks the network what became of past runs. Google is asked by request: first half an hour after the run, then each time after twice as long;
/// what it answered for good, and when to ask next, is kept in the ledger, so that another process asks no sooner.
/// Microsoft is asked by goal and day; one instance asks once for each week it needs. Requests that were only validated are in no ledger and never asked for.
/// </summary>
/// <param name="account">The account the runs went to.</param>
/// <exception cref="ConversionException">The network tells no such thing.</exception>
public sealed class UploadRefresh(ConversionAccount account)
{
    private readonly GoalUploadRefresh? _goals = account.GetNetwork() is IMicrosoftAdvertisingNetwork microsoft ? new GoalUploadRefresh(account, microsoft) : null;
    private readonly IGoogleAdsNetwork? _network = account.GetNetwork() is IMicrosoftAdvertisingNetwork ? null : account.Require<IGoogleAdsNetwork>("ask what became of uploads");
    private readonly TimeProvider _clock = account.GetClock();

    /// <summary>Asks for the requests of a run that are due.</summary>
    /// <param name="upload">The run.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The run with <see cref="ConversionUpload.Processing"/>; as it is when it took no rows.</returns>
    /// <exception cref="ConversionException">The network refused, or the ledger cannot be read or written.</exception>
    public async Task<ConversionUpload> RefreshAsync(ConversionUpload upload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        if (_goals is not null)
        {
            return await _goals.RefreshAsync(upload, cancellationToken).ConfigureAwait(false);
        }

        var ledger = await UploadLedger.OpenExistingAsync(account.GetLedger(), _clock, cancellationToken, write: true).ConfigureAwait(false)
            ?? throw LedgerErrors.UploadNotFound(upload.UploadId, account.Ledger);
        await using (ledger.ConfigureAwait(false))
        {
            var requests = (await ledger.GetSentRowsAsync(upload.UploadId, cancellationToken).ConfigureAwait(false)).GroupBy(row => row.Request).ToList();
            if (requests.Count == 0)
            {
                return upload;
            }

            var statuses = await new RequestStatuses(_network, ledger, _clock)
                .GetAsync(requests.ToDictionary(request => request.Key, request => request.First().SentAt, StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
            return upload with { Processing = Summarize(requests.ConvertAll(request => new Answer([.. request], statuses[request.Key]))) };
        }
    }

    private static UploadProcessingSummary Summarize(List<Answer> answers)
    {
        var told = answers.FindAll(answer => answer.Status.IsTold);
        var statuses = told.SelectMany(answer => answer.Status.IsSplit ? [] : answer.Status.Statuses).ToList();
        var open = answers.FindAll(answer => answer.Status.AskAfter is not null);
        return new UploadProcessingSummary
        {
            State = open.Count > 0 ? UploadProcessing.Processing
                : told.Count == 0 ? UploadProcessing.Unknown
                : statuses.TrueForAll(status => status.Processing == UploadProcessing.Processed) ? UploadProcessing.Processed
                : statuses.TrueForAll(status => status.Processing == UploadProcessing.Failed) && told.TrueForAll(answer => !answer.Status.IsSplit) ? UploadProcessing.Failed
                : UploadProcessing.PartlyProcessed,
            Requests = answers.Count,
            OpenRequests = open.Count,
            AskAfter = open.Min(answer => answer.Status.AskAfter),
            Rows = told.Sum(answer => answer.Status.IsSplit ? answer.Rows.Count : answer.Status.Statuses.Sum(status => status.Rows ?? 0)),
            RowsWithReason = told.Sum(answer => answer.Status.IsSplit ? answer.Found.Count : answer.Status.Statuses.Sum(status => status.Errors.Sum(error => error.Count))),

            // Arrays: scripts index them.
            Reasons = (UploadReason[])
            [
                .. Reasons(told, status => status.Errors, isWarning: false)
                    .Concat(Reasons(told, status => status.Warnings, isWarning: true))
                    .OrderByDescending(reason => reason.Rows),
            ],
        };
    }

    private static IEnumerable<UploadReason> Reasons(List<Answer> answers, Func<UploadRequestStatus, IReadOnlyList<ReasonCount>> of, bool isWarning) =>
        answers
            .SelectMany(answer => answer.Status.IsSplit ? FoundReasons(answer, isWarning) : answer.Status.Statuses.SelectMany(of).Select(count => (count.Code, count.Message, count.Count, Rows: Candidates(count.Code, count.Count, answer))))
            .GroupBy(count => (count.Code, count.Message))
            .Select(reason => new UploadReason(
                reason.Key.Code,
                reason.Sum(count => count.Count),
                reason.Key.Message,
                isWarning,
                (int[])[.. reason.SelectMany(count => count.Rows).Select(row => row.SourceRow).Distinct().Order()]));

    // Of a request that was split only the rows that were found in it still count.
    private static IEnumerable<(string Code, string Message, long Count, IEnumerable<SentRow> Rows)> FoundReasons(Answer answer, bool isWarning) => isWarning ? [] :
        answer.Found.GroupBy(row => row.Code!).Select(rows => (rows.Key, UploadRequestStatus.Error(rows.Key, 0).Message, (long)rows.Count(), (IEnumerable<SentRow>)rows));

    // Rows found by name come first; then what the ledger knows of a row tells; and a reason that holds for as many rows as a request had holds for each of them.
    private static IEnumerable<SentRow> Candidates(string code, long count, Answer answer)
    {
        var found = answer.Found.Where(row => row.Code == code).ToList();
        return found.Count >= count ? found
            : count >= answer.Rows.Count ? answer.Rows
            : found.Concat(answer.Rows.Where(row => row.State is null && ReasonCandidates.MayMean(code, row.Traits, row.SentAt - row.Time) == true));
    }

    /// <summary>A request with its rows and what is known of it.</summary>
    private sealed record Answer(IReadOnlyList<SentRow> Rows, RequestStatus Status)
    {
        /// <summary>Rows that were found to be meant.</summary>
        public List<SentRow> Found { get; } = [.. Rows.Where(row => row is { State: LedgerState.Rejected or LedgerState.Held, Code: not null })];
    }
}
