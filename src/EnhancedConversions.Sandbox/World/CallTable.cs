namespace EnhancedConversions.Sandbox.World;

/// <summary>When calls were let through, for services that allow only so many in a time.</summary>
internal sealed class CallTable(WorldDatabase database)
{
    public const string Schema = "CREATE TABLE call (network INTEGER NOT NULL, time INTEGER NOT NULL); CREATE INDEX call_time ON call (network, time)";

    /// <summary>How long until another call is let through; zero when it is at once.</summary>
    /// <param name="network">The network.</param>
    /// <param name="most">Calls let through in any window.</param>
    /// <param name="window">Length of the window.</param>
    /// <param name="now">The sandbox's time.</param>
    public TimeSpan Wait(Network network, int most, TimeSpan window, DateTimeOffset now)
    {
        // The call that has to leave the window before the next one fits in.
        var blocking = database.Rows("SELECT time FROM call WHERE network = ?1 AND time > ?2 ORDER BY time DESC LIMIT 1 OFFSET ?3", r => r.Time(0)!.Value, (int)network, now - window, most - 1);
        return blocking.Count == 0 ? TimeSpan.Zero : blocking[0] + window - now;
    }

    public void Add(Network network, DateTimeOffset now) => database.Run("INSERT INTO call (network, time) VALUES (?1, ?2)", (int)network, now);
}
