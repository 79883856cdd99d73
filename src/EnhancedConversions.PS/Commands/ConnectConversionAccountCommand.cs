using System.Management.Automation;
using System.Security;
using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Connects to a Google Ads or Microsoft Advertising account, or to the embedded sandbox.</summary>
/// <remarks>
/// <para>Signs in, reads the account's name, time zone and currency, and gives the account. The accounts of the last connect are what the other commands use when -Account is not given; to send to accounts of several connects, name them: -Account (Get-ConversionAccount).</para>
/// <para>An account never changes after it was connected and can be passed to other runspaces: ForEach-Object -Parallel { ... -Account $using:account }.</para>
/// <para>The sandbox speaks both networks' protocols inside this process. It opens no connection, needs no credential, and refuses what the networks refuse. Its ledger lies with its state, never in the real one.</para>
/// </remarks>
/// <example>
/// <code>Connect-ConversionAccount -Sandbox</code>
/// <para>Connects a demo account of each network. Everything can be rehearsed with them; nothing leaves the machine.</para>
/// </example>
/// <example>
/// <code>Connect-ConversionAccount -Sandbox -Network GoogleAds -StatePath ./rehearsal</code>
/// <para>Keeps what the sandbox received, and its ledger, in a folder, so that another process finds the same state.</para>
/// </example>
/// <example>
/// <code>Connect-ConversionAccount -Sandbox -GoogleAds -AccountId 123-456-7890 -Interactive -ClientId sandbox-client -ClientSecret (ConvertTo-SecureString sandbox-client-secret -AsPlainText)</code>
/// <para>Rehearses the sign-in in a browser; the sandbox's demo user consents by itself.</para>
/// </example>
/// <example>
/// <code>Connect-ConversionAccount -GoogleAds -AccountId 123-456-7890 -ClientId $id -ClientSecret (Get-Secret GoogleClient) -RefreshToken (Get-Secret GoogleToken)</code>
/// <para>Connects a Google Ads account with secrets from a vault.</para>
/// </example>
/// <example>
/// <code>Connect-ConversionAccount -GoogleAds -AccountId 123-456-7890 -LoginCustomerId 987-654-3210 -KeyFile ./service-account.json</code>
/// <para>Connects an account below a manager with the key file of a service account. The service account's e-mail address must be a user of the manager or the account.</para>
/// </example>
/// <example>
/// <code>Connect-ConversionAccount -MicrosoftAdvertising -AccountId 180012345 -CustomerId 250067890 -ClientId $id -RefreshToken (Get-Secret MicrosoftToken) -DeveloperToken (Get-Secret MicrosoftDeveloper)</code>
/// <para>Connects a Microsoft Advertising account.</para>
/// </example>
/// <example>
/// <code>Connect-ConversionAccount -MicrosoftAdvertising -AccountId 180012345 -CustomerId 250067890 -ClientId $id -Interactive -TokenFile ~/.microsoft-token -DeveloperToken (Get-Secret MicrosoftDeveloper)</code>
/// <para>Signs in with the browser once and keeps the token. From then on the same line without -Interactive does, in a scheduled task too.</para>
/// </example>
[Cmdlet(VerbsCommunications.Connect, "ConversionAccount", DefaultParameterSetName = SandboxSet)]
[OutputType(typeof(ConversionAccount))]
public sealed class ConnectConversionAccountCommand : SignInCmdlet
{
    /// <summary>The account's number; dashes and blanks do not matter. In the sandbox another number than the demo account's is refused, as the network would.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GoogleRefreshToken)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleKeyFile)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleDefaultCredential)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleInteractive)]
    [Parameter(Mandatory = true, ParameterSetName = MicrosoftRefreshToken)]
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountIdCompleter))]
    public string? AccountId { get; set; }

    /// <summary>Number of the manager account through which the credential reaches the account. Leave it out when the credential reaches the account itself.</summary>
    [Parameter(ParameterSetName = GoogleRefreshToken)]
    [Parameter(ParameterSetName = GoogleKeyFile)]
    [Parameter(ParameterSetName = GoogleDefaultCredential)]
    [Parameter(ParameterSetName = GoogleInteractive)]
    [ValidateNotNullOrEmpty]
    public string? LoginCustomerId { get; set; }

    /// <summary>Number of the Microsoft Advertising customer the account belongs to.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MicrosoftRefreshToken)]
    [ValidateNotNullOrEmpty]
    public string? CustomerId { get; set; }

    /// <summary>Google Ads: where the conversions took place, as Google wants to know of every offline event.</summary>
    /// <value>Web</value>
    [Parameter(ParameterSetName = GoogleRefreshToken)]
    [Parameter(ParameterSetName = GoogleKeyFile)]
    [Parameter(ParameterSetName = GoogleDefaultCredential)]
    [Parameter(ParameterSetName = GoogleInteractive)]
    [Parameter(ParameterSetName = SandboxSet)]
    public GoogleEventSource EventSource { get; set; } = GoogleEventSource.Web;

    /// <summary>Google Ads: the interface conversions are uploaded by. GoogleAdsApi is for projects that used it before 2026-06-15 only; Google refuses it to others, and so does the sandbox.</summary>
    /// <value>DataManager</value>
    [Parameter(ParameterSetName = GoogleRefreshToken)]
    [Parameter(ParameterSetName = GoogleKeyFile)]
    [Parameter(ParameterSetName = GoogleDefaultCredential)]
    [Parameter(ParameterSetName = GoogleInteractive)]
    [Parameter(ParameterSetName = SandboxSet)]
    public GoogleUploadRoute Route { get; set; } = GoogleUploadRoute.DataManager;

    /// <summary>What records the rows that were sent, so that none is sent twice: a file, or a PostgreSQL database that several machines share ('Host=...' or postgres://...). Left out, it is one file a user, in the user's folder for application data.</summary>
    [Parameter(ParameterSetName = GoogleRefreshToken)]
    [Parameter(ParameterSetName = GoogleKeyFile)]
    [Parameter(ParameterSetName = GoogleDefaultCredential)]
    [Parameter(ParameterSetName = GoogleInteractive)]
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    [ValidateNotNullOrEmpty]
    public string? Ledger { get; set; }

    /// <summary>The password of a ledger in a database: a SecureString, or a PSCredential whose password it is.</summary>
    [Parameter(ParameterSetName = GoogleRefreshToken)]
    [Parameter(ParameterSetName = GoogleKeyFile)]
    [Parameter(ParameterSetName = GoogleDefaultCredential)]
    [Parameter(ParameterSetName = GoogleInteractive)]
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    [PasswordOfCredential]
    public SecureString? LedgerPassword { get; set; }

    /// <summary>The networks whose demo account is connected; both when left out.</summary>
    /// <value>GoogleAds, MicrosoftAdvertising</value>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateNotNullOrEmpty]
    public AdNetwork[] Network { get; set; } = [AdNetwork.GoogleAds, AdNetwork.MicrosoftAdvertising];

    private protected override void End()
    {
        List<ConversionAccount> accounts = [];
        foreach (var settings in Settings())
        {
            WriteVerbose($"Signing in to {ConversionAccount.NetworkName(settings.Network)} account {settings.AccountId}{(settings.IsSandbox ? " (sandbox)" : "")}; ledger {LedgerLocation.Parse(settings.Ledger)}.");
            accounts.Add(Pump.Run(token => AccountConnector.ConnectAsync(settings, token)));
        }

        Session.Current.Connect(accounts);
        WriteObject(accounts, enumerateCollection: true);
    }

    private IReadOnlyList<ConnectionSettings> Settings()
    {
        if (ParameterSetName == SandboxSet)
        {
            var networks = Network.Distinct().ToArray();
            if (AccountId is not null && networks.Length > 1)
            {
                throw CmdletErrors.SandboxAccountNeedsNetwork();
            }

            return [.. networks.Select(network => World!.Settings(network, AccountId) with { EventSource = EventSource, Route = Route })];
        }

        if (World is not null && (Ledger is not null || LedgerPassword is not null))
        {
            throw CmdletErrors.SandboxKeepsItsLedger();
        }

        var developerToken = NeededDeveloperToken();
        var settings = new ConnectionSettings
        {
            Network = IsGoogle ? AdNetwork.GoogleAds : AdNetwork.MicrosoftAdvertising,
            AccountId = AccountId!,
            ManagerId = IsGoogle ? LoginCustomerId : CustomerId,
            Tokens = Tokens(),
            DeveloperToken = developerToken,
            Environment = Environment,
            IdentityProvider = IdentityProvider,
            EventSource = EventSource,
            Route = Route,
            Ledger = World?.Ledger ?? LedgerText.Of(this, Ledger),
            LedgerPassword = SecretText.From(LedgerPassword),
        };
        return [World is null ? settings : settings with { Handler = World.CreateHandler(), Clock = World.Clock, IsSandbox = true }];
    }
}
