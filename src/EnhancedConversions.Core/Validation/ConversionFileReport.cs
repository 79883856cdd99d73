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

    /// <summary>Data rows read.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows without an error finding for any of <see cref="Networks"/>.</summary>
    public required int ValidRows { get; init; }

    /// <summary>Rows with at least one error finding.</summary>
    public int InvalidRows => Rows - ValidRows;

    /// <summary>True when every row is valid and the header has no error.</summary>
    public bool IsValid => InvalidRows == 0 && !Findings.Any(f => f.Severity == FindingSeverity.Error);

    /// <summary>All findings in row order; those of the header first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>How often each code was found, most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<FindingCode, int>> Counts =>
        [.. Findings.GroupBy(f => f.Code).Select(g => new KeyValuePair<FindingCode, int>(g.Key, g.Count())).OrderByDescending(p => p.Value).ThenBy(p => p.Key)];
}

/// <summary>Tests a file: reads it whole and applies every rule that needs no network.</summary>
public static class ConversionFileTest
{
    /// <summary>Tests one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="networks">The networks to test for.</param>
    /// <param name="accounts">Accounts whose actions, zone and ledger are to be taken into account; empty makes no request.</param>
    /// <param name="clock">The clock ages are measured by; null uses the first account's, else the system's.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public static Task<ConversionFileReport> RunAsync(
        string path,
        Files.ConversionFileOptions options,
        IReadOnlyList<AdNetwork> networks,
        IReadOnlyList<Networks.ConversionAccount> accounts,
        TimeProvider? clock,
        CancellationToken cancellationToken) => throw new NotImplementedException();
}
