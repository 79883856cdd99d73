namespace EnhancedConversions.Core.Tests.Http;

/// <summary>
/// A clock on which waits take no time: a wait of at most <c>longestLeap</c> moves the clock to its end and is over at once.
/// Time limits, which are timers of a CancellationTokenSource, go off when the clock passes them.
/// </summary>
internal sealed class LeapingClock(TimeSpan longestLeap) : TimeProvider
{
    private readonly TimeSpan _longestLeap = longestLeap;
    private readonly Lock _lock = new();
    private readonly List<LeapTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public LeapingClock()
        : this(TimeSpan.FromSeconds(119))
    {
    }

    /// <summary>The waits that were leapt over, in order.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan time) => MoveTo(GetUtcNow() + time);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LeapTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void MoveTo(DateTimeOffset time)
    {
        List<LeapTimer> due;
        lock (_lock)
        {
            _now = time > _now ? time : _now;
            due = _timers.FindAll(timer => timer.Due <= _now);
            _timers.RemoveAll(due.Contains);
        }

        due.ForEach(timer => timer.Ring());
    }

    private sealed class LeapTimer(LeapingClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Ring() => ThreadPool.QueueUserWorkItem(_ => callback(state));

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                if (dueTime < TimeSpan.Zero)
                {
                    return true;
                }

                Due = clock._now + dueTime;
                clock._timers.Add(this);
                if (state is CancellationTokenSource || dueTime > clock._longestLeap)
                {
                    return true;
                }

                clock.Waits.Add(dueTime);
            }

            clock.MoveTo(Due);
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }

}
