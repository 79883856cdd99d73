using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EnhancedConversions.Files;

namespace EnhancedConversions.PS.Completion;

/// <summary>Completes the worksheets of the workbook that -Path or -LiteralPath of the line names.</summary>
public sealed class WorksheetNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(fakeBoundParameters);
        var names = CompletionDeadline.Wait([.. BoundPaths.Of(fakeBoundParameters).Select(path => Task.Run(() => ConversionFile.GetWorksheetNames(path)))]);
        return CompletionList.Of(names.SelectMany(n => n).Distinct(StringComparer.OrdinalIgnoreCase), wordToComplete);
    }
}
