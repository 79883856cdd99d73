using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace EnhancedConversions.Core.Tests.Http;

/// <summary>A request as it left.</summary>
internal sealed record SentRequest(HttpMethod Method, Uri Uri, HttpRequestHeaders Headers, string? ContentType, string Body);

/// <summary>The outermost wall, faked by hand: answers in the order they were written down, and keeps what it was sent.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly Queue<Func<SentRequest, CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    public List<SentRequest> Requests { get; } = [];

    public ScriptedServer Json(string body, int status = 200, params (string Name, string Value)[] headers) => Then(_ =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    });

    public ScriptedServer Html(int status = 200) => Then(_ => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("<html><body>Sign in to the guest network</body></html>", Encoding.UTF8, "text/html") });

    public ScriptedServer Fail(HttpRequestError error = HttpRequestError.ResponseEnded) => Then(_ => throw new HttpRequestException(error, "scripted"));

    public ScriptedServer Then(Func<SentRequest, HttpResponseMessage> answer)
    {
        _answers.Enqueue((request, _) => Task.FromResult(answer(request)));
        return this;
    }

    /// <summary>Never answers; only a time limit or a stop ends it.</summary>
    public ScriptedServer Hang()
    {
        _answers.Enqueue(async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            throw new InvalidOperationException();
        });
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var sent = new SentRequest(request.Method, request.RequestUri!, request.Headers, request.Content?.Headers.ContentType?.ToString(), body);
        Func<SentRequest, CancellationToken, Task<HttpResponseMessage>>? answer;
        lock (Requests)
        {
            Requests.Add(sent);
            Assert.True(_answers.TryDequeue(out answer), $"Nothing is written down for request {Requests.Count}: {sent.Method} {sent.Uri}");
        }

        return await answer!(sent, cancellationToken);
    }
}
