using EnhancedConversions.Conversions;

namespace EnhancedConversions.Validation;

/// <summary>Normalizes and hashes rows for one network.</summary>
public static class ConversionHasher
{
    /// <summary>Checks a row by the network's rules and hashes it when none forbids it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="network">The network whose rules and normal form are used.</param>
    /// <param name="timeZone">Zone for a time without one (IANA id); null makes that an error finding.</param>
    /// <param name="clock">The clock ages are measured by; null uses the system's.</param>
    /// <param name="findings">Everything found, warnings included.</param>
    /// <returns>Null when <paramref name="findings"/> holds an error.</returns>
    public static HashedConversion? Hash(OfflineConversion row, AdNetwork network, string? timeZone, TimeProvider? clock, out IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(row);
        var check = new RowRules(network, timeZone, actions: null, clock ?? TimeProvider.System).Check(row);
        findings = check.Findings;
        return check.Hashed;
    }
}
