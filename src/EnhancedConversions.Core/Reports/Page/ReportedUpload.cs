using EnhancedConversions.Ledger;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Reports.Page;

/// <summary>A run and its rows as they stand now.</summary>
/// <param name="Upload">The run; with <see cref="ConversionUpload.Processing"/> where the network was asked what became of it.</param>
/// <param name="Rows">Its rows; null when its ledger is not at hand: the run's own counts are used then, without reasons.</param>
public sealed record ReportedUpload(ConversionUpload Upload, IReadOnlyList<UploadRowCount>? Rows)
{
    /// <summary>Reads runs and their rows from a ledger.</summary>
    /// <param name="ledger">The ledger; one that is not there yet holds no runs.</param>
    /// <param name="filter">Which runs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="clock">The clock of the accounts it is for; null for the system's.</param>
    /// <exception cref="ConversionException">It is not a ledger, is damaged, or cannot be reached.</exception>
    public static async Task<IReadOnlyList<ReportedUpload>> ReadAsync(LedgerLocation ledger, UploadFilter filter, CancellationToken cancellationToken, TimeProvider? clock = null)
    {
        var uploads = await UploadHistory.GetUploadsAsync(ledger, filter, cancellationToken, clock).ConfigureAwait(false);
        var rows = (await UploadHistory.GetRowCountsAsync(ledger, filter, cancellationToken, clock).ConfigureAwait(false)).ToLookup(row => row.UploadId);
        return [.. uploads.Select(upload => new ReportedUpload(upload, rows[upload.UploadId].ToArray()))];
    }
}
