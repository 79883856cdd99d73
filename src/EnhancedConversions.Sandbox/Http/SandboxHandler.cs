using System.Buffers;

namespace EnhancedConversions.Sandbox.Http;

/// <summary>The wall both networks stand behind: reads a request whole, has it answered, and lets the answer take its time.</summary>
internal sealed class SandboxHandler(SandboxHosts hosts, SandboxOptions options) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Uri uri = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        (SandboxResponse response, TimeSpan delay) = await AnswerAsync(request, uri, cancellationToken).ConfigureAwait(false);

        // The work is done before the time passes: a caller that gives up while waiting does not know, as on a real line.
        delay += options.Latency;
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, options.Clock, cancellationToken).ConfigureAwait(false);
        }

        return response.ToMessage(request);
    }

    // An upload's body is a megabyte; new ones would stay in memory long after their requests.
    private async Task<(SandboxResponse Response, TimeSpan Delay)> AnswerAsync(HttpRequestMessage request, Uri uri, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)(request.Content?.Headers.ContentLength ?? 0));
        try
        {
            ReadOnlyMemory<byte> body = default;
            if (request.Content is { Headers.ContentLength: long length } content)
            {
                using var stream = new MemoryStream(buffer, 0, (int)length);
                await content.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
                body = buffer.AsMemory(0, (int)length);
            }
            else if (request.Content is not null)
            {
                body = await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            }

            // Who observes may keep what is seen.
            options.Observer?.Invoke(new ObservedRequest(request.Method, uri, body.ToArray()));
            return hosts.Answer(new SandboxRequest(request.Method, uri, request.Headers, request.Content?.Headers.ContentType?.MediaType, body));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
