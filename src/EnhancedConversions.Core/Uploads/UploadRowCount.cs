namespace EnhancedConversions.Uploads;

/// <summary>Rows of one run that share their last known end. A row that a later run sent again belongs to that run, so that each conversion is counted once.</summary>
public sealed record UploadRowCount
{
    /// <summary>The run.</summary>
    public required string UploadId { get; init; }

    /// <summary>What became of the rows.</summary>
    public required UploadStatus Status { get; init; }

    /// <summary>Finding code or the network's code; null when accepted, and when no answer came.</summary>
    public string? Code { get; init; }

    /// <summary>One of the sentences that came with the code; null when none did, and for rows that were never ready to send: theirs may quote a cell.</summary>
    public string? Message { get; init; }

    /// <summary>Name of the action or goal, as the account has it; null for rows that were never ready to send, whose name nobody has checked.</summary>
    public string? ConversionName { get; init; }

    /// <summary>How many rows.</summary>
    public required int Rows { get; init; }
}
