using EnhancedConversions.Conversions;
using EnhancedConversions.Validation;

namespace EnhancedConversions.PS.Hosting;

/// <summary>Counts the rows that cannot be hashed and remembers the first, for one error at the end.</summary>
internal sealed class LeftOutRows
{
    // Named in the error; the rest is for Test-ConversionFile.
    private const int Examples = 3;

    private readonly List<string> _examples = [];
    private int _count;

    /// <summary>Notes a row.</summary>
    /// <returns>The sentence about it.</returns>
    public string Add(OfflineConversion row, IReadOnlyList<Finding> findings) =>
        Add(row.Source, string.Join(", ", findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => f.Code).Distinct()));

    /// <inheritdoc cref="Add(OfflineConversion, IReadOnlyList{Finding})"/>
    public string Add(RowSource source, string reasons)
    {
        _count++;
        if (_examples.Count < Examples)
        {
            _examples.Add($"{source} ({reasons})");
        }

        return Sentence(source, reasons);
    }

    /// <summary>The sentence about a row.</summary>
    public static string Sentence(RowSource source, string reasons) => $"{source} is left out: {reasons}.";

    /// <summary>The error that counts and names them; null when there are none.</summary>
    /// <param name="read">Rows read in all.</param>
    public ConversionException? Error(int read) =>
        _count == 0 ? null : CmdletErrors.RowsNotHashed(_count, read, string.Join(", ", _examples) + (_count > Examples ? ", ..." : ""));
}
