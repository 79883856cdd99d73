namespace EnhancedConversions.PS.Hosting;

/// <summary>The system's clock until it is set, then running on from there. Safe to use from several threads.</summary>
internal sealed class SandboxClock : TimeProvider
{
    private long _offset;

    /// <summary>Makes it that time now.</summary>
    public void Set(DateTimeOffset now) => Volatile.Write(ref _offset, (now - System.GetUtcNow()).Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref _offset));
}
