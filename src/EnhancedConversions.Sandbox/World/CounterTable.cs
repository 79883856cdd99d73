namespace EnhancedConversions.Sandbox.World;

/// <summary>What is counted per network besides conversions.</summary>
internal enum Counter
{
    Requests = 1,
    UploadRequests = 2,
}

/// <summary>Counts that survive the process.</summary>
internal sealed class CounterTable(WorldDatabase database)
{
    public const string Schema = "CREATE TABLE counter (network INTEGER NOT NULL, name INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (network, name)) WITHOUT ROWID";

    /// <summary>Adds one.</summary>
    public void Add(Network network, Counter counter) =>
        database.Run("INSERT INTO counter (network, name, value) VALUES (?1, ?2, 1) ON CONFLICT (network, name) DO UPDATE SET value = value + 1", (int)network, (int)counter);

    public int Get(Network network, Counter counter) =>
        (int)database.Number("SELECT value FROM counter WHERE network = ?1 AND name = ?2", (int)network, (int)counter);
}
