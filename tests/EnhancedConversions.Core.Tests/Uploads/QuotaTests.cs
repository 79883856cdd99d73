using System.Collections.Concurrent;
using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Ledger;
using EnhancedConversions.Examples;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Uploads;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace EnhancedConversions.Core.Tests.Uploads;

/// <summary>Google's quota, kept in the ledger by all who use it and enforced by the sandbox.</summary>
public sealed class QuotaTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_day_whose_requests_are_used_up_ends_the_run_with_what_is_left_and_when_to_go_on()
    {
        var clock = FixedClock.Noon();
        using var sandbox = new SandboxNetworks(new SandboxOptions { Clock = clock });
        var account = await ConnectAsync(sandbox, clock);
        await UsedUpAsync(account, clock.GetUtcNow().AddHours(-2));
        var options = new UploadOptions { ThrottleLimit = 1, RowsPerRequest = 10 };
        var uploader = new OfflineConversionUploader(account, options);
        var results = await uploader.UploadAsync(Rows.Leads(40).Stream(), default).ToListAsync();
        var free = clock.GetUtcNow().AddHours(22);
        Assert.Equal(10, results.Count(r => r.Status == UploadStatus.Accepted));
        Assert.All(results.Skip(10), r => Assert.Equal((UploadStatus.Held, free), (r.Status, r.NotBefore)));
        Assert.Contains("24 hours", results[10].Message, StringComparison.Ordinal);
        Assert.Equal((30, free, ConversionUploadStatus.Incomplete, 1), (uploader.Summary.Remaining, uploader.Summary.ResumeAfter, uploader.Summary.Status, uploader.Summary.Requests));
        Assert.Equal(1, sandbox.GetReceipts().GoogleAds.UploadRequests);

        clock.Advance(TimeSpan.FromHours(22));
        Assert.All(await new OfflineConversionUploader(account, options).UploadAsync(Rows.Leads(40).Stream(), default).ToListAsync(), r => Assert.True(r.Status is UploadStatus.Accepted or UploadStatus.AlreadySent));
        Assert.Equal((40, 0), (sandbox.GetReceipts().GoogleAds.Conversions, sandbox.GetReceipts().GoogleAds.Repeats));
    }

    [Fact]
    public async Task Four_runs_at_once_share_the_minute()
    {
        // A minute passes in ten seconds, and Google lets 30 requests through in it.
        const int Limit = 30;
        const int Requests = 75;
        var clock = new ScaledClock(FixedClock.Noon().GetUtcNow(), 6);
        var sent = new ConcurrentQueue<DateTimeOffset>();
        using var sandbox = new SandboxNetworks(new SandboxOptions
        {
            Clock = clock,
            DataManagerRequestsPerMinute = Limit,
            Observer = request =>
            {
                if (request.Uri.AbsolutePath.EndsWith("events:ingest", StringComparison.Ordinal))
                {
                    sent.Enqueue(clock.GetUtcNow());
                }
            },
        });
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var account = await ConnectAsync(sandbox, clock, limits => limits with { RequestsPerMinute = Limit });
            var uploader = new OfflineConversionUploader(account, new UploadOptions { RowsPerRequest = 10 });
            await uploader.UploadAsync(Rows.Leads(Requests * 10).Stream(), default).ToListAsync();
            return uploader.Summary;
        })));
        var receipt = sandbox.GetReceipts().GoogleAds;
        Assert.Equal(Requests * 10, runs.Sum(r => r.Accepted));
        Assert.Equal((Requests * 10, 0), (receipt.Conversions, receipt.Repeats));

        // 30 at once, 30 after a minute, the rest after another: apart from each other the four would be done in the first.
        // A busy machine can only make it longer; how exactly the minute is kept is measured by the long run below.
        Assert.InRange(sent.Max() - sent.Min(), TimeSpan.FromMinutes(1.5), TimeSpan.MaxValue);
    }

    /// <summary>Sixteen turns of four workers, on a clock that goes from one event to the next: what is measured is the quota, not the machine.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task However_requests_travel_the_network_never_counts_more_than_it_lets_through_and_95_percent_is_used(int seed)
    {
        const int Limit = 30;
        var random = new Random(seed);
        var clock = FixedClock.Noon();
        var begin = clock.GetUtcNow();
        var location = LedgerLocation.Parse(_folder.PathOf("ledger.db"));
        await using var ledger = await UploadLedger.OpenAsync(location, clock, default);
        QuotaWindow[] minute = [new(Limit, NetworkLimits.Minute)];
        var places = new List<(DateTimeOffset At, bool Waited)>();
        var arrivals = new List<DateTimeOffset>();
        var turns = new PriorityQueue<int, DateTimeOffset>(Enumerable.Range(0, 16).Select(turn => (turn, begin)));
        while (turns.TryDequeue(out var turn, out var now) && now < begin.AddMinutes(20))
        {
            clock.Advance(now - clock.GetUtcNow());
            var place = await ledger.TakePlaceAsync("q", minute, default);
            places.Add((now + place.Wait, place.Wait > TimeSpan.Zero));
            var arrival = now + place.Wait + TimeSpan.FromMilliseconds(random.Next((int)NetworkLimits.Travel.TotalMilliseconds + 1));
            arrivals.Add(arrival);
            turns.Enqueue(turn, arrival + TimeSpan.FromMilliseconds(random.Next(3000)));
        }

        // Sliding minutes, and those of the clock on the wall.
        arrivals.Sort();
        Assert.All(arrivals.Zip(arrivals.Skip(Limit)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(1), $"{Limit + 1} requests in {pair.Second - pair.First}"));
        Assert.All(arrivals.GroupBy(a => a.Ticks / TimeSpan.TicksPerMinute), m => Assert.InRange(m.Count(), 1, Limit));

        // Whoever waits, waits no longer than that needs.
        var waiting = places.Zip(places.Skip(Limit)).Where(pair => pair.Second.Waited).ToList();
        Assert.InRange(waiting.Count, arrivals.Count / 2, arrivals.Count);
        Assert.All(waiting, pair => Assert.Equal(NetworkLimits.Minute, pair.Second.At - pair.First.At));
        Assert.InRange(TimeSpan.FromMinutes(1) / NetworkLimits.Minute, 0.95, 1);
    }

    [SkippableFact]
    public async Task Four_workers_send_100_000_rows_at_Googles_own_quota()
    {
        Skip.If(Environment.GetEnvironmentVariable("EC_QUOTA_RUN") != "1", "EC_QUOTA_RUN is not 1; the run takes four minutes.");
        await using var server = new PostgresServer();
        await server.InitializeAsync();
        Skip.If(server.Reason is not null, server.Reason);
        using var workers = new Workers(100_000) { Ledger = server.NewLedger() };
        var sent = new List<DateTimeOffset>();
        var started = await workers.StartTogetherAsync(4, "rows-per-request=80", "quota=300", "latency=20", "throttle=4");
        var ends = await Task.WhenAll(started.Select(worker => Workers.EndAsync(worker, line =>
        {
            if (line.Split(' ') is ["request", _, "at", var time])
            {
                lock (sent)
                {
                    sent.Add(DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(time, CultureInfo.InvariantCulture)));
                }
            }
        })));
        var receipt = workers.Receipt();
        output.WriteLine($"{string.Join("; ", ends.Select(e => $"{e.Accepted} accepted"))}; {receipt.Conversions} conversions, {receipt.Repeats} repeats");
        Assert.Equal((100_000, 0), (receipt.Conversions, receipt.Repeats));
        Judge(sent, 300, 100_000 / 80);
    }

    // What the network refused for the quota came again, so it shows as a request too many.
    private void Judge(List<DateTimeOffset> sent, int limit, int needed)
    {
        sent.Sort();
        var minutes = Enumerable.Range(0, (int)((sent[^1] - sent[0]) / TimeSpan.FromMinutes(1)))
            .Select(m => sent.Count(t => t >= sent[0].AddMinutes(m) && t < sent[0].AddMinutes(m + 1)))
            .ToList();
        var busiest = sent.Max(t => sent.Count(u => u >= t && u < t.AddMinutes(1)));
        output.WriteLine($"{sent.Count} requests in {(sent[^1] - sent[0]).TotalSeconds:0} s; full minutes: {string.Join(", ", minutes)} of {limit}; busiest 60 s: {busiest}; refused: {sent.Count - needed}");
        Assert.NotEmpty(minutes);
        Assert.All(minutes, m => Assert.InRange(m, 0.95 * limit, limit));
        Assert.InRange(busiest, 0.95 * limit, limit);
        Assert.Equal(needed, sent.Count);
    }

    private async Task<ConversionAccount> ConnectAsync(SandboxNetworks sandbox, TimeProvider clock, Func<NetworkLimits, NetworkLimits>? change = null)
    {
        var account = await AccountConnector.ConnectAsync(DemoAccounts.Settings(AdNetwork.GoogleAds, sandbox.CreateHandler(), _folder.PathOf("ledger.db"), clock), default);
        if (change is null)
        {
            return account;
        }

        var details = await account.GetNetwork().GetAccountAsync(default);
        return new ConversionAccount(new LimitedNetwork(account.GetNetwork(), change(account.GetNetwork().Limits)), details, null, isSandbox: true, account.GetLedger(), clock);
    }

    // All of Google's requests of a day but one.
    private static async Task UsedUpAsync(ConversionAccount account, DateTimeOffset at)
    {
        await (await UploadLedger.OpenAsync(account.GetLedger(), account.GetClock(), default)).DisposeAsync();
        await using var connection = new SqliteConnection($"Data Source={account.Ledger};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            INSERT INTO quota_places(quota, at)
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < $day) SELECT 'GoogleAds', $at FROM n
            """;
        command.Parameters.AddWithValue("$day", account.GetNetwork().Limits.RequestsPerDay);
        command.Parameters.AddWithValue("$at", at.ToUnixTimeMilliseconds());
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A network with other numbers.</summary>
    private sealed class LimitedNetwork(IConversionNetwork network, NetworkLimits limits) : IConversionNetwork
    {
        public AdNetwork Network => network.Network;

        public NetworkLimits Limits => limits;

        public IConversionNetwork WithQuota(IRequestQuota quota) => new LimitedNetwork(network.WithQuota(quota), limits);

        public Task<AccountDetails> GetAccountAsync(CancellationToken cancellationToken) => network.GetAccountAsync(cancellationToken);

        public Task<IReadOnlyList<ConversionAction>> GetActionsAsync(CancellationToken cancellationToken) => network.GetActionsAsync(cancellationToken);

        public Task<ConversionAction> CreateActionAsync(ConversionActionSettings settings, bool validateOnly, CancellationToken cancellationToken) =>
            network.CreateActionAsync(settings, validateOnly, cancellationToken);

        public Task<UploadAnswer> UploadAsync(IReadOnlyList<UploadItem> batch, bool validateOnly, CancellationToken cancellationToken) =>
            network.UploadAsync(batch, validateOnly, cancellationToken);
    }
}
