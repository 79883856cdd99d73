using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.EndToEnd;
using EnhancedConversions.Core.Tests.Uploads;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Reports.Page;
using EnhancedConversions.Uploads;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Reports.Page;

public sealed class ReportFiguresTests : IDisposable
{
    private readonly Rehearsal _rehearsal = new();

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task The_funnel_of_the_examples_is_what_the_sandbox_counted()
    {
        var file = RepositoryFiles.Find("examples/data/leads.csv");
        var google = await _rehearsal.SendAsync(AdNetwork.GoogleAds, file);
        var microsoft = await _rehearsal.SendAsync(AdNetwork.MicrosoftAdvertising, file);
        var figures = ReportFigures.Of(await ContentAsync());

        Assert.Equal(["Google Ads 123-456-7890", "Microsoft Advertising 180012345"], figures.Funnels.Select(f => f.Account));
        foreach (var (funnel, results) in figures.Funnels.Zip([google, microsoft]))
        {
            Assert.Equal(
                (200, Count(results, UploadStatus.Invalid), Count(results, UploadStatus.Held), Count(results, UploadStatus.Rejected), Count(results, UploadStatus.Unknown), Count(results, UploadStatus.Accepted)),
                ((int)funnel.Read, (int)funnel.Invalid, (int)funnel.Held, (int)funnel.Rejected, (int)funnel.Unknown, (int)funnel.Accepted));
            Assert.Equal(funnel.Read - funnel.Invalid, funnel.Valid);
            Assert.Null(funnel.Attribution);
        }

        var receipts = _rehearsal.Sandbox.GetReceipts();
        Assert.Equal([receipts.GoogleAds.Conversions, receipts.MicrosoftAdvertising.Conversions], figures.Funnels.Select(f => (int)f.Accepted));
        Assert.True(figures.Funnels.All(f => f.Invalid > 0) && figures.Funnels[1].Held > 0, "the examples have rows of every kind");
        Assert.Equal(figures.Funnels.Sum(f => f.Accepted), figures.Actions.Sum(a => a.Accepted));
        Assert.Equal(figures.Funnels.Sum(f => f.Read - f.Accepted), figures.Reasons.Sum(r => r.Rows));
        Assert.Equal(figures.Funnels.Sum(f => f.Read), figures.Parts.Sum(p => p.Rows));
    }

    [Fact]
    public async Task A_file_that_is_sent_again_adds_nothing_but_its_wrong_rows()
    {
        var file = RepositoryFiles.Find("examples/data/leads.csv");
        await _rehearsal.SendAsync(AdNetwork.GoogleAds, file);
        var once = Assert.Single(ReportFigures.Of(await ContentAsync()).Funnels);
        await _rehearsal.SendAsync(AdNetwork.GoogleAds, file);
        var twice = Assert.Single(ReportFigures.Of(await ContentAsync()).Funnels);
        Assert.Equal((once.Accepted, once.Valid, once.Accepted), (twice.Accepted, twice.Valid, twice.AlreadySent));
        Assert.Equal((2 * once.Invalid, 0, 2), (twice.Invalid, once.AlreadySent, twice.Uploads));
    }

    [Fact]
    public async Task A_row_whose_answer_was_lost_counts_where_it_stands_now()
    {
        var clock = FixedClock.Noon();
        var network = new ScriptedNetwork();
        var account = network.Account(_rehearsal.Ledger, clock);
        network.Answer = (_, _) => Task.FromResult(new UploadAnswer { Verdict = UploadVerdict.Unknown, Code = "NoAnswer", Message = "No answer came." });
        await SendAsync();
        var lost = Assert.Single(ReportFigures.Of(await ContentAsync()).Funnels);
        Assert.Equal((50, 50, 0), (lost.Read, lost.Unknown, lost.Accepted));

        network.Answer = (_, _) => Task.FromResult(ScriptedNetwork.Accepted);
        await SendAsync();
        var found = Assert.Single(ReportFigures.Of(await ContentAsync()).Funnels);
        Assert.Equal((50, 0, 50, 2), (found.Read, found.Unknown, found.Accepted, found.Uploads));

        async Task SendAsync() => await new OfflineConversionUploader(account, new UploadOptions()).UploadAsync(Rows.Leads(50).Stream(), default).ToListAsync();
    }

    [Fact]
    public async Task Attributed_is_unknown_until_the_network_was_asked_and_has_told()
    {
        await _rehearsal.SendAsync(AdNetwork.GoogleAds, RepositoryFiles.Find("examples/data/leads.csv"));
        var account = await _rehearsal.ConnectAsync(AdNetwork.GoogleAds);
        Assert.Null(await AttributionAsync());

        // Google does not know before half an hour has gone by.
        Assert.Null(await AttributionAsync(account));
        _rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        var known = await AttributionAsync(account);
        var receipt = _rehearsal.Sandbox.GetReceipts().GoogleAds;
        Assert.Equal((receipt.Conversions, true), (known!.Told, known.IsUpperBound));
        Assert.InRange(known.Attributed, receipt.Attributed, receipt.Conversions);

        async Task<AttributionCount?> AttributionAsync(ConversionAccount? asked = null) =>
            Assert.Single(ReportFigures.Of(await ContentAsync(asked is null ? [] : [asked])).Funnels).Attribution;
    }

    [Fact]
    public async Task What_Microsoft_tells_of_a_day_counts_once_however_many_uploads_it_had()
    {
        foreach (var part in new[] { 0, 1, 2 })
        {
            var rows = Enumerable.Range(part * 20, 20).Select(i => $"lead.{i}@example.com,Signed contract,2026-11-18T10:{i % 60:00}:00Z,{i + 10},EUR");
            await _rehearsal.SendAsync(AdNetwork.MicrosoftAdvertising, _rehearsal.Write($"part-{part}.csv", "Email,Conversion Name,Conversion Time,Conversion Value,Conversion Currency\n" + string.Join('\n', rows)));
        }

        _rehearsal.Clock.Advance(TimeSpan.FromHours(7));
        var content = await ContentAsync([await _rehearsal.ConnectAsync(AdNetwork.MicrosoftAdvertising)]);
        var receipt = _rehearsal.Sandbox.GetReceipts().MicrosoftAdvertising;
        Assert.Equal((60, 3), (receipt.Conversions, content.Uploads.Count));
        var figures = ReportFigures.Of(content);
        Assert.Equal(new AttributionCount(60, receipt.Attributed, IsUpperBound: false), Assert.Single(figures.Funnels).Attribution);
        Assert.Equal(receipt.Conversions - receipt.Attributed, figures.Processing.Sum(reason => reason.Rows));

        // One of the three alone: the day's count holds rows of the others.
        var alone = Assert.Single(ReportFigures.Of(content with { Uploads = [content.Uploads[0]] }).Funnels).Attribution;
        Assert.Equal((20, receipt.Attributed > 0), (alone!.Told, alone.IsUpperBound));
    }

    [Fact]
    public void What_is_known_of_some_uploads_is_told_beside_what_is_not()
    {
        var content = Content([Run("1", accepted: 100, Told(100, 30)), Run("2", accepted: 40, null)]);
        var funnel = Assert.Single(ReportFigures.Of(content).Funnels);
        Assert.Equal((100, 70, "at most 70"), (funnel.Attribution!.Told, funnel.Attribution.Attributed, funnel.Attribution.ToString()));
        var page = System.Net.WebUtility.HtmlDecode(ReportPage.ToHtml(content));
        Assert.Contains("Of 40\u00a0accepted rows it is not known yet.", page, StringComparison.Ordinal);
        Assert.Contains("of 100 told of; 40 not known yet", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Uploads_without_their_ledger_are_told_by_their_own_counts()
    {
        var run = new ReportedUpload(
            new ConversionUpload { UploadId = "1", Network = AdNetwork.MicrosoftAdvertising, AccountId = "5", StartedAt = FixedClock.Noon().GetUtcNow(), Read = 21, Accepted = 6, AlreadySent = 6, Rejected = 5, Invalid = 2, Held = 1, Unknown = 1 },
            null);
        var funnel = Assert.Single(ReportFigures.Of(Content([run])).Funnels);
        Assert.Equal((15, 13, 6, 6, 5, 1, 1), (funnel.Read, funnel.Valid, funnel.Accepted, funnel.AlreadySent, funnel.Rejected, funnel.Held, funnel.Unknown));
        Assert.Contains("The ledger of these uploads was not at hand", ReportPage.ToHtml(Content([run])), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_comes_with_a_sentence_and_what_to_do()
    {
        string?[] codes = [.. Enum.GetNames<FindingCode>(), "QuotaUsedUp", "HeldBack", "InProgressElsewhere", "Stopped", null, "INVALID_CURRENCY_CODE", "1001", "NoSuchCode"];
        foreach (var network in Enum.GetValues<AdNetwork>())
        {
            UploadRowCount[] rows = [.. codes.Select(code => new UploadRowCount { UploadId = "1", Status = UploadStatus.Rejected, Code = code, Rows = 1, Message = "It says jane.doe@example.com." })];
            var reasons = RowReason.OfRows([new ReportedUpload(Run("1", 0, null).Upload with { Network = network }, rows)]);
            Assert.Equal(codes.Length, reasons.Count);
            Assert.All(reasons, reason =>
            {
                Assert.Matches(@"[.)]$", reason.Sentence);
                Assert.Matches(@"[.?…)]$", reason.Action);
                Assert.DoesNotContain("{", reason.Sentence + reason.Action, StringComparison.Ordinal);
                Assert.DoesNotContain("jane", reason.Sentence + reason.Action, StringComparison.Ordinal);
                Assert.DoesNotContain("success", reason.Sentence + reason.Action, StringComparison.OrdinalIgnoreCase);
            });
        }
    }

    [Fact]
    public void Reasons_stand_by_their_number_and_the_longest_tail_is_summed()
    {
        UploadRowCount[] rows = [.. Enum.GetNames<FindingCode>().Select((code, i) => new UploadRowCount { UploadId = "1", Status = UploadStatus.Invalid, Code = code, Rows = i + 1 })];
        var content = Content([new ReportedUpload(Run("1", 0, null).Upload, rows)]);
        var reasons = ReportFigures.Of(content).Reasons;
        Assert.Equal(rows.Select(row => (long)row.Rows).Reverse(), reasons.Select(reason => reason.Rows));
        Assert.Contains($"And {rows.Length - 12}\u00a0more reasons with {Figures.Whole(rows.SkipLast(12).Sum(row => row.Rows))}\u00a0rows", System.Net.WebUtility.HtmlDecode(ReportPage.ToHtml(content)), StringComparison.Ordinal);
    }

    [Fact]
    public void Days_are_those_of_the_zone()
    {
        var period = new ReportPeriod(At("2026-10-24T22:00:00Z"), At("2026-10-26T23:00:00Z"), "Europe/Berlin");
        Assert.Equal("25 to 26 October 2026", period.ToString());
        Assert.Equal(2, period.Parts.Count);

        // 25 October has 25 hours there.
        Assert.Equal(new DateOnly(2026, 10, 25), period.PartOf(At("2026-10-25T22:59:59Z")));
        Assert.Equal(new DateOnly(2026, 10, 26), period.PartOf(At("2026-10-25T23:00:00Z")));
        Assert.Equal("TimeZoneUnknown", Assert.Throws<ConversionException>(() => new ReportPeriod(At("2026-10-24T22:00:00Z"), At("2026-10-25T22:00:00Z"), "Europe/Berlln")).ErrorId);
    }

    [Theory]
    [InlineData("2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z", "day", 1, "20 November 2026")]
    [InlineData("2026-11-20T00:00:00Z", "2026-11-20T00:00:00Z", "day", 1, "20 November 2026")]
    [InlineData("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z", "day", 30, "1 to 30 November 2026")]
    [InlineData("2026-10-20T00:00:00Z", "2026-11-20T00:00:00Z", "day", 31, "20 October to 19 November 2026")]
    [InlineData("2025-12-20T00:00:00Z", "2026-01-20T00:00:00Z", "day", 31, "20 December 2025 to 19 January 2026")]
    [InlineData("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "week", 53, "1 January to 31 December 2026")]
    [InlineData("2024-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "month", 36, "1 January 2024 to 31 December 2026")]
    public void A_long_time_is_cut_into_longer_parts(string since, string until, string unit, int parts, string name)
    {
        var period = new ReportPeriod(At(since), At(until), "UTC");
        Assert.Equal((unit, parts, name), (period.Unit, period.Parts.Count, period.ToString()));
        Assert.Equal(period.Parts[0], period.PartOf(At(since)));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    [InlineData(7, 10)]
    [InlineData(24, 25)]
    [InlineData(180, 200)]
    [InlineData(201, 250)]
    [InlineData(1_000_001, 2_000_000)]
    public void A_scale_ends_at_a_round_number(long largest, long scale) => Assert.Equal(scale, DaySection.ScaleOf(largest));

    [Fact]
    public void A_share_is_all_or_nothing_only_when_it_is()
    {
        Assert.Equal(["0.0\u00a0%", "0.1\u00a0%", "33.3\u00a0%", "99.9\u00a0%", "100.0\u00a0%", "–"], [Figures.Share(0, 9), Figures.Share(1, 1_000_000), Figures.Share(1, 3), Figures.Share(999_999, 1_000_000), Figures.Share(7, 7), Figures.Share(0, 0)]);
    }

    internal static ReportedUpload Run(string id, int accepted, UploadProcessingSummary? processing) => new(
        new ConversionUpload { UploadId = id, Network = AdNetwork.GoogleAds, AccountId = "1234567890", StartedAt = FixedClock.Noon().GetUtcNow(), FinishedAt = FixedClock.Noon().GetUtcNow(), Read = accepted, Accepted = accepted, Processing = processing },
        [new UploadRowCount { UploadId = id, Status = UploadStatus.Accepted, ConversionName = "Signed contract", Rows = accepted }]);

    internal static ReportPageContent Content(IReadOnlyList<ReportedUpload> uploads) => new()
    {
        Since = At("2026-11-01T00:00:00Z"),
        Until = At("2026-12-01T00:00:00Z"),
        MadeAt = FixedClock.Noon().GetUtcNow(),
        TimeZone = "UTC",
        Uploads = uploads,
    };

    private static UploadProcessingSummary Told(long rows, long withReason) => new()
    {
        State = EnhancedConversions.Networks.GoogleAds.UploadProcessing.PartlyProcessed,
        Requests = 1,
        OpenRequests = 0,
        Rows = rows,
        RowsWithReason = withReason,
    };

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    private static int Count(List<UploadResult> results, UploadStatus status) => results.Count(result => result.Status == status);

    private async Task<ReportPageContent> ContentAsync(IReadOnlyList<ConversionAccount>? asked = null)
    {
        var uploads = await ReportedUpload.ReadAsync(LedgerLocation.Parse(_rehearsal.Ledger), new UploadFilter(), default);
        foreach (var account in asked ?? [])
        {
            var refresh = new UploadRefresh(account);
            uploads = await Task.WhenAll(uploads.Select(async upload => upload.Upload.Network == account.Network ? upload with { Upload = await refresh.RefreshAsync(upload.Upload, default) } : upload));
        }

        return Content(uploads);
    }
}
