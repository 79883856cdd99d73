using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EnhancedConversions.Conversions;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Uploads;
using EnhancedConversions.UploadWorker.Line;
using Xunit.Abstractions;

namespace EnhancedConversions.Core.Tests.Uploads.Faults;

/// <summary>
/// Everything that goes wrong between this module and a network, on real sockets. 20 rows travel in two requests, the second of which meets the fault.
/// Whatever the fault: every row has its answer, the same command again brings the rest, no row is lost and none counts twice.
/// </summary>
public abstract class FaultTests(AdNetwork network, ITestOutputHelper output)
{
    private const int Always = int.MaxValue;
    private const int Count = 20;

    /// <summary>What the network says.</summary>
    [Theory]
    [InlineData(SandboxFaultEffect.Refuse, 429, 20, 1, UploadStatus.Accepted, 3, 0)]
    [InlineData(SandboxFaultEffect.Refuse, 429, null, 1, UploadStatus.Accepted, 3, 0)]
    [InlineData(SandboxFaultEffect.Refuse, 429, 20, Always, UploadStatus.Held, null, 0)]
    [InlineData(SandboxFaultEffect.Refuse, 429, 600, 1, UploadStatus.Held, 2, 0)]
    [InlineData(SandboxFaultEffect.Refuse, 500, null, 1, UploadStatus.Accepted, 3, 0)]
    [InlineData(SandboxFaultEffect.Refuse, 502, null, 1, UploadStatus.Accepted, 3, 0)]
    [InlineData(SandboxFaultEffect.Refuse, 503, null, 2, UploadStatus.Accepted, 4, 0)]
    [InlineData(SandboxFaultEffect.Refuse, 503, 30, 1, UploadStatus.Accepted, 3, 0)]
    [InlineData(SandboxFaultEffect.Refuse, 503, null, Always, UploadStatus.Unknown, null, 0)]
    [InlineData(SandboxFaultEffect.RefuseAfterWork, 500, null, 1, UploadStatus.Accepted, 3, 10)]
    [InlineData(SandboxFaultEffect.RefuseAfterWork, 503, null, 1, UploadStatus.Accepted, 3, 10)]
    [InlineData(SandboxFaultEffect.Garbage, 200, null, 1, UploadStatus.Accepted, 3, 10)]
    [InlineData(SandboxFaultEffect.Garbage, 200, null, Always, UploadStatus.Unknown, 4, 30)]
    [InlineData(SandboxFaultEffect.Truncate, 200, null, 1, UploadStatus.Accepted, 3, 10)]
    [InlineData(SandboxFaultEffect.WrongContentType, 200, null, 1, UploadStatus.Accepted, 3, 10)]
    [InlineData(SandboxFaultEffect.WrongContentType, 200, null, Always, UploadStatus.Unknown, 4, 30)]
    [InlineData(SandboxFaultEffect.ExpireTokens, 200, null, 1, UploadStatus.Accepted, 3, 0)]
    public async Task What_the_network_says_loses_no_row(SandboxFaultEffect effect, int status, int? retryAfter, int times, UploadStatus expected, int? requests, int repeats)
    {
        var fault = new SandboxFault
        {
            Effect = effect,
            Status = (HttpStatusCode)status,
            RetryAfter = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            First = 2,
            Times = times,
        };
        await using var world = await FaultWorld.OpenAsync(network, fault);
        var run = await SufferAsync(world, $"{effect} {status}{(retryAfter is null ? "" : $" retry after {retryAfter} s")}{Often(times)}", expected, requests);
        if (expected == UploadStatus.Held && retryAfter is { } wait)
        {
            Assert.All(run.Results.Skip(10), r => Assert.NotNull(r.NotBefore));
            Assert.True(run.Summary!.ResumeAfter - run.Summary.FinishedAt <= TimeSpan.FromSeconds(wait));
        }

        await RecoverAsync(world, repeats);
    }

    /// <summary>What the line does.</summary>
    [Theory]
    [InlineData(LineFault.CutBeforeReading, 1, UploadStatus.Accepted, 3, 0)]
    [InlineData(LineFault.CutBeforeWork, 1, UploadStatus.Accepted, 3, 0)]
    [InlineData(LineFault.CutBeforeWork, Always, UploadStatus.Unknown, null, 0)]
    [InlineData(LineFault.CutAfterWork, 1, UploadStatus.Accepted, 3, 10)]
    [InlineData(LineFault.CutAfterWork, Always, UploadStatus.Unknown, null, null)]
    [InlineData(LineFault.CutAfterHeaders, 1, UploadStatus.Accepted, 3, 10)]
    [InlineData(LineFault.CutInBody, 1, UploadStatus.Accepted, 3, 10)]
    [InlineData(LineFault.SlowHeaders, 1, UploadStatus.Accepted, 3, 10)]
    [InlineData(LineFault.SlowBody, 1, UploadStatus.Accepted, 3, 10)]
    [InlineData(LineFault.SlowHeaders, Always, UploadStatus.Unknown, null, null)]
    public async Task What_the_line_does_loses_no_row(LineFault line, int times, UploadStatus expected, int? requests, int? repeats)
    {
        await using var world = await FaultWorld.OpenAsync(network, null, line, times);
        await SufferAsync(world, $"{line}{Often(times)}", expected, requests);
        await RecoverAsync(world, repeats);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_ends_the_run_before_anything_is_sent()
    {
        await using var world = await FaultWorld.OpenAsync(network);
        Ended(world, await world.RunAsync(Count, world.Server.CreateHandler(trusted: false)), "TLS failure");
        await RecoverAsync(world, 0);
    }

    [Fact]
    public async Task A_name_that_cannot_be_resolved_ends_the_run_before_anything_is_sent()
    {
        await using var world = await FaultWorld.OpenAsync(network);
        var lost = new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
            {
                await Dns.GetHostAddressesAsync("no-such-host.invalid", stop);
                throw new InvalidOperationException("The name was resolved.");
            },
        };
        Ended(world, await world.RunAsync(Count, lost), "DNS failure");
        await RecoverAsync(world, 0);
    }

    [Fact]
    public async Task A_server_that_is_not_there_ends_the_run_before_anything_is_sent()
    {
        await using var world = await FaultWorld.OpenAsync(network);
        using var nobody = new Socket(SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var closed = new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(nobody.LocalEndPoint!, stop);
                throw new InvalidOperationException("Somebody listens.");
            },
        };
        Ended(world, await world.RunAsync(Count, closed), "connection refused");
        await RecoverAsync(world, 0);
    }

    [Fact]
    public async Task A_server_that_goes_away_in_the_middle_ends_the_run_with_what_was_accepted()
    {
        await using var world = await FaultWorld.OpenAsync(network);
        using var nobody = new Socket(SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var going = world.Server.CreateHandler();
        going.PooledConnectionLifetime = TimeSpan.Zero;
        going.ConnectCallback = async (_, stop) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(world.Receipt.UploadRequests == 0 ? world.Server.Address : nobody.LocalEndPoint!, stop);
            return new NetworkStream(socket, ownsSocket: true);
        };
        var run = await world.RunAsync(Count, going);
        Write("server gone after the first request", run);
        Assert.Equal(ErrorKind.Connection, run.Error?.Kind);
        Assert.Equal((10, 10), (run.Results.Count(r => r.Status == UploadStatus.Accepted), run.Summary!.Remaining));
        await RecoverAsync(world, 0);
    }

    [Fact]
    public async Task A_proxy_that_wants_a_password_is_passed_with_it_and_named_without_it()
    {
        await using var world = await FaultWorld.OpenAsync(network);
        await using var proxy = new ConnectProxy(world.Server.Address);
        Ended(world, await world.RunAsync(Count, Through(null)), "proxy without a password");
        Assert.True(proxy.Refusals > 0);
        Assert.Equal(0, proxy.Tunnels);
        var run = await world.RunAsync(Count, Through(new NetworkCredential(ConnectProxy.User, ConnectProxy.Password)));
        Write("proxy with a password", run);
        Assert.All(run.Results, r => Assert.Equal(UploadStatus.Accepted, r.Status));
        Assert.True(proxy.Tunnels > 0);
        await RecoverAsync(world, 0);

        SocketsHttpHandler Through(ICredentials? credentials)
        {
            var handler = new SocketsHttpHandler { Proxy = new WebProxy(proxy.Address) { Credentials = credentials }, UseProxy = true };
            world.Server.Trust(handler);
            return handler;
        }
    }

    [Theory]
    [InlineData(-120)]
    [InlineData(-7)]
    [InlineData(7)]
    [InlineData(120)]
    public async Task A_client_whose_clock_is_wrong_sends_its_rows_once(int minutes)
    {
        await using var world = await FaultWorld.OpenAsync(network, new SandboxFault { Effect = SandboxFaultEffect.Refuse, RetryAfter = TimeSpan.FromSeconds(5), First = 2 });
        var run = await world.RunAsync(Count, skew: TimeSpan.FromMinutes(minutes));
        Write(string.Create(CultureInfo.InvariantCulture, $"clock {minutes:+0;-0} min, 503 once"), run);
        Assert.All(run.Results, r => Assert.Equal(UploadStatus.Accepted, r.Status));
        Assert.Equal(3, run.Summary!.Requests);
        Assert.Equal((Count, 0), (world.Receipt.Conversions, world.Receipt.Repeats));
    }

    private static string Often(int times) => times switch { 1 => "", Always => " always", _ => $" {times} times" };

    // The run with the fault: rows of the first request are accepted, those of the second are as expected.
    private async Task<FaultRun> SufferAsync(FaultWorld world, string name, UploadStatus expected, int? requests)
    {
        var run = await world.RunAsync(Count);
        Write(name, run);
        Assert.Null(run.Error);
        Assert.Equal(Enumerable.Range(1, Count), run.Results.Select(r => r.Source.Row));
        Assert.All(run.Results.Take(10), r => Assert.Equal(UploadStatus.Accepted, r.Status));
        Assert.All(run.Results.Skip(10), r => Assert.Equal(expected, r.Status));
        Assert.Equal(expected == UploadStatus.Accepted ? 0 : 10, run.Summary!.Remaining);
        if (requests is { } number)
        {
            Assert.Equal(number, run.Summary.Requests);
        }

        return run;
    }

    // The run ended without sending anything, with an error that says that no connection came about.
    private void Ended(FaultWorld world, FaultRun run, string name)
    {
        Write(name, run);
        Assert.Equal(ErrorKind.Connection, run.Error?.Kind);
        Assert.Empty(run.Results);
        Assert.Equal(0, world.Receipt.UploadRequests);
    }

    // The same command again when all is well, and once more.
    private async Task RecoverAsync(FaultWorld world, int? repeats)
    {
        world.Server.IsWell = true;
        var held = world.Receipt.Conversions;
        var again = await world.RunAsync(Count);
        if (again.Results.Any(r => r.Code == "HeldBack"))
        {
            // Told to come back later, and later it is: the wait is at most ten minutes, ten seconds here.
            var until = again.Results.Max(r => r.NotBefore)!.Value - again.Summary!.FinishedAt!.Value;
            await Task.Delay(until / 60 > TimeSpan.Zero ? (until / 60) + TimeSpan.FromMilliseconds(200) : TimeSpan.Zero);
            again = await world.RunAsync(Count);
        }

        Assert.All(again.Results, r => Assert.True(r.Status is UploadStatus.Accepted or UploadStatus.AlreadySent, r.ToString()));
        Assert.Equal(0, again.Summary!.Remaining);
        var receipt = world.Receipt;
        output.WriteLine($"    then: {again.Summary.Accepted} accepted, {again.Summary.AlreadySent} already sent; the network has {receipt.Conversions} conversions (it had {held}), {receipt.Repeats} repeats");
        Assert.Equal(Count, receipt.Conversions);
        if (repeats is { } number)
        {
            Assert.Equal(number, receipt.Repeats);
        }

        var sent = receipt.UploadRequests;
        Assert.All((await world.RunAsync(Count)).Results, r => Assert.Equal(UploadStatus.AlreadySent, r.Status));
        Assert.Equal(sent, world.Receipt.UploadRequests);
        await world.CheckLedgerAsync();
    }

    private void Write(string name, FaultRun run) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{network}, {name}: {(run.Error is null ? string.Join(", ", run.Results.GroupBy(r => r.Code is null ? $"{r.Status}" : $"{r.Status} ({r.Code})").Select(g => $"{g.Count()} {g.Key}")) : run.Error.ErrorId)}; {run.Summary?.Requests ?? 0} upload requests; given up or done after {run.Time.TotalSeconds:0} s"));
}

public sealed class GoogleAdsFaultTests(ITestOutputHelper output) : FaultTests(AdNetwork.GoogleAds, output);

public sealed class MicrosoftAdvertisingFaultTests(ITestOutputHelper output) : FaultTests(AdNetwork.MicrosoftAdvertising, output);
