using System.Diagnostics;
using EnhancedConversions.Ledger;

namespace EnhancedConversions.Uploads;

/// <summary>
/// Waits for rows that other runs are sending: another worker on the same file, or a scheduled run that is not over when the next one begins.
/// They end with an answer, or become free when the other run's lease has run out.
/// </summary>
/// <param name="ledger">The ledger.</param>
/// <param name="turns">The turns to send; one is given back for the time of the wait.</param>
/// <param name="stop">Ends the wait.</param>
internal sealed class OtherRuns(UploadLedger ledger, Turns turns, StopSignal stop)
{
    // Longer than the longest time one request may take with all its retries.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan s_firstLook = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_lastLook = TimeSpan.FromSeconds(2);

    private readonly Stopwatch _waited = new();

    /// <summary>Waits until it is worth asking for the rows again.</summary>
    /// <param name="batches">The batches that hold them.</param>
    /// <returns>False when the wait is over without that: stopped, or longer than any request can take.</returns>
    public async Task<bool> WaitAsync(IReadOnlyCollection<long> batches)
    {
        turns.MakeRoomBehindWaiting();
        turns.Release();
        _waited.Start();
        try
        {
            for (var pause = s_firstLook; _waited.Elapsed < s_patience; pause = pause * 1.5 < s_lastLook ? pause * 1.5 : s_lastLook)
            {
                await Task.Delay(pause, stop.Begin).ConfigureAwait(false);
                if (await ledger.IsAnySettledAsync(batches, stop.Begin).ConfigureAwait(false))
                {
                    return true;
                }
            }

            return false;
        }
        catch (OperationCanceledException) when (stop.IsStopping)
        {
            return false;
        }
        finally
        {
            _waited.Stop();
            await turns.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
