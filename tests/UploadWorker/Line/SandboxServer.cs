using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnhancedConversions.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace EnhancedConversions.UploadWorker.Line;

/// <summary>The sandbox behind a real web server on 127.0.0.1, with TLS, under the names of the networks' hosts. Its line can be made to fail.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private static readonly string[] s_hosts =
    [
        "oauth2.googleapis.com", "googleads.googleapis.com", "datamanager.googleapis.com",
        "login.microsoftonline.com", "clientcenter.api.bingads.microsoft.com", "campaign.api.bingads.microsoft.com", "reporting.api.bingads.microsoft.com",
        "clientcenter.api.sandbox.bingads.microsoft.com", "campaign.api.sandbox.bingads.microsoft.com", "reporting.api.sandbox.bingads.microsoft.com",
    ];

    private readonly X509Certificate2 _root;
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _good;
    private readonly HttpMessageInvoker _bad;
    private int _uploads;

    private SandboxServer(X509Certificate2 root, X509Certificate2 certificate, SandboxNetworks good, SandboxNetworks bad)
    {
        _root = root;
        _good = new HttpMessageInvoker(good.CreateHandler());
        _bad = new HttpMessageInvoker(bad.CreateHandler());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(certificate);
        }));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => IPEndPoint.Parse(new Uri(_app.Urls.Single()).Authority);

    /// <summary>The authority behind the server's certificate, PEM.</summary>
    public string Authority => _root.ExportCertificatePem();

    /// <summary>What the line does to upload requests, from the second on.</summary>
    public LineFault Line { get; init; }

    /// <summary>How many upload requests go wrong on the line, one after the other.</summary>
    public int LineTimes { get; init; } = 1;

    /// <summary>Set when everything goes well again.</summary>
    public bool IsWell { get; set; }

    /// <summary>Starts a server.</summary>
    /// <param name="good">The networks when all is well.</param>
    /// <param name="bad">The same networks with their faults.</param>
    /// <param name="line">What the line does.</param>
    /// <param name="lineTimes">How often.</param>
    public static async Task<SandboxServer> StartAsync(SandboxNetworks good, SandboxNetworks bad, LineFault line, int lineTimes)
    {
        var (root, certificate) = MakeCertificates();
        var server = new SandboxServer(root, certificate, good, bad) { Line = line, LineTimes = lineTimes };
        await server._app.StartAsync();
        return server;
    }

    /// <summary>A client's way to the networks, which ends at this server.</summary>
    /// <param name="trusted">False for a client that does not know the authority behind the server's certificate.</param>
    public SocketsHttpHandler CreateHandler(bool trusted = true)
    {
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = async (_, stop) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(Address, stop);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        if (trusted)
        {
            Trust(handler);
        }

        return handler;
    }

    /// <summary>Makes a client know the authority behind the server's certificate.</summary>
    public void Trust(SocketsHttpHandler handler) => handler.SslOptions = new SslClientAuthenticationOptions
    {
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { _root },
            RevocationMode = X509RevocationMode.NoCheck,
        },
    };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _good.Dispose();
        _bad.Dispose();
        _root.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var isUpload = context.Request.Path.Value is { } path && (path.EndsWith("events:ingest", StringComparison.Ordinal) || path.EndsWith("OfflineConversions/Apply", StringComparison.Ordinal));
        var number = isUpload ? Interlocked.Increment(ref _uploads) : 0;
        var fault = !IsWell && number >= 2 && number - 2 < LineTimes ? Line : LineFault.None;
        if (fault == LineFault.CutBeforeReading)
        {
            context.Abort();
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (fault == LineFault.CutBeforeWork)
        {
            context.Abort();
            return;
        }

        using var request = Request(context.Request, body.ToArray());
        HttpResponseMessage response;
        try
        {
            response = await (IsWell ? _good : _bad).SendAsync(request, context.RequestAborted);
        }
        catch (HttpRequestException)
        {
            context.Abort();
            return;
        }

        using (response)
        {
            await SendAsync(context, response, fault);
        }
    }

    private static async Task SendAsync(HttpContext context, HttpResponseMessage response, LineFault fault)
    {
        // Longer than any attempt in these tests; a client that gives up ends it.
        var longTime = TimeSpan.FromSeconds(30);
        try
        {
            var content = await response.Content.ReadAsByteArrayAsync();
            if (fault == LineFault.CutAfterWork)
            {
                context.Abort();
                return;
            }

            if (fault == LineFault.SlowHeaders)
            {
                await Task.Delay(longTime, context.RequestAborted);
            }

            context.Response.StatusCode = (int)response.StatusCode;
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            {
                context.Response.Headers[name] = values.ToArray();
            }

            context.Response.ContentLength = content.Length;
            if (fault is LineFault.CutAfterHeaders or LineFault.CutInBody or LineFault.SlowBody)
            {
                await context.Response.StartAsync();
                await context.Response.Body.WriteAsync(content.AsMemory(0, fault == LineFault.CutAfterHeaders ? 0 : content.Length / 2));
                await context.Response.Body.FlushAsync();
                if (fault == LineFault.SlowBody)
                {
                    await Task.Delay(longTime, context.RequestAborted);
                }

                context.Abort();
                return;
            }

            await context.Response.Body.WriteAsync(content);
        }
        catch (OperationCanceledException)
        {
            // The client has gone.
        }
    }

    private static HttpRequestMessage Request(HttpRequest from, byte[] body)
    {
        var request = new HttpRequestMessage(new HttpMethod(from.Method), $"https://{from.Host.Host}{from.Path}{from.QueryString}") { Content = new ByteArrayContent(body) };
        foreach (var (name, values) in from.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return request;
    }

    private static (X509Certificate2 Root, X509Certificate2 Server) MakeCertificates()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=Tests' own authority", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = rootRequest.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=the networks", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        Array.ForEach(s_hosts, names.AddDnsName);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(root, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3]);
        using var withKey = signed.CopyWithPrivateKey(key);
        return (X509CertificateLoader.LoadCertificate(root.RawData), X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null));
    }
}
