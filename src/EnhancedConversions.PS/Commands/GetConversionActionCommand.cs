using System.Management.Automation;
using System.Security;
using EnhancedConversions.Catalogue;
using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Reads the conversion actions (Google Ads) and conversion goals (Microsoft Advertising) of an account.</summary>
/// <remarks>
/// <para>Asks the network, unless -Cached is given. All types are given; those that take uploads have AcceptsUploads set.</para>
/// <para>With -Cached the actions come from the catalogue as Sync-ConversionAction last read them, with their display names; the view tells when that was. Without -Account and without -Ledger those of the last connect are shown; when none is connected, everything in the user's own catalogue.</para>
/// </remarks>
/// <example>
/// <code>Get-ConversionAction | Where-Object AcceptsUploads</code>
/// <para>Lists the actions and goals that offline conversions can be sent to.</para>
/// </example>
/// <example>
/// <code>Get-ConversionAction -Name 'Signed*' | Format-List</code>
/// <para>Shows all settings of the actions whose name begins with Signed.</para>
/// </example>
/// <example>
/// <code>Sync-ConversionAction | Out-Null; Get-ConversionAction *contract* -Cached</code>
/// <para>Searches the catalogue, which needs no network.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ConversionAction")]
[OutputType(typeof(ConversionAction))]
public sealed class GetConversionActionCommand : ConversionCmdlet
{
    // A daily sync may be late once.
    private static readonly TimeSpan s_old = TimeSpan.FromDays(2);

    /// <summary>Only actions of these names, with -Cached also of these display names; wildcards are allowed, letter case does not matter.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ActionNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The accounts to read; those of the last connect when left out.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    /// <summary>Reads the catalogue instead of the network.</summary>
    [Parameter]
    public SwitchParameter Cached { get; set; }

    /// <summary>The ledger whose catalogue is read, with all accounts in it; reading it is what -Cached does: a file, or a PostgreSQL database ('Host=...' or postgres://...).</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Ledger { get; set; }

    /// <summary>The password of a ledger in a database: a SecureString, or a PSCredential whose password it is.</summary>
    [Parameter]
    [PasswordOfCredential]
    public SecureString? LedgerPassword { get; set; }

    private protected override void Process()
    {
        if (Ledger is not null || (Cached && Account is null && Session.Current.Default.Count == 0))
        {
            var location = LedgerLocation.Parse(LedgerText.Of(this, Ledger), SecretText.From(LedgerPassword));
            foreach (var actions in Pump.Run(token => ActionCatalogue.GetActionsAsync(location, token)).GroupBy(a => (a.Network, a.AccountId)))
            {
                Give(actions, $"{ConversionAccount.NetworkName(actions.Key.Network)} {ConversionAccount.DisplayIdOf(actions.Key.Network, actions.Key.AccountId)}");
            }

            return;
        }

        foreach (var account in AccountsOrDefault(Account))
        {
            try
            {
                Give(Pump.Run(token => Cached ? ActionCatalogue.GetActionsAsync(account, token) : account.GetNetwork().GetActionsAsync(token)), account.ToString());
            }
            catch (ConversionException exception)
            {
                WriteError(exception, account.ToString());
            }
        }
    }

    private void Give(IEnumerable<ConversionAction> actions, string account)
    {
        var patterns = Name?.Select(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase)).ToArray();
        foreach (var action in actions)
        {
            if (patterns is null || patterns.Any(p => p.IsMatch(action.Name) || (action.DisplayName is not null && p.IsMatch(action.DisplayName))))
            {
                WriteObject(action);
            }
        }

        if (actions.FirstOrDefault()?.CacheAge is { } age && age > s_old)
        {
            WriteWarning($"The actions of {account} were read {Wording.Count((int)Math.Round(age.TotalDays), "day")} ago; Sync-ConversionAction brings them up to date.");
        }
    }
}
