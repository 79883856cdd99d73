using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.MicrosoftAdvertising;
using EnhancedConversions.Sandbox;
using static EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising.MicrosoftAdvertisingWorld;

namespace EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising;

public sealed class UploadReportTests : IDisposable
{
    private const string Empty = """{"OfflineGoalConversionSummaries":[],"PartialErrors":[]}""";

    private static readonly DateOnly s_first = new(2026, 11, 1);

    private readonly MicrosoftAdvertisingWorld _world = new();

    [Fact]
    public async Task Uploads_are_counted_as_accepted_attributed_and_unattributed_by_reason()
    {
        _world.Server
            .Json("""
                {"OfflineGoalConversionSummaries":[null,{"GoalId":"11","ConversionName":"Signed contract","OverallSuccessCount":"9","DailySummaries":[
                  {"GoalId":"11","UploadDate":"2026-11-02T00:00:00Z","SuccessCount":6,"UnattributedCount":4,"SuccessRate":0.6,
                   "Alerts":[{"UnattributedReason":"OutsideGoalLookbackWindow","Count":"1"},{"UnattributedReason":"NoMatchingClickFound","Count":"3"}]},
                  {"UploadDate":null,"SuccessCount":99}]}],"PartialErrors":null}
                """)
            .Json("""
                {"OfflineGoalConversionSummaries":[{"GoalId":11,"DailySummaries":[
                  {"UploadDate":"2026-11-08T00:00:00","SuccessCount":3,"UnattributedCount":2,"Alerts":[{"UnattributedReason":"NewReason","Count":1},{"UnattributedReason":"NoMatchingClickFound","Count":"1"}]}]}]}
                """);

        var report = Assert.Single(await _world.Network().GetUploadReportAsync(["11"], s_first, new DateOnly(2026, 11, 9), default));

        Golden.Equal("microsoft-upload-report", _world.Server.Requests[0].Body);
        Golden.Equal("microsoft-upload-report-second-week", _world.Server.Requests[1].Body);
        Assert.Equal(("11", "Signed contract", 15L, 9L), (report.GoalId, report.GoalName, report.Accepted, report.Attributed));
        Assert.Equal([("NoMatchingClickFound", 4L), ("OutsideGoalLookbackWindow", 1L), ("NewReason", 1L)], report.Unattributed.Select(count => (count.Reason, count.Count)));
        Assert.Equal([new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 8)], report.Days.Select(day => day.Day));
        Assert.Contains("not known", report.Unattributed[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goals_are_asked_for_by_twenty_and_days_by_seven()
    {
        for (var i = 0; i < 6; i++)
        {
            _world.Server.Json(Empty);
        }

        await _world.Network().GetUploadReportAsync([.. Enumerable.Range(1, 41).Select(id => $"{id}")], s_first, s_first.AddDays(7), default);

        Assert.Equal(6, _world.Server.Requests.Count);
        Assert.Contains("\"20\"],\"UploadChannelFilter\"", _world.Server.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("\"StartDateUtc\":\"2026-11-08T00:00:00Z\",\"EndDateUtc\":\"2026-11-08T00:00:00Z\"", _world.Server.Requests[5].Body, StringComparison.Ordinal);
    }

    public static TheoryData<string> Reasons => [.. SourceFile.Lines("Codes/microsoft-unattributed-reasons.txt")];

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Every_reason_is_told_in_a_sentence(string reason)
    {
        _world.Server.Json($$"""{"OfflineGoalConversionSummaries":[{"GoalId":"11","DailySummaries":[{"UploadDate":"2026-11-02","SuccessCount":0,"UnattributedCount":1,"Alerts":[{"UnattributedReason":"{{reason}}","Count":"1"}]}]}]}""");

        var count = Assert.Single(Assert.Single(await _world.Network().GetUploadReportAsync(["11"], s_first, s_first, default)).Unattributed);

        Assert.Equal((reason, UnattributedReasons.All.Find(reason)!.Sentence), (count.Reason, count.Message));
    }

    [Fact]
    public async Task Without_goals_nothing_is_asked()
    {
        _world.Server.Json("""{"ConversionGoals":[{"Type":"Url","Id":"12"}]}""");

        Assert.Empty(await _world.Network().GetUploadReportAsync(null, s_first, s_first, default));
        Assert.Single(_world.Server.Requests);
    }

    [Fact]
    public async Task What_the_sandbox_took_is_in_its_report_and_adds_up()
    {
        using var sandbox = new SandboxNetworks(new SandboxOptions());
        var network = Rehearse(sandbox, TimeProvider.System);
        var goal = (await network.GetActionsAsync(default)).Single(goal => goal.Name == "Signed contract");
        var yesterday = DateTimeOffset.UtcNow.AddDays(-1);
        await network.UploadAsync(
            [.. Enumerable.Range(1, 200).Select(i => new UploadItem(TestRows.Row(i, AdNetwork.MicrosoftAdvertising) with { HashedEmail = EnhancedConversions.Identifiers.Sha256Hex.Hash(BitConverter.GetBytes(i)), ConversionTime = yesterday }, goal, $"t{i}"))],
            false,
            default);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);

        var report = Assert.Single(await network.GetUploadReportAsync(null, today.AddDays(-10), today, default), report => report.Accepted > 0);

        Assert.Equal((goal.Id, goal.Name, 200L), (report.GoalId, report.GoalName, report.Accepted));
        Assert.InRange(report.Attributed, 1, 199);
        Assert.Equal(report.Accepted - report.Attributed, report.Unattributed.Sum(count => count.Count));
    }

    [Fact]
    public async Task A_uet_tag_is_read_with_what_has_to_stand_on_the_website()
    {
        _world.Server.Json("""{"UetTags":[null,{"Id":26000001,"Name":"All pages","TrackingScript":"<script>uet</script>","TrackingNoScript":"<img/>","TrackingStatus":"Active"}]}""");

        var tag = Assert.Single(await _world.Network().GetTagsAsync(default));

        Golden.Equal("microsoft-uet-tags", _world.Server.Requests[0].Body);
        Assert.Equal(("26000001", "All pages", "Active", "<script>uet</script>", "<img/>"), (tag.TagId, tag.Name, tag.Status, tag.TrackingScript, tag.TrackingNoScript));
        Assert.Contains("ad_storage", tag.ConsentCode, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sandbox_has_a_tag()
    {
        using var sandbox = new SandboxNetworks(new SandboxOptions());

        Assert.Contains("26000001", Assert.Single(await Rehearse(sandbox, TimeProvider.System).GetTagsAsync(default)).TrackingScript, StringComparison.Ordinal);
    }

    public void Dispose() => _world.Dispose();
}
