namespace EnhancedConversions.Sandbox.World;

/// <summary>A conversion about to be counted.</summary>
/// <param name="Target">Id of the action or goal.</param>
/// <param name="Key">What makes it the same conversion again, as a <see cref="Digest"/>.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Reason">Why it is not attributed; null when it is.</param>
/// <param name="Value">Its value; null means the target's default.</param>
/// <param name="Currency">Its currency; null means the target's default.</param>
internal readonly record struct Conversion(long Target, byte[] Key, DateTimeOffset Time, string? Reason, double? Value, string? Currency);

/// <summary>Sums over the conversions of a network.</summary>
internal sealed record ConversionTotals(int Conversions, int Repeats, int Attributed, IReadOnlyDictionary<string, int> UnattributedReasons);

/// <summary>
/// The conversions that count. No identifier is kept, raw or hashed: a conversion is known by its <see cref="Digest"/> only.
/// </summary>
internal sealed class ConversionTable(WorldDatabase database)
{
    public const string Schema = """
        CREATE TABLE conversion (
            network INTEGER NOT NULL, target INTEGER NOT NULL, key BLOB NOT NULL,
            time INTEGER NOT NULL, received INTEGER NOT NULL, reason TEXT, value REAL, currency TEXT, repeats INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (network, target, key)) WITHOUT ROWID
        """;

    /// <summary>Counts a conversion; gives false when it was there before, which only counts as a repeat.</summary>
    public bool Add(Network network, in Conversion conversion, DateTimeOffset now)
    {
        int added = database.Run(
            "INSERT INTO conversion (network, target, key, time, received, reason, value, currency) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
            (int)network, conversion.Target, conversion.Key, conversion.Time.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), conversion.Reason, conversion.Value, conversion.Currency);
        if (added == 0)
        {
            database.Run("UPDATE conversion SET repeats = repeats + 1 WHERE network = ?1 AND target = ?2 AND key = ?3", (int)network, conversion.Target, conversion.Key);
        }

        return added == 1;
    }

    /// <summary>Gives a conversion another value, where the repeat names one.</summary>
    public void Restate(Network network, in Conversion conversion) =>
        database.Run(
            "UPDATE conversion SET value = coalesce(?4, value), currency = coalesce(?5, currency) WHERE network = ?1 AND target = ?2 AND key = ?3",
            (int)network, conversion.Target, conversion.Key, conversion.Value, conversion.Currency);

    public ConversionTotals Totals(Network network)
    {
        var rows = database.Rows(
            "SELECT reason, count(*), sum(repeats) FROM conversion WHERE network = ?1 GROUP BY reason ORDER BY reason",
            r => (Reason: r.IsDBNull(0) ? null : r.GetString(0), Count: r.GetInt32(1), Repeats: r.GetInt32(2)),
            (int)network);
        return new ConversionTotals(
            rows.Sum(r => r.Count),
            rows.Sum(r => r.Repeats),
            rows.Where(r => r.Reason is null).Sum(r => r.Count),
            rows.Where(r => r.Reason is not null).ToDictionary(r => r.Reason!, r => r.Count, StringComparer.Ordinal));
    }
}
