using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using EnhancedConversions.Bench.Measuring;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Bench.Figures;

/// <summary>How much of the network's quota a run fills while the sandbox enforces it and takes its time to answer.</summary>
internal sealed class RateFigure : Figure
{
    private const double Least = 0.95;

    public override string Name => "rate";

    public override IEnumerable<FigureRow> Measure(BenchOptions options, WorkFolder folder)
    {
        foreach (var latency in new[] { TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2) })
        {
            var (share, rows, refused) = MeasureAsync(latency, options, folder.NewFolder()).GetAwaiter().GetResult();
            yield return new FigureRow(
                string.Create(CultureInfo.InvariantCulture, $"quota used, {latency.TotalSeconds:0.0} s latency, {options.Minutes} minutes after the first"),
                string.Create(CultureInfo.InvariantCulture, $"{rows} rows a request, {refused} requests refused"),
                $"{GoogleAdsLimits.Upload.RequestsPerMinute} requests a minute, enforced by the sandbox",
                string.Create(CultureInfo.InvariantCulture, $"{share:0.0%}"),
                "at least 95 %",
                share >= Least && refused == 0);
        }
    }

    private static async Task<(double Share, int RowsPerRequest, int Refused)> MeasureAsync(TimeSpan latency, BenchOptions options, string folder)
    {
        var clock = new RehearsalClock();
        var quota = GoogleAdsLimits.Upload.RequestsPerMinute!.Value;
        var arrivals = new ConcurrentQueue<DateTimeOffset>();
        using var sandbox = new SandboxNetworks(new SandboxOptions
        {
            StateFolder = folder,
            Clock = clock,
            Latency = latency,
            DataManagerRequestsPerMinute = quota,
            Observer = request =>
            {
                if (request.Uri.AbsolutePath.EndsWith(":ingest", StringComparison.Ordinal))
                {
                    arrivals.Enqueue(clock.GetUtcNow());
                }
            },
        });
        var account = await BenchAccount.ConnectAsync(sandbox, folder, clock, takeAll: false, metered: true);
        var from = clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        var to = from + TimeSpan.FromMinutes(options.Minutes);
        using var stop = new CancellationTokenSource(to + TimeSpan.FromSeconds(1) - clock.GetUtcNow());
        var uploader = new OfflineConversionUploader(account, new UploadOptions { RowsPerRequest = options.RowsPerRequest });
        try
        {
            await foreach (var _ in uploader.UploadAsync(Endless(stop.Token), stop.Token))
            {
            }
        }
        catch (OperationCanceledException)
        {
        }

        var counted = arrivals.Count(at => at >= from && at < to);
        var receipts = sandbox.GetReceipts().GoogleAds;
        return (counted / (double)(quota * options.Minutes), options.RowsPerRequest, arrivals.Count - (receipts.Conversions / options.RowsPerRequest));
    }

    private static async IAsyncEnumerable<OfflineConversion> Endless([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var email = Identifier.FromText(IdentifierKind.Email, "first.last@example.com");
        for (var i = 1; !cancellationToken.IsCancellationRequested; i++)
        {
            yield return new OfflineConversion
            {
                Email = email,
                ConversionName = "Qualified lead",
                ConversionTime = ConversionTime.At(RowFile.Now.AddDays(-1), zone: "+00:00"),
                Value = 10,
                Currency = "EUR",
                OrderId = string.Create(CultureInfo.InvariantCulture, $"A-{i}"),
                Source = new RowSource(null, null, i),
            };
        }

        await Task.CompletedTask;
    }
}
