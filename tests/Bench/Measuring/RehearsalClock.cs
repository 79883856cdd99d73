namespace EnhancedConversions.Bench.Measuring;

/// <summary>Shows the moment the rows are made for, and runs on from there.</summary>
internal sealed class RehearsalClock : TimeProvider
{
    private readonly DateTimeOffset _started = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => RowFile.Now + (System.GetUtcNow() - _started);
}
