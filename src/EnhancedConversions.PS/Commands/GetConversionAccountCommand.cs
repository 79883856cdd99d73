using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Gives the accounts connected in this session, or all accounts their sign-ins reach.</summary>
/// <remarks>
/// <para>With -ListAvailable and a sign-in, as Connect-ConversionAccount takes it, no account needs to be connected: that is how to find the number to connect, and the manager to connect it through.</para>
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
/// <example>
/// <code>Get-ConversionAccount -ListAvailable -GoogleAds -KeyFile ./service-account.json</code>
/// <para>Lists the accounts a service account reaches, before any of them is connected.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ConversionAccount", DefaultParameterSetName = ConnectedSet)]
[OutputType(typeof(ConversionAccount), typeof(AvailableAccount))]
public sealed class GetConversionAccountCommand : SignInCmdlet
{
    private const string ConnectedSet = "Connected";

    /// <summary>Only accounts of this network.</summary>
    [Parameter]
    public AdNetwork? Network { get; set; }

    /// <summary>Only accounts of these numbers; wildcards are allowed, dashes do not matter.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AccountIdCompleter))]
    public string[]? AccountId { get; set; }

    /// <summary>Asks the networks which accounts the sign-ins of the connected accounts reach, or the sign-in that is given.</summary>
    [Parameter(ParameterSetName = ConnectedSet)]
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleRefreshToken)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleKeyFile)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleDefaultCredential)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleInteractive)]
    [Parameter(Mandatory = true, ParameterSetName = MicrosoftRefreshToken)]
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

        if (ParameterSetName != ConnectedSet)
        {
            var signIns = SignIns();
            WriteObject(Pump.Run(token => AccountListing.ListAsync(signIns, token)).Where(a => Fits(a.Network, a.AccountId)), enumerateCollection: true);
            return;
        }

        if (Session.Current.Connected.Count == 0)
        {
            throw CmdletErrors.NoAccountConnected();
        }

        var asked = Session.Current.Connected.Where(a => Network is null || a.Network == Network);
        WriteObject(Pump.Run(token => AccountListing.ListReachedAsync(asked, token)).Where(a => Fits(a.Network, a.AccountId)), enumerateCollection: true);
    }

    private IReadOnlyList<ListingSettings> SignIns()
    {
        if (ParameterSetName == SandboxSet)
        {
            return [.. Enum.GetValues<AdNetwork>().Where(network => Network is null || network == Network).Select(network => AccountListing.SignInOf(World!.Settings(network, accountId: null)))];
        }

        var developerToken = NeededDeveloperToken();
        var settings = new ListingSettings
        {
            Network = IsGoogle ? AdNetwork.GoogleAds : AdNetwork.MicrosoftAdvertising,
            Tokens = Tokens(),
            DeveloperToken = developerToken,
            Environment = Environment,
            IdentityProvider = IdentityProvider,
        };
        return [World is null ? settings : settings with { Handler = World.CreateHandler(), Clock = World.Clock }];
    }
}
