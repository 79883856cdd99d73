namespace EnhancedConversions.Ledger;

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
