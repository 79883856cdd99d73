using System.Collections.Concurrent;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Networks.MicrosoftAdvertising;

namespace EnhancedConversions.Uploads;

/// <summary>
/// Asks the network what became of past runs. Google is asked by request: first half an hour after the run, then each time after twice as long.
/// Microsoft is asked by goal and day; one instance asks once for each week it needs.
/// What was answered for good is not asked for again in this process. Requests that were only validated are in no ledger and never asked for.
/// </summary>
/// <param name="account">The account the runs went to.</param>
/// <exception cref="ConversionException">The network tells no such thing.</exception>
public sealed class UploadRefresh(ConversionAccount account)
{
    // The wait Google names (contract C.7).
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMinutes(30);

    // A click younger than this is not known yet; the conversion is younger still (contract C.8).
    private static readonly TimeSpan s_youngestClick = TimeSpan.FromHours(6);

    private static readonly ConcurrentDictionary<string, Known> s_known = new(StringComparer.Ordinal);

    private readonly GoalUploadRefresh? _goals = account.GetNetwork() is IMicrosoftAdvertisingNetwork microsoft ? new GoalUploadRefresh(account, microsoft) : null;
    private readonly IGoogleAdsNetwork? _network = account.GetNetwork() is IMicrosoftAdvertisingNetwork ? null : account.Require<IGoogleAdsNetwork>("ask what became of uploads");
    private readonly TimeProvider _clock = account.GetClock();

    /// <summary>Asks for the requests of a run that are due.</summary>
    /// <param name="upload">The run.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The run with <see cref="ConversionUpload.Processing"/>; as it is when it took no rows.</returns>
    /// <exception cref="ConversionException">The network refused, or the ledger cannot be read.</exception>
    public async Task<ConversionUpload> RefreshAsync(ConversionUpload upload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        if (_goals is not null)
        {
            return await _goals.RefreshAsync(upload, cancellationToken).ConfigureAwait(false);
        }

        var rows = await UploadHistory.GetRowsAsync(account.GetLedger(), upload.UploadId, cancellationToken).ConfigureAwait(false);
        var requests = rows.Where(row => row is { Status: UploadStatus.Accepted, RequestId: not null }).GroupBy(row => row.RequestId!).ToList();
        if (requests.Count == 0)
        {
            return upload;
        }

        var sent = upload.FinishedAt ?? upload.StartedAt;
        var answers = new List<(IReadOnlyList<UploadResult> Rows, Known Known)>(requests.Count);
        foreach (var request in requests)
        {
            answers.Add(([.. request], await AskAsync(request.Key, sent, cancellationToken).ConfigureAwait(false)));
        }

        return upload with { Processing = Summarize(answers, sent) };
    }

    private async Task<Known> AskAsync(string requestId, DateTimeOffset sent, CancellationToken cancellationToken)
    {
        var key = $"{account.AccountId} {requestId}";
        var now = _clock.GetUtcNow();
        var known = s_known.GetValueOrDefault(key) ?? new Known([], sent + s_firstWait);
        if (known.AskAfter is null || known.AskAfter > now)
        {
            return known;
        }

        var statuses = await _network!.GetRequestStatusAsync(requestId, cancellationToken).ConfigureAwait(false);
        var isOpen = statuses.Count == 0 || statuses.Any(status => status.Processing is UploadProcessing.Processing or UploadProcessing.Unknown);
        return s_known[key] = new Known(statuses, isOpen ? now + (now - sent) : null);
    }

    private static UploadProcessingSummary Summarize(List<(IReadOnlyList<UploadResult> Rows, Known Known)> answers, DateTimeOffset sent)
    {
        var statuses = answers.SelectMany(answer => answer.Known.Statuses).ToList();
        var open = answers.Where(answer => answer.Known.AskAfter is not null).ToList();
        var told = statuses.Sum(status => status.Rows ?? 0);
        var withReason = statuses.Sum(status => status.Errors.Sum(error => error.Count));
        return new UploadProcessingSummary
        {
            State = open.Count > 0 ? UploadProcessing.Processing
                : statuses.TrueForAll(status => status.Processing == UploadProcessing.Processed) ? UploadProcessing.Processed
                : statuses.TrueForAll(status => status.Processing == UploadProcessing.Failed) ? UploadProcessing.Failed
                : UploadProcessing.PartlyProcessed,
            Requests = answers.Count,
            OpenRequests = open.Count,
            AskAfter = open.Min(answer => answer.Known.AskAfter),
            Rows = told,
            RowsWithReason = withReason,

            // Arrays: scripts index them.
            Reasons = (UploadReason[])
            [
                .. Reasons(answers, sent, status => status.Errors, isWarning: false)
                    .Concat(Reasons(answers, sent, status => status.Warnings, isWarning: true))
                    .OrderByDescending(reason => reason.Rows),
            ],
        };
    }

    private static IEnumerable<UploadReason> Reasons(
        List<(IReadOnlyList<UploadResult> Rows, Known Known)> answers,
        DateTimeOffset sent,
        Func<UploadRequestStatus, IReadOnlyList<ReasonCount>> of,
        bool isWarning) =>
        answers
            .SelectMany(answer => answer.Known.Statuses.SelectMany(of).Select(count => (count.Code, count.Message, count.Count, answer.Rows)))
            .GroupBy(count => (count.Code, count.Message))
            .Select(reason => new UploadReason(
                reason.Key.Code,
                reason.Sum(count => count.Count),
                reason.Key.Message,
                isWarning,
                (int[])[.. reason.SelectMany(count => Candidates(count.Code, count.Count, count.Rows, sent)).Select(row => row.Source.Row).Distinct().Order()]));

    // What the ledger knows of a row is its time; and a reason that holds for as many rows as a request had holds for each of them.
    private static IEnumerable<UploadResult> Candidates(string code, long count, IReadOnlyList<UploadResult> rows, DateTimeOffset sent) => code switch
    {
        _ when count >= rows.Count => rows,
        "PROCESSING_ERROR_REASON_EVENT_TOO_OLD" => rows.Where(row => sent - row.ConversionTime > GoogleAdsLimits.Upload.MaximumAgeWithoutClickId),
        "PROCESSING_ERROR_REASON_TOO_RECENT_CLICK" => rows.Where(row => sent - row.ConversionTime < s_youngestClick),
        _ => [],
    };

    /// <param name="Statuses">The last answer; empty before the first.</param>
    /// <param name="AskAfter">When to ask next; null when the answer is final.</param>
    private sealed record Known(IReadOnlyList<UploadRequestStatus> Statuses, DateTimeOffset? AskAfter);
}
