namespace EnhancedConversions.Ledger;

/// <summary>A row of a request the network took.</summary>
/// <param name="Request">The network's id of the request.</param>
/// <param name="SentAt">When the request's batch was made.</param>
/// <param name="SourceRow">Its row number.</param>
/// <param name="Time">When the conversion happened.</param>
/// <param name="Traits">What it carried; null for rows sent before that was kept.</param>
/// <param name="State">Its own state, where it ended otherwise than its batch; null where it did not.</param>
/// <param name="Code">The network's code for that.</param>
internal sealed record SentRow(string Request, DateTimeOffset SentAt, int SourceRow, DateTimeOffset Time, RowTraits? Traits, LedgerState? State, string? Code);
