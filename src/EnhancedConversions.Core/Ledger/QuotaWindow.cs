namespace EnhancedConversions.Ledger;

/// <summary>At most so many requests in any stretch of time.</summary>
/// <param name="Requests">Requests.</param>
/// <param name="Length">The stretch.</param>
internal sealed record QuotaWindow(int Requests, TimeSpan Length);

/// <summary>A place for a request.</summary>
/// <param name="Wait">Time until it may leave, by the ledger's clock.</param>
/// <param name="Taken">False when that is too long to wait for: the place was not taken.</param>
internal readonly record struct QuotaPlace(TimeSpan Wait, bool Taken);
