using EnhancedConversions.Networks;

namespace EnhancedConversions.Ledger;

/// <summary>A network's published quota, kept in the ledger: all runs and workers on one ledger stay under it together.</summary>
internal sealed class LedgerQuota : IRequestQuota
{
    private readonly UploadLedger _ledger;
    private readonly string _name;
    private readonly IReadOnlyList<QuotaWindow> _windows;
    private readonly TimeProvider _clock;

    /// <summary>Makes a quota.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="network">The network, for its numbers.</param>
    /// <param name="clock">The account's clock.</param>
    public LedgerQuota(UploadLedger ledger, IConversionNetwork network, TimeProvider clock)
        : this(ledger, network.Network.ToString(), Windows(network.Limits), clock)
    {
    }

    /// <summary>Makes a quota.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="name">Its name in the ledger.</param>
    /// <param name="windows">How many requests in which time.</param>
    /// <param name="clock">The account's clock.</param>
    public LedgerQuota(UploadLedger ledger, string name, IReadOnlyList<QuotaWindow> windows, TimeProvider clock)
    {
        _ledger = ledger;
        _name = name;
        _windows = windows;
        _clock = clock;
    }

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> TakeAsync(CancellationToken cancellationToken)
    {
        if (_windows.Count == 0)
        {
            return null;
        }

        var place = await _ledger.TakePlaceAsync(_name, _windows, cancellationToken).ConfigureAwait(false);
        if (!place.Taken)
        {
            return _clock.GetUtcNow() + place.Wait;
        }

        await _ledger.DelayAsync(place.Wait, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private static QuotaWindow[] Windows(NetworkLimits limits) =>
    [
        .. limits.RequestsPerMinute is { } minute ? [new QuotaWindow(minute, NetworkLimits.Minute)] : Array.Empty<QuotaWindow>(),
        .. limits.RequestsPerDay is { } day ? [new QuotaWindow(day, TimeSpan.FromDays(1))] : Array.Empty<QuotaWindow>(),
    ];
}
