using System.Diagnostics;
using EnhancedConversions.Conversions;
using EnhancedConversions.Examples;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Networks.MicrosoftAdvertising;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Uploads;
using EnhancedConversions.UploadWorker.Line;

namespace EnhancedConversions.Core.Tests.Uploads.Faults;

/// <summary>One network on real sockets that goes wrong, an account of it, and a ledger. A minute passes in a second.</summary>
internal sealed class FaultWorld : IAsyncDisposable
{
    private const double Speed = 60;
    private static readonly DateTimeOffset s_noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly ScaledClock _clock = new(s_noon, Speed);
    private readonly SandboxNetworks _good;
    private readonly SandboxNetworks _bad;
    private readonly AdNetwork _network;

    private FaultWorld(AdNetwork network, SandboxFault? fault)
    {
        _network = network;
        var options = new SandboxOptions { StateFolder = _folder.PathOf("state"), Clock = _clock };
        _good = new SandboxNetworks(options);
        _bad = new SandboxNetworks(options with { Faults = fault is null ? [] : [fault] });
    }

    public SandboxServer Server { get; private set; } = null!;

    /// <summary>What the network received.</summary>
    public SandboxReceipt Receipt => _network == AdNetwork.GoogleAds ? _good.GetReceipts().GoogleAds : _good.GetReceipts().MicrosoftAdvertising;

    private string Ledger => _folder.PathOf("ledger.db");

    public static async Task<FaultWorld> OpenAsync(AdNetwork network, SandboxFault? fault = null, LineFault line = LineFault.None, int lineTimes = 1)
    {
        var world = new FaultWorld(network, fault);
        world.Server = await SandboxServer.StartAsync(world._good, world._bad, line, lineTimes);
        return world;
    }

    /// <summary>Uploads rows, ten in a request, one request after the other.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="handler">The way out; null for the one to the server.</param>
    /// <param name="skew">How wrong the client's clock is.</param>
    public async Task<FaultRun> RunAsync(int rows, HttpMessageHandler? handler = null, TimeSpan skew = default)
    {
        using var way = handler ?? Server.CreateHandler();
        var clock = skew == default ? _clock : (TimeProvider)new ScaledClock(_clock.GetUtcNow() + skew, Speed);
        var results = new List<UploadResult>();
        var started = Stopwatch.StartNew();
        OfflineConversionUploader? uploader = null;
        ConversionException? error = null;
        try
        {
            uploader = new OfflineConversionUploader(await ConnectAsync(way, clock), new UploadOptions { ThrottleLimit = 1, RowsPerRequest = 10 });
            await foreach (var result in uploader.UploadAsync(Rows.Leads(rows).Stream(), default))
            {
                results.Add(result);
            }
        }
        catch (ConversionException cause)
        {
            error = cause;
        }

        return new FaultRun(results, error, uploader?.Summary, started.Elapsed * Speed);
    }

    /// <summary>Checks the ledger from end to end.</summary>
    public Task CheckLedgerAsync() => UploadHistory.CheckAsync(LedgerLocation.Parse(Ledger), default);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _good.Dispose();
        _bad.Dispose();
        _folder.Dispose();
    }

    private async Task<ConversionAccount> ConnectAsync(HttpMessageHandler way, TimeProvider clock)
    {
        var google = _network == AdNetwork.GoogleAds;
        var settings = DemoAccounts.Settings(_network, way, Ledger, clock);

        // The networks' own numbers, but for the deadline: ten minutes would be ten seconds of each test.
        var timing = (google ? GoogleAdsLimits.Timing : MicrosoftAdvertisingLimits.Timing) with { Attempt = TimeSpan.FromSeconds(90), UploadDeadline = TimeSpan.FromMinutes(2) };
        IConversionNetwork network = google ? new GoogleAdsNetwork(settings, timing) : new MicrosoftAdvertisingNetwork(settings, timing);
        var details = await network.GetAccountAsync(default);
        return new ConversionAccount(network, details, details.ManagerId, isSandbox: true, LedgerLocation.Parse(Ledger), clock);
    }
}

/// <summary>What came of a run.</summary>
/// <param name="Results">The results of its rows.</param>
/// <param name="Error">What ended it; null when it came to its end.</param>
/// <param name="Summary">Its counts; null when it did not begin.</param>
/// <param name="Time">How long it took, by the account's clock.</param>
internal sealed record FaultRun(IReadOnlyList<UploadResult> Results, ConversionException? Error, ConversionUpload? Summary, TimeSpan Time);
