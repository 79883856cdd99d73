using EnhancedConversions.Conversions;

namespace EnhancedConversions.Validation;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; the row is sent.</summary>
    Info,

    /// <summary>Probably not meant; the row is sent, unless it repeats an earlier one or its consent is denied.</summary>
    Warning,

    /// <summary>The network would refuse the row or count it wrongly; it is not sent.</summary>
    Error,
}

/// <summary>Something wrong or odd in one cell, one row or the header of a file.</summary>
/// <param name="Code">Stable code, one of <see cref="FindingCode"/>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Source">The row; for the header, the header's row.</param>
/// <param name="Column">Column as the user's file spells it, or the column's standard name; null when the finding is about the whole row.</param>
/// <param name="Message">One sentence. Holds no identifier and no cell content that could be personal.</param>
/// <param name="Hint">What to do; null when the message says it all.</param>
/// <param name="Network">The network it concerns; null means every network.</param>
public sealed record Finding(
    FindingCode Code,
    FindingSeverity Severity,
    RowSource Source,
    string? Column,
    string Message,
    string? Hint,
    AdNetwork? Network = null)
{
    /// <summary>Place, code and sentence.</summary>
    public override string ToString() => $"{Source}{(Column is null ? "" : $", {Column}")}: {Message}";
}
