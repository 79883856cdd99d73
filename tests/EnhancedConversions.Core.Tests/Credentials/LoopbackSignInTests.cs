using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using EnhancedConversions.Core.Tests.Http;
using EnhancedConversions.Credentials;

namespace EnhancedConversions.Core.Tests.Credentials;

public sealed class LoopbackSignInTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly HttpClient _client;
    private readonly HttpClient _browser = new();

    public LoopbackSignInTests() => _client = new HttpClient(_server);

    [Fact]
    public async Task The_code_of_the_browser_is_traded_for_a_refresh_token()
    {
        _server.Json("""{"access_token":"a","refresh_token":"refresh-1","expires_in":3600}""");
        Uri? shown = null;
        Task? browsing = null;

        var token = await LoopbackSignIn.Google("client", new Secret("client-secret")).GetRefreshTokenAsync(
            _client,
            (address, stop) =>
            {
                shown = address;
                browsing = BrowseAsync(address, query => $"/favicon.ico", query => $"/?state=wrong&code=stolen", query => $"/?state={query["state"]}&code=4%2F0code&scope=x");
                return default;
            },
            default);

        await browsing!;
        Assert.Equal("refresh-1", token.Reveal());
        var asked = Query(shown!.Query);
        Assert.Equal("accounts.google.com", shown.Host);
        Assert.Equal(("code", "client", "S256", "offline", "consent"), (asked["response_type"], asked["client_id"], asked["code_challenge_method"], asked["access_type"], asked["prompt"]));
        Assert.Equal($"{GoogleCredentialSource.AdsScope} {GoogleCredentialSource.DataManagerScope}", asked["scope"]);
        var sent = Query(_server.Requests[0].Body);
        Assert.Equal(("authorization_code", "4/0code", asked["redirect_uri"], "client-secret"), (sent["grant_type"], sent["code"], sent["redirect_uri"], sent["client_secret"]));
        Assert.Equal(asked["code_challenge"], Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(sent["code_verifier"]))).TrimEnd('=').Replace('+', '-').Replace('/', '_'));
    }

    [Fact]
    public async Task A_public_microsoft_client_sends_no_secret()
    {
        _server.Json("""{"access_token":"a","refresh_token":"refresh-1","expires_in":3600}""");
        Uri? shown = null;
        Task? browsing = null;

        await new MicrosoftSignIn { ClientId = "client", Tenant = "contoso.example.com" }.ToInteractive().GetRefreshTokenAsync(
            _client,
            (address, _) =>
            {
                shown = address;
                browsing = BrowseAsync(address, query => $"/?code=c&state={query["state"]}");
                return default;
            },
            default);

        await browsing!;
        Assert.StartsWith("https://login.microsoftonline.com/contoso.example.com/oauth2/v2.0/authorize?", shown!.AbsoluteUri, StringComparison.Ordinal);
        Assert.StartsWith("http://localhost:", Query(shown.Query)["redirect_uri"], StringComparison.Ordinal);
        Assert.DoesNotContain("client_secret", _server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_of_microsoft_advertising_may_sign_in_with_google()
    {
        _server.Json("""{"access_token":"a","refresh_token":"refresh-1","expires_in":3600}""");
        Uri? shown = null;
        Task? browsing = null;

        await new MicrosoftSignIn { ClientId = "client", ClientSecret = new Secret("client-secret"), IdentityProvider = MicrosoftIdentityProvider.Google }.ToInteractive().GetRefreshTokenAsync(
            _client,
            (address, _) =>
            {
                shown = address;
                browsing = BrowseAsync(address, query => $"/?code=c&state={query["state"]}");
                return default;
            },
            default);

        await browsing!;
        var asked = Query(shown!.Query);
        Assert.Equal(("accounts.google.com", "openid email profile", "offline", "consent"), (shown.Host, asked["scope"], asked["access_type"], asked["prompt"]));
        Assert.Equal(RefreshTokenSource.GoogleEndpoint, _server.Requests[0].Uri);
        Assert.Contains("client_secret=client-secret", _server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_refuses_ends_it()
    {
        Task? browsing = null;

        var error = await Assert.ThrowsAsync<ConversionException>(() => LoopbackSignIn.Google("client", new Secret("s")).GetRefreshTokenAsync(
            _client,
            (address, _) =>
            {
                browsing = BrowseAsync(address, query => $"/?error=access_denied&state={query["state"]}");
                return default;
            },
            default));

        await browsing!;
        Assert.Equal("InteractiveSignInFailed", error.ErrorId);
        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_knock_that_says_nothing_is_let_go()
    {
        _server.Json("""{"access_token":"a","refresh_token":"refresh-1"}""");
        Task? browsing = null;

        var token = await LoopbackSignIn.Google("client", new Secret("s")).GetRefreshTokenAsync(
            _client,
            async (address, stop) =>
            {
                var redirect = new Uri(Query(address.Query)["redirect_uri"]);
                using (var knock = new TcpClient())
                {
                    await knock.ConnectAsync(redirect.Host, redirect.Port, stop);
                }

                browsing = BrowseAsync(address, query => $"/?code=c&state={query["state"]}");
            },
            default);

        await browsing!;
        Assert.Equal("refresh-1", token.Reveal());
    }

    [Fact]
    public async Task Nobody_has_to_wait_for_a_browser_that_is_never_used()
    {
        using var stop = new CancellationTokenSource(50);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LoopbackSignIn.Google("client", new Secret("s")).GetRefreshTokenAsync(_client, (_, _) => default, stop.Token));
    }

    public void Dispose()
    {
        _browser.Dispose();
        _client.Dispose();
        _server.Dispose();
    }

    private static Dictionary<string, string> Query(string text) =>
        text.TrimStart('?').Split('&').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1].Replace('+', ' ')));

    private async Task BrowseAsync(Uri address, params Func<Dictionary<string, string>, string>[] visits)
    {
        var query = Query(address.Query);
        foreach (var visit in visits)
        {
            using var page = await _browser.GetAsync(query["redirect_uri"] + visit(query));
        }
    }
}
