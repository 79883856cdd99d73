using System.Collections;
using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Uploads;
using EnhancedConversions.Ledger;
using EnhancedConversions.Uploads;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EnhancedConversions.Core.Tests.Ledger;

public sealed class SqliteLedgerTests : LedgerContractTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal override LedgerLocation Location => LedgerLocation.Parse(Path);

    private string Path => _folder.PathOf("ledger.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Claims_of_a_process_that_is_gone_are_free_at_once()
    {
        await using var ledger = await OpenAsync();
        var claim = await ledger.ClaimAsync(await BeginAsync(ledger), [Row(1)], default);

        // The run above belongs to this very process; say it was another one, long gone.
        await SqlAsync("UPDATE uploads SET process_started = process_started - 100000");
        Assert.Equal(ConversionUploadStatus.Interrupted, Assert.Single(await ledger.GetUploadsAsync(new UploadFilter(), default)).Status);
        Assert.True(await ledger.IsAnySettledAsync([claim.Batch], default));
        Assert.True((await ClaimAsync(ledger, await BeginAsync(ledger), 1)).Granted);
    }

    [Fact]
    public async Task A_process_elsewhere_is_judged_by_its_lease_alone()
    {
        await using var ledger = await OpenAsync();
        await ClaimAsync(ledger, await BeginAsync(ledger), 1);
        await SqlAsync("UPDATE uploads SET process_started = process_started - 100000, host = 'another machine'");
        Assert.False((await ClaimAsync(ledger, await BeginAsync(ledger), 1)).Granted);
    }

    [Fact]
    public async Task No_identifier_raw_or_hashed_is_in_the_file()
    {
        var hashed = Hashed(1);
        await using (var ledger = await OpenAsync())
        {
            await ClaimAsync(ledger, await ledger.BeginUploadAsync(AdNetwork.GoogleAds, "1", "/home/somebody/leads.csv", default), 1);
        }

        var text = string.Concat(Directory.GetFiles(_folder.FullName).Select(f => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.Contains("leads.csv", text, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody", text, StringComparison.Ordinal);
        Assert.DoesNotContain("lead.1", text, StringComparison.Ordinal);
        Assert.DoesNotContain(hashed.HashedEmail!, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(System.Text.Encoding.Latin1.GetString(Convert.FromHexString(hashed.HashedEmail!)), text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE customers(id)")]
    [InlineData("PRAGMA user_version = 3")]
    [InlineData("PRAGMA application_id = 7")]
    public async Task Another_programs_database_is_refused_and_left_as_it_is(string sql)
    {
        await SqlAsync(sql);
        await RefusedAsync("LedgerNotRecognized");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        await File.WriteAllTextAsync(Path, "Email,Phone Number\n" + new string('x', 5000));
        await RefusedAsync("LedgerNotRecognized");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.97)]
    [InlineData(0.01)]
    public async Task A_truncated_ledger_is_refused_and_left_as_it_is(double share)
    {
        await FillAsync();
        await using (var file = File.OpenWrite(Path))
        {
            file.SetLength((long)(file.Length * share));
        }

        await RefusedAsync("LedgerDamaged");
    }

    [Fact]
    public async Task A_ledger_with_a_page_of_rubbish_does_not_pass_the_check()
    {
        await FillAsync();
        await using (var file = File.OpenWrite(Path))
        {
            file.Position = 40 * 4096;
            file.Write([.. Enumerable.Repeat((byte)0xA5, 4096)]);
        }

        Assert.Equal("LedgerDamaged", (await Assert.ThrowsAsync<ConversionException>(() => UploadHistory.CheckAsync(Location, default))).ErrorId);
    }

    [Fact]
    public async Task An_empty_file_becomes_a_ledger()
    {
        await File.WriteAllBytesAsync(Path, []);
        Assert.Empty(await UploadHistory.GetUploadsAsync(Location, null, default));
        Assert.Empty(await File.ReadAllBytesAsync(Path));
        await using var ledger = await OpenAsync();
        Assert.True((await ClaimAsync(ledger, await BeginAsync(ledger), 1)).Granted);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused_before_anything_is_sent()
    {
        await File.WriteAllTextAsync(_folder.PathOf("file"), "");
        var error = await Assert.ThrowsAsync<ConversionException>(() => UploadLedger.OpenAsync(LedgerLocation.Parse(System.IO.Path.Combine(_folder.PathOf("file"), "ledger.db")), Clock, default));
        Assert.Equal(("LedgerNotWritable", ErrorKind.Storage), (error.ErrorId, error.Kind));
    }

    [SkippableFact]
    public async Task A_folder_that_cannot_be_written_is_refused_before_anything_is_sent()
    {
        // Even root may write no file here, so this holds for whoever runs the tests.
        Skip.IfNot(Directory.Exists("/sys/kernel"), "No folder that nobody can write was found (looked for /sys/kernel).");
        var network = new ScriptedNetwork();
        var uploader = new OfflineConversionUploader(network.Account("/sys/kernel/ledger.db", Clock), new UploadOptions());
        var error = await Assert.ThrowsAsync<ConversionException>(() => uploader.UploadAsync(Rows.Leads(3).Stream(), default).ToListAsync());
        Assert.Equal("LedgerNotWritable", error.ErrorId);
        Assert.Empty(network.Batches);
    }

    [Fact]
    public async Task A_full_disk_is_told_before_the_rows_that_find_no_room_are_sent()
    {
        await using var ledger = (SqliteLedger)await OpenAsync();
        var upload = await BeginAsync(ledger);
        using (var limit = ledger.Connection.CreateCommand())
        {
            limit.CommandText = "PRAGMA max_page_count = 60";
            limit.ExecuteNonQuery();
        }

        var error = await Assert.ThrowsAsync<ConversionException>(() => ledger.ClaimAsync(upload, [.. Enumerable.Range(1, 2000).Select(Row)], default));
        Assert.Equal("LedgerNotWritable", error.ErrorId);
        Assert.Equal(SQLitePCL.raw.SQLITE_FULL, Assert.IsType<SqliteException>(error.InnerException).SqliteErrorCode);

        // Nothing of the claim is left, and what there is room for still works.
        Assert.True((await ClaimAsync(ledger, upload, 1)).Granted);
    }

    [Fact]
    public async Task A_claim_that_is_broken_off_leaves_nothing_to_the_next_one()
    {
        await using var ledger = await OpenAsync();
        var upload = await BeginAsync(ledger);
        LedgerRow[] rows = [.. Enumerable.Range(1, 160).Select(i => With(i, row => row with { Source = new RowSource(null, null, i), ConversionName = $"Action {i}" }))];

        // The statements have been in use before.
        var earlier = await ledger.ClaimAsync(upload, rows, default);
        await ledger.CompleteAsync(earlier.Batch, LedgerState.Rejected, null, [], default);

        // Ctrl+C in the middle, then a row that the database refuses: among many, and among the last ones that go one by one.
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ledger.ClaimAsync(upload, new StoppingRows(rows, 2 * rows.Length, stop), stop.Token));
        await AssertFreeAsync();
        foreach (var refused in RowKeysInOrder().Where((_, i) => i is 70 or 158))
        {
            await SqlAsync($"CREATE TRIGGER refuse BEFORE UPDATE ON rows WHEN new.source_row = {refused} BEGIN SELECT RAISE(ABORT, 'refused'); END");
            await Assert.ThrowsAsync<ConversionException>(() => ledger.ClaimAsync(upload, rows, default));
            await SqlAsync("DROP TRIGGER refuse");
            await AssertFreeAsync();
        }

        var claim = await ledger.ClaimAsync(upload, rows, default);
        Assert.All(claim.Answers, a => Assert.True(a.Granted));
        Assert.Equal(rows.Select(r => (r.SourceRow, r.Name)), (await ledger.GetRowsAsync(upload, default)).Select(r => (r.Source.Row, r.ConversionName!)));

        IEnumerable<int> RowKeysInOrder() => rows.OrderBy(r => Convert.ToHexString(r.Key.Span), StringComparer.Ordinal).Select(r => r.SourceRow);

        async Task AssertFreeAsync() => Assert.All(await ledger.FindAsync(rows, default), a => Assert.Equal((true, earlier.Batch), (a.Free, a.Batch)));
    }

    [Fact]
    public async Task Statements_kept_open_hold_no_lock_and_follow_a_newer_ledger()
    {
        await using var ledger = await OpenAsync();
        var upload = await BeginAsync(ledger);
        LedgerRow[] rows = [.. Enumerable.Range(1, 160).Select(Row)];
        await ledger.ClaimAsync(upload, rows[..80], default);
        await SqlAsync("PRAGMA busy_timeout = 0; ALTER TABLE rows ADD COLUMN next_step integer; PRAGMA wal_checkpoint(TRUNCATE)");
        Assert.Equal(0, new FileInfo(Path + "-wal").Length);
        Assert.All((await ledger.ClaimAsync(upload, rows[80..], default)).Answers, a => Assert.True(a.Granted));
        Assert.Equal(160, (await ledger.GetRowsAsync(upload, default)).Count);
    }

    [Fact]
    public async Task A_ledger_that_others_read_and_write_meanwhile_is_waited_for()
    {
        await using var ledger = await OpenAsync();
        var upload = await BeginAsync(ledger);
        await using var other = new SqliteConnection($"Data Source={Path};Pooling=False");
        await other.OpenAsync();
        await using var transaction = other.BeginTransaction(deferred: false);
        var claim = Task.Run(() => ClaimAsync(ledger, upload, 1));
        await Task.Delay(500);
        Assert.False(claim.IsCompleted);
        await transaction.RollbackAsync();
        Assert.True((await claim).Granted);
    }

    internal override Task TimePassesAsync(TimeSpan span)
    {
        Clock.Advance(span);
        return Task.CompletedTask;
    }

    internal override async Task SqlAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    internal override Task MakeNewerAsync() => SqlAsync("PRAGMA user_version = 99");

    internal override async Task<UploadLedger> OpenWithNextStepAsync(string step)
    {
        var ledger = new SqliteLedger(Location, Clock, UploadLedger.DefaultLease) { Steps = [.. LedgerSchema.Steps("blob"), step] };
        await UploadLedger.OpenAsync(ledger, LedgerAccess.Create, default);
        return ledger;
    }

    [Fact]
    public async Task Only_the_places_of_a_quota_do_not_wait_for_the_disk()
    {
        const long Full = 2;
        await using var ledger = await OpenAsync();
        var connection = ((SqliteLedger)ledger).Connection;
        long During()
        {
            // By SQLite's own call: a command would want to know the transaction.
            raw.sqlite3_prepare_v2(connection.Handle, "PRAGMA synchronous", out var statement);
            using (statement)
            {
                raw.sqlite3_step(statement);
                return raw.sqlite3_column_int64(statement, 0);
            }
        }

        var (place, claim) = (0L, 0L);
        connection.CreateFunction("now_ms", () =>
        {
            place = During();
            return Clock.GetUtcNow().ToUnixTimeMilliseconds();
        });
        await ledger.TakePlaceAsync("q", [new(5, TimeSpan.FromMinutes(1))], default);
        Assert.Equal(1, place);
        Assert.Equal(Full, During());

        connection.CreateFunction("now_ms", () =>
        {
            claim = During();
            return Clock.GetUtcNow().ToUnixTimeMilliseconds();
        });
        await ClaimAsync(ledger, await BeginAsync(ledger), 1);
        Assert.Equal(Full, claim);

        // Nor when a place could not be taken.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ledger.TakePlaceAsync("q", [new(5, TimeSpan.FromMinutes(1))], new CancellationToken(canceled: true)));
        await SqlAsync("DROP TABLE quota_places");
        await Assert.ThrowsAsync<ConversionException>(() => ledger.TakePlaceAsync("q", [new(5, TimeSpan.FromMinutes(1))], default));
        Assert.Equal(Full, During());
    }

    private async Task FillAsync()
    {
        await using var ledger = await OpenAsync();
        await ledger.ClaimAsync(await BeginAsync(ledger), [.. Enumerable.Range(1, 2000).Select(Row)], default);
    }

    private async Task RefusedAsync(string errorId)
    {
        var before = await File.ReadAllBytesAsync(Path);
        Assert.Equal(errorId, (await Assert.ThrowsAsync<ConversionException>(OpenAsync)).ErrorId);
        Assert.Equal(errorId, (await Assert.ThrowsAsync<ConversionException>(() => UploadHistory.GetUploadsAsync(Location, null, default))).ErrorId);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path));
        Assert.Equal([Path], Directory.GetFiles(_folder.FullName));
    }

    /// <summary>Rows that stop the work when they have been asked for so many times.</summary>
    private sealed class StoppingRows(LedgerRow[] rows, int after, CancellationTokenSource stop) : IReadOnlyList<LedgerRow>
    {
        private int _asked;

        public int Count => rows.Length;

        public LedgerRow this[int index]
        {
            get
            {
                if (++_asked == after)
                {
                    stop.Cancel();
                }

                return rows[index];
            }
        }

        public IEnumerator<LedgerRow> GetEnumerator() => ((IEnumerable<LedgerRow>)rows).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
