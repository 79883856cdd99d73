using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Gives the accounts connected in this session.</summary>
/// <remarks>
/// <para>Asks no network. Accounts are kept per session (runspace): in ForEach-Object -Parallel pass one with $using:.</para>
/// </remarks>
/// <example>
/// <code>Get-ConversionAccount</code>
/// <para>Lists the connected accounts with their time zone, currency and ledger.</para>
/// </example>
/// <example>
/// <code>Import-ConversionFile ./leads.xlsx | Send-OfflineConversion -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Sends to the connected Google Ads accounts only.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ConversionAccount")]
[OutputType(typeof(ConversionAccount))]
public sealed class GetConversionAccountCommand : ConversionCmdlet
{
    /// <summary>Only accounts of this network.</summary>
    [Parameter]
    public AdNetwork? Network { get; set; }

    /// <summary>Only accounts of these numbers; wildcards are allowed, dashes do not matter.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[]? AccountId { get; set; }

    private protected override void End()
    {
        var patterns = AccountId?.Select(id => WildcardPattern.Get(id.Replace("-", "", StringComparison.Ordinal), WildcardOptions.IgnoreCase)).ToArray();
        WriteObject(
            Session.Current.Connected.Where(a => (Network is null || a.Network == Network) && (patterns is null || patterns.Any(p => p.IsMatch(a.AccountId)))),
            enumerateCollection: true);
    }
}
