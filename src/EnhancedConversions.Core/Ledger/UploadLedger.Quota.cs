namespace EnhancedConversions.Ledger;

/// <content>The quota that all who use the ledger share.</content>
internal abstract partial class UploadLedger
{
    // Whoever is told to come back tomorrow should not wait for it in a run.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Takes a place for a request: the earliest time at which no window holds more requests than it may. Places are given away ahead of time,
    /// so whoever takes one knows when its request may leave and nobody has to ask again. A power cut takes back at most the places taken since the last claim.
    /// </summary>
    /// <param name="quota">The quota.</param>
    /// <param name="windows">How many requests in which time; at least one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<QuotaPlace> TakePlaceAsync(string quota, IReadOnlyList<QuotaWindow> windows, CancellationToken cancellationToken) => WriteSoonAsync(
        async session =>
        {
            // Changing the quota's row makes everybody else who wants a place wait for the end of this.
            await session.ExecuteAsync("INSERT INTO quotas(name, taken) VALUES(@name, 1) ON CONFLICT(name) DO UPDATE SET taken = quotas.taken + 1", ("name", quota)).ConfigureAwait(false);
            var now = (await session.NumberAsync($"SELECT {Now}").ConfigureAwait(false))!.Value;
            var longest = windows.Max(w => (long)w.Length.TotalMilliseconds);
            await session.ExecuteAsync("DELETE FROM quota_places WHERE quota = @name AND at <= @past", ("name", quota), ("past", now - longest)).ConfigureAwait(false);
            var at = now;
            foreach (var window in windows)
            {
                // A window is full when the place as many back as it holds is still in it.
                var before = await session.NumberAsync(
                    "SELECT at FROM quota_places WHERE quota = @name ORDER BY at DESC LIMIT 1 OFFSET @offset",
                    ("name", quota),
                    ("offset", window.Requests - 1)).ConfigureAwait(false);
                at = Math.Max(at, before + (long)window.Length.TotalMilliseconds ?? 0);
            }

            var wait = TimeSpan.FromMilliseconds(at - now);
            var take = wait <= s_longestWait;
            if (take)
            {
                await session.ExecuteAsync("INSERT INTO quota_places(quota, at) VALUES(@name, @at)", ("name", quota), ("at", at)).ConfigureAwait(false);
            }

            return new QuotaPlace(wait, take);
        },
        cancellationToken);

    /// <summary>Lets time pass by the clock the ledger's times are measured by.</summary>
    /// <param name="wait">How long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public virtual Task DelayAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, _clock, cancellationToken);
}
