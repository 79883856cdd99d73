namespace EnhancedConversions.Sandbox.World;

/// <summary>The state both networks share: one SQLite database, in memory or in a folder that several processes may use at once.</summary>
internal sealed class WorldStore : IDisposable
{
    private readonly object _gate = new();
    private readonly WorldDatabase _database;
    private readonly WorldTables _tables;
    private readonly TimeProvider _clock;

    public WorldStore(string? folder, TimeProvider clock)
    {
        _clock = clock;
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
        }

        _database = new WorldDatabase(folder is null ? null : Path.Combine(folder, "sandbox.db"));
        _tables = new WorldTables(_database);
        try
        {
            Change(tables => tables.CreateAndSeed(Now));
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <summary>The sandbox's time (UTC).</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Reads what is there.</summary>
    public T Read<T>(Func<WorldTables, T> work)
    {
        lock (_gate)
        {
            return work(_tables);
        }
    }

    /// <summary>Changes the world in one transaction: wholly or, when <paramref name="work"/> throws or the process dies, not at all.</summary>
    public T Change<T>(Func<WorldTables, T> work)
    {
        lock (_gate)
        {
            _database.Run("BEGIN IMMEDIATE");
            try
            {
                T result = work(_tables);
                _database.Run("COMMIT");
                return result;
            }
            catch
            {
                _database.Run("ROLLBACK");
                throw;
            }
        }
    }

    /// <inheritdoc cref="Change{T}"/>
    public void Change(Action<WorldTables> work) => Change(tables =>
    {
        work(tables);
        return true;
    });

    public void Dispose()
    {
        lock (_gate)
        {
            _database.Dispose();
        }
    }
}
