using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EnhancedConversions.Files;

namespace EnhancedConversions.PS.Completion;

/// <summary>Completes the worksheets of the workbook that -Path or -LiteralPath of the line names.</summary>
public sealed class WorksheetNameCompleter : IArgumentCompleter
{
    // A key press may take this long, no longer: the file may be on a share.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(fakeBoundParameters);
        var looking = Task.WhenAll(BoundPaths.Of(fakeBoundParameters).Select(path => Task.Run(() => ConversionFile.GetWorksheetNames(path))));
        return Task.WhenAny(looking, Task.Delay(Deadline)).GetAwaiter().GetResult() == looking && looking.IsCompletedSuccessfully
            ? CompletionList.Of(looking.Result.SelectMany(names => names).Distinct(StringComparer.OrdinalIgnoreCase), wordToComplete)
            : [];
    }
}
