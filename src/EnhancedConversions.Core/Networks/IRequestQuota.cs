namespace EnhancedConversions.Networks;

/// <summary>Hands out places for requests, so that all who take from it stay under a network's limits together.</summary>
public interface IRequestQuota
{
    /// <summary>Waits for a place and takes it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when it is taken; else none will be free that a run should wait for, and this is when to go on.</returns>
    ValueTask<DateTimeOffset?> TakeAsync(CancellationToken cancellationToken);
}
