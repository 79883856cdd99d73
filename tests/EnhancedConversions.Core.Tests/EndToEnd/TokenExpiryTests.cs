using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Uploads;
using EnhancedConversions.Credentials;
using EnhancedConversions.Networks;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Core.Tests.EndToEnd;

public sealed class TokenExpiryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_token_that_ends_in_the_middle_of_50_batches_costs_one_sign_in_and_no_row(int throttle)
    {
        using var folder = new TemporaryFolder();
        var clock = FixedClock.Noon();
        var signIns = 0;
        using var sandbox = new SandboxNetworks(new SandboxOptions
        {
            Clock = clock,
            Faults = [new SandboxFault { Effect = SandboxFaultEffect.ExpireTokens, First = 25 }],
            Observer = request => Interlocked.Add(ref signIns, request.Uri.Host == RefreshTokenSource.GoogleEndpoint.Host ? 1 : 0),
        });
        var account = await AccountConnector.ConnectAsync(
            new ConnectionSettings
            {
                Network = AdNetwork.GoogleAds,
                AccountId = SandboxCredentials.GoogleAccountId,
                Tokens = new RefreshTokenSource(RefreshTokenSource.GoogleEndpoint, SandboxCredentials.ClientId, new Secret(SandboxCredentials.ClientSecret), new Secret(SandboxCredentials.RefreshToken), null, clock),
                Handler = sandbox.CreateHandler(),
                IsSandbox = true,
                Ledger = folder.PathOf("ledger.db"),
                Clock = clock,
            },
            default);

        var results = await new OfflineConversionUploader(account, new UploadOptions { RowsPerRequest = 10, ThrottleLimit = throttle }).UploadAsync(Rows.Leads(500).Stream(), default).ToListAsync();

        Assert.All(results, result => Assert.Equal(UploadStatus.Accepted, result.Status));
        Assert.Equal(500, results.Count);
        Assert.Equal((500, 0), (sandbox.GetReceipts().GoogleAds.Conversions, sandbox.GetReceipts().GoogleAds.Repeats));
        Assert.Equal(2, signIns);
    }
}
