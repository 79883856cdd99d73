using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;
using System.Security;
using EnhancedConversions.Credentials;

namespace EnhancedConversions.PS.Hosting;

/// <summary>
/// A command that signs in to a network: the parameters of all ways to do that, the sandbox as who answers among them.
/// What is signed in for is up to the command.
/// </summary>
public abstract class SignInCmdlet : ConversionCmdlet
{
    private protected const string GoogleRefreshToken = "GoogleRefreshToken";
    private protected const string GoogleKeyFile = "GoogleKeyFile";
    private protected const string GoogleDefaultCredential = "GoogleDefaultCredential";
    private protected const string GoogleInteractive = "GoogleInteractive";
    private protected const string MicrosoftRefreshToken = "MicrosoftRefreshToken";
    private protected const string SandboxSet = "Sandbox";

    /// <summary>Signs in to Google Ads.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GoogleRefreshToken)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleKeyFile)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleDefaultCredential)]
    [Parameter(Mandatory = true, ParameterSetName = GoogleInteractive)]
    public SwitchParameter GoogleAds { get; set; }

    /// <summary>Signs in to Microsoft Advertising.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MicrosoftRefreshToken)]
    public SwitchParameter MicrosoftAdvertising { get; set; }

    /// <summary>The embedded sandbox answers instead of the networks, and nothing leaves the machine. Alone it means the demo accounts; beside a sign-in it rehearses that sign-in, with the sandbox's own credentials.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    [Parameter(ParameterSetName = GoogleRefreshToken)]
    [Parameter(ParameterSetName = GoogleKeyFile)]
    [Parameter(ParameterSetName = GoogleDefaultCredential)]
    [Parameter(ParameterSetName = GoogleInteractive)]
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    public SwitchParameter Sandbox { get; set; }

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

    /// <summary>Folder in which the sandbox keeps its state and its ledger; made when missing. Left out, both live as long as this session.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [Parameter(ParameterSetName = GoogleRefreshToken)]
    [Parameter(ParameterSetName = GoogleKeyFile)]
    [Parameter(ParameterSetName = GoogleDefaultCredential)]
    [Parameter(ParameterSetName = GoogleInteractive)]
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <summary>Sets the sandbox's clock, which runs on from there. Left out, it is the system's clock or what an earlier connect set.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [Parameter(ParameterSetName = GoogleRefreshToken)]
    [Parameter(ParameterSetName = GoogleKeyFile)]
    [Parameter(ParameterSetName = GoogleDefaultCredential)]
    [Parameter(ParameterSetName = GoogleInteractive)]
    [Parameter(ParameterSetName = MicrosoftRefreshToken)]
    public DateTimeOffset? SandboxClock { get; set; }

    private SandboxWorld? _world;

    /// <summary>True where the sign-in is Google's.</summary>
    private protected bool IsGoogle => ParameterSetName is GoogleRefreshToken or GoogleKeyFile or GoogleDefaultCredential or GoogleInteractive;

    /// <summary>The sandbox that answers; null when the networks do.</summary>
    private protected SandboxWorld? World => _world;

    private TimeProvider Clock => _world?.Clock ?? TimeProvider.System;

    private protected override void Begin()
    {
        if (!Sandbox)
        {
            return;
        }

        _world = StatePath is null ? Session.Current.Sandbox : SandboxWorld.In(FilePaths.Literal(this, StatePath));
        if (SandboxClock is { } now)
        {
            _world.SetClock(now);
        }
    }

    /// <summary>The developer token, where the network wants one.</summary>
    private protected Secret? NeededDeveloperToken()
    {
        if (!IsGoogle)
        {
            return SecretText.From(DeveloperToken);
        }

        if (DeveloperToken is not null)
        {
            WriteVerbose("Google ended its developer tokens on 2026-09-09: access belongs to the Google Cloud project of the credential. The one given is not used.");
        }

        return null;
    }

    private protected ITokenSource Tokens() => ParameterSetName switch
    {
        GoogleKeyFile => GoogleCredentialSource.FromFile(FilePaths.Literal(this, KeyFile!), Clock),
        GoogleDefaultCredential => GoogleCredentialSource.Default(Clock),
        GoogleInteractive => GoogleTokens(SignIn(LoopbackSignIn.Google(ClientId!, SecretText.From(ClientSecret)!))),
        GoogleRefreshToken => GoogleTokens(SecretText.From(RefreshToken)!),
        _ => MicrosoftTokens(),
    };

    private RefreshTokenSource GoogleTokens(Secret refreshToken) =>
        new(RefreshTokenSource.GoogleEndpoint, ClientId!, SecretText.From(ClientSecret), refreshToken, scope: null, Clock);

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

        return signIn.ToTokenSource(given, file, scripts.Length == 0 ? null : KeepAsync, Clock);

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
        using var client = _world is null ? new HttpClient() : new HttpClient(_world.CreateHandler());
        return await signIn.GetRefreshTokenAsync(client, _world is null ? ShowBrowserAsync : (page, stop) => ConsentAsync(client, page, stop), token).ConfigureAwait(false);
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

    // The sandbox's demo user has no browser and consents at once; its answer goes to the loopback address as a browser would take it there.
    private async ValueTask ConsentAsync(HttpClient sandbox, Uri page, CancellationToken cancellationToken)
    {
        using var answer = await sandbox.GetAsync(page, cancellationToken).ConfigureAwait(false);
        if (answer.Headers.Location is not { } back)
        {
            throw CmdletErrors.SandboxConsentRefused((int)answer.StatusCode);
        }

        await Pump.PostAsync(new PipelineMessage(PipelineStream.Verbose, "The sandbox's demo user consents; no browser is opened.")).ConfigureAwait(false);

        // The listener answers only while it is waited for, which begins when this returns.
        _ = Task.Run(
            async () =>
            {
                using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false });
                using var thanks = await browser.GetAsync(back, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }
}
