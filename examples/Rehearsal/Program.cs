using System.Globalization;
using EnhancedConversions;
using EnhancedConversions.Conversions;
using EnhancedConversions.Examples;
using EnhancedConversions.Files;
using EnhancedConversions.Networks;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Uploads;
using EnhancedConversions.Validation;

// The main job from a program: template, file, test, hash, upload to both networks, results. Nothing leaves this machine.
// The example's sales are of autumn 2026, so the rehearsal's clock stands there.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var clock = new StandingClock(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
var folder = Directory.CreateTempSubdirectory("rehearsal-");
try
{
    using var sandbox = new SandboxNetworks(new SandboxOptions { Clock = clock });
    ConversionAccount[] accounts = [await ConnectAsync(AdNetwork.GoogleAds), await ConnectAsync(AdNetwork.MicrosoftAdvertising)];

    var template = Path.Combine(folder.FullName, "template.xlsx");
    var google = accounts[0];
    var actions = await google.GetNetwork().GetActionsAsync(default);
    ConversionTemplate.Write(template, new ConversionTemplateOptions
    {
        Network = google.Network,
        TimeZone = google.TimeZone,
        Currency = google.Currency,
        ConversionNames = [.. actions.Where(a => a.AcceptsUploads).Select(a => a.Name)],
    });
    Console.WriteLine($"Template   {new FileInfo(template).Length:N0} bytes for {google}, names and currency filled in");

    var file = ExampleFile();
    var report = await ConversionFileTest.RunAsync(file, ConversionFileOptions.Default, [], accounts, null, default);
    Console.WriteLine($"File       {Path.GetFileName(file)}: {report.Rows} rows, {report.ValidRows} good for both networks, {report.InvalidRows} with errors:");
    foreach (var same in report.Findings.Where(f => f.Severity == FindingSeverity.Error).GroupBy(f => (f.Source.Row, f.Column, f.Code)))
    {
        Console.WriteLine($"           row {same.Key.Row,-5}{same.Key.Column ?? "",-21}{same.Key.Code}");
    }

    await UploadAsync("First run");
    await UploadAsync("The same command again");
    Console.WriteLine("\nAccepted is not attributed: whether an ad click was found shows later, in the network's reports.");

    Task<ConversionAccount> ConnectAsync(AdNetwork network) =>
        AccountConnector.ConnectAsync(DemoAccounts.Settings(network, sandbox.CreateHandler(), Path.Combine(folder.FullName, "ledger.db"), clock), default);

    async Task UploadAsync(string title)
    {
        Console.WriteLine($"\n{title,-24}{"read",8}{"valid",8}{"sent",8}{"accepted",10}{"already",9}{"held",6}{"rejected",10}{"attributed",12}");
        foreach (var account in accounts)
        {
            using var input = ConversionFile.Open(file, ConversionFileOptions.Default);
            var uploader = new OfflineConversionUploader(account, new UploadOptions { File = file });
            var refused = new Dictionary<string, int>();
            await foreach (var result in uploader.UploadAsync(ToAsync(input.ReadRows()), default))
            {
                if (result.Status is UploadStatus.Rejected or UploadStatus.Invalid or UploadStatus.Held)
                {
                    refused[result.Code!] = refused.GetValueOrDefault(result.Code!) + 1;
                }
            }

            var run = uploader.Summary;
            var receipts = sandbox.GetReceipts();
            var receipt = account.Network == AdNetwork.GoogleAds ? receipts.GoogleAds : receipts.MicrosoftAdvertising;
            var sent = run.Accepted + run.Rejected + run.Unknown;
            Console.WriteLine($"{ConversionAccount.NetworkName(account.Network),-24}{run.Read,8}{run.Read - run.Invalid,8}{sent,8}{run.Accepted,10}{run.AlreadySent,9}{run.Held,6}{run.Rejected + run.Invalid,10}{receipt.Attributed,12}");
            if (run.Accepted > 0 && refused.Count > 0)
            {
                var reasons = refused.OrderByDescending(r => r.Value).ThenBy(r => r.Key).Select(r => $"{r.Key} {r.Value}");
                Console.WriteLine(string.Join('\n', reasons.Chunk(4).Select((four, line) => $"  {(line == 0 ? "not taken:" : ""),-11}{string.Join(", ", four)}")));
            }
        }
    }

    return 0;
}
catch (ConversionException error)
{
    Console.Error.WriteLine($"{error.ErrorId}: {error.Message} {error.RecommendedAction}");
    return 1;
}
finally
{
    folder.Delete(recursive: true);
}

static string ExampleFile()
{
    for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        var file = Path.Combine(folder.FullName, "examples", "data", "leads.xlsx");
        if (File.Exists(file))
        {
            return file;
        }
    }

    throw new FileNotFoundException("examples/data/leads.xlsx is not above the program's folder.");
}

static async IAsyncEnumerable<T> ToAsync<T>(IEnumerable<T> items)
{
    foreach (var item in items)
    {
        yield return item;
    }

    await Task.CompletedTask;
}

/// <summary>A clock that always shows the same time.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
