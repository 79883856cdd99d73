using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Ledger;

/// <summary>What a ledger is opened for.</summary>
internal enum LedgerAccess
{
    /// <summary>To look things up; nothing is made or changed.</summary>
    Look,

    /// <summary>To change what is there.</summary>
    Write,

    /// <summary>To write, and to be made when it is missing.</summary>
    Create,
}

/// <summary>States of a batch and, where it differs, of a row in it. Kept as numbers in the ledger; never renumber.</summary>
internal enum LedgerState
{
    /// <summary>Claimed; its request may be on its way. The claim is good as long as its run's lease.</summary>
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
/// <param name="OrderId">Its order id; null when it has none.</param>
internal sealed record LedgerRow(RowKey Key, int SourceRow, string Name, long TimeMs, string Value, string? OrderId)
{
    /// <summary>The id it is sent with.</summary>
    public string TransactionId { get; } = Key.TransactionId(OrderId);

    /// <summary>What a hashed row asks to remember.</summary>
    public static LedgerRow Of(HashedConversion row, RowKey key) => new(
        key,
        row.Source.Row,
        row.ConversionName,
        row.ConversionTime.ToUnixTimeMilliseconds(),
        string.Create(CultureInfo.InvariantCulture, $"{row.Value:0.############} {row.Currency}"),
        row.OrderId);
}

/// <summary>What became of a claim.</summary>
/// <param name="Batch">The batch the granted rows are in.</param>
/// <param name="Answers">One answer a row.</param>
internal sealed record Claim(long Batch, ClaimAnswer[] Answers);

/// <summary>What the ledger says to a row that wants to be sent.</summary>
internal sealed record ClaimAnswer
{
    /// <summary>The answer to almost every row.</summary>
    public static readonly ClaimAnswer Yours = new() { Granted = true };

    /// <summary>True: nobody has it, it is yours to send. The rest says nothing then.</summary>
    public bool Granted { get; init; }

    /// <summary>Nobody has it; where it was not granted, it became free only after the claim had been refused.</summary>
    public bool Free { get; init; }

    /// <summary>The state it is in.</summary>
    public LedgerState State { get; init; }

    /// <summary>The row was met before in this very run.</summary>
    public bool SameUpload { get; init; }

    /// <summary>The row number it had then.</summary>
    public int SourceRow { get; init; }

    /// <summary>When it was claimed; for held rows when it is free again, for running claims when it is at the latest.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Whether value and currency are the same.</summary>
    public bool SameValue { get; init; }

    /// <summary>The batch it is in.</summary>
    public long Batch { get; init; }

    /// <summary>True while another run is sending it: the answer to a claim is not final yet.</summary>
    public bool IsOpen => !Granted && !SameUpload && (Free || State == LedgerState.Pending);
}

/// <summary>A row whose end differs from its batch's.</summary>
/// <param name="Key">The row.</param>
/// <param name="State">Its state.</param>
/// <param name="Code">The network's code.</param>
/// <param name="Message">The sentence.</param>
/// <param name="NotBefore">For held rows: the earliest time to send again.</param>
internal sealed record RowOutcome(RowKey Key, LedgerState State, string Code, string Message, DateTimeOffset? NotBefore);
