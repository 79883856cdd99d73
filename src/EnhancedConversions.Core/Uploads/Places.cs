namespace EnhancedConversions.Uploads;

/// <summary>Places that are taken and given back, and whose number can change meanwhile: those that are one too many go when they are given back.</summary>
/// <param name="count">How many there are to begin with.</param>
internal sealed class Places(int count) : IDisposable
{
    private readonly object _gate = new();
    private readonly SemaphoreSlim _free = new(count);
    private int _surplus;

    /// <summary>Takes a place; waits for one.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task WaitAsync(CancellationToken cancellationToken) => _free.WaitAsync(cancellationToken);

    /// <summary>Gives a place back.</summary>
    public void Release()
    {
        lock (_gate)
        {
            if (_surplus > 0)
            {
                _surplus--;
                return;
            }
        }

        _free.Release();
    }

    /// <summary>Changes their number.</summary>
    /// <param name="more">How many more there are to be; negative for fewer.</param>
    public void Add(int more)
    {
        int added;
        lock (_gate)
        {
            added = Math.Max(more - _surplus, 0);
            _surplus = Math.Max(_surplus - more, 0);
            while (_surplus > 0 && _free.Wait(0))
            {
                _surplus--;
            }
        }

        if (added > 0)
        {
            _free.Release(added);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();
}
