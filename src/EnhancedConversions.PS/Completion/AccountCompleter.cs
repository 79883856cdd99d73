using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Completion;

/// <summary>Completes -Account with the connected accounts: as the command that gives them, because an account is no text.</summary>
public sealed class AccountCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        return Session.Current.Connected
            .Where(a => new[] { a.ToString(), a.AccountId, a.Name, a.Network.ToString() }.Any(t => t is not null && t.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Select(a => new CompletionResult($"(Get-ConversionAccount -Network {a.Network} -AccountId {a.AccountId})", a.ToString(), CompletionResultType.ParameterValue, Tip(a)));
    }

    private static string Tip(ConversionAccount account) => account.Name is { Length: > 0 } name ? $"{account}: {name}" : account.ToString();
}
