using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Gives the accounts connected in this session, or all accounts their sign-ins reach.</summary>
/// <remarks>
/// <para>Asks no network, unless -ListAvailable is given. Accounts are kept per session (runspace): in ForEach-Object -Parallel pass one with $using:.</para>
/// </remarks>
/// <example>
/// <code>Get-ConversionAccount</code>
/// <para>Lists the connected accounts with their time zone, currency and ledger.</para>
/// </example>
/// <example>
/// <code>Import-ConversionFile ./leads.xlsx | Send-OfflineConversion -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Sends to the connected Google Ads accounts only.</para>
/// </example>
/// <example>
/// <code>Get-ConversionAccount -ListAvailable | Where-Object -not IsManager</code>
/// <para>Asks the networks which accounts the connected sign-ins reach, those below managers included.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ConversionAccount")]
[OutputType(typeof(ConversionAccount), typeof(AvailableAccount))]
public sealed class GetConversionAccountCommand : ConversionCmdlet
{
    /// <summary>Only accounts of this network.</summary>
    [Parameter]
    public AdNetwork? Network { get; set; }

    /// <summary>Only accounts of these numbers; wildcards are allowed, dashes do not matter.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AccountIdCompleter))]
    public string[]? AccountId { get; set; }

    /// <summary>Asks the networks which accounts the sign-ins of the connected accounts reach.</summary>
    [Parameter]
    public SwitchParameter ListAvailable { get; set; }

    private protected override void End()
    {
        var patterns = AccountId?.Select(id => WildcardPattern.Get(id.Replace("-", "", StringComparison.Ordinal), WildcardOptions.IgnoreCase)).ToArray();
        bool Fits(AdNetwork network, string id) => (Network is null || network == Network) && (patterns is null || patterns.Any(p => p.IsMatch(id)));
        if (!ListAvailable)
        {
            WriteObject(Session.Current.Connected.Where(a => Fits(a.Network, a.AccountId)), enumerateCollection: true);
            return;
        }

        if (Session.Current.Connected.Count == 0)
        {
            throw CmdletErrors.NoAccountConnected();
        }

        var asked = Session.Current.Connected.Where(a => Network is null || a.Network == Network);
        WriteObject(Pump.Run(token => AccountListing.ListReachedAsync(asked, token)).Where(a => Fits(a.Network, a.AccountId)), enumerateCollection: true);
    }
}
