using System.Text.Json;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>How far Google is with an upload request, for one action. Kept as numbers in the ledger; never renumber.</summary>
public enum UploadProcessing
{
    /// <summary>Google did not say, or said something new.</summary>
    Unknown,

    /// <summary>Not finished yet.</summary>
    Processing,

    /// <summary>Every row was processed. Whether an ad click was found for it shows in reports.</summary>
    Processed,

    /// <summary>Some rows were processed; the others are in <see cref="UploadRequestStatus.Errors"/>.</summary>
    PartlyProcessed,

    /// <summary>No row was processed.</summary>
    Failed,
}

/// <summary>Rows that share a reason. Which rows they are is not told.</summary>
/// <param name="Code">Google's code.</param>
/// <param name="Count">Rows.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record ReasonCount(string Code, long Count, string Message);

/// <summary>What became of an upload request at one action (contract C.7).</summary>
public sealed record UploadRequestStatus
{
    /// <summary>The action's id; null when Google did not say.</summary>
    public string? ActionId { get; init; }

    /// <summary>How far Google is.</summary>
    public required UploadProcessing Processing { get; init; }

    /// <summary>Rows sent, good and bad; null when Google did not say.</summary>
    public long? Rows { get; init; }

    /// <summary>Why rows failed; may be empty although some did.</summary>
    public IReadOnlyList<ReasonCount> Errors { get; init; } = [];

    /// <summary>What Google remarked on rows it processed.</summary>
    public IReadOnlyList<ReasonCount> Warnings { get; init; } = [];

    /// <summary>Reads an answer of <c>requestStatus:retrieve</c>.</summary>
    /// <param name="body">The answer.</param>
    internal static IReadOnlyList<UploadRequestStatus> Read(JsonElement body) =>
    [
        .. body.Items("requestStatusPerDestination").Select(item => new UploadRequestStatus
        {
            ActionId = item.Text("destination", "productDestinationId"),
            Processing = item.Text("requestStatus") switch
            {
                "PROCESSING" => UploadProcessing.Processing,
                "SUCCESS" => UploadProcessing.Processed,
                "PARTIAL_SUCCESS" => UploadProcessing.PartlyProcessed,
                "FAILED" or "FAILURE" => UploadProcessing.Failed,
                _ => UploadProcessing.Unknown,
            },
            Rows = item.Whole("eventsIngestionStatus", "recordCount"),
            Errors = item.Items("errorInfo", "errorCounts").Select(count => Read(count, Error)).ToArray(),
            Warnings = item.Items("warningInfo", "warningCounts").Select(count => Read(count, Warning)).ToArray(),
        }),
    ];

    /// <summary>A reason rows failed for, with its sentence.</summary>
    internal static ReasonCount Error(string code, long rows) => Make(DataManagerCodes.Processing, code, rows);

    /// <summary>A remark on rows, with its sentence.</summary>
    internal static ReasonCount Warning(string code, long rows) => Make(DataManagerCodes.ProcessingWarnings, code, rows);

    private static ReasonCount Read(JsonElement count, Func<string, long, ReasonCount> make) => make(count.Text("reason") ?? "UNSPECIFIED", count.Whole("recordCount") ?? 0);

    private static ReasonCount Make(NetworkCodes codes, string code, long rows) => new(code, rows, codes.Find(code)?.Sentence ?? "Google's reason is not known to this module.");
}
