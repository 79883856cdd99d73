using EnhancedConversions.Conversions;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Reports.Page;

/// <summary>Everything a page shows, counted and in order.</summary>
internal sealed record ReportFigures
{
    /// <summary>What the page tells of.</summary>
    public required ReportPageContent Content { get; init; }

    /// <summary>Its time.</summary>
    public required ReportPeriod Period { get; init; }

    /// <summary>How far rows came, by account.</summary>
    public required IReadOnlyList<AccountFunnel> Funnels { get; init; }

    /// <summary>Rows by account and part of the period, for every account that has runs.</summary>
    public required IReadOnlyList<PartRows> Parts { get; init; }

    /// <summary>Rows by account and action.</summary>
    public required IReadOnlyList<ActionRows> Actions { get; init; }

    /// <summary>Why rows were not accepted.</summary>
    public required IReadOnlyList<RowReason> Reasons { get; init; }

    /// <summary>What the networks said of accepted rows.</summary>
    public required IReadOnlyList<RowReason> Processing { get; init; }

    /// <summary>Counts it all.</summary>
    /// <exception cref="ConversionException">The zone is unknown.</exception>
    public static ReportFigures Of(ReportPageContent content)
    {
        var period = new ReportPeriod(content.Since, content.Until, content.TimeZone);
        return new ReportFigures
        {
            Content = content with { Uploads = content.Uploads.OrderByDescending(upload => upload.Upload.StartedAt).ThenByDescending(upload => upload.Upload.UploadId, StringComparer.Ordinal).ToArray() },
            Period = period,
            Funnels = AccountFunnel.Of(content.Uploads),
            Parts = [.. content.Uploads.GroupBy(upload => (upload.Upload.Network, upload.Upload.AccountId, Part: period.PartOf(upload.Upload.StartedAt))).Select(part => PartRows.Of(part.Key.Network, part.Key.AccountId, part.Key.Part, part))],
            Actions =
            [
                .. content.Uploads
                    .SelectMany(upload => (upload.Rows ?? []).Where(row => row.ConversionName is not null).Select(row => (upload.Upload.Network, upload.Upload.AccountId, Row: row)))
                    .GroupBy(row => (row.Network, row.AccountId, row.Row.ConversionName))
                    .Select(action => new ActionRows(
                        action.Key.Network,
                        action.Key.AccountId,
                        action.Key.ConversionName!,
                        action.Where(row => row.Row.Status == UploadStatus.Accepted).Sum(row => (long)row.Row.Rows),
                        action.Where(row => row.Row.Status != UploadStatus.Accepted).Sum(row => (long)row.Row.Rows)))
                    .OrderBy(action => action.Network).ThenBy(action => action.AccountId, StringComparer.Ordinal).ThenByDescending(action => action.Accepted).ThenBy(action => action.Name, StringComparer.Ordinal),
            ],
            Reasons = RowReason.OfRows(content.Uploads),
            Processing = RowReason.OfProcessing(content.Uploads),
        };
    }
}

/// <summary>Rows of one account in one part of the period.</summary>
/// <param name="Network">The network.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Part">First day of the part.</param>
/// <param name="Accepted">Rows the network took.</param>
/// <param name="NotAccepted">Rows with an error, and rows the network refused.</param>
/// <param name="Open">Rows kept back, and rows without an answer.</param>
internal sealed record PartRows(AdNetwork Network, string AccountId, DateOnly Part, long Accepted, long NotAccepted, long Open)
{
    /// <summary>All rows.</summary>
    public long Rows => Accepted + NotAccepted + Open;

    /// <summary>Counts the rows of runs.</summary>
    public static PartRows Of(AdNetwork network, string accountId, DateOnly part, IEnumerable<ReportedUpload> uploads)
    {
        var rows = uploads.SelectMany(AccountFunnel.RowsOf).ToLookup(row => row.Status, row => row.Rows);
        return new PartRows(
            network,
            accountId,
            part,
            rows[UploadStatus.Accepted].Sum(),
            rows[UploadStatus.Rejected].Sum() + rows[UploadStatus.Invalid].Sum(),
            rows[UploadStatus.Held].Sum() + rows[UploadStatus.Unknown].Sum());
    }
}

/// <summary>Rows of one action or goal that were ready to send.</summary>
/// <param name="Network">The network.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Name">Its name in the account.</param>
/// <param name="Accepted">Rows the network took.</param>
/// <param name="Others">Rows refused, kept back or without an answer.</param>
internal sealed record ActionRows(AdNetwork Network, string AccountId, string Name, long Accepted, long Others);
