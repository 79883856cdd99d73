using System.Diagnostics;

namespace EnhancedConversions.Core.Tests;

/// <summary>A clock on which time goes by faster, so that waits of minutes can be waited for. Timers go by it too.</summary>
/// <param name="origin">What it shows at first.</param>
/// <param name="speed">How much faster.</param>
internal sealed class ScaledClock(DateTimeOffset origin, double speed) : TimeProvider
{
    private readonly long _started = Stopwatch.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => origin + (Stopwatch.GetElapsedTime(_started) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Scale(dueTime), Scale(period));

    private TimeSpan Scale(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds / speed));
}
