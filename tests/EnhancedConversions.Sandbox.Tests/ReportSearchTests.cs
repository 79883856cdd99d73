using System.Globalization;
using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.Tests;

public sealed class ReportSearchTests : IDisposable
{
    private const string ByAction = "segments.conversion_action_name, metrics.conversions, metrics.conversions_value, metrics.all_conversions";

    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    private string Day(int ago) => _wire.Clock.GetUtcNow().AddDays(-ago).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Between(int from, int to) => $"segments.date BETWEEN '{Day(from)}' AND '{Day(to)}'";

    private static double Number(JsonNode row, string metric) => double.Parse(row["metrics"]![metric]!.ToString(), CultureInfo.InvariantCulture);

    private async Task<JsonNode[]> Rows(string query, string account = SandboxCredentials.GoogleAccountId)
    {
        Answer answer = await _wire.Ads($"customers/{account}/googleAds:searchStream", new JsonObject { ["query"] = query }.ToJsonString(), account == SandboxCredentials.GoogleAccountId ? null : SandboxCredentials.GoogleManagerId);
        Assert.True(answer.StatusCode == 200, answer.Body.ToJsonString());
        return [.. answer.Body.AsArray().SelectMany(chunk => chunk!["results"]?.AsArray() ?? []).Select(r => r!)];
    }

    private Task<Answer> Send(int count) => _wire.Ingest([.. Enumerable.Range(0, count).Select(i => _wire.Event($"T-{i}", e =>
    {
        e["userData"]!["userIdentifiers"]![0]!["emailAddress"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i)));
        e["conversionValue"] = 10;
    }))]);

    [Fact]
    public async Task Attributed_uploads_and_nothing_else_stand_in_the_report_of_their_action()
    {
        await Send(500);
        int attributed = _wire.Sandbox.GetReceipts().GoogleAds.Attributed;

        JsonNode[] rows = await Rows($"SELECT {ByAction} FROM campaign WHERE {Between(40, 0)}");

        Assert.InRange(attributed, 200, 400);
        JsonNode[] uploaded = [.. rows.Where(r => (string)r["segments"]!["conversionActionName"]! == "Signed contract")];
        Assert.Equal(4, uploaded.Length);
        Assert.Equal(attributed, uploaded.Sum(r => Number(r, "conversions")));
        Assert.Equal(attributed * 10, uploaded.Sum(r => Number(r, "conversionsValue")));
    }

    [Fact]
    public async Task A_conversion_counts_on_the_day_of_its_click_and_by_the_other_metrics_on_its_own_day()
    {
        await Send(300);
        int attributed = _wire.Sandbox.GetReceipts().GoogleAds.Attributed;

        JsonNode[] rows = await Rows($"SELECT segments.date, segments.conversion_action, metrics.conversions, metrics.conversions_by_conversion_date FROM customer WHERE {Between(40, 0)}");
        JsonNode[] uploaded = [.. rows.Where(r => ((string)r["segments"]!["conversionAction"]!).EndsWith(Wire.SignedContract, StringComparison.Ordinal))];

        Assert.Equal(attributed, uploaded.Sum(r => Number(r, "conversions")));
        Assert.True(uploaded.Count(r => Number(r, "conversions") > 0) > 5);
        JsonNode itsDay = Assert.Single(uploaded, r => Number(r, "conversionsByConversionDate") > 0);
        Assert.Equal(attributed, Number(itsDay, "conversionsByConversionDate"));
        Assert.Equal(Day(1), (string)itsDay["segments"]!["date"]!);
    }

    [Fact]
    public async Task Retracted_conversions_leave_the_report_and_restated_ones_change_their_value()
    {
        await Send(50);
        _wire.Clock.Advance(TimeSpan.FromDays(2));
        _wire.GoogleToken = null;
        string adjusted = string.Join(',', Enumerable.Range(0, 50).Select(i => $$"""
            {"orderId":"T-{{i}}","conversionAction":"customers/1234567890/conversionActions/{{Wire.SignedContract}}","adjustmentDateTime":"{{_wire.Clock.GetUtcNow().AddMinutes(-1):yyyy-MM-dd HH:mm:ss}}+00:00","adjustmentType":"{{(i < 25 ? "RETRACTION" : "RESTATEMENT")}}"{{(i < 25 ? "" : ",\"restatementValue\":{\"adjustedValue\":3}")}} }
            """));
        Answer answer = await _wire.Adjust(adjusted);
        Assert.Empty(answer.AdsErrors);
        JsonNode[] rows = [.. (await Rows($"SELECT {ByAction} FROM customer WHERE {Between(40, 0)}")).Where(r => (string)r["segments"]!["conversionActionName"]! == "Signed contract")];

        JsonNode left = Assert.Single(rows);
        Assert.InRange(Number(left, "conversions"), 5, 24);
        Assert.Equal(Number(left, "conversions") * 3, Number(left, "conversionsValue"));
    }

    [Fact]
    public async Task Clicks_and_cost_are_the_same_each_time_and_add_up_however_they_are_divided()
    {
        const string figures = "metrics.clicks, metrics.cost_micros, metrics.impressions";
        JsonNode whole = Assert.Single(await Rows($"SELECT {figures} FROM customer WHERE {Between(9, 0)}"));
        JsonNode[] divided = await Rows($"SELECT campaign.name, segments.date, segments.device, {figures} FROM campaign WHERE {Between(9, 0)}");

        Assert.Equal(4 * 3 * 10, divided.Length);
        Assert.Equal(Number(whole, "clicks"), divided.Sum(r => Number(r, "clicks")));
        Assert.Equal(Number(whole, "costMicros"), divided.Sum(r => Number(r, "costMicros")));
        Assert.Equal(whole.ToJsonString(), (await Rows($"SELECT {figures} FROM customer WHERE {Between(9, 0)}"))[0].ToJsonString());
    }

    [Fact]
    public async Task Rows_come_in_wire_form()
    {
        JsonNode row = (await Rows($"SELECT campaign.id, campaign.name, segments.date, segments.device, metrics.clicks, metrics.conversions FROM campaign WHERE segments.date = '{Day(3)}' LIMIT 1"))[0];

        Assert.Equal("customers/1234567890/campaigns/" + row["campaign"]!["id"], (string)row["campaign"]!["resourceName"]!);
        Assert.Equal(System.Text.Json.JsonValueKind.String, row["metrics"]!["clicks"]!.GetValueKind());
        Assert.Equal(System.Text.Json.JsonValueKind.Number, row["metrics"]!["conversions"]!.GetValueKind());
        Assert.Equal("MOBILE", (string)row["segments"]!["device"]!);
        Assert.Equal(Day(3), (string)row["segments"]!["date"]!);
    }

    [Fact]
    public async Task Secondary_actions_count_in_all_conversions_only()
    {
        JsonNode newsletter = Assert.Single(await Rows($"SELECT {ByAction} FROM customer WHERE {Between(9, 0)}"));

        Assert.Equal("Newsletter", (string)newsletter["segments"]!["conversionActionName"]!);
        Assert.Equal(0, Number(newsletter, "conversions"));
        Assert.True(Number(newsletter, "allConversions") > 0);
    }

    [Fact]
    public async Task Categories_add_their_actions_up()
    {
        await Send(100);
        string[] phoneOrder = [.. (await Rows("SELECT conversion_action.id FROM conversion_action WHERE conversion_action.name = 'Phone order'")).Select(r => (string)r["conversionAction"]!["id"]!)];
        await _wire.Mutate($$$"""{"operations":[{"updateMask":"category","update":{"resourceName":"customers/1234567890/conversionActions/{{{phoneOrder[0]}}}","category":"CONVERTED_LEAD"} }]}""");
        await _wire.Ingest(Wire.Request([.. Enumerable.Range(0, 50).Select(i => _wire.Event($"P-{i}"))], r => r["destinations"]![0]!["productDestinationId"] = phoneOrder[0]).ToJsonString());
        int attributed = _wire.Sandbox.GetReceipts().GoogleAds.Attributed;

        JsonNode[] rows = await Rows($"SELECT campaign.id, segments.conversion_action_category, metrics.all_conversions FROM campaign WHERE {Between(40, 0)} ORDER BY segments.conversion_action_category DESC, campaign.id");

        Assert.Equal([.. Enumerable.Repeat("SIGNUP", 4), .. Enumerable.Repeat("CONVERTED_LEAD", rows.Length - 4)], rows.Select(r => (string)r["segments"]!["conversionActionCategory"]!));
        Assert.InRange(rows.Length, 5, 8);
        Assert.Equal(attributed, rows.Skip(4).Sum(r => Number(r, "allConversions")));
    }

    [Theory]
    [InlineData("SELECT segments.conversion_action, metrics.conversions, metrics.cost_micros FROM campaign WHERE segments.date = '2026-11-01'", "PROHIBITED_SEGMENT_WITH_METRIC_IN_SELECT_OR_WHERE_CLAUSE")]
    [InlineData("SELECT segments.conversion_action_name, metrics.conversions, metrics.clicks FROM customer WHERE segments.date = '2026-11-01'", "PROHIBITED_SEGMENT_WITH_METRIC_IN_SELECT_OR_WHERE_CLAUSE")]
    [InlineData("SELECT segments.conversion_action_category, metrics.conversions, metrics.impressions FROM customer WHERE segments.date = '2026-11-01'", "PROHIBITED_SEGMENT_WITH_METRIC_IN_SELECT_OR_WHERE_CLAUSE")]
    [InlineData("SELECT segments.date, metrics.clicks FROM customer", "EXPECTED_FILTERS_ON_DATE_RANGE")]
    [InlineData("SELECT segments.date, metrics.clicks FROM customer WHERE segments.date >= '2026-11-01'", "EXPECTED_FILTERS_ON_DATE_RANGE")]
    [InlineData("SELECT metrics.clicks FROM customer WHERE segments.date BETWEEN '2026-11-02' AND '2026-11-01'", "DATE_RANGE_TOO_NARROW")]
    [InlineData("SELECT metrics.clicks FROM customer WHERE segments.date BETWEEN '2026-11-02'", "EXPECTED_AND")]
    [InlineData("SELECT metrics.clicks FROM customer WHERE segments.date = '01.11.2026'", "INVALID_DATE_FORMAT")]
    [InlineData("SELECT metrics.clicks FROM conversion_action", "PROHIBITED_METRIC_IN_SELECT_OR_WHERE_CLAUSE")]
    [InlineData("SELECT campaign.name, metrics.clicks FROM customer", "PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE")]
    [InlineData("SELECT metrics.clicks FROM customer WHERE segments.device = 'MOBILE'", "EXPECTED_REFERENCED_FIELD_IN_SELECT_CLAUSE")]
    [InlineData("SELECT metrics.clicks FROM customer ORDER BY metrics.cost_micros", "EXPECTED_REFERENCED_FIELD_IN_SELECT_CLAUSE")]
    [InlineData("SELECT metrics.bounce_rate FROM customer", "UNRECOGNIZED_FIELD")]
    [InlineData("SELECT segments.hour, metrics.clicks FROM customer", "UNRECOGNIZED_FIELD")]
    public async Task A_report_Google_does_not_give_is_refused_with_its_reason(string query, string reason)
    {
        Answer answer = await _wire.Search(query);

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal(["queryError." + reason], answer.AdsErrors);
    }

    [Fact]
    public async Task A_manager_has_no_metrics()
    {
        Answer answer = await _wire.Search("SELECT metrics.clicks FROM customer", SandboxCredentials.GoogleManagerId);

        Assert.Equal(["queryError.REQUESTED_METRICS_FOR_MANAGER"], answer.AdsErrors);
    }

    [Fact]
    public async Task Every_account_has_its_own_campaigns()
    {
        JsonNode[] berlin = await Rows("SELECT campaign.id, campaign.name FROM campaign");
        JsonNode[] newYork = await Rows("SELECT campaign.id, campaign.name FROM campaign", SandboxCredentials.GoogleSecondAccountId);

        Assert.Equal(4, berlin.Length);
        Assert.Equal(berlin.Select(c => (string)c["campaign"]!["name"]!), newYork.Select(c => (string)c["campaign"]!["name"]!));
        Assert.Empty(berlin.Select(c => (string)c["campaign"]!["id"]!).Intersect(newYork.Select(c => (string)c["campaign"]!["id"]!)));
    }

    [Fact]
    public async Task A_report_comes_in_pages_too()
    {
        using var wire = new Wire(new SandboxOptions { CampaignsPerAccount = 900 });
        string day = wire.Clock.GetUtcNow().AddDays(-9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string query = $"SELECT campaign.id, segments.date, segments.device, metrics.clicks FROM campaign WHERE segments.date BETWEEN '{day}' AND '{wire.Clock.GetUtcNow():yyyy-MM-dd}'";
        int rows = 0;
        string? token = null;
        do
        {
            Answer page = await wire.Ads("customers/1234567890/googleAds:search", new JsonObject { ["query"] = query, ["pageToken"] = token ?? "" }.ToJsonString());
            rows += page.List("results").Count();
            token = page["nextPageToken"];
        }
        while (token is not null);

        Assert.Equal(900 * 3 * 10, rows);
    }
}
