using EnhancedConversions.Conversions;
using EnhancedConversions.Examples;
using EnhancedConversions.Files;
using EnhancedConversions.Networks;
using EnhancedConversions.Sandbox;
using EnhancedConversions.UploadWorker;
using EnhancedConversions.Uploads;

if (args is ["report", ..])
{
    return await ReportRun.RunAsync(args[1..]);
}

// A process of its own that uploads a file to the sandbox, for tests that kill it or run several at once.
// It prints "ready" when it is connected, "request N at MILLISECONDS" when an upload request leaves, "answered N" for every thousand rows and "done ACCEPTED ALREADYSENT" at its end.
var settings = WorkerSettings.Read(args);
using var sandbox = new SandboxNetworks(new SandboxOptions { StateFolder = settings.State, Latency = settings.Latency, DataManagerRequestsPerMinute = settings.Quota });
using var handler = new WatchedHandler(sandbox.CreateHandler(), settings.DieBeforeRequest);
var account = await AccountConnector.ConnectAsync(DemoAccounts.Settings(AdNetwork.GoogleAds, handler, settings.Ledger, TimeProvider.System), default);
Console.WriteLine("ready");
while (settings.Gate is { } gate && !File.Exists(gate))
{
    await Task.Delay(5);
}

using var input = ConversionFile.Open(settings.File, ConversionFileOptions.Default);
var uploader = new OfflineConversionUploader(account, new UploadOptions { File = settings.File, ThrottleLimit = settings.Throttle, RowsPerRequest = settings.RowsPerRequest }) { Lease = settings.Lease };
var answered = 0;
await foreach (var result in uploader.UploadAsync(RowsAsync(), default))
{
    if (result.Status == UploadStatus.Invalid)
    {
        continue;
    }

    if (result.Status is not (UploadStatus.Accepted or UploadStatus.AlreadySent))
    {
        Console.WriteLine($"unexpected {result.Status} {result.Code}");
    }
    else if (++answered % 1000 == 0)
    {
        Console.WriteLine($"answered {answered}");
    }
}

Console.WriteLine($"done {uploader.Summary.Accepted} {uploader.Summary.AlreadySent}");
return 0;

async IAsyncEnumerable<OfflineConversion> RowsAsync()
{
    foreach (var row in input.ReadRows())
    {
        yield return row;
    }

    await Task.CompletedTask;
}
