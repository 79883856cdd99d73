using EnhancedConversions.Conversions;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Uploads;

/// <summary>What became of a row. Accepted is not attributed: whether an ad click was found shows later, in reports.</summary>
public enum UploadStatus
{
    /// <summary>The network took the row.</summary>
    Accepted,

    /// <summary>The network took the row before, in this run or an earlier one; it was not sent again.</summary>
    AlreadySent,

    /// <summary>The network refused the row.</summary>
    Rejected,

    /// <summary>The row has an error finding and was not sent.</summary>
    Invalid,

    /// <summary>The row was kept back and can be sent later (<see cref="UploadResult.NotBefore"/>), or is never sent to this network (consent Denied at Microsoft).</summary>
    Held,

    /// <summary>No answer came; the same command again settles it without counting twice.</summary>
    Unknown,

    /// <summary>Checked by the network on request, not recorded by it.</summary>
    Validated,

    /// <summary>Would be sent (<c>-WhatIf</c>); no request was made.</summary>
    Planned,
}

/// <summary>The answer for one row at one account.</summary>
public sealed record UploadResult
{
    /// <summary>Where the row came from.</summary>
    public required RowSource Source { get; init; }

    /// <summary>The network.</summary>
    public required AdNetwork Network { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Name of the action or goal; null when the row had none.</summary>
    public string? ConversionName { get; init; }

    /// <summary>When the conversion happened; null when unreadable.</summary>
    public DateTimeOffset? ConversionTime { get; init; }

    /// <summary>What became of it.</summary>
    public required UploadStatus Status { get; init; }

    /// <summary>Finding code or the network's code; null when accepted.</summary>
    public string? Code { get; init; }

    /// <summary>One sentence to act on; null when accepted.</summary>
    public string? Message { get; init; }

    /// <summary>All findings of the row, warnings of accepted rows included.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>For held rows: the earliest time to send again; null when open.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The order id, or the stable id made from the row; null for rows that were never ready to send.</summary>
    public string? TransactionId { get; init; }

    /// <summary>The network's id of the request that carried the row; null when none did.</summary>
    public string? RequestId { get; init; }

    /// <summary>The run in the ledger; null when nothing was recorded.</summary>
    public string? UploadId { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Source}: {Status}{(Code is null ? "" : $" ({Code})")}";
}
