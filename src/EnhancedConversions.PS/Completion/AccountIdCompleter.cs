using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Completion;

/// <summary>Completes the numbers of connected accounts.</summary>
public sealed class AccountIdCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(Session.Current.Connected.Select(a => a.AccountId).Distinct(), wordToComplete);
}
