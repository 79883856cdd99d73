using EnhancedConversions.Conversions;

namespace EnhancedConversions.Networks;

/// <summary>A network that reports conversions.</summary>
public interface IConversionReports
{
    /// <summary>Months back from today whose daily figures the network keeps.</summary>
    int MonthsKept { get; }

    /// <summary>
    /// Reads a report. Rows come as they arrive, so a long report takes no more memory than a short one. Names are the network's;
    /// account name, currency, display names and <see cref="ConversionReportRow.NetworkTracked"/> are left for the caller.
    /// </summary>
    /// <param name="query">What it is about.</param>
    /// <param name="progress">Hears what is waited for; null when nobody listens.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ConversionException">The network refused or cannot be reached; or the report broke off, and the rows that came are not all of it.</exception>
    IAsyncEnumerable<ConversionReportRow> ReadReportAsync(ConversionReportQuery query, IProgress<string>? progress, CancellationToken cancellationToken);
}
