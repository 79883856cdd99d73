using System.Diagnostics;
using System.Runtime.InteropServices;
using EnhancedConversions.Conversions;
using EnhancedConversions.Credentials;
using EnhancedConversions.Examples;
using EnhancedConversions.Files;
using EnhancedConversions.Networks;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Uploads;
using EnhancedConversions.UploadWorker;

switch (args)
{
    case ["serve", ..]:
        return await NetworksOnSockets.ServeAsync(args[1..]);
    case ["browse", var address]:
        return await NetworksOnSockets.BrowseAsync(address);
    case ["report", ..]:
        return await ReportRun.RunAsync(args[1..]);
}

// A process of its own that uploads a file to the sandbox, for tests that kill it or run several at once.
// Told to end (SIGTERM, SIGHUP) it stops the upload first, as the module does.
// It prints "ready" when it is connected, "stopping" when it was told to end and "stopped" when it could, "request N at MILLISECONDS" when an upload request leaves, "answered N" for every thousand rows and "done ACCEPTED ALREADYSENT" at its end.
// With a token file it uploads to Microsoft Advertising, else to Google Ads. It has other uses: see NetworksOnSockets and ReportRun.
var settings = WorkerSettings.Read(args);
using var sandbox = new SandboxNetworks(new SandboxOptions
{
    StateFolder = settings.State,
    Latency = settings.Latency,
    DataManagerRequestsPerMinute = settings.Quota,

    // Shorter than what is kept in reserve: each call to Microsoft needs a new token, and each token dies with its use unless a test says otherwise.
    AccessTokenLifetime = settings.TokenFile is null ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(30),
    RefreshTokensDieAfterUse = settings.TokensDie,
});
using var handler = new WatchedHandler(sandbox.CreateHandler(), settings.DieBeforeRequest);
var rotations = 0;
var account = await AccountConnector.ConnectAsync(settings.TokenFile is null ? Google() : Microsoft(settings.TokenFile), default);
Console.WriteLine("ready");
while (settings.Gate is { } gate && !File.Exists(gate))
{
    await Task.Delay(5);
}

using var input = ConversionFile.Open(settings.File, ConversionFileOptions.Default);
var uploader = new OfflineConversionUploader(account, new UploadOptions { File = settings.File, ThrottleLimit = settings.Throttle, RowsPerRequest = settings.RowsPerRequest }) { Lease = settings.Lease };
var answered = 0;
using var stop = new CancellationTokenSource();
using var settled = new ManualResetEventSlim();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Settle);
using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Settle);
try
{
    await foreach (var result in uploader.UploadAsync(RowsAsync(), stop.Token))
    {
        if (result.Status == UploadStatus.Invalid)
        {
            continue;
        }

        if (result.Status is not (UploadStatus.Accepted or UploadStatus.AlreadySent))
        {
            Console.WriteLine($"{(stop.IsCancellationRequested ? "left" : "unexpected")} {result.Status} {result.Code}");
        }
        else if (++answered % 1000 == 0)
        {
            Console.WriteLine($"answered {answered}");
        }
    }
}
catch (OperationCanceledException)
{
    Console.WriteLine("stopped");
    settled.Set();
    await Task.Delay(Timeout.Infinite);
}

Console.WriteLine($"done {uploader.Summary.Accepted} {uploader.Summary.AlreadySent}");
return 0;

void Settle(PosixSignalContext context)
{
    Console.WriteLine("stopping");
    stop.Cancel();
    settled.Wait();
}

async IAsyncEnumerable<OfflineConversion> RowsAsync()
{
    foreach (var row in input.ReadRows())
    {
        yield return row;
    }

    await Task.CompletedTask;
}

ConnectionSettings Google() => DemoAccounts.Settings(AdNetwork.GoogleAds, handler, settings.Ledger, TimeProvider.System);

ConnectionSettings Microsoft(string tokenFile) => DemoAccounts.Settings(AdNetwork.MicrosoftAdvertising, handler, settings.Ledger, TimeProvider.System) with
{
    Tokens = new MicrosoftSignIn { ClientId = SandboxCredentials.ClientId }.ToTokenSource(
        settings.RefreshToken is { } token ? new Secret(token) : null,
        new RefreshTokenFile(tokenFile),
        (_, _) =>
        {
            if (++rotations == settings.DieAfterRotation)
            {
                Process.GetCurrentProcess().Kill();
            }

            return default;
        },
        TimeProvider.System),
};
