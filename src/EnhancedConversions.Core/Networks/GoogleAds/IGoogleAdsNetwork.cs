using EnhancedConversions.Conversions;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>What only Google Ads has, beside the port: tags, the later status of uploads, adjustments by order id, diagnostics.</summary>
public interface IGoogleAdsNetwork : IConversionNetwork, IActionEditor, IActionPreview, IAccountChecks, IConversionAdjuster, IConversionReports
{
    /// <summary>By which interface conversions are uploaded.</summary>
    GoogleUploadRoute Route { get; }

    /// <summary>Reads what has to stand on the website: the Google tag of the account and, where an action has one, its event snippet.</summary>
    /// <param name="action">The action; null for the account's tag alone.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ConversionTag> GetTagAsync(ConversionAction? action, CancellationToken cancellationToken);

    /// <summary>
    /// Asks what became of an upload request. Google has it about 30 minutes after the upload, as counts: which row failed is not told (contract C.7).
    /// Not for requests that were only validated.
    /// </summary>
    /// <param name="requestId">The id the upload was answered with.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One entry a destination, in the order of the request; null when Google does not know the request: it is too old, or was not sent by the Data Manager API.</returns>
    Task<IReadOnlyList<UploadRequestStatus>?> GetRequestStatusAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>Reads Google's own account of recent offline uploads: per client, and per client and action.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<UploadDiagnostics>> GetDiagnosticsAsync(CancellationToken cancellationToken);
}
