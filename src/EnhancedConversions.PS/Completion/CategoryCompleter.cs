using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EnhancedConversions.PS.Completion;

/// <summary>Completes categories of conversion actions and goals.</summary>
public sealed class CategoryCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of([], wordToComplete);
}
