using System.Diagnostics;

namespace EnhancedConversions.UploadWorker;

/// <summary>Says when an upload request leaves, or kills the process in its place, as a power cut would.</summary>
/// <param name="inner">Where requests go.</param>
/// <param name="deadly">The upload request that never leaves, counted from 1; 0 for none.</param>
internal sealed class WatchedHandler(HttpMessageHandler inner, int deadly) : DelegatingHandler(inner)
{
    private int _uploads;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath is { } path && (path.EndsWith("events:ingest", StringComparison.Ordinal) || path.EndsWith("OfflineConversions/Apply", StringComparison.Ordinal)))
        {
            var number = Interlocked.Increment(ref _uploads);
            if (number == deadly)
            {
                Process.GetCurrentProcess().Kill();
            }

            Console.WriteLine($"request {number} at {DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}");
        }

        return base.SendAsync(request, cancellationToken);
    }
}
