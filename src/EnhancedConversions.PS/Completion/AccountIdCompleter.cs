using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EnhancedConversions.Catalogue;
using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Completion;

/// <summary>Completes the numbers of accounts: the connected ones and, to connect, those synced before into the user's own ledger.</summary>
public sealed class AccountIdCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(fakeBoundParameters);
        var word = (wordToComplete ?? "").Trim('\'', '"');
        var connecting = string.Equals(commandName, "Connect-ConversionAccount", StringComparison.OrdinalIgnoreCase);
        var accounts = Session.Current.Connected.Select(a => (a.Network, a.AccountId, a.Name)).Concat(connecting ? Synced() : []);
        return accounts
            .Where(a => Fits(a.Network, fakeBoundParameters))
            .Where(a => a.AccountId.StartsWith(word.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal) || (a.Name is not null && a.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .DistinctBy(a => (a.Network, a.AccountId))
            .Select(a => new CompletionResult(a.AccountId, a.AccountId, CompletionResultType.ParameterValue, $"{a.Network} {a.AccountId} {a.Name}".TrimEnd()));
    }

    private static bool Fits(AdNetwork network, IDictionary bound) =>
        (!bound.Contains(nameof(AdNetwork.GoogleAds)) || network == AdNetwork.GoogleAds)
        && (!bound.Contains(nameof(AdNetwork.MicrosoftAdvertising)) || network == AdNetwork.MicrosoftAdvertising)
        && (bound["Network"] is not { } named || string.Equals(named.ToString(), network.ToString(), StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(AdNetwork Network, string AccountId, string? Name)> Synced() =>
        CompletionDeadline.Wait([Task.Run(() => ActionCatalogue.GetAccountsAsync(LedgerLocation.Parse(LedgerText.Default), CancellationToken.None))]).SelectMany(a => a);
}
