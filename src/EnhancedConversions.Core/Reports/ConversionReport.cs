using System.Runtime.CompilerServices;
using EnhancedConversions.Catalogue;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using NodaTime;

namespace EnhancedConversions.Reports;

/// <summary>Reads the report of an account: the network's rows, with what people call their actions.</summary>
public static class ConversionReport
{
    /// <summary>Days a report covers when nobody says from when.</summary>
    public const int DefaultDays = 30;

    /// <summary>What to ask an account for.</summary>
    /// <param name="account">The account.</param>
    /// <param name="by">What the report is divided by.</param>
    /// <param name="from">First day, in the account's zone; null for <see cref="DefaultDays"/> days up to the last.</param>
    /// <param name="to">Last day; null for today in the account's zone.</param>
    /// <param name="dateBasis">The day a conversion counts on.</param>
    /// <exception cref="ConversionException">The period is backwards, in the future, or older than what the network keeps; or the network gives no reports.</exception>
    public static ConversionReportQuery Query(ConversionAccount account, ReportDivision by, DateOnly? from, DateOnly? to, ReportDateBasis dateBasis)
    {
        ArgumentNullException.ThrowIfNull(account);
        var months = account.Require<IConversionReports>("read reports").MonthsKept;
        var now = Instant.FromDateTimeOffset(account.GetClock().GetUtcNow());
        var today = now.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(account.TimeZone) ?? DateTimeZone.Utc).Date.ToDateOnly();
        var last = to ?? today;
        var first = from ?? last.AddDays(1 - DefaultDays);
        var oldest = today.AddMonths(-months);
        return first > last ? throw ReportErrors.PeriodBackwards(first, last)
            : first > today ? throw ReportErrors.PeriodInFuture(first, account)
            : first < oldest ? throw ReportErrors.PeriodTooOld(first, oldest, months, account)
            : new ConversionReportQuery { By = by, From = first, To = last, DateBasis = dateBasis, TimeZone = account.TimeZone };
    }

    /// <summary>Reads a report; rows come as they arrive. Actions that people hid are left out.</summary>
    /// <param name="account">The account.</param>
    /// <param name="query">What to ask for.</param>
    /// <param name="labels">What people call their actions.</param>
    /// <param name="progress">Hears what is waited for; null when nobody listens.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ConversionException">The network refused or cannot be reached; or the report broke off, and the rows that came are not all of it.</exception>
    public static async IAsyncEnumerable<ConversionReportRow> ReadAsync(
        ConversionAccount account, ConversionReportQuery query, ActionLabels labels, IProgress<string>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(labels);
        var reports = account.Require<IConversionReports>("read reports");
        var uploads = query.By.HasFlag(ReportDivision.Action)
            ? (await account.GetNetwork().GetActionsAsync(cancellationToken).ConfigureAwait(false)).DistinctBy(action => action.Id).ToDictionary(action => action.Id, action => action.AcceptsUploads)
            : [];
        await foreach (var row in reports.ReadReportAsync(query, progress, cancellationToken).ConfigureAwait(false))
        {
            var label = row.ActionId is null ? null : labels.Find(row.Network, row.AccountId, row.ActionId);
            if (label is not { IsHidden: true })
            {
                yield return row with
                {
                    AccountName = account.Name,
                    Currency = account.Currency,
                    Action = label?.ShownName ?? row.Action,
                    NetworkTracked = row.ActionId is not null && uploads.TryGetValue(row.ActionId, out var isUploaded) ? !isUploaded : null,
                };
            }
        }
    }
}
