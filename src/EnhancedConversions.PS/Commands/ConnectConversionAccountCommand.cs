using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;
using System.Security;
using EnhancedConversions.Conversions;
using EnhancedConversions.Credentials;
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
[Cmdlet(VerbsCommunications.Connect, "ConversionAccount", DefaultParameterSetName = GoogleRefreshToken)]
[OutputType(typeof(ConversionAccount))]
public sealed class ConnectConversionAccountCommand : ConversionCmdlet
{
    private const string GoogleRefreshToken = "GoogleRefreshToken";
    private const string GoogleKeyFile = "GoogleKeyFile";
    private const string GoogleDefaultCredential = "GoogleDefaultCredential";
    private const string GoogleInteractive = "GoogleInteractive";
    private const string MicrosoftRefreshToken = "MicrosoftRefreshToken";
    private const string SandboxSet = "Sandbox";

    /// <summary>Connects a Google Ads account.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GoogleRefreshToken)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleKeyFile)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleDefaultCredential)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleInteractive)]
    public SwitchParameter GoogleAds { get; set; }

    /// <summary>Connects a Microsoft Advertising account.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MicrosoftRefreshToken)]
    public SwitchParameter MicrosoftAdvertising { get; set; }

    /// <summary>Connects the demo accounts of the embedded sandbox.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    public SwitchParameter Sandbox { get; set; }

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

    /// <summary>File with a Google credential: the JSON key of a service account, or a workload identity federation file, such as an Azure managed identity can use.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GoogleKeyFile)]
    [ValidateNotNullOrEmpty]
    public string? KeyFile { get; set; }

    /// <summary>Uses this machine's Google default credentials: the file GOOGLE_APPLICATION_CREDENTIALS names, those of gcloud auth application-default login, or the service account of a Google Cloud machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GoogleDefaultCredential)]
    public SwitchParameter DefaultCredential { get; set; }

    /// <summary>Lets a person sign in with the browser of this machine, for as long as this session lives, or longer where Microsoft's token is kept (-TokenFile, -TokenName, -OnTokenRefreshed). Google's OAuth client must be of type Desktop app; Microsoft's needs the redirect URI http://localhost.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GoogleInteractive)]
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    public SwitchParameter Interactive { get; set; }

    /// <summary>OAuth client id of the application that was given access.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GoogleRefreshToken)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleInteractive)]
    [Parameter(Mandatory = true, ParameterSetName = MicrosoftRefreshToken)]
    [ValidateNotNullOrEmpty]
    public string? ClientId { get; set; }

    /// <summary>OAuth client secret. Microsoft's public clients have none.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GoogleRefreshToken)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleInteractive)]
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    public SecureString? ClientSecret { get; set; }

    /// <summary>OAuth refresh token. For Google it needs the scopes adwords and datamanager. Microsoft replaces it with each sign-in: keep the new one by -TokenFile, -TokenName or -OnTokenRefreshed; this one is then needed the first time only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GoogleRefreshToken)]
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    public SecureString? RefreshToken { get; set; }

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

    /// <summary>Microsoft Advertising developer token. Google ended its developer tokens on 2026-09-09; one given for Google Ads is not used.</summary>
    [Parameter(ParameterSetName = GoogleRefreshToken)]
    [Parameter(ParameterSetName = GoogleKeyFile)]
    [Parameter(ParameterSetName = GoogleDefaultCredential)]
    [Parameter(ParameterSetName = GoogleInteractive)]
    [Parameter(Mandatory = true, ParameterSetName = MicrosoftRefreshToken)]
    public SecureString? DeveloperToken { get; set; }

    /// <summary>Microsoft Entra tenant to sign in at: an id, a domain, or common.</summary>
    /// <value>common</value>
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    [ValidateNotNullOrEmpty]
    public string Tenant { get; set; } = "common";

    /// <summary>Who signs the user of Microsoft Advertising in: Microsoft, or Google.</summary>
    /// <value>Microsoft</value>
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    public MicrosoftIdentityProvider IdentityProvider { get; set; }

    /// <summary>Microsoft's environment: Production, or the Sandbox Microsoft runs for developers. For rehearsals without any account use -Sandbox.</summary>
    /// <value>Production</value>
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    public MicrosoftEnvironment Environment { get; set; }

    /// <summary>File that keeps Microsoft's refresh token, readable by this user alone. It is replaced with each sign-in; several processes may share it.</summary>
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    [ValidateNotNullOrEmpty]
    public string? TokenFile { get; set; }

    /// <summary>Name of the secret that keeps Microsoft's refresh token in a vault of Microsoft.PowerShell.SecretManagement.</summary>
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    [ValidateNotNullOrEmpty]
    public string? TokenName { get; set; }

    /// <summary>The vault of -TokenName; the default vault when left out.</summary>
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    [ValidateNotNullOrEmpty]
    public string? TokenVault { get; set; }

    /// <summary>Script that keeps each new refresh token of Microsoft, which it is given as a SecureString: { param($Token) ... }. It runs in a runspace of its own and sees no variable of this session.</summary>
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    public ScriptBlock? OnTokenRefreshed { get; set; }

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

    /// <summary>Folder in which the sandbox keeps its state and its ledger; made when missing. Left out, both live as long as this session.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <summary>Sets the sandbox's clock, which runs on from there. Left out, it is the system's clock or what an earlier connect set.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    public DateTimeOffset? SandboxClock { get; set; }

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
        if (Sandbox)
        {
            var networks = Network.Distinct().ToArray();
            if (AccountId is not null && networks.Length > 1)
            {
                throw CmdletErrors.SandboxAccountNeedsNetwork();
            }

            var world = StatePath is null ? Session.Current.Sandbox : SandboxWorld.In(FilePaths.Literal(this, StatePath));
            if (SandboxClock is { } now)
            {
                world.SetClock(now);
            }

            return [.. networks.Select(network => world.Settings(network, AccountId) with { EventSource = EventSource, Route = Route })];
        }

        var google = ParameterSetName != MicrosoftRefreshToken;
        if (google && DeveloperToken is not null)
        {
            WriteVerbose("Google ended its developer tokens on 2026-09-09: access belongs to the Google Cloud project of the credential. The one given is not used.");
        }

        return
        [
            new ConnectionSettings
            {
                Network = google ? AdNetwork.GoogleAds : AdNetwork.MicrosoftAdvertising,
                AccountId = AccountId!,
                ManagerId = google ? LoginCustomerId : CustomerId,
                Tokens = Tokens(),
                DeveloperToken = google ? null : SecretText.From(DeveloperToken),
                Environment = Environment,
                IdentityProvider = IdentityProvider,
                EventSource = EventSource,
                Route = Route,
                Ledger = LedgerText.Of(this, Ledger),
                LedgerPassword = SecretText.From(LedgerPassword),
            },
        ];
    }

    private ITokenSource Tokens() => ParameterSetName switch
    {
        GoogleKeyFile => GoogleCredentialSource.FromFile(FilePaths.Literal(this, KeyFile!), TimeProvider.System),
        GoogleDefaultCredential => GoogleCredentialSource.Default(TimeProvider.System),
        GoogleInteractive => GoogleTokens(SignIn(LoopbackSignIn.Google(ClientId!, SecretText.From(ClientSecret)!))),
        GoogleRefreshToken => GoogleTokens(SecretText.From(RefreshToken)!),
        _ => MicrosoftTokens(),
    };

    private RefreshTokenSource GoogleTokens(Secret refreshToken) =>
        new(RefreshTokenSource.GoogleEndpoint, ClientId!, SecretText.From(ClientSecret), refreshToken, scope: null, TimeProvider.System);

    private RefreshTokenSource MicrosoftTokens()
    {
        var signIn = new MicrosoftSignIn { ClientId = ClientId!, ClientSecret = SecretText.From(ClientSecret), Tenant = Tenant, Environment = Environment, IdentityProvider = IdentityProvider };
        var file = TokenFile is null ? null : new RefreshTokenFile(FilePaths.Literal(this, TokenFile));
        TokenScript[] scripts =
        [
            .. TokenName is null ? [] : new[] { TokenScript.ToVault(TokenName, TokenVault) },
            .. OnTokenRefreshed is null ? [] : new[] { new TokenScript(OnTokenRefreshed.ToString()) },
        ];
        var given = SecretText.From(RefreshToken);
        if (Interactive)
        {
            given = SignIn(signIn.ToInteractive());
            Pump.Run(async token =>
            {
                await (file?.SaveAsync(given, token) ?? Task.CompletedTask).ConfigureAwait(false);
                await KeepAsync(given, token).ConfigureAwait(false);
                return true;
            });
        }
        else if (given is null && TokenName is not null)
        {
            given = TokenScript.FromVault(TokenName, TokenVault);
        }

        return signIn.ToTokenSource(given, file, scripts.Length == 0 ? null : KeepAsync, TimeProvider.System);

        async ValueTask KeepAsync(Secret token, CancellationToken cancellationToken)
        {
            foreach (var script in scripts)
            {
                await script.KeepAsync(token, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Secret SignIn(LoopbackSignIn signIn) => Pump.Run(async token =>
    {
        using var client = new HttpClient();
        return await signIn.GetRefreshTokenAsync(client, ShowBrowserAsync, token).ConfigureAwait(false);
    });

    private async ValueTask ShowBrowserAsync(Uri page, CancellationToken cancellationToken)
    {
        await Pump.PostAsync(new PipelineMessage(PipelineStream.Warning, $"Sign in in the browser. If none opens, open this page on this machine: {page.AbsoluteUri}")).ConfigureAwait(false);
        try
        {
            using var browser = System.Diagnostics.Process.Start(new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true });
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            // No browser here; the person was told the page.
        }
    }
}
