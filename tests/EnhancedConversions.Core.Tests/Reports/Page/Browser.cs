using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EnhancedConversions.Core.Tests.Reports.Page;

/// <summary>A real Chromium without a window, driven and listened to by its DevTools protocol. Every host name leads to a port of this machine's own.</summary>
internal sealed class Browser : IAsyncDisposable
{
    // Generous: the machine may be busy with others.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("browser-");
    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _answers = [];
    private readonly ConcurrentQueue<JsonNode> _events = [];
    private readonly CancellationTokenSource _limit = new(s_patience);
    private Task _listening = Task.CompletedTask;
    private int _lastId;
    private string? _session;

    private Browser(Process process) => _process = process;

    /// <summary>Where Chromium is; null when it is not installed.</summary>
    public static string? Program { get; } = new[]
    {
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    }.FirstOrDefault(File.Exists);

    /// <summary>What the page asked for, its own address included.</summary>
    public IEnumerable<string> Requests => Events("Network.requestWillBeSent").Select(sent => (string)sent["request"]!["url"]!);

    /// <summary>Errors and warnings of scripts, of the console and of the security policy.</summary>
    public IEnumerable<string> Complaints =>
        Events("Log.entryAdded").Select(entry => (string)entry["entry"]!["text"]!)
            .Concat(Events("Runtime.consoleAPICalled").Select(call => call.ToJsonString()))
            .Concat(Events("Runtime.exceptionThrown").Select(thrown => thrown.ToJsonString()))
            .Concat(Events("Audits.issueAdded").Select(issue => issue.ToJsonString()))
            .Concat(Events("Page.javascriptDialogOpening").Select(opened => opened.ToJsonString()));

    /// <summary>Starts one.</summary>
    /// <param name="deadPort">Where every host name leads to.</param>
    public static async Task<Browser> StartAsync(int deadPort)
    {
        var start = new ProcessStartInfo(Program!) { RedirectStandardOutput = true, RedirectStandardError = true };
        var browser = new Browser(new Process { StartInfo = start });
        foreach (var argument in new[]
        {
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--remote-debugging-port=0", string.Create(CultureInfo.InvariantCulture, $"--host-resolver-rules=MAP * 127.0.0.1:{deadPort}, EXCLUDE 127.0.0.1"),
            "--user-data-dir=" + browser._profile.FullName, "about:blank",
        })
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            browser._process.Start();

            // Both are read, lest a full pipe holds the program up.
            browser._process.OutputDataReceived += (_, _) => { };
            browser._process.ErrorDataReceived += (_, _) => { };
            browser._process.BeginOutputReadLine();
            browser._process.BeginErrorReadLine();
            await browser.ConnectAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Forgets what was said so far.</summary>
    public void Forget() => _events.Clear();

    /// <summary>Opens a page in a window of a size and waits until it stands.</summary>
    public async Task OpenAsync(Uri page, int width, bool dark, bool print = false)
    {
        var metrics = new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false };
        await SendAsync("Emulation.setDeviceMetricsOverride", metrics);
        await SendAsync("Emulation.setEmulatedMedia", new JsonObject
        {
            ["media"] = print ? "print" : "",
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }),
        });
        var loaded = Events("Page.loadEventFired").Count();
        await SendAsync("Page.navigate", new JsonObject { ["url"] = page.AbsoluteUri });
        while (Events("Page.loadEventFired").Count() == loaded)
        {
            await Task.Delay(20, _limit.Token);
        }
    }

    /// <summary>Asks the page something, in its own language.</summary>
    public async Task<JsonNode?> AskAsync(string script)
    {
        var answer = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = script, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.True(answer["exceptionDetails"] is null, answer.ToJsonString());
        return answer["result"]!["value"];
    }

    /// <summary>Sends a command of the protocol.</summary>
    public async Task<JsonNode> SendAsync(string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = _answers[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var command = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (_session is not null)
        {
            command["sessionId"] = _session;
        }

        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(command), WebSocketMessageType.Text, endOfMessage: true, _limit.Token);
        return await answer.Task.WaitAsync(_limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _limit.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        try
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It never started, or is gone.
        }

        _process.Dispose();
        _limit.Dispose();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                _profile.Delete(recursive: true);
                return;
            }
            catch (IOException) when (attempt < 50)
            {
                // A child of it may still be putting its files away.
                await Task.Delay(100);
            }
        }
    }

    private async Task ConnectAsync()
    {
        var file = Path.Combine(_profile.FullName, "DevToolsActivePort");
        string[] lines;
        while (!File.Exists(file) || (lines = await File.ReadAllLinesAsync(file, _limit.Token)).Length < 2)
        {
            Assert.False(_process.HasExited, "Chromium ended before it was asked anything.");
            await Task.Delay(50, _limit.Token);
        }

        await _socket.ConnectAsync(new Uri($"ws://127.0.0.1:{lines[0]}{lines[1]}"), _limit.Token);
        _listening = ListenAsync();
        var target = await SendAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        var attached = await SendAsync("Target.attachToTarget", new JsonObject { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true });
        _session = (string)attached["sessionId"]!;
        foreach (var domain in new[] { "Page", "Network", "Log", "Runtime", "Audits" })
        {
            await SendAsync(domain + ".enable");
        }
    }

    private async Task ListenAsync()
    {
        var piece = new byte[1 << 16];
        while (!_limit.IsCancellationRequested)
        {
            using var message = new MemoryStream();
            ValueWebSocketReceiveResult received;
            do
            {
                received = await _socket.ReceiveAsync(piece.AsMemory(), _limit.Token);
                message.Write(piece, 0, received.Count);
            }
            while (!received.EndOfMessage);
            var node = JsonNode.Parse(message.ToArray())!;
            if (node["id"] is { } id)
            {
                if (_answers.TryRemove((int)id, out var waiting))
                {
                    if (node["error"] is { } error)
                    {
                        waiting.SetException(new InvalidOperationException(error.ToJsonString()));
                    }
                    else
                    {
                        waiting.SetResult(node["result"]!);
                    }
                }
            }
            else
            {
                _events.Enqueue(node);
            }
        }
    }

    private IEnumerable<JsonNode> Events(string method) => _events.Where(said => (string)said["method"]! == method).Select(said => said["params"]!);
}
