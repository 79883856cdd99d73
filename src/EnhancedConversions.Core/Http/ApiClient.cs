using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EnhancedConversions.Credentials;
using Polly;
using Polly.Retry;

namespace EnhancedConversions.Http;

/// <summary>
/// Sends JSON to a network's services and reads the JSON that comes back: authorization, retries, waiting times and quotas in one place.
/// Whatever the server says is an <see cref="ApiResult"/>; only a refused sign-in throws. Safe to use from several threads.
/// </summary>
internal sealed class ApiClient
{
    private const long LargestAnswer = 128 * 1024 * 1024;

    private static readonly SocketsHttpHandler s_sockets = new()
    {
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(20),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
        AllowAutoRedirect = false,
    };

    private static readonly ResiliencePropertyKey<Call> s_call = new("call");
    private static readonly MediaTypeHeaderValue s_json = new("application/json");
    private static readonly ProductInfoHeaderValue s_product = new("EnhancedConversions.PS", typeof(ApiClient).Assembly.GetName().Version?.ToString(3));

    private readonly ITokenSource _tokens;
    private readonly TimeProvider _clock;
    private readonly ApiTiming _timing;
    private readonly ResiliencePipeline<ApiAnswer> _retries;

    /// <summary>Makes a client.</summary>
    /// <param name="handler">The way out; null for real sockets, shared by all clients. Not disposed here.</param>
    /// <param name="tokens">Where access tokens come from.</param>
    /// <param name="clock">The clock all waits go by.</param>
    /// <param name="timing">How long it waits and tries; null for the defaults.</param>
    public ApiClient(HttpMessageHandler? handler, ITokenSource tokens, TimeProvider clock, ApiTiming? timing = null)
    {
        // The time limits are the client's own: HttpClient's reads the machine's clock and cannot tell a caller's Ctrl+C from itself.
        Http = new HttpClient(handler ?? s_sockets, disposeHandler: false)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestAnswer,
        };
        Http.DefaultRequestHeaders.UserAgent.Add(s_product);
        _tokens = tokens;
        _clock = clock;
        _timing = timing ?? new ApiTiming();
        _retries = new ResiliencePipelineBuilder<ApiAnswer> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<ApiAnswer>
            {
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { } answer && ShouldRepeat(answer, args.Context.Properties.GetValue(s_call, null!))),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(args.Context.Properties.GetValue(s_call, null!).Wait),
            })
            .Build();
    }

    /// <summary>The way out, for services that are not the network's own (token endpoints, metadata).</summary>
    public HttpClient Http { get; }

    /// <summary>Sends a request, as often as its service's rules ask and its deadline allows.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops it; what the server did is then unknown.</param>
    /// <exception cref="ConversionException">The sign-in was refused.</exception>
    /// <exception cref="OperationCanceledException">Stopped by <paramref name="cancellationToken"/>.</exception>
    public async Task<ApiResult> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var call = new Call(request, request.IsUpload ? _timing.UploadDeadline : _timing.CallDeadline);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(s_call, call);
            var answer = await _retries.ExecuteAsync(
                static async (context, state) => await state.client.AttemptAsync(state.call, context.CancellationToken).ConfigureAwait(false),
                context,
                (client: this, call)).ConfigureAwait(false);
            return new ApiResult(answer, call.Sent, call.AnswerLost, call.AnswerTime);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Decides on another attempt and how long to wait for it. A wait that would end past the deadline is not begun.</summary>
    private bool ShouldRepeat(ApiAnswer answer, Call call)
    {
        var advice = Judge(answer, call.Request);
        if (advice.Step != NextStep.Retry)
        {
            return false;
        }

        call.AnswerLost |= !advice.NothingDone;
        call.Wait = advice.Wait ?? _timing.BackOff(call.Attempts - 1);
        return call.Attempts < advice.MaximumAttempts
            && (call.Request.Repeatable || !call.AnswerLost)
            && _clock.GetUtcNow() + call.Wait + _timing.LeastAttempt <= call.Deadline;
    }

    private Advice Judge(ApiAnswer answer, ApiRequest request) => answer.Fault switch
    {
        AnswerFault.None => request.Service.Judge(answer),
        AnswerFault.NoQuota => Advice.Return,
        AnswerFault.Unreachable => new Advice(NextStep.Retry, MaximumAttempts: request.IsUpload ? int.MaxValue : _timing.UnreachableAttempts, NothingDone: true),
        AnswerFault.Unreadable => new Advice(NextStep.Retry, MaximumAttempts: _timing.UnreadableAttempts),
        _ => new Advice(NextStep.Retry),
    };

    private async ValueTask<ApiAnswer> AttemptAsync(Call call, CancellationToken cancellationToken)
    {
        if (await TakePlaceAsync(call, cancellationToken).ConfigureAwait(false) is { } noQuota)
        {
            return noQuota;
        }

        call.Attempts++;
        var left = call.Deadline!.Value - _clock.GetUtcNow();
        using var limit = new CancellationTokenSource(left < TimeSpan.Zero ? TimeSpan.Zero : left < _timing.Attempt ? left : _timing.Attempt, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var sent = false;
        try
        {
            var token = await _tokens.GetTokenAsync(Http, null, either.Token).ConfigureAwait(false);
            sent = true;
            var answer = await ExchangeAsync(call, token, either.Token).ConfigureAwait(false);
            if (call.TokenRefreshed || Judge(answer, call.Request).Step != NextStep.RefreshToken)
            {
                return answer;
            }

            call.TokenRefreshed = true;
            sent = false;
            token = await _tokens.GetTokenAsync(Http, token, either.Token).ConfigureAwait(false);
            sent = true;
            return await ExchangeAsync(call, token, either.Token).ConfigureAwait(false);
        }
        catch (ConversionException signIn) when (signIn.Kind == ErrorKind.Connection)
        {
            return new ApiAnswer { Fault = AnswerFault.Unreachable, SignInError = signIn };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ApiAnswer { Fault = sent ? AnswerFault.TimedOut : AnswerFault.Unreachable };
        }
    }

    /// <summary>Waits until the service's quota has room. The deadline moves along: waiting for one's turn is not failing.</summary>
    /// <returns>Null when the request may leave; else the answer it gets instead.</returns>
    private async ValueTask<ApiAnswer?> TakePlaceAsync(Call call, CancellationToken cancellationToken)
    {
        var before = _clock.GetUtcNow();
        call.Deadline ??= before + call.Time;
        if (call.Request.Service.Quota is not { } quota)
        {
            return null;
        }

        var goOn = await quota.TakeAsync(cancellationToken).ConfigureAwait(false);
        var now = _clock.GetUtcNow();
        call.Deadline += now - before;
        return goOn is null ? null : new ApiAnswer { Fault = AnswerFault.NoQuota, RetryAfter = goOn - now };
    }

    private async Task<ApiAnswer> ExchangeAsync(Call call, string token, CancellationToken cancellationToken)
    {
        call.Sent++;
        var request = call.Request;

        // Joined as text: "events:ingest" by itself would be read as an address of its own, with the scheme "events".
        using var message = new HttpRequestMessage(request.Method, new Uri(request.Service.BaseAddress.AbsoluteUri + request.Path));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Service.AddHeaders(message);
        if (_tokens.QuotaProject is { } project)
        {
            message.Headers.Add("x-goog-user-project", project);
        }

        if (!request.Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
            message.Content.Headers.ContentType = s_json;
        }

        try
        {
            if (request.IsStreamed)
            {
                return await OpenAsync(message, cancellationToken).ConfigureAwait(false);
            }

            var before = _clock.GetUtcNow();
            using var response = await Http.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
            var answer = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
            call.AnswerTime = _clock.GetUtcNow() - before;
            return answer;
        }
        catch (HttpRequestException error)
        {
            var unreachable = error.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
            return new ApiAnswer { Fault = unreachable ? AnswerFault.Unreachable : AnswerFault.Cut };
        }
        catch (IOException)
        {
            return new ApiAnswer { Fault = AnswerFault.Cut };
        }
    }

    /// <summary>An answer whose body is left unread when it is a success; refusals are read as ever.</summary>
    private async Task<ApiAnswer> OpenAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var response = await Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!response.IsSuccessStatusCode || !IsJson(response.Content))
            {
                return await ReadAsync(response, cancellationToken).ConfigureAwait(false);
            }

            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var answer = new ApiAnswer
            {
                Status = response.StatusCode,
                RequestId = Header(response, "request-id") ?? Header(response, "TrackingId"),
                ServerTime = response.Headers.Date,
                Stream = new StallGuardStream(response, body, _timing.Attempt, _clock),
            };
            response = null;
            return answer;
        }
        finally
        {
            response?.Dispose();
        }
    }

    private async Task<ApiAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await ReadJsonAsync(response.Content, cancellationToken).ConfigureAwait(false);
        return new ApiAnswer
        {
            Fault = response.IsSuccessStatusCode && body is null ? AnswerFault.Unreadable : AnswerFault.None,
            Status = response.StatusCode,
            Body = body,
            RequestId = Header(response, "request-id") ?? Header(response, "TrackingId"),
            ServerTime = response.Headers.Date,
            RetryAfter = response.Headers.RetryAfter switch
            {
                { Delta: { } delta } => delta,
                { Date: { } date } => date - _clock.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
                _ => null,
            },
        };
    }

    /// <summary>The body as JSON; null for anything else: an HTML page of a proxy, half an answer, nothing.</summary>
    private static async Task<JsonElement?> ReadJsonAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (!IsJson(content))
        {
            return null;
        }

        try
        {
            using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            using var document = await JsonDocument.ParseAsync(stream, default, cancellationToken).ConfigureAwait(false);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsJson(HttpContent content) => content.Headers.ContentType?.MediaType is not { } type || type.EndsWith("json", StringComparison.OrdinalIgnoreCase);

    /// <summary>An id from a header. It is shown to people, so it must look like an id.</summary>
    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) && values.FirstOrDefault() is { Length: > 0 and <= 100 } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? id
            : null;

    /// <summary>What is known of a call between its attempts.</summary>
    private sealed class Call(ApiRequest request, TimeSpan time)
    {
        public ApiRequest Request { get; } = request;

        public TimeSpan Time { get; } = time;

        /// <summary>Set by the first attempt.</summary>
        public DateTimeOffset? Deadline { get; set; }

        public int Attempts { get; set; }

        /// <summary>Requests to the service: one an attempt, two when the token was refused, none when the sign-in did not come about.</summary>
        public int Sent { get; set; }

        public bool TokenRefreshed { get; set; }

        public bool AnswerLost { get; set; }

        public TimeSpan Wait { get; set; }

        public TimeSpan AnswerTime { get; set; }
    }
}
