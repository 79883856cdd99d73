using System.Globalization;
using EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Networks.MicrosoftAdvertising;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Core.Tests.Uploads;

/// <summary>What Microsoft tells by goal and day, joined to the runs of a ledger.</summary>
public sealed class GoalUploadRefreshTests : IDisposable
{
    private const string Goals = """{"ConversionGoals":[{"Type":"OfflineConversion","Id":"11","Name":"Qualified lead","IsEnhancedConversionsEnabled":true},{"Type":"OfflineConversion","Id":"12","Name":"Sale","IsEnhancedConversionsEnabled":true}]}""";
    private const string Taken = """{"PartialErrors":[]}""";

    private readonly MicrosoftAdvertisingWorld _world = new();
    private readonly TemporaryFolder _folder = new();
    private readonly FixedClock _clock = FixedClock.Noon();

    private string Today => _clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Counts_of_a_goal_and_day_that_only_one_upload_used_are_told_without_remark()
    {
        var upload = await SendAsync(3);
        _world.Server.Json(Goals).Json(Report((Today, 2, 1, "NoMatchingClickFound")));

        var told = (await new UploadRefresh(Account()).RefreshAsync(upload, default)).Processing!;

        Assert.Equal((UploadProcessing.Processed, 3L, 2L, 1L, null, null), (told.State, told.Rows, told.Attributed, told.RowsWithReason, told.AskAfter, told.Remark));
        Assert.Equal(("NoMatchingClickFound", 1L), (Assert.Single(told.Reasons).Code, told.Reasons[0].Rows));
        Assert.Equal(UnattributedReasons.All.Find("NoMatchingClickFound")!.Sentence, told.Reasons[0].Message);
        var goal = Assert.Single(told.Goals);
        Assert.Equal(("Qualified lead", 3L, 0L, 3L, 2L, false), (goal.Goal, goal.Sent, goal.SentByOthers, goal.Accepted, goal.Attributed, goal.IsShared));
        Assert.Equal("Processed: 2 of 3 rows attributed, 1 not", told.ToString());
    }

    [Fact]
    public async Task Uploads_that_share_a_goal_and_day_are_told_so_and_nothing_is_divided_among_them()
    {
        var first = await SendAsync(3);
        var second = await SendAsync(5);
        _world.Server.Json(Goals).Json(Report((Today, 6, 2, "NoMatchingClickFound")));
        var refresh = new UploadRefresh(Account());

        var ofFirst = (await refresh.RefreshAsync(first, default)).Processing!;
        var ofSecond = (await refresh.RefreshAsync(second, default)).Processing!;

        // Three rows of the second file were in the first.
        Assert.Equal((3L, 2L, 8L), (ofFirst.Goals[0].Sent, ofFirst.Goals[0].SentByOthers, ofFirst.Rows));
        Assert.Equal((2L, 3L, 8L), (ofSecond.Goals[0].Sent, ofSecond.Goals[0].SentByOthers, ofSecond.Rows));
        Assert.Equal("Microsoft counts by goal and day, not by upload. Also in these counts: rows of other uploads in this ledger: 2; uploads and adjustments this ledger does not know of: 3.", ofFirst.Remark);
    }

    [Fact]
    public async Task Before_six_hours_have_passed_missing_counts_are_waited_for_and_after_that_they_are_told()
    {
        var upload = await SendAsync(3);
        _world.Server.Json(Goals).Json(Report()).Json(Goals).Json(Report());

        var early = (await new UploadRefresh(Account()).RefreshAsync(upload, default)).Processing!;
        _clock.Advance(TimeSpan.FromHours(6));
        var late = (await new UploadRefresh(Account()).RefreshAsync(upload, default)).Processing!;

        Assert.Equal((UploadProcessing.Processing, upload.FinishedAt + TimeSpan.FromHours(6), 0L), (early.State, early.AskAfter, early.Rows));
        Assert.Equal((UploadProcessing.PartlyProcessed, null, null), (late.State, late.AskAfter, late.Goals[0].Accepted));
    }

    [Fact]
    public async Task The_uploads_of_a_week_are_asked_for_once()
    {
        var uploads = new List<ConversionUpload>();
        for (var day = 0; day < 7; day++)
        {
            uploads.Add(await SendAsync(1, first: day + 1));
            _clock.Advance(TimeSpan.FromDays(1));
        }

        var before = _world.Server.Requests.Count;
        _world.Server.Json(Goals).Json(Report()).Json(Report());
        var refresh = new UploadRefresh(Account());
        foreach (var upload in uploads)
        {
            await refresh.RefreshAsync(upload, default);
        }

        // Seven days touch two of the weeks that are asked for.
        Assert.InRange(_world.Server.Requests.Count - before, 2, 3);
    }

    [Fact]
    public async Task A_goal_that_has_another_name_by_now_is_told_as_not_told()
    {
        var upload = await SendAsync(2);
        _clock.Advance(TimeSpan.FromHours(7));
        _world.Server.Json(Goals.Replace("Qualified lead", "Lead, qualified", StringComparison.Ordinal));

        var told = (await new UploadRefresh(Account()).RefreshAsync(upload, default)).Processing!;

        Assert.Equal((UploadProcessing.PartlyProcessed, null, 2L), (told.State, told.Goals[0].Accepted, told.Goals[0].Sent));
    }

    [Fact]
    public async Task An_upload_that_took_nothing_asks_nothing()
    {
        _world.Server.Json(Goals).Json("""{"PartialErrors":[{"Code":5614,"Index":0}]}""");
        var upload = await UploadAsync(1);
        var before = _world.Server.Requests.Count;

        Assert.Null((await new UploadRefresh(Account()).RefreshAsync(upload, default)).Processing);
        Assert.Equal(before, _world.Server.Requests.Count);
    }

    public void Dispose()
    {
        _world.Dispose();
        _folder.Dispose();
    }

    private static string Report(params (string Day, int Attributed, int Not, string Reason)[] days) =>
        $$"""{"OfflineGoalConversionSummaries":[{"GoalId":"11","ConversionName":"Qualified lead","DailySummaries":[{{string.Join(',', days.Select(day => $$"""{"UploadDate":"{{day.Day}}T00:00:00Z","SuccessCount":{{day.Attributed}},"UnattributedCount":{{day.Not}},"Alerts":[{"UnattributedReason":"{{day.Reason}}","Count":"{{day.Not}}"}]}"""))}}]}],"PartialErrors":[]}""";

    private ConversionAccount Account()
    {
        var network = new MicrosoftAdvertisingNetwork(_world.Settings with { Clock = _clock });
        var details = new AccountDetails("180012345", "Example Ltd", "Europe/Berlin", "EUR", IsManager: false, IsTest: false);
        return new ConversionAccount(network, details, "250067890", isSandbox: false, LedgerLocation.Parse(_folder.PathOf("ledger.db")), _clock);
    }

    private Task<ConversionUpload> SendAsync(int rows, int first = 1)
    {
        _world.Server.Json(Goals).Json(Taken);
        return UploadAsync(rows, first);
    }

    private async Task<ConversionUpload> UploadAsync(int rows, int first = 1)
    {
        var uploader = new OfflineConversionUploader(Account(), new UploadOptions());
        await uploader.UploadAsync(Rows.Leads(rows, first).Stream(), default).ToListAsync();
        return uploader.Summary;
    }
}
