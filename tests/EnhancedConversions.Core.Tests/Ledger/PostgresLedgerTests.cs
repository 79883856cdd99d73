using EnhancedConversions.Credentials;
using EnhancedConversions.Ledger;
using Npgsql;

namespace EnhancedConversions.Core.Tests.Ledger;

[Collection(PostgresServer.Collection)]
public sealed class PostgresLedgerTests : LedgerContractTests
{
    private readonly PostgresServer _server;
    private readonly string _connection;

    public PostgresLedgerTests(PostgresServer server)
    {
        Skip.If(server.Reason is not null, server.Reason);
        _server = server;
        _connection = server.NewLedger();
        Location = LedgerLocation.Parse(_connection);
    }

    internal override LedgerLocation Location { get; }

    [SkippableFact]
    public async Task The_password_comes_separately_and_is_nowhere_to_be_seen()
    {
        var text = $"postgres://{PostgresServer.User}@127.0.0.1:{_server.Port}/postgres?search_path={Location.Schema}";
        var location = LedgerLocation.Parse(text, new Secret(PostgresServer.Password));
        await using (await UploadLedger.OpenAsync(location, Clock, default))
        {
        }

        Assert.Equal($"postgres://127.0.0.1:{_server.Port}/postgres", location.ToString());
        var error = await Assert.ThrowsAsync<ConversionException>(() => UploadLedger.OpenAsync(LedgerLocation.Parse(text, new Secret("wrong")), Clock, default));
        Assert.Equal(("LedgerSignInRefused", ErrorKind.AccessDenied), (error.ErrorId, error.Kind));
        Assert.DoesNotContain("wrong", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("LedgerSignInRefused", (await Assert.ThrowsAsync<ConversionException>(() => UploadLedger.OpenAsync(LedgerLocation.Parse(text), Clock, default))).ErrorId);
    }

    [SkippableFact]
    public async Task A_certificate_is_verified_where_TLS_is_asked_for()
    {
        var named = _connection.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        var untrusted = await Assert.ThrowsAsync<ConversionException>(() => UploadLedger.OpenAsync(LedgerLocation.Parse(named + ";SSL Mode=VerifyFull"), Clock, default));
        Assert.Equal("LedgerNotTrusted", untrusted.ErrorId);
        var wrongName = await Assert.ThrowsAsync<ConversionException>(() => UploadLedger.OpenAsync(LedgerLocation.Parse($"{_connection};SSL Mode=VerifyFull;Root Certificate={_server.RootCertificate}"), Clock, default));
        Assert.Equal("LedgerNotTrusted", wrongName.ErrorId);
        await using var ledger = await UploadLedger.OpenAsync(LedgerLocation.Parse($"{named};SSL Mode=VerifyFull;Root Certificate={_server.RootCertificate}"), Clock, default);
        Assert.True((await ClaimAsync(ledger, await BeginAsync(ledger), 1)).Granted);
    }

    [SkippableTheory]
    [InlineData("Host=127.0.0.1;Port=1;Username=x", "LedgerUnreachable", ErrorKind.Connection)]
    [InlineData("Host=no-such-host.invalid;Username=x", "LedgerUnreachable", ErrorKind.Connection)]
    public async Task A_server_that_is_not_there_is_named_within_seconds(string text, string errorId, ErrorKind kind)
    {
        var started = DateTime.UtcNow;
        var error = await Assert.ThrowsAsync<ConversionException>(() => UploadLedger.OpenAsync(LedgerLocation.Parse(text), Clock, default));
        Assert.Equal((errorId, kind), (error.ErrorId, error.Kind));
        Assert.InRange(DateTime.UtcNow - started, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [SkippableFact]
    public async Task A_database_that_is_not_there_is_named()
    {
        var error = await Assert.ThrowsAsync<ConversionException>(() => UploadLedger.OpenAsync(LedgerLocation.Parse(_connection.Replace("Database=postgres", "Database=nowhere", StringComparison.Ordinal)), Clock, default));
        Assert.Equal(("LedgerDatabaseNotFound", ErrorKind.NotFound), (error.ErrorId, error.Kind));
    }

    [SkippableFact]
    public async Task A_user_without_rights_is_told_which_are_missing()
    {
        await AdminAsync("CREATE ROLE nobody_special LOGIN PASSWORD 'x'; REVOKE CREATE ON DATABASE postgres FROM PUBLIC");
        var location = LedgerLocation.Parse($"Host=127.0.0.1;Port={_server.Port};Database=postgres;Username=nobody_special;Password=x");
        var error = await Assert.ThrowsAsync<ConversionException>(() => UploadLedger.OpenAsync(location, Clock, default));
        Assert.Equal("LedgerRightsMissing", error.ErrorId);
        Assert.Contains("enhanced_conversions", error.RecommendedAction, StringComparison.Ordinal);

        // A schema that was made for the user is all it needs.
        await AdminAsync("CREATE SCHEMA enhanced_conversions AUTHORIZATION nobody_special");
        await using var ledger = await UploadLedger.OpenAsync(location, Clock, default);
        Assert.True((await ClaimAsync(ledger, await BeginAsync(ledger), 1)).Granted);
    }

    [SkippableFact]
    public async Task Another_programs_schema_is_refused_and_left_as_it_is()
    {
        await AdminAsync($"CREATE SCHEMA {Location.Schema}; CREATE TABLE {Location.Schema}.customers(id int)");
        Assert.Equal("LedgerNotRecognized", (await Assert.ThrowsAsync<ConversionException>(OpenAsync)).ErrorId);
        await using var admin = _server.Admin();
        await using var command = admin.CreateCommand($"SELECT count(*) FROM pg_tables WHERE schemaname = '{Location.Schema}'");
        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }

    [SkippableFact]
    public async Task A_claim_is_durable_even_where_the_server_is_set_not_to_wait_for_its_disk()
    {
        await using var ledger = await OpenAsync();
        var upload = await BeginAsync(ledger);
        await using var admin = _server.Admin();
        await using (var off = admin.CreateCommand($"ALTER ROLE {PostgresServer.User} SET synchronous_commit = off"))
        {
            await off.ExecuteNonQueryAsync();
        }

        try
        {
            await using var later = await OpenAsync();
            var onDisk = 0;
            for (var person = 1; person <= 10; person++)
            {
                Assert.True((await ClaimAsync(later, upload, person)).Granted);
                await using var log = admin.CreateCommand("SELECT pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn()");
                onDisk += (bool)(await log.ExecuteScalarAsync())! ? 1 : 0;
            }

            // Everything written is on disk at once, not at the writer's next round. The server itself may write something now and then.
            Assert.InRange(onDisk, 9, 10);
        }
        finally
        {
            await using var reset = admin.CreateCommand($"ALTER ROLE {PostgresServer.User} RESET synchronous_commit");
            await reset.ExecuteNonQueryAsync();
        }
    }

    [SkippableFact]
    public async Task A_server_that_crashes_and_comes_back_is_waited_for_and_has_forgotten_nothing()
    {
        await using var ledger = await OpenAsync();
        var upload = await BeginAsync(ledger);
        var first = await ledger.ClaimAsync(upload, [.. Enumerable.Range(1, 500).Select(Row)], default);
        var away = _server.RestartAsync(TimeSpan.FromSeconds(1));
        await Task.Delay(300);
        var second = await ledger.ClaimAsync(upload, [.. Enumerable.Range(501, 500).Select(Row)], default);
        await ledger.CompleteAsync(first.Batch, LedgerState.Accepted, "r", [], default);
        await away;
        Assert.All(second.Answers, a => Assert.True(a.Granted));
        var found = await ledger.FindAsync([.. Enumerable.Range(1, 1000).Select(Row)], default);
        Assert.Equal(500, found.Count(f => f.State == LedgerState.Accepted));
        Assert.Equal(500, found.Count(f => f is { Granted: false, State: LedgerState.Pending }));
    }

    [SkippableFact]
    public async Task A_claim_whose_commit_went_through_unheard_is_the_same_claim_when_it_is_repeated()
    {
        await using var ledger = await OpenAsync();
        var upload = await BeginAsync(ledger);
        await using var admin = _server.Admin();
        using var stop = new CancellationTokenSource();
        var cutting = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await using var cut = admin.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'EnhancedConversions.PS'");
                await cut.ExecuteNonQueryAsync();
                await Task.Delay(Random.Shared.Next(5, 60));
            }
        });
        var batches = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            var claim = await ledger.ClaimAsync(upload, [.. Enumerable.Range((i * 20) + 1, 20).Select(Row)], default);
            Assert.All(claim.Answers, a => Assert.True(a.Granted));
            batches.Add(claim.Batch);
        }

        await stop.CancelAsync();
        await cutting;
        Assert.Equal(20, batches.Distinct().Count());
        Assert.Equal(400, (await ledger.GetRowsAsync(upload, default)).Count);
    }

    [SkippableFact]
    public async Task No_identifier_raw_or_hashed_is_in_the_database()
    {
        await using var ledger = await OpenAsync();
        await ClaimAsync(ledger, await BeginAsync(ledger), 1);
        await using var admin = _server.Admin();
        await using var command = admin.CreateCommand($"SELECT encode(key, 'hex') || ' ' || rows::text FROM {Location.Schema}.rows");
        var row = (string)(await command.ExecuteScalarAsync())!;
        Assert.DoesNotContain("lead.1", row, StringComparison.Ordinal);
        Assert.DoesNotContain(Hashed(1).HashedEmail!, row, StringComparison.OrdinalIgnoreCase);
    }

    internal override async Task TimePassesAsync(TimeSpan span)
    {
        Clock.Advance(span);
        var ms = (long)span.TotalMilliseconds;
        await SqlAsync($"UPDATE uploads SET lease = lease - {ms}; UPDATE batches SET claimed = claimed - {ms}; UPDATE quota_places SET at = at - {ms}");
    }

    internal override async Task SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    internal override Task MakeNewerAsync() => SqlAsync("UPDATE ledger_version SET version = 99");

    internal override async Task<UploadLedger> OpenWithNextStepAsync(string step)
    {
        var ledger = new PostgresLedger(Location, Clock, UploadLedger.DefaultLease) { Steps = [.. LedgerSchema.Steps("bytea"), step] };
        await UploadLedger.OpenAsync(ledger, LedgerAccess.Create, default);
        return ledger;
    }

    private async Task AdminAsync(string sql)
    {
        await using var admin = _server.Admin();
        await using var command = admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
