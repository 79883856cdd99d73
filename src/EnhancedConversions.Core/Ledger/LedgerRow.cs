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

/// <summary>
/// What a row carried, as bits that name nobody: enough to tell which rows a network's reason may mean. Kept as a number in the ledger; never renumber.
/// Of several click ids only the one that is sent counts.
/// </summary>
[Flags]
internal enum RowTraits
{
    /// <summary>Nothing of the kind.</summary>
    None = 0,

    /// <summary>Hashed e-mail address or phone number.</summary>
    Hash = 1,

    /// <summary>GCLID, or a Microsoft click id.</summary>
    ClickId = 2,

    /// <summary>GBRAID.</summary>
    Gbraid = 4,

    /// <summary>WBRAID.</summary>
    Wbraid = 8,

    /// <summary>Consent to the use of user data was not stated.</summary>
    ConsentMissing = 16,

    /// <summary>Consent was denied, to the use of user data or to personalisation.</summary>
    ConsentDenied = 32,
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
    /// <summary>What it carried.</summary>
    public RowTraits Traits { get; init; }

    /// <summary>The id it is sent with.</summary>
    public string TransactionId { get; } = Key.TransactionId(OrderId);

    /// <summary>What a hashed row asks to remember.</summary>
    public static LedgerRow Of(HashedConversion row, RowKey key) => new(
        key,
        row.Source.Row,
        row.ConversionName,
        row.ConversionTime.ToUnixTimeMilliseconds(),
        ValueOf(row),
        row.OrderId)
    {
        Traits = TraitsOf(row),
    };

    private static string ValueOf(HashedConversion row)
    {
        Span<char> digits = stackalloc char[64];
        var length = 0;
        row.Value?.TryFormat(digits, out length, "0.############", CultureInfo.InvariantCulture);
        return string.Concat(digits[..length], " ", row.Currency);
    }

    private static RowTraits TraitsOf(HashedConversion row)
    {
        var clickId = row.Network == AdNetwork.MicrosoftAdvertising ? (row.MicrosoftClickId is null ? RowTraits.None : RowTraits.ClickId)
            : row.GoogleClickId is not null ? RowTraits.ClickId
            : row.Gbraid is not null ? RowTraits.Gbraid
            : row.Wbraid is not null ? RowTraits.Wbraid
            : RowTraits.None;
        return clickId
            | (row.EmailHash is null && row.PhoneHash is null ? RowTraits.None : RowTraits.Hash)
            | (row.AdUserData == Consent.Unspecified ? RowTraits.ConsentMissing : RowTraits.None)
            | (row.AdUserData == Consent.Denied || row.AdPersonalization == Consent.Denied ? RowTraits.ConsentDenied : RowTraits.None);
    }
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

/// <summary>A row that is in the ledger from before.</summary>
internal sealed record RowPlace
{
    /// <summary>The run that was the last to send it.</summary>
    public required string UploadId { get; init; }

    /// <summary>Its batch.</summary>
    public required long Batch { get; init; }

    /// <summary>The network's id of the request that carried the batch; null when there is none, or none yet.</summary>
    public required string? Request { get; init; }

    /// <summary>When the batch was made.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The batch may be on its way: it was made less than a lease ago.</summary>
    public required bool IsFresh { get; init; }

    /// <summary>The row's state.</summary>
    public required LedgerState State { get; init; }

    /// <summary>The network's code, where the row ended otherwise than its batch.</summary>
    public required string? Code { get; init; }

    /// <summary>The sentence to the code.</summary>
    public required string? Message { get; init; }

    /// <summary>For held rows: the earliest time to send again.</summary>
    public required DateTimeOffset? NotBefore { get; init; }

    /// <summary>Value and currency it was sent with.</summary>
    public required string Value { get; init; }
}

/// <summary>A row of a request the network took.</summary>
/// <param name="Request">The network's id of the request.</param>
/// <param name="SentAt">When the request's batch was made.</param>
/// <param name="SourceRow">Its row number.</param>
/// <param name="Time">When the conversion happened.</param>
/// <param name="Traits">What it carried; null for rows sent before that was kept.</param>
/// <param name="State">Its own state, where it ended otherwise than its batch; null where it did not.</param>
/// <param name="Code">The network's code for that.</param>
internal sealed record SentRow(string Request, DateTimeOffset SentAt, int SourceRow, DateTimeOffset Time, RowTraits? Traits, LedgerState? State, string? Code);

/// <summary>What a network said became of a request.</summary>
/// <param name="Answer">The last answer, as it was kept.</param>
/// <param name="AskAfter">When to ask next; null when the answer is final.</param>
/// <param name="IsSplit">The rows it counted as failed were found, or have moved on into smaller requests; those still in it are clear.</param>
internal sealed record KeptStatus(string Answer, DateTimeOffset? AskAfter, bool IsSplit);
