using EnhancedConversions.Conversions;

namespace EnhancedConversions.Validation;

/// <summary>What testing a file found.</summary>
public sealed record ConversionFileReport
{
    /// <summary>Full path.</summary>
    public required string Path { get; init; }

    /// <summary>Worksheet; null for text files.</summary>
    public string? Sheet { get; init; }

    /// <summary>The networks it was tested for.</summary>
    public required IReadOnlyList<AdNetwork> Networks { get; init; }

    /// <summary>True when the names of conversion actions were checked against an account of each network; without -Account they were not, and may still be wrong.</summary>
    public bool ChecksNames { get; init; }

    /// <summary>Data rows read.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows without an error finding for any of <see cref="Networks"/>.</summary>
    public required int ValidRows { get; init; }

    /// <summary>Rows with at least one error finding.</summary>
    public int InvalidRows => Rows - ValidRows;

    /// <summary>True when the file has rows and no error anywhere.</summary>
    public bool IsValid => Rows > 0 && Counts.All(c => c.Severity != FindingSeverity.Error);

    /// <summary>Full path of the file with the rows to correct; null when none was asked for.</summary>
    public string? FixFile { get; init; }

    /// <summary>How often each code was found: errors first, then by number.</summary>
    public required IReadOnlyList<FindingCount> Counts { get; init; }

    /// <summary>The findings in row order, those of the header first; of each code at most the first <see cref="MaximumFindingsPerCode"/>.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Findings of one code kept in <see cref="Findings"/>; <see cref="Counts"/> is exact beyond it.</summary>
    public const int MaximumFindingsPerCode = 1000;
}

/// <summary>How often a code was found.</summary>
/// <param name="Code">The code.</param>
/// <param name="Severity">Its severity.</param>
/// <param name="Count">How often.</param>
public sealed record FindingCount(FindingCode Code, FindingSeverity Severity, int Count);
