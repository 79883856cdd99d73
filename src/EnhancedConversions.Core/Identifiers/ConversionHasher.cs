using EnhancedConversions.Conversions;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Identifiers;

/// <summary>Normalizes and hashes rows for one network.</summary>
public static class ConversionHasher
{
    /// <summary>Hashes one row whose name and time are known.</summary>
    /// <param name="row">The row.</param>
    /// <param name="network">The network whose normal form is used.</param>
    /// <param name="timeZone">Zone for a time without one (IANA id); null makes that an error finding.</param>
    /// <param name="findings">What stands in the way; empty when the row was hashed.</param>
    /// <returns>Null when <paramref name="findings"/> holds an error.</returns>
    public static HashedConversion? Hash(OfflineConversion row, AdNetwork network, string? timeZone, out IReadOnlyList<Finding> findings) => throw new NotImplementedException();
}
