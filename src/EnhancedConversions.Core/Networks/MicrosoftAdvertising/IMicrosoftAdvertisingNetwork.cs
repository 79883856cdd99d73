namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>What only Microsoft Advertising has, beside the port: the later account of uploads by goal, and UET tags.</summary>
public interface IMicrosoftAdvertisingNetwork : IConversionNetwork, IActionEditor, IActionPreview, IAccountChecks, IConversionAdjuster, IConversionReports
{
    /// <summary>
    /// Asks what became of uploads: how many were taken, how many of those credited to a click, and why the others were not.
    /// Microsoft has it up to 6 hours after an upload; which rows are meant is not told (contract 3.6).
    /// </summary>
    /// <param name="goalIds">The goals; null for all offline goals of the account.</param>
    /// <param name="first">First day of the upload, UTC.</param>
    /// <param name="last">Last day; both are counted.</param>
    /// <param name="cancellationToken">Cancels the calls, one per 20 goals and 7 days.</param>
    /// <returns>One report a goal Microsoft knows, in the order asked for.</returns>
    Task<IReadOnlyList<GoalUploadReport>> GetUploadReportAsync(IReadOnlyList<string>? goalIds, DateOnly first, DateOnly last, CancellationToken cancellationToken);

    /// <summary>Reads the UET tags of the customer, with what has to stand on the website.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<UetTag>> GetTagsAsync(CancellationToken cancellationToken);
}
