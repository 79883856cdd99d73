using System.Diagnostics;
using EnhancedConversions.Sandbox;

namespace EnhancedConversions.Core.Tests.Uploads;

/// <summary>
/// Processes that upload to Microsoft Advertising with a refresh token in a file. Every call needs a new access token, each refresh hands out a new refresh token,
/// and the old one dies with its use unless a test says otherwise.
/// </summary>
public sealed class TokenRotationTests : IDisposable
{
    private const string FirstToken = "refresh-token=" + SandboxCredentials.RefreshToken;

    private readonly Workers _workers = new(2000);

    private string TokenFile => $"token-file={_workers.PathOf("token")}";

    // The first calls are the sign-in and the reading of goals, the later ones uploads.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_process_killed_right_after_a_rotation_signs_in_the_next_time_and_goes_on(int rotation)
    {
        var dying = _workers.Start(TokenFile, FirstToken, $"die-after-rotation={rotation}", "rows-per-request=500", "throttle=1");
        await dying.WaitForExitAsync();
        Assert.NotEqual(0, dying.ExitCode);
        Assert.NotEqual(SandboxCredentials.RefreshToken, await File.ReadAllTextAsync(_workers.PathOf("token")));
        var sent = _workers.Receipts().MicrosoftAdvertising.Conversions;

        var (accepted, alreadySent) = await Workers.EndAsync(_workers.Start(TokenFile, "rows-per-request=500"));

        Assert.Equal((_workers.Rows - sent, sent), (accepted, alreadySent));
        Assert.Equal((_workers.Rows, 0), (_workers.Receipts().MicrosoftAdvertising.Conversions, _workers.Receipts().MicrosoftAdvertising.Repeats));
    }

    [Fact]
    public async Task A_token_rotated_in_mid_run_is_kept_for_the_next_run()
    {
        await Workers.EndAsync(_workers.Start(TokenFile, FirstToken, "rows-per-request=200"));

        // The token of the first run is long dead; the file has the last of at least a dozen.
        Assert.Equal((0, _workers.Rows), await Workers.EndAsync(_workers.Start(TokenFile)));
    }

    [Fact]
    public async Task Processes_that_share_a_token_file_at_once_all_sign_in()
    {
        await Workers.EndAsync(_workers.Start(TokenFile, FirstToken));
        var together = await _workers.StartTogetherAsync(3, TokenFile, "rows-per-request=100");

        var ends = await Task.WhenAll(together.Select(worker => Workers.EndAsync(worker)));

        Assert.All(ends, end => Assert.Equal((0, _workers.Rows), end));
    }

    [Fact]
    public async Task Processes_that_share_a_token_file_and_a_file_of_rows_send_each_row_once()
    {
        await File.WriteAllTextAsync(_workers.PathOf("token"), SandboxCredentials.RefreshToken);
        Protect(_workers.PathOf("token"));
        var together = await _workers.StartTogetherAsync(3, TokenFile, "rows-per-request=100", "latency=20");

        var ends = await Task.WhenAll(together.Select(worker => Workers.EndAsync(worker)));

        Assert.Equal(_workers.Rows, ends.Sum(end => end.Accepted));
        Assert.Equal((_workers.Rows, 0), (_workers.Receipts().MicrosoftAdvertising.Conversions, _workers.Receipts().MicrosoftAdvertising.Repeats));
    }

    // Between the answer with the new token and its being kept nothing but the old token is left: Microsoft does not revoke that at once (contract 7).
    [Fact]
    public async Task Whenever_a_process_is_killed_the_next_one_signs_in_where_the_old_token_lives_on_for_a_while()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 4; i++)
        {
            var worker = _workers.Start(i == 0 ? [TokenFile, FirstToken, "tokens-die=no", "rows-per-request=20", "latency=10"] : [TokenFile, "tokens-die=no", "rows-per-request=20", "latency=10"]);
            await Workers.ListenAsync(worker, "ready");
            await Task.Delay(random.Next(0, 500));
            Kill(worker);
            await worker.WaitForExitAsync();
        }

        await Workers.EndAsync(_workers.Start(TokenFile, "tokens-die=no"));

        // What was on its way is sent again; of equal conversions Microsoft counts the first (contract 3.4).
        Assert.Equal(_workers.Rows, _workers.Receipts().MicrosoftAdvertising.Conversions);
    }

    public void Dispose() => _workers.Dispose();

    private static void Kill(Process worker)
    {
        if (!worker.HasExited)
        {
            worker.Kill();
        }
    }

    private static void Protect(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
