using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EnhancedConversions.UploadWorker.Line;

/// <summary>A web proxy on 127.0.0.1 that tunnels to one server wherever it is asked to go.</summary>
public sealed class ConnectProxy : IAsyncDisposable
{
    public const string User = "worker";
    public const string Password = "proxy-password";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _target;
    private readonly bool _isOpen;
    private readonly Task _accepting;
    private int _tunnels;
    private int _refusals;

    /// <param name="target">The server.</param>
    /// <param name="isOpen">False for a proxy that wants a name and a password.</param>
    public ConnectProxy(IPEndPoint target, bool isOpen = false)
    {
        _isOpen = isOpen;
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>Tunnels made.</summary>
    public int Tunnels => _tunnels;

    /// <summary>Requests without the right name and password.</summary>
    public int Refusals => _refusals;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            while (await ReadHeadAsync(stream) is { } head)
            {
                var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
                if (!_isOpen && !head.Contains($"Proxy-Authorization: Basic {expected}", StringComparison.OrdinalIgnoreCase))
                {
                    Interlocked.Increment(ref _refusals);
                    await stream.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"tests\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _stop.Token);
                    continue;
                }

                Interlocked.Increment(ref _tunnels);
                await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), _stop.Token);
                using var server = new TcpClient();
                await server.ConnectAsync(_target, _stop.Token);
                await Task.WhenAny(stream.CopyToAsync(server.GetStream(), _stop.Token), server.GetStream().CopyToAsync(stream, _stop.Token));
                return;
            }
        }
    }

    private async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            head.Append((char)one[0]);
            if (head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
            {
                return head.ToString();
            }
        }

        return null;
    }
}
