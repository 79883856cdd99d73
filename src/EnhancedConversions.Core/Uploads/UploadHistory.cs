using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;

namespace EnhancedConversions.Uploads;

/// <summary>Reads past runs from a ledger.</summary>
public static class UploadHistory
{
    /// <summary>The runs a ledger remembers, newest first.</summary>
    /// <param name="ledger">Path of the ledger file; a missing file holds no runs.</param>
    /// <param name="network">Only this network; null means both.</param>
    /// <param name="accountId">Only this account; null means all.</param>
    /// <exception cref="ConversionException">The file is not a ledger, or is damaged.</exception>
    public static IReadOnlyList<ConversionUpload> GetUploads(string ledger, AdNetwork? network = null, string? accountId = null)
    {
        using var open = UploadLedger.OpenExisting(ledger, TimeProvider.System);
        return open?.GetUploads(network, accountId) ?? [];
    }

    /// <summary>The rows of one run, in row order, with their last known status. A row that a later run sent again belongs to that run.</summary>
    /// <param name="ledger">Path of the ledger file.</param>
    /// <param name="uploadId">The run.</param>
    /// <exception cref="ConversionException">The run is not there, or the file is not a ledger or is damaged.</exception>
    public static IReadOnlyList<UploadResult> GetRows(string ledger, string uploadId)
    {
        using var open = UploadLedger.OpenExisting(ledger, TimeProvider.System);
        return open?.GetRows(uploadId) ?? throw LedgerErrors.UploadNotFound(uploadId, ledger);
    }
}
