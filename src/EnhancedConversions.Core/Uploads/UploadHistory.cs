using EnhancedConversions.Conversions;

namespace EnhancedConversions.Uploads;

/// <summary>Reads past runs from a ledger.</summary>
public static class UploadHistory
{
    /// <summary>The runs a ledger remembers, newest first.</summary>
    /// <param name="ledger">Path of the ledger file; a missing file holds no runs.</param>
    /// <param name="network">Only this network; null means both.</param>
    /// <param name="accountId">Only this account; null means all.</param>
    /// <exception cref="ConversionException">The file is not a ledger, or is damaged.</exception>
    public static IReadOnlyList<ConversionUpload> GetUploads(string ledger, AdNetwork? network = null, string? accountId = null) => throw new NotImplementedException();

    /// <summary>The rows of one run, in the order they were recorded, with their last known status.</summary>
    /// <param name="ledger">Path of the ledger file.</param>
    /// <param name="uploadId">The run.</param>
    /// <exception cref="ConversionException">The file is not a ledger, or is damaged.</exception>
    public static IReadOnlyList<UploadResult> GetRows(string ledger, string uploadId) => throw new NotImplementedException();
}
