using EnhancedConversions.Uploads;

namespace EnhancedConversions.Ledger;

/// <summary>A row whose end differs from its batch's.</summary>
/// <param name="Key">The row.</param>
/// <param name="State">Its state.</param>
/// <param name="Code">The network's code.</param>
/// <param name="Message">The sentence.</param>
/// <param name="NotBefore">For held rows: the earliest time to send again.</param>
internal sealed record RowOutcome(RowKey Key, LedgerState State, string Code, string Message, DateTimeOffset? NotBefore);
