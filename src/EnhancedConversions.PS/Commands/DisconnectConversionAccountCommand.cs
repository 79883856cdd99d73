using System.Management.Automation;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Forgets connected accounts and their credentials in this session.</summary>
/// <remarks>
/// <para>The ledger stays: it guards against sending twice. Without parameters all accounts are forgotten.</para>
/// </remarks>
/// <example>
/// <code>Disconnect-ConversionAccount</code>
/// <para>Forgets every connected account.</para>
/// </example>
/// <example>
/// <code>Get-ConversionAccount -Network GoogleAds | Disconnect-ConversionAccount</code>
/// <para>Forgets the Google Ads accounts.</para>
/// </example>
[Cmdlet(VerbsCommunications.Disconnect, "ConversionAccount")]
[OutputType(typeof(void))]
public sealed class DisconnectConversionAccountCommand : ConversionCmdlet
{
    private readonly List<ConversionAccount> _named = [];

    /// <summary>The accounts to forget; all when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    private protected override void Process() => _named.AddRange(Account ?? []);

    private protected override void End()
    {
        var all = _named.Count == 0 && !MyInvocation.ExpectingInput;
        Session.Current.Disconnect(all ? Session.Current.Connected : _named);
    }
}
