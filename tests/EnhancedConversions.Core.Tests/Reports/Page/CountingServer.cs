using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace EnhancedConversions.Core.Tests.Reports.Page;

/// <summary>A port of this machine that notes which host somebody wanted to reach, and lets nobody in.</summary>
internal sealed partial class CountingServer : IDisposable
{
    // Chromium's own errands, whatever page it shows; it has no switch for all of them.
    private static readonly HashSet<string> s_errands =
        ["accounts.google.com", "clients2.google.com", "update.googleapis.com", "optimizationguide-pa.googleapis.com", "android.clients.google.com", "mtalk.google.com", "content-autofill.googleapis.com"];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _knocks = [];

    public CountingServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The hosts wanted, by the request's line for them or the name in the greeting of an encrypted connection.</summary>
    public IReadOnlyCollection<string> Knocks => _knocks;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = NoteAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task NoteAsync(TcpClient client)
    {
        using (client)
        {
            var bytes = new byte[4096];
            var read = 0;
            try
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
                read = await client.GetStream().ReadAsync(bytes, limit.Token);
            }
            catch (Exception end) when (end is IOException or OperationCanceledException)
            {
                // A connection without a word asked for nothing.
            }

            var wanted = HostName().Match(Encoding.Latin1.GetString(bytes, 0, read));
            if (read > 0 && !s_errands.Contains(wanted.Value))
            {
                _knocks.Enqueue(wanted.Success ? wanted.Value : "a host without a name");
            }
        }
    }

    [GeneratedRegex(@"(?<=Host: )[^\s:]+|[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|org|net|test)")]
    private static partial Regex HostName();
}
