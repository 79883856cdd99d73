namespace EnhancedConversions.Sandbox.World;

/// <summary>A conversion about to be counted.</summary>
/// <param name="Target">Id of the action or goal; 0 for a name that has none.</param>
/// <param name="Key">What makes it the same conversion again.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Reason">Why it is not attributed; null when it is.</param>
/// <param name="Value">Its value; null means the target's default.</param>
/// <param name="Currency">Its currency; null means the target's default.</param>
internal readonly record struct Conversion(long Target, Digest Key, DateTimeOffset Time, string? Reason, double? Value, string? Currency)
{
    /// <summary>The click it is attributed to; null when it is not.</summary>
    public AdClick? Click { get; init; }
}

/// <summary>The ways conversions come.</summary>
internal enum UploadChannel
{
    /// <summary>The network's usual one: Data Manager, Campaign Management.</summary>
    Default,

    /// <summary>Click uploads of the Google Ads API.</summary>
    GoogleAdsApi,
}

/// <summary>The end of the log, for conversions that came together.</summary>
internal sealed class ConversionLog
{
    private readonly WorldStatement _row;
    private long _target;
    private string? _reason;
    private string? _currency;
    private long? _click;

    /// <param name="row">The statement that adds a row, with network, channel and time of receipt bound.</param>
    public ConversionLog(WorldStatement row)
    {
        _row = row;
        row.Bind(4, _target);
        row.Bind(7, _reason);
        row.Bind(9, _currency);
        row.Bind(10, _click);
    }

    /// <summary>Adds one. What is the same as in the row before stays bound.</summary>
    public void Add(in Conversion conversion)
    {
        if (_target != conversion.Target)
        {
            _row.Bind(4, _target = conversion.Target);
        }

        _row.Bind(5, conversion.Key);
        _row.Bind(6, conversion.Time.ToUnixTimeMilliseconds());
        if (_reason != conversion.Reason)
        {
            _row.Bind(7, _reason = conversion.Reason);
        }

        _row.Bind(8, conversion.Value);
        if (_currency != conversion.Currency)
        {
            _row.Bind(9, _currency = conversion.Currency);
        }

        long? click = conversion.Click?.ToNumber();
        if (_click != click)
        {
            _row.Bind(10, _click = click);
        }

        _row.Run();
    }
}

/// <summary>A conversion taken before.</summary>
internal sealed record StoredConversion(UploadChannel Channel, DateTimeOffset Time);

/// <summary>Sums over the conversions of a network.</summary>
internal sealed record ConversionTotals(int Conversions, int Repeats, int Attributed, IReadOnlyDictionary<string, int> UnattributedReasons);

/// <summary>
/// Every conversion taken, in the order it came; the first of equal ones counts, the others are repeats. It is a log without index, because
/// uploads only add to it: what is a repeat is found when somebody asks. No identifier is kept, raw or hashed, only a <see cref="Digest"/>.
/// </summary>
internal sealed class ConversionTable(WorldDatabase database)
{
    public const string Schema = """
        CREATE TABLE conversion (
            id INTEGER PRIMARY KEY, network INTEGER NOT NULL, target INTEGER NOT NULL, key BLOB NOT NULL,
            time INTEGER NOT NULL, received INTEGER NOT NULL, reason TEXT, value REAL, currency TEXT, channel INTEGER NOT NULL, click INTEGER)
        """;

    /// <summary>Adds conversions to the log that came together.</summary>
    /// <param name="network">The network.</param>
    /// <param name="channel">The way they came.</param>
    /// <param name="now">When they came.</param>
    public ConversionLog Log(Network network, UploadChannel channel, DateTimeOffset now)
    {
        // Bound one by one: an upload adds thousands, and a list of values would be ten objects for each.
        var row = database.Statement("INSERT INTO conversion (network, channel, received, target, key, time, reason, value, currency, click) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
        row.Bind(1, (long)network);
        row.Bind(2, (long)channel);
        row.Bind(3, now.ToUnixTimeMilliseconds());
        return new ConversionLog(row);
    }

    /// <summary>The first conversion of this key; null when none was taken. The first question of a world's life makes the index for it.</summary>
    public StoredConversion? Find(Network network, long target, Digest key)
    {
        database.Run("CREATE INDEX IF NOT EXISTS conversion_key ON conversion (key)");
        return database.Rows(
            "SELECT channel, time FROM conversion WHERE key = ?3 AND network = ?1 AND target = ?2 ORDER BY id LIMIT 1",
            r => new StoredConversion((UploadChannel)r.Number(0), r.Time(1)!.Value),
            (int)network, target, key).FirstOrDefault();
    }

    /// <summary>Rows taken for a target by day (days since 1970) and reason; null for the attributed ones.</summary>
    /// <param name="network">The network.</param>
    /// <param name="target">The target.</param>
    /// <param name="duplicate">The reason repeats get.</param>
    public List<(long Day, string? Reason, int Count)> Days(Network network, long target, string duplicate) =>
        database.Rows(
            """
            SELECT received / 86400000, CASE WHEN place > 1 THEN ?3 ELSE reason END AS why, count(*)
            FROM (SELECT received, reason, row_number() OVER (PARTITION BY key ORDER BY id) AS place FROM conversion WHERE network = ?1 AND target = ?2)
            GROUP BY 1, 2 ORDER BY 1, 2
            """,
            r => (r.Number(0), r.TextOrNull(1), (int)r.Number(2)),
            (int)network, target, duplicate);

    /// <summary>Shows every attributed conversion once: its target, its key as hex digits, its click as a number, its time and value (null when it brought none).</summary>
    public void EachAttributed(Network network, Action<long, string, long, DateTimeOffset, double?> read)
    {
        // Google: a repeat brings a new value (contract C.9). Microsoft: the first of equal conversions wins (contract 3.4).
        string told = network == Network.GoogleAds ? "max(id)" : "min(id)";
        database.Each(
            $"""
            SELECT target, hex(key), click, time, value
            FROM (SELECT target, key, click, time, reason, min(id) FROM conversion WHERE network = ?1 GROUP BY target, key)
            JOIN (SELECT target, key, value, {told} FROM conversion WHERE network = ?1 GROUP BY target, key) USING (target, key)
            WHERE reason IS NULL AND click IS NOT NULL
            """,
            r => read(r.Number(0), r.Text(1), r.Number(2), r.Time(3)!.Value, r.Real(4)),
            (int)network);
    }

    public ConversionTotals Totals(Network network)
    {
        // SQLite takes the bare column from the row that has the minimum: the first of equal conversions.
        var rows = database.Rows(
            """
            SELECT reason, count(*), sum(rows) - count(*)
            FROM (SELECT reason, count(*) AS rows, min(id) FROM conversion WHERE network = ?1 GROUP BY target, key)
            GROUP BY reason ORDER BY reason
            """,
            r => (Reason: r.TextOrNull(0), Count: (int)r.Number(1), Repeats: (int)r.Number(2)),
            (int)network);
        return new ConversionTotals(
            rows.Sum(r => r.Count),
            rows.Sum(r => r.Repeats),
            rows.Where(r => r.Reason is null).Sum(r => r.Count),
            rows.Where(r => r.Reason is not null).ToDictionary(r => r.Reason!, r => r.Count, StringComparer.Ordinal));
    }
}
