using EnhancedConversions.Conversions;
using EnhancedConversions.Files;

namespace EnhancedConversions.Validation;

/// <summary>Gathers the findings of one row; what reading found comes first. Handed on by reference, so that a row without any makes no object.</summary>
/// <param name="row">The row.</param>
/// <param name="network">The network whose rules are applied.</param>
internal struct RowFindings(OfflineConversion row, AdNetwork network)
{
    private List<Finding>? _added;

    public bool HasError { get; private set; } = row.Findings.Count > 0 && row.Findings.Any(f => f.Severity == FindingSeverity.Error);

    public void Add(FindingCode code, ConversionField? field, params object?[] arguments) =>
        AddFor(code, field is { } f ? ConversionHeaders.NameOf(f) : null, arguments);

    public void AddFor(FindingCode code, string? column, params object?[] arguments) =>
        Add(Findings.Make(code, row.Source, column, arguments) with { Network = network });

    public void Add(Finding finding)
    {
        (_added ??= []).Add(finding);
        HasError |= finding.Severity == FindingSeverity.Error;
    }

    /// <summary>Whether reading the cells already found one of these, so that "missing" would be untrue.</summary>
    public readonly bool HasReadError(params FindingCode[] codes) => row.Findings.Any(f => Array.IndexOf(codes, f.Code) >= 0);

    // An array: PowerShell cannot index the lists that collection expressions make.
    public readonly IReadOnlyList<Finding> ToList() => _added is null ? row.Findings : row.Findings.Concat(_added).ToArray();
}
