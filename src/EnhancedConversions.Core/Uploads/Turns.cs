using EnhancedConversions.Networks;

namespace EnhancedConversions.Uploads;

/// <summary>
/// The turns to send: how many requests are under way at once. As many as the user named; else as many as it takes to fill the network's quota
/// when its answers take as long as they do, so that neither a slow network leaves quota unused nor a quick one costs memory. They become fewer again when its
/// answers come sooner: the first answer of a process is a slow one, and every turn holds a request's rows.
/// </summary>
internal sealed class Turns : IDisposable
{
    /// <summary>Turns where the network publishes no quota that could be filled.</summary>
    public const int WithoutQuota = 4;

    /// <summary>Turns to begin with where it does: one to prepare while another is answered.</summary>
    public const int Fewest = 2;

    /// <summary>More are only had by naming their number: each holds a request's rows in memory.</summary>
    public const int Most = 16;

    // Answers do not come evenly.
    private const double Reserve = 1.25;

    // The turn that is busy with the ledger rather than with the network.
    private const int Preparing = 1;

    // How much the latest answer counts against those before it.
    private const double Newest = 0.25;

    // Segments whose rows have their end and whose results are still to be read: enough that neither side waits for the other.
    private const int Unread = 1;

    // Segments that may wait to be read behind one that another run is sending: as many as other workers on the same file may have in flight beyond this one's own.
    private const int BehindWaiting = 16;

    private readonly object _gate = new();
    private readonly Places _free;
    private readonly Places _room;
    private readonly double? _requestsPerSecond;
    private double _answerSeconds;
    private int _count;
    private int _hasWaited;

    /// <summary>Makes the turns of a run.</summary>
    /// <param name="named">How many the user named; null for as many as are of use.</param>
    /// <param name="limits">The network's numbers.</param>
    public Turns(int? named, NetworkLimits limits)
    {
        Limit = named ?? (limits.RequestsPerMinute is null ? WithoutQuota : Most);
        _requestsPerSecond = named is null ? limits.RequestsPerMinute / NetworkLimits.Minute.TotalSeconds : null;
        _count = named ?? (limits.RequestsPerMinute is null ? WithoutQuota : Fewest);
        _free = new Places(_count);
        _room = new Places(_count + Unread);
    }

    /// <summary>The most there can be.</summary>
    public int Limit { get; }

    /// <summary>The most segments whose results are still to be read.</summary>
    public int MostSegments => Limit + Unread + BehindWaiting;

    /// <summary>
    /// Takes room in memory for the rows of a segment; waits while the results before it are not read. Whoever reads them slowly slows the sending down:
    /// a script that looks at each result must not make a large file pile up behind it.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task WaitForRoomAsync(CancellationToken cancellationToken) => _room.WaitAsync(cancellationToken);

    /// <summary>Lets others go on behind a segment that waits for another run: their results cannot be read before its own.</summary>
    public void MakeRoomBehindWaiting()
    {
        if (Interlocked.Exchange(ref _hasWaited, 1) == 0)
        {
            _room.Add(BehindWaiting);
        }
    }

    /// <summary>Gives room back.</summary>
    public void ReleaseRoom() => _room.Release();

    /// <summary>Takes a turn; waits for one.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task WaitAsync(CancellationToken cancellationToken) => _free.WaitAsync(cancellationToken);

    /// <summary>Gives a turn back.</summary>
    public void Release() => _free.Release();

    /// <summary>Hears how long an answer took; any thread.</summary>
    /// <param name="answerTime">The time; zero when none came.</param>
    public void Hear(TimeSpan answerTime)
    {
        if (_requestsPerSecond is not { } rate || answerTime <= TimeSpan.Zero)
        {
            return;
        }

        lock (_gate)
        {
            _answerSeconds += (answerTime.TotalSeconds - _answerSeconds) * (_answerSeconds == 0 ? 1 : Newest);

            // A rate kept up through answers of some length takes rate times length requests at once.
            var wanted = Math.Clamp((int)Math.Ceiling(rate * _answerSeconds * Reserve) + Preparing, Fewest, Limit);
            _free.Add(wanted - _count);
            _room.Add(wanted - _count);
            _count = wanted;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _free.Dispose();
        _room.Dispose();
    }
}
