using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using NodaTime;

namespace EnhancedConversions.PS.Completion;

/// <summary>Completes IANA time zone names.</summary>
public sealed class TimeZoneCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(DateTimeZoneProviders.Tzdb.Ids, wordToComplete);
}
