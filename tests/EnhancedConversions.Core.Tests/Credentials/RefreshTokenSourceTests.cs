using System.Net;
using System.Text;
using EnhancedConversions.Core.Tests.Http;
using EnhancedConversions.Credentials;

namespace EnhancedConversions.Core.Tests.Credentials;

public sealed class RefreshTokenSourceTests : IDisposable
{
    private const string Good = """{"access_token":"access-1","expires_in":3599,"token_type":"Bearer"}""";

    private readonly ScriptedServer _server = new();
    private readonly HttpClient _client;
    private readonly LeapingClock _clock = new();

    public RefreshTokenSourceTests() => _client = new HttpClient(_server);

    [Fact]
    public async Task Asks_with_the_form_of_the_refresh_flow()
    {
        _server.Json(Good);

        Assert.Equal("access-1", await Source().GetTokenAsync(_client, null, default));

        var sent = Assert.Single(_server.Requests);
        Assert.Equal(RefreshTokenSource.GoogleEndpoint, sent.Uri);
        Assert.Equal("application/x-www-form-urlencoded", sent.ContentType);
        Assert.Equal("grant_type=refresh_token&client_id=client&refresh_token=refresh-0&client_secret=client-secret", sent.Body);
    }

    [Fact]
    public async Task One_refresh_serves_all_that_wait()
    {
        _server.Then(_ =>
        {
            Thread.Sleep(50);
            return Answer(Good);
        });
        var source = Source();

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => source.GetTokenAsync(_client, null, default).AsTask())));

        Assert.All(tokens, token => Assert.Equal("access-1", token));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task One_refresh_serves_all_whose_token_was_refused()
    {
        _server.Json(Good).Json(Good.Replace("access-1", "access-2", StringComparison.Ordinal));
        var source = Source();
        var old = await source.GetTokenAsync(_client, null, default);

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => source.GetTokenAsync(_client, old, default).AsTask())));

        Assert.All(tokens, token => Assert.Equal("access-2", token));
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task A_token_is_renewed_a_minute_before_its_end()
    {
        _server.Json(Good).Json(Good.Replace("access-1", "access-2", StringComparison.Ordinal));
        var source = Source();
        Assert.Equal("access-1", await source.GetTokenAsync(_client, null, default));

        _clock.Advance(TimeSpan.FromSeconds(3599 - 61));
        Assert.Equal("access-1", await source.GetTokenAsync(_client, null, default));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("access-2", await source.GetTokenAsync(_client, null, default));
    }

    [Theory]
    [InlineData("\"3599\"")]
    [InlineData("3599.0")]
    public async Task The_life_may_be_written_in_other_ways(string life)
    {
        _server.Json(Good.Replace("3599", life, StringComparison.Ordinal));
        var source = Source();
        await source.GetTokenAsync(_client, null, default);
        _clock.Advance(TimeSpan.FromSeconds(3500));

        Assert.Equal("access-1", await source.GetTokenAsync(_client, null, default));
    }

    [Fact]
    public async Task A_new_refresh_token_is_used_and_told()
    {
        _server.Json("""{"access_token":"a1","expires_in":1,"refresh_token":"refresh-1"}""").Json("""{"access_token":"a2","expires_in":3600,"refresh_token":"refresh-1"}""");
        var told = new List<string>();
        var source = Source(told);

        await source.GetTokenAsync(_client, null, default);
        await source.GetTokenAsync(_client, null, default);

        Assert.Contains("refresh_token=refresh-1", _server.Requests[1].Body, StringComparison.Ordinal);
        Assert.Equal(["refresh-1"], told);
    }

    [Theory]
    [InlineData("invalid_grant", "RefreshTokenRefused")]
    [InlineData("invalid_client", "ClientRefused")]
    [InlineData("unauthorized_client", "ClientRefused")]
    [InlineData("invalid_scope", "ScopeRefused")]
    [InlineData("interaction_required", "InteractionRequired")]
    [InlineData("something_new", "SignInRefused")]
    [InlineData("jane@example.com", "SignInRefused")]
    public async Task A_refusal_is_a_clear_error_without_the_answer(string code, string errorId)
    {
        _server.Json($$"""{"error":"{{code}}","error_description":"AADSTS70000: user jane@example.com refresh-0"}""", 400);

        var error = await Assert.ThrowsAsync<ConversionException>(() => Source().GetTokenAsync(_client, null, default).AsTask());

        Assert.Equal(errorId, error.ErrorId);
        Assert.Equal(ErrorKind.AccessDenied, error.Kind);
        Assert.NotEmpty(error.RecommendedAction);
        foreach (var secret in new[] { "jane", "refresh-0", "client-secret", "AADSTS" })
        {
            Assert.DoesNotContain(secret, error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_final_refusal_is_asked_for_once()
    {
        _server.Json("""{"error":"invalid_grant"}""", 400);
        var source = Source();

        await Assert.ThrowsAsync<ConversionException>(() => source.GetTokenAsync(_client, null, default).AsTask());
        var second = await Assert.ThrowsAsync<ConversionException>(() => source.GetTokenAsync(_client, null, default).AsTask());

        Assert.Equal("RefreshTokenRefused", second.ErrorId);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Trouble_that_passes_is_told_apart_from_a_refusal()
    {
        _server.Html(503).Html().Json("""{"error":"temporarily_unavailable"}""", 400).Fail().Json("[]").Json(Good);
        var source = Source();

        for (var i = 0; i < 5; i++)
        {
            var error = await Assert.ThrowsAsync<ConversionException>(() => source.GetTokenAsync(_client, null, default).AsTask());
            Assert.Equal(ErrorKind.Connection, error.Kind);
        }

        Assert.Equal("access-1", await source.GetTokenAsync(_client, null, default));
    }

    [Fact]
    public async Task One_caller_that_stops_does_not_stop_the_others()
    {
        _server.Hang().Json(Good);
        var source = Source();
        using var stop = new CancellationTokenSource();

        var stopped = source.GetTokenAsync(_client, null, stop.Token).AsTask();
        var waiting = source.GetTokenAsync(_client, null, default).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        Assert.Equal("access-1", await waiting);
    }

    [Fact]
    public void A_secret_shows_itself_nowhere()
    {
        var secret = new Secret("refresh-0");

        Assert.DoesNotContain("refresh-0", secret.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("refresh-0", System.Text.Json.JsonSerializer.Serialize(secret), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private static HttpResponseMessage Answer(string json) => new(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    private RefreshTokenSource Source(List<string>? told = null) =>
        new(RefreshTokenSource.GoogleEndpoint, "client", new Secret("client-secret"), new Secret("refresh-0"), null, _clock)
        {
            RefreshTokenRotated = told is null ? null : (token, _) =>
            {
                told.Add(token.Reveal());
                return default;
            },
        };
}
