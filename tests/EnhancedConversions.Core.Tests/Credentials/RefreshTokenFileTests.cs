using EnhancedConversions.Core.Tests.Http;
using EnhancedConversions.Credentials;
using EnhancedConversions.Sandbox;

namespace EnhancedConversions.Core.Tests.Credentials;

public sealed class RefreshTokenFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("token-file-");
    private readonly ScriptedServer _server = new();
    private readonly LeapingClock _clock = new();
    private readonly MicrosoftSignIn _signIn = new() { ClientId = SandboxCredentials.ClientId };

    private string FilePath => Path.Combine(_folder.FullName, "token");

    [Fact]
    public async Task A_new_token_is_in_the_file_for_the_user_alone_before_the_access_token_is_used()
    {
        _server.Json("""{"access_token":"a1","expires_in":3600,"refresh_token":"refresh-1"}""");
        string? whenTold = null;
        var source = Source("refresh-0", (_, _) =>
        {
            whenTold = File.ReadAllText(FilePath);
            return default;
        });

        await source.GetTokenAsync(new HttpClient(_server), null, default);

        Assert.Equal("refresh-1", whenTold);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath + ".lock"));
        }

        Assert.Equal(["token", "token.lock"], _folder.EnumerateFiles().Select(file => file.Name).Order());
    }

    [Fact]
    public async Task A_process_that_dies_right_after_the_rotation_signs_in_the_next_time()
    {
        using var sandbox = new SandboxNetworks(new SandboxOptions { RefreshTokensDieAfterUse = true, Clock = _clock });
        using var client = new HttpClient(sandbox.CreateHandler());
        var dying = Source(SandboxCredentials.RefreshToken, (_, _) => throw new InvalidOperationException("the process ends here"));
        Assert.Equal("RefreshTokenNotKept", (await Assert.ThrowsAsync<ConversionException>(() => dying.GetTokenAsync(client, null, default).AsTask())).ErrorId);

        // A leftover of a write that was cut short does no harm either.
        await File.WriteAllTextAsync(FilePath + ".new", "half a tok");

        Assert.NotEmpty(await Source(null).GetTokenAsync(client, null, default));
        Assert.NotEmpty(await Source(SandboxCredentials.RefreshToken).GetTokenAsync(client, null, default));
    }

    [Fact]
    public async Task A_token_rotated_in_mid_run_is_kept()
    {
        using var sandbox = new SandboxNetworks(new SandboxOptions { RefreshTokensDieAfterUse = true, Clock = _clock });
        using var client = new HttpClient(sandbox.CreateHandler());
        var source = Source(SandboxCredentials.RefreshToken);
        var seen = new HashSet<string>();
        for (var hour = 0; hour < 5; hour++)
        {
            await source.GetTokenAsync(client, null, default);
            seen.Add(await File.ReadAllTextAsync(FilePath));
            _clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(5, seen.Count);
        Assert.NotEmpty(await Source(null).GetTokenAsync(client, null, default));
    }

    [Fact]
    public async Task Those_who_share_a_file_take_turns_although_each_token_dies_with_its_use()
    {
        using var sandbox = new SandboxNetworks(new SandboxOptions { RefreshTokensDieAfterUse = true, Clock = _clock });
        using var client = new HttpClient(sandbox.CreateHandler());
        await new RefreshTokenFile(FilePath).SaveAsync(new Secret(SandboxCredentials.RefreshToken), default);

        var tokens = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => Source(null).GetTokenAsync(client, null, default).AsTask())));

        Assert.Equal(12, tokens.Distinct().Count());
    }

    [Fact]
    public async Task A_holder_of_the_lock_is_waited_for_until_the_caller_stops()
    {
        using var stop = new CancellationTokenSource();
        Task<string> waiting;
        using (await new RefreshTokenFile(FilePath).TakeAsync(default))
        {
            waiting = Source("refresh-0").GetTokenAsync(new HttpClient(_server), null, stop.Token).AsTask();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_new_consent_is_taken_over_by_giving_its_token_once()
    {
        await new RefreshTokenFile(FilePath).SaveAsync(new Secret("dead"), default);
        _server.Json("""{"error":"invalid_grant"}""", 400).Json("""{"access_token":"a1","expires_in":3600}""");

        await Source("fresh").GetTokenAsync(new HttpClient(_server), null, default);

        Assert.Contains("refresh_token=dead", _server.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("refresh_token=fresh", _server.Requests[1].Body, StringComparison.Ordinal);
        Assert.Equal("fresh", await File.ReadAllTextAsync(FilePath));
    }

    [Fact]
    public async Task A_refused_token_says_to_consent_again_and_how()
    {
        _server.Json("""{"error":"invalid_grant","error_description":"AADSTS70008 refresh-0"}""", 400);

        var refusal = await RefusedAsync("refresh-0");

        Assert.Equal("RefreshTokenRefused", refusal.ErrorId);
        Assert.StartsWith("Consent again", refusal.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("-Interactive", refusal.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("refresh-0", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_token_and_file_it_says_what_to_give()
    {
        Assert.Equal("RefreshTokenMissing", (await RefusedAsync(null)).ErrorId);
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"refresh_token\": \"x\" }")]
    public async Task A_file_with_something_else_is_not_sent_anywhere(string content)
    {
        await new RefreshTokenFile(FilePath).SaveAsync(new Secret("x"), default);
        await File.WriteAllTextAsync(FilePath, content);

        Assert.Equal("TokenFileUnusable", (await RefusedAsync("refresh-0")).ErrorId);
        Assert.Empty(_server.Requests);
    }

    [SkippableFact]
    public async Task A_file_others_can_read_is_refused()
    {
        Skip.If(OperatingSystem.IsWindows(), "Unix modes.");
        await File.WriteAllTextAsync(FilePath, "refresh-0");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var refusal = await RefusedAsync(null);

        Assert.Equal("TokenFileOpenToOthers", refusal.ErrorId);
        Assert.Contains("chmod 600", refusal.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told_before_the_token_is_spent()
    {
        var source = _signIn.ToTokenSource(new Secret("refresh-0"), new RefreshTokenFile(Path.Combine(_folder.FullName, "missing", "token")), null, _clock);

        Assert.Equal("TokenFileNotWritable", (await Assert.ThrowsAsync<ConversionException>(() => source.GetTokenAsync(new HttpClient(_server), null, default).AsTask())).ErrorId);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Who_fails_to_keep_a_token_is_told_without_the_token()
    {
        _server.Json("""{"access_token":"a1","expires_in":3600,"refresh_token":"refresh-1"}""").Json("""{"access_token":"a1","expires_in":3600,"refresh_token":"refresh-2"}""");

        var open = await RefusedAsync("refresh-0", (_, _) => throw new InvalidOperationException("The vault is locked"));
        var leaking = await RefusedAsync("refresh-0", (token, _) => throw new InvalidOperationException("cannot store " + token.Reveal()));

        Assert.Contains("vault is locked", open.Message, StringComparison.Ordinal);
        Assert.Equal("RefreshTokenNotKept", leaking.ErrorId);
        Assert.DoesNotContain("refresh-2", leaking.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_link_is_followed_and_stays_a_link()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need rights there.");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "link"), FilePath);
        await new RefreshTokenFile(FilePath).SaveAsync(new Secret("refresh-0"), default);

        await new RefreshTokenFile(Path.Combine(_folder.FullName, "link")).SaveAsync(new Secret("refresh-1"), default);

        Assert.Equal("refresh-1", await File.ReadAllTextAsync(FilePath));
        Assert.NotNull(new FileInfo(Path.Combine(_folder.FullName, "link")).LinkTarget);
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _server.Dispose();
    }

    private RefreshTokenSource Source(string? token, Func<Secret, CancellationToken, ValueTask>? rotated = null) =>
        _signIn.ToTokenSource(token is null ? null : new Secret(token), new RefreshTokenFile(FilePath), rotated, _clock);

    private Task<ConversionException> RefusedAsync(string? token, Func<Secret, CancellationToken, ValueTask>? rotated = null) =>
        Assert.ThrowsAsync<ConversionException>(() => Source(token, rotated).GetTokenAsync(new HttpClient(_server), null, default).AsTask());
}
