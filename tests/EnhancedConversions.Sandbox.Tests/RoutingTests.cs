namespace EnhancedConversions.Sandbox.Tests;

public sealed class RoutingTests : IDisposable
{
    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("https://www.googleapis.com/oauth2/v3/token")]
    [InlineData("https://bulk.api.bingads.microsoft.com/CampaignManagement/v13/ConversionGoals")]
    [InlineData("http://googleads.googleapis.com/v25/customers:listAccessibleCustomers")]
    public async Task A_host_of_no_network_is_not_reached(string uri) =>
        await Assert.ThrowsAsync<HttpRequestException>(() => _wire.Send(HttpMethod.Get, uri));

    [Theory]
    [InlineData("https://googleads.googleapis.com/v25/nothing")]
    [InlineData("https://datamanager.googleapis.com/v2/events:ingest")]
    [InlineData("https://campaign.api.bingads.microsoft.com/CampaignManagement/v12/ConversionGoals")]
    [InlineData("https://oauth2.googleapis.com/revoke")]
    public async Task A_path_nobody_serves_is_not_found(string uri)
    {
        Answer answer = await _wire.Send(HttpMethod.Post, uri, "{}");

        Assert.Equal(404, answer.StatusCode);
    }

    [Fact]
    public async Task The_observer_sees_method_address_and_body_and_receipts_count_every_request()
    {
        var seen = new List<ObservedRequest>();
        using var wire = new Wire(new SandboxOptions { Observer = seen.Add });

        await wire.GoogleSignIn();
        await wire.MicrosoftSignIn();
        await wire.MicrosoftSignIn();

        Assert.Equal(3, seen.Count);
        Assert.Equal(HttpMethod.Post, seen[0].Method);
        Assert.Equal("https://oauth2.googleapis.com/token", seen[0].Uri.ToString());
        Assert.Contains("grant_type=refresh_token", System.Text.Encoding.UTF8.GetString(seen[0].Body.Span), StringComparison.Ordinal);
        SandboxReceipts receipts = wire.Sandbox.GetReceipts();
        Assert.Equal(1, receipts.GoogleAds.Requests);
        Assert.Equal(2, receipts.MicrosoftAdvertising.Requests);
        Assert.Equal(0, receipts.GoogleAds.UploadRequests);
    }

    [Fact]
    public async Task Latency_ends_at_once_when_the_caller_gives_up()
    {
        using var sandbox = new SandboxNetworks(new SandboxOptions { Latency = TimeSpan.FromMinutes(5) });
        using var client = new HttpClient(sandbox.CreateHandler()) { Timeout = TimeSpan.FromMilliseconds(50) };

        await Assert.ThrowsAsync<TaskCanceledException>(() => client.GetAsync(new Uri("https://datamanager.googleapis.com/v1/requestStatus:retrieve")));
    }
}
