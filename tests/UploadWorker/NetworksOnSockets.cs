using EnhancedConversions.Sandbox;
using EnhancedConversions.UploadWorker.Line;

namespace EnhancedConversions.UploadWorker;

/// <summary>
/// <c>serve state=FOLDER authority=FILE</c>: plays both networks for other processes, under their own host names, behind a proxy on 127.0.0.1.
/// It writes the certificate to trust to the file, prints <c>listening ADDRESS</c>, and ends when its input does.
/// </summary>
internal static class NetworksOnSockets
{
    public static async Task<int> ServeAsync(string[] arguments)
    {
        var values = arguments.Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => a[1]);
        using var networks = new SandboxNetworks(new SandboxOptions { StateFolder = values["state"], RefreshTokensDieAfterUse = true });
        await using var server = await SandboxServer.StartAsync(networks, networks, LineFault.None, lineTimes: 0);
        await using var proxy = new ConnectProxy(server.Address, isOpen: true);
        await File.WriteAllTextAsync(values["authority"], server.Authority);
        Console.WriteLine($"listening {proxy.Address.AbsoluteUri}");

        // Whoever started it holds the other end, and lets go of it by ending.
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        return 0;
    }

    /// <summary><c>browse ADDRESS</c>: a browser whose person agrees to everything: it follows redirects and does nothing else.</summary>
    public static async Task<int> BrowseAsync(string address)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler);
        var next = new Uri(address);
        for (var pages = 0; pages < 5; pages++)
        {
            using var page = await client.GetAsync(next);
            if (page.Headers.Location is not { } location)
            {
                return page.IsSuccessStatusCode ? 0 : 1;
            }

            next = new Uri(next, location);
        }

        return 1;
    }
}
