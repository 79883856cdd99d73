using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EnhancedConversions.Files;

namespace EnhancedConversions.PS.Completion;

/// <summary>Completes a column map: one entry for each field a row cannot do without, then one map for every single field.</summary>
public sealed class ColumnMapCompleter : IArgumentCompleter
{
    private static readonly string[] s_needed = [nameof(ConversionField.Email), nameof(ConversionField.PhoneNumber), nameof(ConversionField.ConversionName), nameof(ConversionField.ConversionTime)];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var fields = Enum.GetNames<ConversionField>();
        var word = (wordToComplete ?? "").TrimStart('@', '{', ' ');
        string[][] maps = [.. word.Length == 0 ? [s_needed] : Array.Empty<string[]>(), .. fields.Where(f => f.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(f => new[] { f })];
        return maps.Select(map => string.Join("; ", map.Select(field => $"{(field == nameof(ConversionField.CustomVariable) ? "'CustomVariable:name'" : field)} = ''"))).Select(entries =>
            new CompletionResult($"@{{ {entries} }}", entries, CompletionResultType.ParameterValue, "Your header goes between the quotation marks."));
    }
}
