using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EnhancedConversions.Conversions;

namespace EnhancedConversions.PS.Completion;

/// <summary>Completes consent values.</summary>
public sealed class ConsentCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of([nameof(Consent.Granted), nameof(Consent.Denied)], wordToComplete);
}
