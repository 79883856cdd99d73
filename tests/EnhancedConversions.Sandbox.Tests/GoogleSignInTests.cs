using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace EnhancedConversions.Sandbox.Tests;

/// <summary>The consent page, the token exchange of workloads, and what tells clients and consents apart.</summary>
public sealed class GoogleSignInTests : IDisposable
{
    private const string Token = "https://oauth2.googleapis.com/token";
    private const string Scope = "https://www.googleapis.com/auth/adwords https://www.googleapis.com/auth/datamanager";
    private const string Back = "http://127.0.0.1:54321";
    private const string Verifier = "a-verifier-of-more-than-forty-three-characters-0123456789";

    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task A_code_of_the_consent_page_is_traded_once_for_both_tokens()
    {
        var sent = Query(await Consent());
        Assert.Equal("s1", sent["state"]);

        var answer = await Trade(sent["code"], Verifier);

        Assert.Equal((200, Scope), (answer.StatusCode, answer["scope"]));
        Assert.NotNull(answer["refresh_token"]);
        Assert.Equal("invalid_grant", (await Trade(sent["code"], Verifier))["error"]);
    }

    [Fact]
    public async Task A_code_is_nothing_to_somebody_without_the_verifier()
    {
        var code = Query(await Consent())["code"];

        Assert.Equal("invalid_grant", (await Trade(code, "another"))["error"]);
        Assert.Equal("invalid_grant", (await Trade(code, Verifier))["error"]);
    }

    [Theory]
    [InlineData("client_id", "someone", HttpStatusCode.Unauthorized)]
    [InlineData("redirect_uri", "https://example.com/", HttpStatusCode.BadRequest)]
    public async Task The_consent_page_refuses_whom_it_does_not_know(string field, string value, HttpStatusCode status) => Assert.Equal(status, (await Consent((field, value))).StatusCode);

    [Theory]
    [InlineData("scope", "https://www.googleapis.com/auth/drive", "invalid_scope")]
    [InlineData("response_type", "token", "invalid_request")]
    public async Task A_wrong_wish_is_told_to_the_client(string field, string value, string error) => Assert.Equal(error, Query(await Consent((field, value)))["error"]);

    [Fact]
    public async Task A_workload_acts_as_the_service_account()
    {
        var exchanged = await Exchange();
        _wire.GoogleToken = exchanged["access_token"];
        Assert.Equal(401, (await _wire.Search("SELECT customer.id FROM customer")).StatusCode);

        var acting = await Impersonate(exchanged["access_token"]!);
        _wire.GoogleToken = acting["accessToken"];

        Assert.Equal(200, (await _wire.Search("SELECT customer.id FROM customer")).StatusCode);
    }

    [Theory]
    [InlineData("subject_token", "somebody", "invalid_grant")]
    [InlineData("audience", "//iam.googleapis.com/projects/2", "invalid_target")]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    [InlineData("subject_token_type", "a:b", "invalid_request")]
    [InlineData("scope", "", "invalid_request")]
    public async Task A_wrong_exchange_is_refused(string field, string value, string error) => Assert.Equal(error, (await Exchange((field, value)))["error"]);

    private Task<Answer> Trade(string code, string verifier) => _wire.Form(
        Token, ("grant_type", "authorization_code"), ("code", code), ("client_id", SandboxCredentials.ClientId), ("client_secret", SandboxCredentials.ClientSecret), ("redirect_uri", Back), ("code_verifier", verifier));

    private async Task<HttpResponseMessage> Consent(params (string Field, string Value)[] changes)
    {
        var challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var fields = new Dictionary<string, string>
        {
            ["response_type"] = "code",
            ["client_id"] = SandboxCredentials.ClientId,
            ["redirect_uri"] = Back,
            ["scope"] = Scope,
            ["state"] = "s1",
            ["code_challenge"] = challenge,
            ["code_challenge_method"] = "S256",
            ["access_type"] = "offline",
        };
        foreach (var (field, value) in changes)
        {
            fields[field] = value;
        }

        using var client = new HttpClient(_wire.Sandbox.CreateHandler());
        return await client.GetAsync("https://accounts.google.com/o/oauth2/v2/auth?" + string.Join('&', fields.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}")));
    }

    private static Dictionary<string, string> Query(HttpResponseMessage answer) =>
        answer.Headers.Location!.Query.TrimStart('?').Split('&').Select(part => part.Split('=')).ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]));

    private Task<Answer> Exchange(params (string Field, string Value)[] changes)
    {
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
            ["audience"] = SandboxCredentials.WorkloadAudience,
            ["scope"] = "https://www.googleapis.com/auth/cloud-platform",
            ["requested_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
            ["subject_token"] = SandboxCredentials.WorkloadToken,
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
        };
        foreach (var (field, value) in changes)
        {
            fields[field] = value;
        }

        return _wire.Form("https://sts.googleapis.com/v1/token", [.. fields.Select(f => (f.Key, f.Value))]);
    }

    private Task<Answer> Impersonate(string token) => _wire.Send(
        HttpMethod.Post,
        $"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{SandboxCredentials.ServiceAccount}:generateAccessToken",
        """{"scope":["https://www.googleapis.com/auth/adwords","https://www.googleapis.com/auth/datamanager"]}""",
        ("Authorization", "Bearer " + token));
}
