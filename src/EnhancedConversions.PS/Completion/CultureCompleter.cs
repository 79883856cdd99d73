using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EnhancedConversions.PS.Completion;

/// <summary>Completes names of cultures.</summary>
public sealed class CultureCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(c => c.Name), wordToComplete);
}
