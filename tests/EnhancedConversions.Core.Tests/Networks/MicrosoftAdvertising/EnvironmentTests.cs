using EnhancedConversions.Credentials;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.MicrosoftAdvertising;
using static EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising.MicrosoftAdvertisingWorld;

namespace EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising;

public sealed class EnvironmentTests : IDisposable
{
    private readonly MicrosoftAdvertisingWorld _world = new();

    [Fact]
    public async Task Microsofts_sandbox_has_hosts_of_its_own()
    {
        _world.Server.Json(Account).Json("{}");
        var network = new MicrosoftAdvertisingNetwork(_world.Settings with { Environment = MicrosoftEnvironment.Sandbox });

        await network.GetAccountAsync(default);
        await network.GetActionsAsync(default);

        Assert.Equal(["clientcenter.api.sandbox.bingads.microsoft.com", "campaign.api.sandbox.bingads.microsoft.com"], _world.Server.Requests.Select(sent => sent.Uri.Host));
        Assert.DoesNotContain(_world.Server.Requests, sent => sent.Headers.Contains("IdentityProvider"));
    }

    [Fact]
    public async Task The_accounts_a_sign_in_reaches_are_asked_for_where_and_how_it_was_made()
    {
        _world.Server.Json(Account).Json("""{"User":{"Id":"55"}}""").Json(Account);
        var account = await AccountConnector.ConnectAsync(_world.Settings with { Environment = MicrosoftEnvironment.Sandbox, IdentityProvider = MicrosoftIdentityProvider.Google }, default);

        Assert.Single(await AccountListing.ListReachedAsync([account], default));

        Assert.All(_world.Server.Requests, sent => Assert.Equal(("clientcenter.api.sandbox.bingads.microsoft.com", "Google"), (sent.Uri.Host, Assert.Single(sent.Headers.GetValues("IdentityProvider")))));
    }

    [Fact]
    public async Task A_google_sign_in_is_named_in_every_call()
    {
        _world.Server.Json(Account).Json("{}");
        var network = new MicrosoftAdvertisingNetwork(_world.Settings with { IdentityProvider = MicrosoftIdentityProvider.Google });

        await network.GetAccountAsync(default);
        await network.GetActionsAsync(default);

        Assert.All(_world.Server.Requests, sent => Assert.Equal("Google", Assert.Single(sent.Headers.GetValues("IdentityProvider"))));
    }

    [Theory]
    [InlineData(MicrosoftEnvironment.Production, MicrosoftIdentityProvider.Microsoft, "https://login.microsoftonline.com/contoso.example.com/oauth2/v2.0/token", "&scope=https%3A%2F%2Fads.microsoft.com%2Fmsads.manage+offline_access")]
    [InlineData(MicrosoftEnvironment.Sandbox, MicrosoftIdentityProvider.Microsoft, "https://login.microsoftonline.com/contoso.example.com/oauth2/v2.0/token", "&scope=https%3A%2F%2Fsi.ads.microsoft.com%2Fmsads.manage+offline_access")]
    [InlineData(MicrosoftEnvironment.Production, MicrosoftIdentityProvider.Google, "https://oauth2.googleapis.com/token", "")]
    public async Task The_token_is_asked_for_where_the_user_signs_in(MicrosoftEnvironment environment, MicrosoftIdentityProvider provider, string endpoint, string scope)
    {
        _world.Server.Json("""{"access_token":"a","expires_in":3600}""");
        var signIn = new MicrosoftSignIn { ClientId = "client", Tenant = "contoso.example.com", Environment = environment, IdentityProvider = provider };
        using var client = new HttpClient(_world.Server, disposeHandler: false);

        await signIn.ToTokenSource(new Secret("refresh-0"), null, null, _world.Clock).GetTokenAsync(client, null, default);

        var sent = Assert.Single(_world.Server.Requests);
        Assert.Equal((endpoint, $"grant_type=refresh_token&client_id=client&refresh_token=refresh-0{scope}"), (sent.Uri.ToString(), sent.Body));
    }

    public void Dispose() => _world.Dispose();
}
