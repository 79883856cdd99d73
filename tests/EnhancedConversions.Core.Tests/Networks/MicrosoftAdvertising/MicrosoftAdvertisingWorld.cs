using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Http;
using EnhancedConversions.Credentials;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.MicrosoftAdvertising;
using EnhancedConversions.Sandbox;

namespace EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising;

/// <summary>A Microsoft Advertising client before a scripted server, and one before the sandbox.</summary>
internal sealed class MicrosoftAdvertisingWorld : IDisposable
{
    public const string Account = """{"Accounts":[{"Id":"180012345","Name":"Example Ltd","Number":"X1234567","ParentCustomerId":"250067890","CurrencyCode":"SwedishKrona","TimeZone":"AmsterdamBerlinBernRomeStockholmVienna","AccountLifeCycleStatus":"Active"}]}""";

    public ScriptedServer Server { get; } = new();

    public LeapingClock Clock { get; } = new();

    public ConnectionSettings Settings => new()
    {
        Network = AdNetwork.MicrosoftAdvertising,
        AccountId = "180012345",
        ManagerId = "250067890",
        DeveloperToken = new Secret("sandbox-token"),
        Tokens = new FixedTokens(),
        Handler = Server,
        Ledger = "unused",
        Clock = Clock,
    };

    public MicrosoftAdvertisingNetwork Network() => new(Settings);

    public static ConversionAction Goal(string id = "11") => TestRows.Action(id, network: AdNetwork.MicrosoftAdvertising) with
    {
        AccountId = "180012345",
        Type = "OfflineConversion",
        ValueMode = ConversionValueMode.Different,
        Value = 10.5m,
        Currency = "EUR",
        ClickThroughWindowDays = 30,
        ClickThroughWindowMinutes = 43_200,
    };

    /// <summary>The way to an account of a sandbox.</summary>
    public static MicrosoftAdvertisingNetwork Rehearse(
        SandboxNetworks sandbox,
        TimeProvider clock,
        string accountId = SandboxCredentials.MicrosoftAccountId,
        string customerId = SandboxCredentials.MicrosoftCustomerId,
        string developerToken = SandboxCredentials.DeveloperToken) => new(new ConnectionSettings
        {
            Network = AdNetwork.MicrosoftAdvertising,
            AccountId = accountId,
            ManagerId = customerId,
            DeveloperToken = new Secret(developerToken),
            Tokens = new RefreshTokenSource(
                RefreshTokenSource.MicrosoftEndpoint("common"), SandboxCredentials.ClientId, null, new Secret(SandboxCredentials.RefreshToken), "https://ads.microsoft.com/msads.manage offline_access", clock),
            Handler = sandbox.CreateHandler(),
            IsSandbox = true,
            Ledger = "unused",
            Clock = clock,
        });

    public void Dispose() => Server.Dispose();
}
