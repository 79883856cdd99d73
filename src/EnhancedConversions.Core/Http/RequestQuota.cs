using EnhancedConversions.Networks;

namespace EnhancedConversions.Http;

/// <summary>
/// At most so many requests in any window of time, by the clock given: whatever minute the server counts by, it never sees more.
/// The limiters of System.Threading.RateLimiting read the machine's clock only, so a sandbox's clock could not drive them.
/// </summary>
/// <param name="requests">Requests in a window.</param>
/// <param name="window">The window.</param>
/// <param name="clock">The clock.</param>
internal sealed class RequestQuota(int requests, TimeSpan window, TimeProvider clock) : IRequestQuota
{
    private readonly Queue<DateTimeOffset> _starts = new(requests);

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> TakeAsync(CancellationToken cancellationToken)
    {
        while (TryTake() is { } wait)
        {
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>Takes a place when there is one; else says how long until the oldest one is free again.</summary>
    private TimeSpan? TryTake()
    {
        lock (_starts)
        {
            var now = clock.GetUtcNow();
            while (_starts.TryPeek(out var oldest) && now - oldest >= window)
            {
                _starts.Dequeue();
            }

            if (_starts.Count == requests)
            {
                return window - (now - _starts.Peek());
            }

            _starts.Enqueue(now);
            return null;
        }
    }
}
