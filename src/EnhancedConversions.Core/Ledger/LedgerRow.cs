using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Ledger;

/// <summary>States of a batch and, where it differs, of a row in it. Kept as numbers in the file; never renumber.</summary>
internal enum LedgerState
{
    /// <summary>Claimed; its request may be on its way.</summary>
    Pending = 0,

    /// <summary>The network took it.</summary>
    Accepted = 1,

    /// <summary>The network refused it.</summary>
    Rejected = 2,

    /// <summary>No answer came.</summary>
    Unknown = 3,

    /// <summary>To be sent later.</summary>
    Held = 4,

    /// <summary>The claim was given back: nothing was sent, or nothing of it was processed.</summary>
    Released = 5,
}

/// <summary>What a row asks the ledger to remember of it.</summary>
/// <param name="Key">What makes it the same conversion.</param>
/// <param name="SourceRow">Its row number.</param>
/// <param name="Name">Name of the action or goal.</param>
/// <param name="TimeMs">When the conversion happened, Unix milliseconds.</param>
/// <param name="Value">Value and currency as text, to notice a changed one.</param>
/// <param name="TransactionId">The id it is sent with.</param>
internal sealed record LedgerRow(RowKey Key, int SourceRow, string Name, long TimeMs, string Value, string TransactionId)
{
    /// <summary>What a hashed row asks to remember.</summary>
    public static LedgerRow Of(HashedConversion row, RowKey key) => new(
        key,
        row.Source.Row,
        row.ConversionName,
        row.ConversionTime.ToUnixTimeMilliseconds(),
        string.Create(CultureInfo.InvariantCulture, $"{row.Value:0.############} {row.Currency}"),
        key.TransactionId(row.OrderId));
}

/// <summary>What the ledger says to a row that wants to be sent.</summary>
/// <param name="Granted">True: nobody has it, it is yours to send.</param>
/// <param name="State">For a refused claim: the state it is in.</param>
/// <param name="SameUpload">For a refused claim: the row was met before in this very upload.</param>
/// <param name="SourceRow">For a refused claim: the row number it had then.</param>
/// <param name="At">For a refused claim: when it was claimed; for held rows and running claims: when it is free again.</param>
/// <param name="SameValue">For a refused claim: whether value and currency are the same.</param>
internal readonly record struct ClaimAnswer(bool Granted, LedgerState State, bool SameUpload, int SourceRow, DateTimeOffset At, bool SameValue)
{
    public static ClaimAnswer Yours { get; } = new(true, LedgerState.Pending, false, 0, default, true);
}

/// <summary>A row whose end differs from its batch's.</summary>
/// <param name="Key">The row.</param>
/// <param name="State">Its state.</param>
/// <param name="Code">The network's code.</param>
/// <param name="Message">The sentence.</param>
/// <param name="NotBefore">For held rows: the earliest time to send again.</param>
internal sealed record RowOutcome(RowKey Key, LedgerState State, string Code, string Message, DateTimeOffset? NotBefore);
