using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using EnhancedConversions.Http;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Core.Tests.Http;

public sealed class ApiClientTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly FixedTokens _tokens = new();
    private readonly LeapingClock _clock = new();

    [Fact]
    public async Task Sends_utf8_json_with_token_and_reads_json()
    {
        _server.Json("""{"name":"Zoë"}""", 200, ("request-id", "abc-1"));

        var result = await SendAsync();

        var sent = Assert.Single(_server.Requests);
        Assert.Equal("Bearer token-1", sent.Headers.Authorization!.ToString());
        Assert.Equal("application/json", sent.ContentType);
        Assert.Equal("""{"é":1}""", sent.Body);
        Assert.Equal("https://api.example.com/v1/things", sent.Uri.ToString());
        Assert.True(result.Answer.IsSuccess);
        Assert.Equal("Zoë", result.Answer.Body!.Value.Text("name"));
        Assert.Equal("abc-1", result.Answer.RequestId);
        Assert.False(result.AnswerLost);
    }

    [Fact]
    public async Task Waits_as_long_as_the_server_asks()
    {
        _server.Json("{}", 429, ("Retry-After", "7")).Json("{}");

        var result = await SendAsync();

        Assert.True(result.Answer.IsSuccess);
        Assert.Equal(2, result.Requests);
        Assert.Equal([TimeSpan.FromSeconds(7)], _clock.Waits);
        Assert.False(result.AnswerLost);
    }

    [Fact]
    public async Task Backs_off_by_the_published_figures()
    {
        for (var i = 0; i < 16; i++)
        {
            _server.Json("{}", 503);
        }

        _server.Json("{}");
        var result = await SendAsync(timing: new ApiTiming { Jitter = 0, UploadDeadline = TimeSpan.FromHours(1) });

        Assert.True(result.Answer.IsSuccess);
        Assert.Equal([5, 6.5, 8.45], _clock.Waits.Take(3).Select(wait => Math.Round(wait.TotalSeconds, 2)));
        Assert.Equal(TimeSpan.FromSeconds(60), _clock.Waits[^1]);
    }

    [Fact]
    public async Task Jitter_keeps_waits_near_their_figure()
    {
        var timing = new ApiTiming();

        var waits = Enumerable.Range(0, 200).Select(_ => timing.BackOff(0).TotalSeconds).ToList();

        Assert.All(waits, wait => Assert.InRange(wait, 4, 6));
        Assert.True(waits.Distinct().Count() > 100);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_wait_that_would_end_past_the_deadline_is_not_begun()
    {
        _server.Json("{}", 429, ("Retry-After", "3600"));

        var result = await SendAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, result.Answer.Status);
        Assert.Equal(TimeSpan.FromHours(1), result.Answer.RetryAfter);
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task Tries_until_the_deadline_and_hands_out_the_last_answer()
    {
        for (var i = 0; i < 60; i++)
        {
            _server.Json("{}", 503);
        }

        var started = _clock.GetUtcNow();
        var result = await SendAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, result.Answer.Status);
        Assert.InRange(_clock.GetUtcNow() - started, TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(10));
        Assert.Equal(_server.Requests.Count, result.Requests);
        Assert.True(result.AnswerLost);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_the_request_sent_again()
    {
        _server.Json("{}", 401).Json("{}");

        var result = await SendAsync();

        Assert.True(result.Answer.IsSuccess);
        Assert.Equal(["Bearer token-1", "Bearer token-2"], _server.Requests.Select(sent => sent.Headers.Authorization!.ToString()));
        Assert.Equal(2, result.Requests);
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task A_second_refusal_stands()
    {
        _server.Json("{}", 401).Json("{}", 401);

        var result = await SendAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, result.Answer.Status);
        Assert.Equal(1, _tokens.Refusals);
    }

    [Fact]
    public async Task A_cut_connection_is_tried_again_and_remembered_as_a_lost_answer()
    {
        _server.Fail().Json("{}");

        var result = await SendAsync();

        Assert.True(result.Answer.IsSuccess);
        Assert.True(result.AnswerLost);
    }

    [Fact]
    public async Task A_connection_that_never_came_about_lost_no_answer()
    {
        _server.Fail(HttpRequestError.NameResolutionError).Fail(HttpRequestError.ConnectionError).Json("{}");

        var result = await SendAsync();

        Assert.True(result.Answer.IsSuccess);
        Assert.False(result.AnswerLost);
    }

    [Fact]
    public async Task A_call_somebody_waits_for_gives_up_soon_when_nothing_can_be_reached()
    {
        for (var i = 0; i < 4; i++)
        {
            _server.Fail(HttpRequestError.NameResolutionError);
        }

        var result = await SendAsync(upload: false);

        Assert.Equal(AnswerFault.Unreachable, result.Answer.Fault);
        Assert.Equal(4, result.Requests);
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_no_answer()
    {
        _server.Html().Html().Html();

        var result = await SendAsync();

        Assert.Equal(AnswerFault.Unreadable, result.Answer.Fault);
        Assert.False(result.Answer.IsSuccess);
        Assert.True(result.AnswerLost);
        Assert.Equal(3, result.Requests);
    }

    [Theory]
    [InlineData("""{"requestId":"abc""")]
    [InlineData("")]
    [InlineData("\"text\"")]
    [InlineData("12")]
    [InlineData("null")]
    [InlineData("{}{}")]
    public async Task Half_an_answer_is_no_answer(string body)
    {
        _server.Json(body).Json(body).Json("""{"ok":true}""");

        var result = await SendAsync();

        Assert.True(result.Answer.IsSuccess);
        Assert.Equal(3, result.Requests);
        Assert.True(result.AnswerLost);
    }

    [Fact]
    public async Task An_error_page_without_json_keeps_its_status()
    {
        _server.Html(404);

        var result = await SendAsync();

        Assert.Equal(HttpStatusCode.NotFound, result.Answer.Status);
        Assert.Equal(AnswerFault.None, result.Answer.Fault);
        Assert.Null(result.Answer.Body);
    }

    [Fact]
    public async Task What_must_not_be_done_twice_is_not_sent_again_after_a_lost_answer()
    {
        _server.Fail();

        var result = await SendAsync(repeatable: false);

        Assert.Equal(AnswerFault.Cut, result.Answer.Fault);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task What_must_not_be_done_twice_is_sent_again_while_surely_nothing_was_done()
    {
        _server.Json("{}", 429).Fail(HttpRequestError.ConnectionError).Json("{}");

        var result = await SendAsync(repeatable: false);

        Assert.True(result.Answer.IsSuccess);
        Assert.False(result.AnswerLost);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_the_token()
    {
        _server.Then(_ => new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("https://elsewhere.example.com/") } });

        var result = await SendAsync();

        Assert.Equal(HttpStatusCode.Found, result.Answer.Status);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_stop_ends_a_hanging_request_at_once()
    {
        _server.Hang();
        using var stop = new CancellationTokenSource();

        var call = SendAsync(stop: stop.Token);
        await Task.Delay(50);
        var watch = Stopwatch.StartNew();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_stop_ends_a_wait_at_once()
    {
        _server.Json("{}", 429, ("Retry-After", "200"));
        using var stop = new CancellationTokenSource();

        // The clock leaps over waits up to 119 s only, so this one would last.
        var call = SendAsync(stop: stop.Token);
        await Task.Delay(50);
        Assert.False(call.IsCompleted);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task The_quota_is_kept_and_waiting_for_it_costs_no_time_limit()
    {
        var quota = new RequestQuota(3, TimeSpan.FromSeconds(61), _clock);
        var service = new TestService { TheQuota = quota };
        var client = new ApiClient(_server, _tokens, _clock);
        var starts = new List<DateTimeOffset>();
        for (var i = 0; i < 40; i++)
        {
            _server.Then(_ =>
            {
                starts.Add(_clock.GetUtcNow());
                return new HttpResponseMessage { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
            });
        }

        for (var i = 0; i < 40; i++)
        {
            Assert.True((await client.SendAsync(new ApiRequest { Service = service, Path = "things", IsUpload = true }, default)).Answer.IsSuccess);
        }

        for (var i = 3; i < starts.Count; i++)
        {
            Assert.True(starts[i] - starts[i - 3] >= TimeSpan.FromSeconds(61));
        }
    }

    [Fact]
    public async Task A_server_that_never_answers_meets_the_time_limit_of_an_attempt()
    {
        await using var server = new SocketServer(static async (stream, stop) =>
        {
            await SocketServer.ReadRequestAsync(stream, stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
        var timing = new ApiTiming { Attempt = TimeSpan.FromMilliseconds(200), LeastAttempt = TimeSpan.FromMilliseconds(100), UploadDeadline = TimeSpan.FromMilliseconds(700), FirstWait = TimeSpan.FromMilliseconds(20) };

        var result = await new ApiClient(null, _tokens, TimeProvider.System, timing).SendAsync(Request(server.Address), default);

        Assert.Equal(AnswerFault.TimedOut, result.Answer.Fault);
        Assert.True(result.AnswerLost);
        Assert.InRange(server.Connections, 2, 10);
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_of_an_answer_is_tried_again()
    {
        var turn = 0;
        await using var server = new SocketServer(async (stream, stop) =>
        {
            await SocketServer.ReadRequestAsync(stream, stop);
            var answer = Interlocked.Increment(ref turn) == 1
                ? "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"requestId\":\"a"
                : "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\nConnection: close\r\n\r\n{\"second\":true}";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
        });

        var result = await new ApiClient(null, _tokens, TimeProvider.System, Quick).SendAsync(Request(server.Address), default);

        Assert.True(result.Answer.Body!.Value.Flag("second"));
        Assert.True(result.AnswerLost);
    }

    [Fact]
    public async Task A_closed_port_is_unreachable_not_lost()
    {
        Uri address;
        await using (var server = new SocketServer(static (_, _) => Task.CompletedTask))
        {
            address = server.Address;
        }

        var result = await new ApiClient(null, _tokens, TimeProvider.System, Quick with { LeastAttempt = TimeSpan.FromSeconds(19.9) }).SendAsync(Request(address), default);

        Assert.Equal(AnswerFault.Unreachable, result.Answer.Fault);
        Assert.False(result.AnswerLost);
    }

    [Fact]
    public async Task A_compressed_answer_is_read()
    {
        await using var server = new SocketServer(static async (stream, stop) =>
        {
            await SocketServer.ReadRequestAsync(stream, stop);
            using var body = new MemoryStream();
            await using (var gzip = new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true))
            {
                await gzip.WriteAsync("""{"zipped":true}"""u8.ToArray(), stop);
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), stop);
            await stream.WriteAsync(body.ToArray(), stop);
        });

        var result = await new ApiClient(null, _tokens, TimeProvider.System, Quick).SendAsync(Request(server.Address), default);

        Assert.True(result.Answer.Body!.Value.Flag("zipped"));
    }

    public void Dispose() => _server.Dispose();

    private static ApiTiming Quick => new() { FirstWait = TimeSpan.FromMilliseconds(20), UploadDeadline = TimeSpan.FromSeconds(20) };

    private static ApiRequest Request(Uri address) => new() { Service = new TestService(address), Path = "things", Body = "{}"u8.ToArray(), IsUpload = true };

    private Task<ApiResult> SendAsync(bool repeatable = true, bool upload = true, ApiTiming? timing = null, CancellationToken stop = default) =>
        new ApiClient(_server, _tokens, _clock, timing).SendAsync(
            new ApiRequest { Service = new TestService(), Path = "things", Body = """{"é":1}"""u8.ToArray(), Repeatable = repeatable, IsUpload = upload },
            stop);

    private sealed class TestService(Uri? address = null) : ApiService
    {
        public RequestQuota? TheQuota { get; init; }

        public override Uri BaseAddress => address ?? new Uri("https://api.example.com/v1/");

        public override IRequestQuota? Quota => TheQuota;

        public override Advice Judge(ApiAnswer answer) => (int)answer.Status switch
        {
            401 => new Advice(NextStep.RefreshToken),
            429 => new Advice(NextStep.Retry, answer.RetryAfter, NothingDone: true),
            503 => new Advice(NextStep.Retry, answer.RetryAfter),
            _ => Advice.Return,
        };
    }
}
