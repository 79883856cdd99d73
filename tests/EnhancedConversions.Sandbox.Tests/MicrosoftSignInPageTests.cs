using System.Security.Cryptography;
using System.Text;

namespace EnhancedConversions.Sandbox.Tests;

/// <summary>Microsoft's sign-in by a person at a browser: the page, the code, and what it is traded in for.</summary>
public sealed class MicrosoftSignInPageTests : IDisposable
{
    private const string Authorize = "https://login.microsoftonline.com/common/oauth2/v2.0/authorize";
    private const string Token = "https://login.microsoftonline.com/common/oauth2/v2.0/token";
    private const string Redirect = "http://localhost:51234";
    private const string Verifier = "a-verifier-of-forty-three-characters-or-more";

    private readonly Wire _wire = new();
    private readonly HttpClient _browser;

    public MicrosoftSignInPageTests() => _browser = new HttpClient(_wire.Sandbox.CreateHandler());

    public void Dispose()
    {
        _browser.Dispose();
        _wire.Dispose();
    }

    [Fact]
    public async Task A_code_is_sent_to_the_application_and_traded_in_once()
    {
        Dictionary<string, string> sent = await Ask();

        Answer tokens = await TradeIn(sent["code"]);
        Answer again = await TradeIn(sent["code"]);
        Answer refreshed = await _wire.MicrosoftSignIn(tokens["refresh_token"]!);
        _wire.MicrosoftToken = tokens["access_token"];
        Answer call = await _wire.Campaign("AccountProperties/Query", """{"AccountPropertyNames":["MSCLKIDAutoTaggingEnabled"]}""");

        Assert.Equal("s-1", sent["state"]);
        Assert.Equal((200, "https://ads.microsoft.com/msads.manage offline_access"), (tokens.StatusCode, tokens["scope"]));
        Assert.Equal((400, "invalid_grant"), (again.StatusCode, again["error"]));
        Assert.Equal((200, 200), (refreshed.StatusCode, call.StatusCode));
    }

    [Theory]
    [InlineData("code_verifier", "another-verifier")]
    [InlineData("code_verifier", null)]
    [InlineData("redirect_uri", "http://localhost:1")]
    [InlineData("code", "sandbox-code-of-nobody")]
    public async Task A_code_is_refused_to_whom_it_was_not_given(string field, string? value)
    {
        Answer answer = await TradeIn((await Ask())["code"], field, value);

        Assert.Equal((400, "invalid_grant"), (answer.StatusCode, answer["error"]));
    }

    [Fact]
    public async Task A_code_ends_after_five_minutes()
    {
        string code = (await Ask())["code"];
        _wire.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("invalid_grant", (await TradeIn(code))["error"]);
    }

    [Fact]
    public async Task Without_offline_access_there_is_no_refresh_token()
    {
        Answer tokens = await TradeIn((await Ask("scope", "https://ads.microsoft.com/msads.manage"))["code"]);

        Assert.Equal((200, null), (tokens.StatusCode, tokens["refresh_token"]));
    }

    [Theory]
    [InlineData("client_id", "someone")]
    [InlineData("redirect_uri", "http://localhost.example.com/")]
    [InlineData("redirect_uri", null)]
    public async Task Whoever_is_not_registered_gets_a_page_and_no_code(string field, string? value)
    {
        using HttpResponseMessage page = await _browser.GetAsync(Address(field, value));

        Assert.Equal(400, (int)page.StatusCode);
        Assert.Null(page.Headers.Location);
    }

    [Theory]
    [InlineData("scope", "offline_access", "invalid_scope")]
    [InlineData("scope", "https://ads.microsoft.com/ads.manage offline_access", "invalid_scope")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("prompt", "none", "interaction_required")]
    public async Task What_cannot_be_consented_to_is_told_to_the_application(string field, string value, string error)
    {
        Dictionary<string, string> sent = await Ask(field, value);

        Assert.Equal((error, "s-1", false), (sent["error"], sent["state"], sent.ContainsKey("code")));
    }

    [Fact]
    public async Task Microsofts_own_sandbox_has_hosts_a_scope_and_a_developer_token_of_its_own()
    {
        const string scope = "https://si.ads.microsoft.com/msads.manage offline_access";
        string sandboxToken = (await TradeIn((await Ask("scope", scope))["code"]))["access_token"]!;
        string token = (await TradeIn((await Ask())["code"]))["access_token"]!;

        Assert.Equal(200, await Call("campaign.api.sandbox.bingads.microsoft.com", sandboxToken, SandboxCredentials.MicrosoftSandboxDeveloperToken));
        Assert.Equal(200, await Call("campaign.api.bingads.microsoft.com", token, SandboxCredentials.DeveloperToken));
        Assert.Equal(401, await Call("campaign.api.sandbox.bingads.microsoft.com", token, SandboxCredentials.MicrosoftSandboxDeveloperToken));
        Assert.Equal(401, await Call("campaign.api.sandbox.bingads.microsoft.com", sandboxToken, SandboxCredentials.DeveloperToken));
        Assert.Equal(401, await Call("campaign.api.bingads.microsoft.com", token, SandboxCredentials.MicrosoftSandboxDeveloperToken));
        Assert.Equal(401, await Call("campaign.api.bingads.microsoft.com", sandboxToken, SandboxCredentials.DeveloperToken));
    }

    [Fact]
    public async Task A_token_of_a_sign_in_with_google_is_known_by_its_header()
    {
        string token = (await _wire.GoogleSignIn())["access_token"]!;

        Assert.Equal(200, await Call("campaign.api.bingads.microsoft.com", token, SandboxCredentials.DeveloperToken, ("IdentityProvider", "Google")));
        Assert.Equal(401, await Call("campaign.api.bingads.microsoft.com", token, SandboxCredentials.DeveloperToken));
    }

    private async Task<int> Call(string host, string token, string developerToken, params (string, string)[] headers) =>
        (await _wire.Send(
            HttpMethod.Post,
            $"https://{host}/CampaignManagement/v13/UetTags/QueryByIds",
            """{"TagIds":null}""",
            [Wire.Bearer(token), ("DeveloperToken", developerToken), ("CustomerId", SandboxCredentials.MicrosoftCustomerId), ("CustomerAccountId", SandboxCredentials.MicrosoftAccountId), .. headers])).StatusCode;

    private async Task<Dictionary<string, string>> Ask(string? field = null, string? value = null)
    {
        using HttpResponseMessage page = await _browser.GetAsync(Address(field, value));
        Assert.Equal(302, (int)page.StatusCode);
        Uri location = page.Headers.Location!;
        Assert.StartsWith(Redirect, location.AbsoluteUri, StringComparison.Ordinal);
        return location.Query.TrimStart('?').Split('&').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
    }

    private static string Address(string? field, string? value)
    {
        var query = new Dictionary<string, string>
        {
            ["response_type"] = "code",
            ["client_id"] = SandboxCredentials.ClientId,
            ["redirect_uri"] = Redirect,
            ["scope"] = "https://ads.microsoft.com/msads.manage offline_access",
            ["state"] = "s-1",
            ["code_challenge"] = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            ["code_challenge_method"] = "S256",
        };
        Change(query, field, value);
        return $"{Authorize}?{string.Join('&', query.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"))}";
    }

    private Task<Answer> TradeIn(string code, string? field = null, string? value = null)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["client_id"] = SandboxCredentials.ClientId, ["code"] = code, ["redirect_uri"] = Redirect, ["code_verifier"] = Verifier };
        Change(form, field, value);
        return _wire.Form(Token, [.. form.Select(f => (f.Key, f.Value))]);
    }

    private static void Change(Dictionary<string, string> fields, string? field, string? value)
    {
        if (field is not null)
        {
            fields.Remove(field);
            if (value is not null)
            {
                fields[field] = value;
            }
        }
    }
}
