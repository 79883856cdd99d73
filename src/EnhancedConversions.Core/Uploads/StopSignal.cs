namespace EnhancedConversions.Uploads;

/// <summary>
/// A stop in three steps: at once nothing new begins, after a second no answer is waited for, and a little later the ledger is not waited for either.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    // Long enough for an answer that is already on its way, short enough for someone who pressed Ctrl+C.
    private static readonly TimeSpan s_answers = TimeSpan.FromSeconds(1);

    // A ledger that is well takes milliseconds; one that hangs must not hold the engine.
    private static readonly TimeSpan s_records = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _begin;
    private readonly CancellationTokenSource _answers = new();
    private readonly CancellationTokenSource _records = new();
    private readonly CancellationTokenRegistration _steps;

    /// <summary>Makes a signal.</summary>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    public StopSignal(CancellationToken cancellationToken)
    {
        _begin = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _steps = _begin.Token.Register(() =>
        {
            _answers.CancelAfter(s_answers);
            _records.CancelAfter(s_records);
        });
    }

    /// <summary>True when nothing new may begin.</summary>
    public bool IsStopping => _begin.IsCancellationRequested;

    /// <summary>Cancelled when nothing new may begin.</summary>
    public CancellationToken Begin => _begin.Token;

    /// <summary>Cancelled when no answer is waited for any more.</summary>
    public CancellationToken Answers => _answers.Token;

    /// <summary>Cancelled when nothing is recorded any more.</summary>
    public CancellationToken Records => _records.Token;

    /// <summary>Stops.</summary>
    public Task StopAsync() => _begin.CancelAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        _steps.Dispose();
        _begin.Dispose();
        _answers.Dispose();
        _records.Dispose();
    }
}
