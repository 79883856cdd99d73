using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EnhancedConversions.Validation;

namespace EnhancedConversions.PS.Completion;

/// <summary>Completes ISO 4217 currency codes.</summary>
public sealed class CurrencyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(CurrencyCodes.All.Order(StringComparer.Ordinal), wordToComplete);
}
