using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Credentials;
using EnhancedConversions.Files;
using EnhancedConversions.Networks;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Uploads;

// A process of its own that uploads a file to the sandbox, for tests that kill it.
// Arguments: file, sandbox state folder, ledger, latency of a request in milliseconds.
// It prints "answered N" for every thousand rows and "done ACCEPTED ALREADYSENT" at its end.
var (file, state, ledger) = (args[0], args[1], args[2]);
var latency = int.Parse(args[3], CultureInfo.InvariantCulture);
using var sandbox = new SandboxNetworks(new SandboxOptions { StateFolder = state, Latency = TimeSpan.FromMilliseconds(latency) });
var account = await AccountConnector.ConnectAsync(
    new ConnectionSettings
    {
        Network = AdNetwork.GoogleAds,
        AccountId = SandboxCredentials.GoogleAccountId,
        Tokens = new RefreshTokenSource(
            RefreshTokenSource.GoogleEndpoint,
            SandboxCredentials.ClientId,
            new Secret(SandboxCredentials.ClientSecret),
            new Secret(SandboxCredentials.RefreshToken),
            scope: null,
            TimeProvider.System),
        Handler = sandbox.CreateHandler(),
        IsSandbox = true,
        Ledger = ledger,
    },
    default);
using var input = ConversionFile.Open(file, ConversionFileOptions.Default);
var uploader = new OfflineConversionUploader(account, new UploadOptions { File = file, ThrottleLimit = 3 });
var answered = 0;
await foreach (var result in uploader.UploadAsync(RowsAsync(), default))
{
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
