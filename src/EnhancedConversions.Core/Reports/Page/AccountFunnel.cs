using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Reports.Page;

/// <summary>
/// How far the rows of one account came. A row counts once, where it stands now; rows an earlier run had brought in are counted apart.
/// Accepted is not attributed: what the network tells of clicks is in <see cref="Attribution"/>.
/// </summary>
internal sealed record AccountFunnel
{
    /// <summary>The network.</summary>
    public required AdNetwork Network { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Runs.</summary>
    public int Uploads { get; init; }

    /// <summary>Rows read.</summary>
    public long Read { get; init; }

    /// <summary>Rows with an error, not sent.</summary>
    public long Invalid { get; init; }

    /// <summary>Rows without an error.</summary>
    public long Valid => Read - Invalid;

    /// <summary>Rows kept back: too early, out of quota, or without consent.</summary>
    public long Held { get; init; }

    /// <summary>Rows the network refused.</summary>
    public long Rejected { get; init; }

    /// <summary>Rows without an answer.</summary>
    public long Unknown { get; init; }

    /// <summary>Rows the network took.</summary>
    public long Accepted { get; init; }

    /// <summary>Rows met again and not sent again.</summary>
    public long AlreadySent { get; init; }

    /// <summary>What the network tells of clicks; null when it was not asked, or has not told anything yet.</summary>
    public AttributionCount? Attribution { get; init; }

    /// <summary>For example <c>Google Ads 123-456-7890</c>.</summary>
    public string Account => NameOf(Network, AccountId);

    /// <summary>The rows of some runs, by account.</summary>
    public static IReadOnlyList<AccountFunnel> Of(IEnumerable<ReportedUpload> uploads) =>
    [
        .. uploads.GroupBy(upload => (upload.Upload.Network, upload.Upload.AccountId))
            .OrderBy(account => account.Key.Network).ThenBy(account => account.Key.AccountId, StringComparer.Ordinal)
            .Select(account => Of(account.Key.Network, account.Key.AccountId, [.. account])),
    ];

    /// <summary>An account's name.</summary>
    public static string NameOf(AdNetwork network, string accountId) =>
        $"{ConversionAccount.NetworkName(network)} {HtmlWriter.Visible(ConversionAccount.DisplayIdOf(network, accountId))}";

    /// <summary>Rows of a run by their end, without those sent before.</summary>
    public static IEnumerable<(UploadStatus Status, long Rows)> RowsOf(ReportedUpload upload) => upload.Rows is { } rows
        ? rows.Select(row => (row.Status, (long)row.Rows))
        :
        [
            (UploadStatus.Accepted, upload.Upload.Accepted), (UploadStatus.Rejected, upload.Upload.Rejected), (UploadStatus.Invalid, upload.Upload.Invalid),
            (UploadStatus.Held, upload.Upload.Held), (UploadStatus.Unknown, upload.Upload.Unknown),
        ];

    private static AccountFunnel Of(AdNetwork network, string accountId, IReadOnlyList<ReportedUpload> uploads)
    {
        var rows = uploads.SelectMany(RowsOf).ToLookup(row => row.Status, row => row.Rows);
        return new AccountFunnel
        {
            Network = network,
            AccountId = accountId,
            Uploads = uploads.Count,
            Read = rows.Sum(status => status.Sum()),
            Invalid = rows[UploadStatus.Invalid].Sum(),
            Held = rows[UploadStatus.Held].Sum(),
            Rejected = rows[UploadStatus.Rejected].Sum(),
            Unknown = rows[UploadStatus.Unknown].Sum(),
            Accepted = rows[UploadStatus.Accepted].Sum(),
            AlreadySent = uploads.Sum(upload => (long)upload.Upload.AlreadySent),
            Attribution = AttributionCount.Of([.. uploads.Select(upload => upload.Upload)])?.Within(rows[UploadStatus.Accepted].Sum()),
        };
    }
}

/// <summary>How many accepted rows were credited to an ad click.</summary>
/// <param name="Told">Accepted rows the network has told of; the others are not known yet.</param>
/// <param name="Attributed">How many of those were credited, or how many at most.</param>
/// <param name="IsUpperBound">True when the network names only those that were not credited: some of the others may not be either.</param>
internal sealed record AttributionCount(long Told, long Attributed, bool IsUpperBound)
{
    /// <summary>What is known of some runs of one account; null when nothing is.</summary>
    public static AttributionCount? Of(IReadOnlyList<ConversionUpload> uploads) =>
        Sum(uploads.Select(OfRequests).Concat(uploads.SelectMany(upload => upload.Processing?.Goals ?? []).GroupBy(goal => (goal.Goal, goal.Day)).Select(OfGoalDay)));

    /// <summary>Several together; null when nothing is known of any.</summary>
    public static AttributionCount? Sum(IEnumerable<AttributionCount?> counts) =>
        counts.OfType<AttributionCount>().ToList() is { Count: > 0 } known
            ? new AttributionCount(known.Sum(count => count.Told), known.Sum(count => count.Attributed), known.Exists(count => count.IsUpperBound))
            : null;

    /// <summary>The same where the network tells of more rows than are still accepted: some were found out as refused since.</summary>
    public AttributionCount Within(long accepted) => this with { Told = Math.Min(Told, accepted), Attributed = Math.Min(Attributed, accepted) };

    /// <summary>For example <c>at most 176</c>.</summary>
    public override string ToString() => (IsUpperBound ? "at most " : "") + Figures.Whole(Attributed);

    // Google counts the rows of a request it could not process, those without a click among them; a processed row is credited in reports, if at all (contract C.7).
    private static AttributionCount? OfRequests(ConversionUpload upload) => upload.Processing switch
    {
        { Attributed: null, Requests: > 0, OpenRequests: 0, Rows: > 0 } told => new AttributionCount(told.Rows, told.State == UploadProcessing.Failed ? 0 : told.Rows - told.RowsWithReason, IsUpperBound: true),
        _ => null,
    };

    // Microsoft counts a goal's day as a whole, whoever sent the rows; several runs tell the same day. Which of them were credited is open when others sent some, too.
    private static AttributionCount? OfGoalDay(IEnumerable<UploadGoalDay> told)
    {
        var sent = told.Sum(goal => goal.Sent);
        return told.First() is { Accepted: > 0 and var accepted } day
            ? new AttributionCount(Math.Min(accepted, sent), Math.Min(day.Attributed, sent), IsUpperBound: accepted > sent && day.Attributed > 0)
            : null;
    }
}
