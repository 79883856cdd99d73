namespace EnhancedConversions.Sandbox.Http;

/// <summary>The wall both networks stand behind: reads a request whole, has it answered, and lets the answer take its time.</summary>
internal sealed class SandboxHandler(SandboxHosts hosts, SandboxOptions options) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Uri uri = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        options.Observer?.Invoke(new ObservedRequest(request.Method, uri, body));

        (SandboxResponse response, TimeSpan delay) = hosts.Answer(new SandboxRequest(request.Method, uri, request.Headers, request.Content?.Headers.ContentType?.MediaType, body));

        // The work is done before the time passes: a caller that gives up while waiting does not know, as on a real line.
        delay += options.Latency;
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, options.Clock, cancellationToken).ConfigureAwait(false);
        }

        return response.ToMessage(request);
    }
}
