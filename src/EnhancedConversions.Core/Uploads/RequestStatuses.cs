using System.Text.Json;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks.GoogleAds;

namespace EnhancedConversions.Uploads;

/// <summary>
/// What Google says became of upload requests, kept in the ledger: first asked half an hour after the request, then each time after twice as long,
/// by whichever process. What was answered for good is not asked for again. Requests that were only validated are in no ledger.
/// </summary>
/// <param name="network">Whom to ask; null asks nobody and tells what is known.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="clock">The account's clock.</param>
internal sealed class RequestStatuses(IGoogleAdsNetwork? network, UploadLedger ledger, TimeProvider clock)
{
    // Reads have a quota of their own; a handful at once is quick enough and holds nobody up.
    private const int AskedAtOnce = 4;

    private static readonly JsonSerializerOptions s_short = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>What is known of requests, after asking for those that are due.</summary>
    /// <param name="requests">The requests, and when each left.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="ConversionException">Google refused, or the ledger cannot be read or written.</exception>
    public async Task<Dictionary<string, RequestStatus>> GetAsync(IReadOnlyDictionary<string, DateTimeOffset> requests, CancellationToken cancellationToken)
    {
        var kept = await ledger.GetRequestStatusesAsync([.. requests.Keys], cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        var found = requests.ToDictionary(
            request => request.Key,
            request => kept.TryGetValue(request.Key, out var known) ? new RequestStatus(Read(known.Answer), known.AskAfter, known.IsSplit) : new RequestStatus([], request.Value + GoogleAdsLimits.FirstStatus, IsSplit: false),
            StringComparer.Ordinal);
        if (network is null)
        {
            return found;
        }

        var due = found.Where(one => one.Value.AskAfter <= now).Select(one => one.Key).ToList();
        var answers = new RequestStatus[due.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, due.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce, CancellationToken = cancellationToken },
            async (i, token) => answers[i] = await AskAsync(network, due[i], requests[due[i]], now, token).ConfigureAwait(false)).ConfigureAwait(false);
        for (var i = 0; i < due.Count; i++)
        {
            found[due[i]] = answers[i];
        }

        return found;
    }

    private async Task<RequestStatus> AskAsync(IGoogleAdsNetwork asked, string request, DateTimeOffset sent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // A request Google does not know (any more) has no status; asking again will not change that.
        var statuses = await asked.GetRequestStatusAsync(request, cancellationToken).ConfigureAwait(false);
        var isOpen = statuses is not null && (statuses.Count == 0 || statuses.Any(status => status.Processing is UploadProcessing.Processing or UploadProcessing.Unknown));
        var answer = new RequestStatus(statuses ?? [], isOpen ? now + (now - sent) : null, IsSplit: false);
        await ledger.SaveRequestStatusAsync(request, Write(answer.Statuses), answer.AskAfter, cancellationToken).ConfigureAwait(false);
        return answer;
    }

    private static string Write(IReadOnlyList<UploadRequestStatus> statuses) => JsonSerializer.Serialize(
        statuses.Select(status => new Kept(status.ActionId, (int)status.Processing, status.Rows, Counts(status.Errors), Counts(status.Warnings))),
        s_short);

    private static IReadOnlyList<UploadRequestStatus> Read(string answer) =>
    [
        .. JsonSerializer.Deserialize<Kept[]>(answer, s_short)!.Select(kept => new UploadRequestStatus
        {
            ActionId = kept.Action,
            Processing = (UploadProcessing)kept.State,
            Rows = kept.Rows,
            Errors = Counts(kept.Errors, UploadRequestStatus.Error),
            Warnings = Counts(kept.Warnings, UploadRequestStatus.Warning),
        }),
    ];

    private static Dictionary<string, long>? Counts(IReadOnlyList<ReasonCount> reasons) =>
        reasons.Count == 0 ? null : reasons.GroupBy(reason => reason.Code).ToDictionary(reason => reason.Key, reason => reason.Sum(count => count.Count));

    private static ReasonCount[] Counts(Dictionary<string, long>? kept, Func<string, long, ReasonCount> make) =>
        kept is null ? [] : [.. kept.Select(count => make(count.Key, count.Value))];

    // Sentences are not kept: a code's may become clearer with a newer version. States are kept as numbers: never renumber UploadProcessing.
    private sealed record Kept(string? Action, int State, long? Rows, Dictionary<string, long>? Errors, Dictionary<string, long>? Warnings);
}

/// <summary>What is known of a request.</summary>
/// <param name="Statuses">Google's last answer, by destination; empty before the first, and for a request Google does not know.</param>
/// <param name="AskAfter">When to ask next; null when the answer is final.</param>
/// <param name="IsSplit">The rows counted as failed are no longer in it.</param>
internal sealed record RequestStatus(IReadOnlyList<UploadRequestStatus> Statuses, DateTimeOffset? AskAfter, bool IsSplit)
{
    /// <summary>The answer is final, and there is one.</summary>
    public bool IsTold => AskAfter is null && Statuses.Count > 0;
}
