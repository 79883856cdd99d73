using EnhancedConversions.Conversions;

namespace EnhancedConversions.Validation;

/// <summary>A row after every rule of one network: what was found, and the hashed row when nothing forbids it.</summary>
/// <param name="Row">The row as read.</param>
/// <param name="Findings">All findings: of reading and of the rules.</param>
/// <param name="Hashed">The row hashed for the network; null when a finding is an error.</param>
/// <param name="Time">The conversion's instant; null when unreadable.</param>
/// <param name="Action">The action or goal of that name; null when the actions were not known or have none of that name.</param>
internal readonly record struct CheckedRow(
    OfflineConversion Row,
    IReadOnlyList<Finding> Findings,
    HashedConversion? Hashed,
    DateTimeOffset? Time,
    ConversionAction? Action);
