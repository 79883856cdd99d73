using EnhancedConversions.Conversions;
using EnhancedConversions.Credentials;
using EnhancedConversions.Networks;
using EnhancedConversions.Sandbox;

namespace EnhancedConversions.Bench.Measuring;

/// <summary>The demo Google Ads account of an embedded sandbox.</summary>
internal static class BenchAccount
{
    /// <summary>Connects it.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="folder">Where the ledger lies.</param>
    /// <param name="clock">The clock of both.</param>
    /// <param name="takeAll">True has uploads taken unread, to tell what the sandbox itself costs.</param>
    /// <param name="metered">False leaves the network's quota unwaited for; places in it are taken all the same.</param>
    public static async Task<ConversionAccount> ConnectAsync(SandboxNetworks sandbox, string folder, TimeProvider clock, bool takeAll, bool metered)
    {
        var handler = sandbox.CreateHandler();
        var account = await AccountConnector.ConnectAsync(
            new ConnectionSettings
            {
                Network = AdNetwork.GoogleAds,
                AccountId = SandboxCredentials.GoogleAccountId,
                ManagerId = SandboxCredentials.GoogleManagerId,
                Tokens = new RefreshTokenSource(RefreshTokenSource.GoogleEndpoint, SandboxCredentials.ClientId, new Secret(SandboxCredentials.ClientSecret), new Secret(SandboxCredentials.RefreshToken), null, clock),
                Handler = takeAll ? new TakeAllHandler(handler) : handler,
                IsSandbox = true,
                Ledger = Path.Combine(folder, "ledger.db"),
                Clock = clock,
            },
            default);
        var network = account.GetNetwork();
        return metered ? account : new ConversionAccount(
            new WidenedNetwork(network),
            await network.GetAccountAsync(default),
            account.ManagerId,
            isSandbox: true,
            account.GetLedger(),
            clock);
    }

    /// <summary>Takes every upload without a look at it; the rest is the sandbox's.</summary>
    private sealed class TakeAllHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsolutePath.EndsWith(":ingest", StringComparison.Ordinal)
                ? Task.FromResult(new HttpResponseMessage { Content = new StringContent($$"""{"requestId":"{{Guid.NewGuid()}}"}""", null, "application/json") })
                : base.SendAsync(request, cancellationToken);
    }

    /// <summary>The same network with a quota nobody fills: what is measured is work, not waiting.</summary>
    private sealed class WidenedNetwork(IConversionNetwork inner) : IConversionNetwork
    {
        public AdNetwork Network => inner.Network;

        public NetworkLimits Limits => inner.Limits with { RequestsPerMinute = 1_000_000, RequestsPerDay = 1_000_000 };

        public IConversionNetwork WithQuota(IRequestQuota quota) => new WidenedNetwork(inner.WithQuota(quota));

        public Task<AccountDetails> GetAccountAsync(CancellationToken cancellationToken) => inner.GetAccountAsync(cancellationToken);

        public Task<IReadOnlyList<ConversionAction>> GetActionsAsync(CancellationToken cancellationToken) => inner.GetActionsAsync(cancellationToken);

        public Task<ConversionAction> CreateActionAsync(ConversionActionSettings settings, bool validateOnly, CancellationToken cancellationToken) => inner.CreateActionAsync(settings, validateOnly, cancellationToken);

        public Task<UploadAnswer> UploadAsync(IReadOnlyList<UploadItem> batch, bool validateOnly, CancellationToken cancellationToken) => inner.UploadAsync(batch, validateOnly, cancellationToken);
    }
}
