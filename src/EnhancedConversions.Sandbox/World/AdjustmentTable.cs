namespace EnhancedConversions.Sandbox.World;

/// <summary>What an adjustment does.</summary>
internal enum AdjustmentKind
{
    Retract = 1,
    Restate = 2,
    Enhance = 3,
}

/// <summary>A change to a conversion that was taken before.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Time">When it happened, by the advertiser's word.</param>
/// <param name="Value">The new value; null when it brings none.</param>
/// <param name="Currency">Its currency; null means the target's.</param>
/// <param name="Reason">Why it has no effect; null when it has.</param>
internal sealed record Adjustment(AdjustmentKind Kind, DateTimeOffset Time, double? Value, string? Currency, string? Reason);

/// <summary>Adjustments by the conversion they are for.</summary>
internal sealed class AdjustmentTable(WorldDatabase database)
{
    public const string Schema = """
        CREATE TABLE adjustment (
            id INTEGER PRIMARY KEY, network INTEGER NOT NULL, target INTEGER NOT NULL, key BLOB NOT NULL, kind INTEGER NOT NULL, time INTEGER NOT NULL,
            received INTEGER NOT NULL, value REAL, currency TEXT, reason TEXT);
        CREATE INDEX adjustment_key ON adjustment (key)
        """;

    public void Add(Network network, long target, Digest key, Adjustment adjustment, DateTimeOffset now) =>
        database.Run(
            "INSERT INTO adjustment (network, target, key, kind, time, received, value, currency, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            (int)network, target, key, (int)adjustment.Kind, adjustment.Time, now, adjustment.Value, adjustment.Currency, adjustment.Reason);

    /// <summary>The adjustments of a conversion that had an effect, oldest first.</summary>
    public List<Adjustment> Of(Network network, long target, Digest key) =>
        database.Rows(
            "SELECT kind, time, value, currency FROM adjustment WHERE key = ?3 AND network = ?1 AND target = ?2 AND reason IS NULL ORDER BY id",
            r => new Adjustment((AdjustmentKind)r.Number(0), r.Time(1)!.Value, r.Real(2), r.TextOrNull(3), Reason: null),
            (int)network, target, key);

    /// <summary>Changes a conversion's value as its adjustments ask.</summary>
    /// <param name="network">The network.</param>
    /// <param name="target">Its target.</param>
    /// <param name="key">Its key, as hex digits.</param>
    /// <param name="value">Its value.</param>
    /// <returns>False when it was taken back.</returns>
    public bool Adjust(Network network, long target, string key, ref double? value)
    {
        foreach (Adjustment adjustment in Of(network, target, Digest.Read(Convert.FromHexString(key))))
        {
            if (adjustment.Kind == AdjustmentKind.Retract)
            {
                return false;
            }

            value = adjustment.Kind == AdjustmentKind.Restate ? adjustment.Value : value;
        }

        return true;
    }

    /// <summary>Adjustments of this kind that had an effect.</summary>
    public int Count(Network network, AdjustmentKind kind) =>
        (int)database.Number("SELECT count(*) FROM adjustment WHERE network = ?1 AND kind = ?2 AND reason IS NULL", (int)network, (int)kind);

    /// <summary>Adjustments without effect by day (days since 1970) and reason.</summary>
    public List<(long Day, string? Reason, int Count)> FailedDays(Network network, long target) =>
        database.Rows(
            "SELECT received / 86400000, reason, count(*) FROM adjustment WHERE network = ?1 AND target = ?2 AND reason IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2",
            r => (r.Number(0), r.TextOrNull(1), (int)r.Number(2)),
            (int)network, target);
}
