namespace EnhancedConversions.Sandbox.Tests;

public sealed class TokenTests : IDisposable
{
    private const string GoogleEndpoint = "https://oauth2.googleapis.com/token";
    private const string MicrosoftEndpoint = "https://login.microsoftonline.com/common/oauth2/v2.0/token";
    private const string ManageScope = "https://ads.microsoft.com/msads.manage";

    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task Google_refresh_gives_a_bearer_token_for_both_scopes_and_no_new_refresh_token()
    {
        Answer answer = await _wire.GoogleSignIn();

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal("Bearer", answer["token_type"]);
        Assert.Equal("3599", answer["expires_in"]);
        Assert.Equal("https://www.googleapis.com/auth/adwords https://www.googleapis.com/auth/datamanager", answer["scope"]);
        Assert.Null(answer["refresh_token"]);
    }

    [Theory]
    [InlineData("grant_type", null, 400, "invalid_request")]
    [InlineData("grant_type", "password", 400, "unsupported_grant_type")]
    [InlineData("client_id", "someone", 401, "invalid_client")]
    [InlineData("client_secret", "wrong", 401, "invalid_client")]
    [InlineData("client_secret", null, 400, "invalid_request")]
    [InlineData("refresh_token", "revoked", 400, "invalid_grant")]
    [InlineData("refresh_token", null, 400, "invalid_request")]
    [InlineData("scope", "https://www.googleapis.com/auth/drive", 400, "invalid_scope")]
    public async Task Google_refuses_a_wrong_form_field(string field, string? value, int status, string error)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["client_id"] = SandboxCredentials.ClientId, ["client_secret"] = SandboxCredentials.ClientSecret, ["refresh_token"] = SandboxCredentials.RefreshToken };
        form.Remove(field);
        if (value is not null)
        {
            form[field] = value;
        }

        Answer answer = await _wire.Form(GoogleEndpoint, [.. form.Select(f => (f.Key, f.Value))]);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(error, answer["error"]);
        Assert.NotNull(answer["error_description"]);
    }

    [Fact]
    public async Task A_token_endpoint_takes_forms_only()
    {
        Assert.Equal("invalid_request", (await _wire.Send(HttpMethod.Post, GoogleEndpoint, "{}"))["error"]);
        Assert.Equal("invalid_request", (await _wire.Send(HttpMethod.Post, MicrosoftEndpoint, "{}"))["error"]);
    }

    [Fact]
    public async Task A_token_lives_until_the_sandbox_clock_says_so()
    {
        Assert.Equal(200, (await _wire.Search("SELECT customer.id FROM customer")).StatusCode);
        _wire.Clock.Advance(TimeSpan.FromSeconds(3598));
        Assert.Equal(200, (await _wire.Search("SELECT customer.id FROM customer")).StatusCode);
        _wire.Clock.Advance(TimeSpan.FromSeconds(1));

        Answer ads = await _wire.Search("SELECT customer.id FROM customer");
        Answer dataManager = await _wire.Ingest("{}");

        Assert.Equal(401, ads.StatusCode);
        Assert.Equal(["authenticationError.OAUTH_TOKEN_EXPIRED"], ads.AdsErrors);
        Assert.Equal(401, dataManager.StatusCode);
        Assert.Equal("UNAUTHENTICATED", dataManager["error.status"]);
        Assert.Equal("ACCESS_TOKEN_EXPIRED", dataManager["error.details[0].reason"]);
    }

    [Fact]
    public async Task A_token_without_the_scope_is_refused()
    {
        _wire.GoogleToken = (await _wire.GoogleSignIn(("scope", "https://www.googleapis.com/auth/adwords")))["access_token"];

        Answer answer = await _wire.Ingest("{}");

        Assert.Equal(403, answer.StatusCode);
        Assert.Equal("ACCESS_TOKEN_SCOPE_INSUFFICIENT", answer["error.details[0].reason"]);
        Assert.Equal(200, (await _wire.Search("SELECT customer.id FROM customer")).StatusCode);
    }

    [Fact]
    public async Task Missing_and_unknown_tokens_are_told_apart()
    {
        Answer missing = await _wire.Send(HttpMethod.Post, "https://datamanager.googleapis.com/v1/events:ingest", "{}");
        Answer missingAds = await _wire.Send(HttpMethod.Post, "https://googleads.googleapis.com/v25/customers/1234567890/googleAds:search", "{}");
        _wire.GoogleToken = SandboxCredentials.RefreshToken;
        Answer unknown = await _wire.Ingest("{}");
        Answer unknownAds = await _wire.Search("x");

        Assert.Equal("CREDENTIALS_MISSING", missing["error.details[0].reason"]);
        Assert.Equal("ACCESS_TOKEN_TYPE_UNSUPPORTED", unknown["error.details[0].reason"]);
        Assert.Equal(["authenticationError.OAUTH_TOKEN_HEADER_INVALID"], missingAds.AdsErrors);
        Assert.Equal(["authenticationError.OAUTH_TOKEN_INVALID"], unknownAds.AdsErrors);
    }

    [Fact]
    public async Task Microsoft_hands_out_a_new_refresh_token_and_the_old_one_goes_on_working()
    {
        Answer first = await _wire.MicrosoftSignIn();
        Answer second = await _wire.MicrosoftSignIn(first["refresh_token"]!);
        Answer old = await _wire.MicrosoftSignIn();

        Assert.Equal(200, first.StatusCode);
        Assert.NotEqual(SandboxCredentials.RefreshToken, first["refresh_token"]);
        Assert.NotEqual(first["refresh_token"], second["refresh_token"]);
        Assert.Equal(200, old.StatusCode);
    }

    [Theory]
    [InlineData("client_id", "someone", 400, "unauthorized_client")]
    [InlineData("client_id", null, 400, "invalid_request")]
    [InlineData("client_secret", "wrong", 401, "invalid_client")]
    [InlineData("refresh_token", "revoked", 400, "invalid_grant")]
    [InlineData("refresh_token", null, 400, "invalid_request")]
    [InlineData("scope", "https://ads.microsoft.com/ads.manage", 400, "invalid_scope")]
    [InlineData("scope", "offline_access", 400, "invalid_scope")]
    [InlineData("grant_type", "client_credentials", 400, "unsupported_grant_type")]
    public async Task Microsoft_refuses_a_wrong_form_field(string field, string? value, int status, string error)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["client_id"] = SandboxCredentials.ClientId, ["refresh_token"] = SandboxCredentials.RefreshToken, ["scope"] = ManageScope };
        form.Remove(field);
        if (value is not null)
        {
            form[field] = value;
        }

        Answer answer = await _wire.Form(MicrosoftEndpoint, [.. form.Select(f => (f.Key, f.Value))]);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(error, answer["error"]);
    }

    [Fact]
    public async Task Microsoft_says_expired_once_the_clock_passed_the_lifetime()
    {
        await _wire.Campaign("AccountProperties/Query", """{"AccountPropertyNames":["MSCLKIDAutoTaggingEnabled"]}""");
        _wire.Clock.Advance(TimeSpan.FromHours(1));

        Answer answer = await _wire.Campaign("AccountProperties/Query", """{"AccountPropertyNames":["MSCLKIDAutoTaggingEnabled"]}""");

        Assert.Equal(401, answer.StatusCode);
        Assert.Equal("AdApiFaultDetail", answer["Type"]);
        Assert.Equal("109", answer["Errors[0].Code"]);
        Assert.Equal("AuthenticationTokenExpired", answer["Errors[0].ErrorCode"]);
        Assert.NotNull(answer["TrackingId"]);
    }

    [Fact]
    public async Task A_token_of_one_network_is_unknown_to_the_other()
    {
        _wire.MicrosoftToken = (await _wire.GoogleSignIn())["access_token"];

        Answer answer = await _wire.Campaign("AccountProperties/Query", "{}");

        Assert.Equal("105", answer["Errors[0].Code"]);
    }
}
