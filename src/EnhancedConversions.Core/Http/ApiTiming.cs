namespace EnhancedConversions.Http;

/// <summary>How long the client waits and tries.</summary>
internal sealed record ApiTiming
{
    /// <summary>Time for one attempt, sign-in included. Default 120 s, the time limit Google publishes for the Data Manager API (contract C.6).</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Time an attempt must have before the deadline, or it is not begun: cut short, it would only lose its answer. Default 10 s.</summary>
    public TimeSpan LeastAttempt { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time for an upload with all its attempts. Default 10 minutes.</summary>
    public TimeSpan UploadDeadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time for any other call with all its attempts. Default 2 minutes: a person is waiting.</summary>
    public TimeSpan CallDeadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>First wait of the back-off. Default 5 s (contract C.6).</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Growth of the wait from one attempt to the next. Default 1.3 (contract C.6).</summary>
    public double Growth { get; init; } = 1.3;

    /// <summary>Longest wait of the back-off. Default 60 s (contract C.6).</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Share of a wait that chance takes away or adds, so that workers that failed together do not come back together. Default 0.2.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>Attempts when HTTP says success and the body is no JSON: a proxy's page will not turn into an answer. Default 3.</summary>
    public int UnreadableAttempts { get; init; } = 3;

    /// <summary>Attempts of a call other than an upload when no connection comes about. Default 4, about 20 s: a wrong proxy will not mend itself while a person waits.</summary>
    public int UnreachableAttempts { get; init; } = 4;

    /// <summary>The wait before an attempt that the server named no wait for.</summary>
    /// <param name="attempt">0 for the wait after the first attempt.</param>
    public TimeSpan BackOff(int attempt)
    {
        var seconds = Math.Min(FirstWait.TotalSeconds * Math.Pow(Growth, attempt), LongestWait.TotalSeconds);
        return TimeSpan.FromSeconds(seconds * (1 + (Jitter * ((Random.Shared.NextDouble() * 2) - 1))));
    }
}
