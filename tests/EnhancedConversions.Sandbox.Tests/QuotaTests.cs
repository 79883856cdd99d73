namespace EnhancedConversions.Sandbox.Tests;

public sealed class QuotaTests
{
    [Fact]
    public async Task Data_manager_lets_so_many_requests_through_in_any_minute()
    {
        using var wire = new Wire(new SandboxOptions { DataManagerRequestsPerMinute = 3 });
        var codes = new List<int>();
        for (int i = 0; i < 4; i++)
        {
            codes.Add((await wire.Ingest(wire.Event($"T-{i}"))).StatusCode);
            wire.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Answer refused = await wire.Ingest(wire.Event());
        wire.Clock.Advance(TimeSpan.FromSeconds(20));
        Answer first = await wire.Ingest(wire.Event());
        Answer second = await wire.Ingest(wire.Event());

        Assert.Equal([200, 200, 200, 429], codes);
        Assert.Equal("RESOURCE_EXHAUSTED", refused["error.status"]);
        Assert.Equal("RESOURCE_EXHAUSTED", refused["error.details[0].reason"]);
        Assert.Equal("IngestionRequestsPerMinutePerProject", refused["error.details[0].metadata.quota_limit"]);
        Assert.Equal(200, first.StatusCode);
        Assert.Equal(429, second.StatusCode);
    }

    [Fact]
    public async Task Data_manager_has_a_daily_quota_too()
    {
        using var wire = new Wire(new SandboxOptions { DataManagerRequestsPerDay = 1 });

        Assert.Equal(200, (await wire.Ingest(wire.Event())).StatusCode);
        wire.Clock.Advance(TimeSpan.FromMinutes(50));
        Answer refused = await wire.Ingest(wire.Event());

        Assert.Equal("IngestionRequestsPerDayPerProject", refused["error.details[0].metadata.quota_limit"]);
    }

    [Fact]
    public async Task Microsoft_says_117_until_the_minute_has_passed()
    {
        using var wire = new Wire(new SandboxOptions { MicrosoftCallsPerMinute = 2 });

        await wire.Apply(wire.Row());
        await wire.Apply(wire.Row());
        Answer refused = await wire.Apply(wire.Row());
        wire.Clock.Advance(TimeSpan.FromSeconds(60));
        Answer later = await wire.Apply(wire.Row());

        Assert.Equal(429, refused.StatusCode);
        Assert.Equal("AdApiFaultDetail", refused["Type"]);
        Assert.Equal("117 CallRateExceeded", $"{refused["Errors[0].Code"]} {refused["Errors[0].ErrorCode"]}");
        Assert.Equal(200, later.StatusCode);
    }

    [Fact]
    public async Task Without_a_limit_everything_passes()
    {
        using var wire = new Wire();
        for (int i = 0; i < 310; i++)
        {
            Assert.Equal(200, (await wire.Ingest(wire.Event($"T-{i}"))).StatusCode);
        }
    }
}
