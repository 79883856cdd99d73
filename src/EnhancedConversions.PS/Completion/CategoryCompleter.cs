using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;

namespace EnhancedConversions.PS.Completion;

/// <summary>Completes categories of conversion actions and goals: those of the accounts' networks, or of both when none is connected.</summary>
public sealed class CategoryCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(fakeBoundParameters);
        var accounts = BoundAccounts.Of(fakeBoundParameters);
        var networks = accounts.Count > 0 ? accounts.Select(a => a.Network) : Enum.GetValues<AdNetwork>();
        return CompletionList.Of(networks.Distinct().SelectMany(ConversionActionCategories.Of).Distinct(StringComparer.OrdinalIgnoreCase), wordToComplete);
    }
}
