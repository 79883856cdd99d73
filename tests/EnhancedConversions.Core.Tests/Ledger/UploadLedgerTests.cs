using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Uploads;
using EnhancedConversions.Ledger;
using EnhancedConversions.Uploads;
using EnhancedConversions.Validation;
using Microsoft.Data.Sqlite;

namespace EnhancedConversions.Core.Tests.Ledger;

public sealed class UploadLedgerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FixedClock _clock = FixedClock.Noon();

    public void Dispose() => _folder.Dispose();

    private string Path => _folder.File("ledger.db");

    [Fact]
    public void A_row_is_granted_once_and_two_open_ledgers_agree()
    {
        using var one = UploadLedger.Open(Path, _clock);
        using var two = UploadLedger.Open(Path, _clock);
        var first = one.BeginUpload(AdNetwork.GoogleAds, "1", null);
        var second = two.BeginUpload(AdNetwork.GoogleAds, "1", null);
        Assert.True(Claim(one, first, 1).Granted);
        var answer = Claim(two, second, 1);
        Assert.Equal((false, LedgerState.Pending, false), (answer.Granted, answer.State, answer.SameUpload));
        Assert.True(Claim(two, second, 2).Granted);
    }

    [Fact]
    public void Workers_that_meet_where_no_ledger_is_yet_make_it_together()
    {
        for (var i = 0; i < 50; i++)
        {
            var path = _folder.File($"{i}.db");
            Parallel.For(0, 4, _ => UploadLedger.Open(path, _clock).Dispose());
        }
    }

    [Fact]
    public void A_claim_whose_lease_ran_out_is_free_again()
    {
        using var ledger = UploadLedger.Open(Path, _clock);
        Assert.True(Claim(ledger, ledger.BeginUpload(AdNetwork.GoogleAds, "1", null), 1).Granted);
        _clock.Advance(TimeSpan.FromMinutes(14));
        Assert.False(Claim(ledger, ledger.BeginUpload(AdNetwork.GoogleAds, "1", null), 1).Granted);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True(Claim(ledger, ledger.BeginUpload(AdNetwork.GoogleAds, "1", null), 1).Granted);
    }

    [Fact]
    public void Claims_of_a_process_that_is_gone_are_free_at_once()
    {
        using (var ledger = UploadLedger.Open(Path, _clock))
        {
            var upload = ledger.BeginUpload(AdNetwork.GoogleAds, "1", null);
            Assert.True(Claim(ledger, upload, 1).Granted);
        }

        // The run above belongs to this very process; say it was another one, long gone.
        Sql(Path, "UPDATE uploads SET process_started = process_started - 100000");
        using var later = UploadLedger.Open(Path, _clock);
        Assert.True(Claim(later, later.BeginUpload(AdNetwork.GoogleAds, "1", null), 1).Granted);
    }

    [Fact]
    public void Many_writers_on_one_file_grant_each_row_once()
    {
        var granted = 0;
        Parallel.For(0, 8, _ =>
        {
            using var ledger = UploadLedger.Open(Path, _clock);
            var upload = ledger.BeginUpload(AdNetwork.GoogleAds, "1", null);
            for (var start = 1; start <= 500; start += 50)
            {
                var answers = ledger.Claim(upload, Enumerable.Range(start, 50).Select(Row).ToList(), out var batch);
                ledger.Complete(batch, LedgerState.Accepted, "r", []);
                Interlocked.Add(ref granted, answers.Count(a => a.Granted));
            }
        });
        Assert.Equal(500, granted);
    }

    [Fact]
    public void No_identifier_raw_or_hashed_is_in_the_file()
    {
        var hashed = Hashed(1);
        using (var ledger = UploadLedger.Open(Path, _clock))
        {
            Claim(ledger, ledger.BeginUpload(AdNetwork.GoogleAds, "1", "/home/somebody/leads.csv"), 1);
        }

        var text = string.Concat(Directory.GetFiles(_folder.Path).Select(f => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.Contains("leads.csv", text, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody", text, StringComparison.Ordinal);
        Assert.DoesNotContain("lead.1", text, StringComparison.Ordinal);
        Assert.DoesNotContain(hashed.HashedEmail!, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(System.Text.Encoding.Latin1.GetString(Convert.FromHexString(hashed.HashedEmail!)), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_programs_database_is_refused_and_left_as_it_is()
    {
        Sql(Path, "CREATE TABLE customers(id)");
        var before = File.ReadAllBytes(Path);
        Assert.Equal("LedgerNotRecognized", Assert.Throws<ConversionException>(() => UploadLedger.Open(Path, _clock)).ErrorId);
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        File.WriteAllText(Path, "Email,Phone Number\n" + new string('x', 5000));
        var before = File.ReadAllBytes(Path);
        Assert.Equal("LedgerNotRecognized", Assert.Throws<ConversionException>(() => UploadLedger.Open(Path, _clock)).ErrorId);
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Fact]
    public void A_newer_ledger_is_refused()
    {
        UploadLedger.Open(Path, _clock).Dispose();
        Sql(Path, "PRAGMA user_version = 99");
        Assert.Equal("LedgerTooNew", Assert.Throws<ConversionException>(() => UploadLedger.Open(Path, _clock)).ErrorId);
    }

    [Fact]
    public void A_truncated_ledger_is_refused()
    {
        using (var ledger = UploadLedger.Open(Path, _clock))
        {
            var upload = ledger.BeginUpload(AdNetwork.GoogleAds, "1", null);
            ledger.Claim(upload, Enumerable.Range(1, 2000).Select(Row).ToList(), out _);
        }

        Sql(Path, "PRAGMA wal_checkpoint(TRUNCATE)");
        using (var file = File.OpenWrite(Path))
        {
            file.SetLength(file.Length / 2);
        }

        var error = Assert.Throws<ConversionException>(() =>
        {
            using var ledger = UploadLedger.Open(Path, _clock);
            ledger.Claim(ledger.BeginUpload(AdNetwork.GoogleAds, "1", null), Enumerable.Range(1, 2000).Select(Row).ToList(), out _);
        });
        Assert.Equal("LedgerDamaged", error.ErrorId);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused_before_anything_is_sent()
    {
        File.WriteAllText(_folder.File("file"), "");
        var error = Assert.Throws<ConversionException>(() => UploadLedger.Open(System.IO.Path.Combine(_folder.File("file"), "ledger.db"), _clock));
        Assert.Equal(("LedgerNotWritable", ErrorKind.Storage), (error.ErrorId, error.Kind));
    }

    [Fact]
    public void Looking_up_makes_no_file()
    {
        Assert.Empty(UploadHistory.GetUploads(Path));
        Assert.False(File.Exists(Path));
    }

    private static ClaimAnswer Claim(UploadLedger ledger, string upload, int person) => Assert.Single(ledger.Claim(upload, [Row(person)], out _));

    private static LedgerRow Row(int person)
    {
        var hashed = Hashed(person);
        return LedgerRow.Of(hashed, RowKey.Of(hashed, "1"));
    }

    private static HashedConversion Hashed(int person) =>
        new RowRules(AdNetwork.GoogleAds, null, null, FixedClock.Noon()).Check(Rows.Lead(person)).Hashed!;

    private static void Sql(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
