namespace EnhancedConversions.Ledger;

/// <summary>Renews the lease of a run while it lives.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _keeping;

    /// <summary>Begins to renew.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="uploadId">The run.</param>
    public LeaseKeeper(UploadLedger ledger, string uploadId) => _keeping = Task.Run(() => KeepAsync(ledger, uploadId, _stop.Token));

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static async Task KeepAsync(UploadLedger ledger, string uploadId, CancellationToken stop)
    {
        while (true)
        {
            // Four times in a lease: a renewal or two may fail.
            await ledger.DelayAsync(ledger.Lease / 4, stop).ConfigureAwait(false);
            try
            {
                await ledger.RenewAsync(uploadId, stop).ConfigureAwait(false);
            }
            catch (ConversionException)
            {
                // The next claim or record will say what is wrong with the ledger.
            }
        }
    }
}
