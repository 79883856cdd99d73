using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.Tests;

public sealed class ReportingTests : IDisposable
{
    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    private static string Service(string call) => "https://reporting.api.bingads.microsoft.com/Reporting/v13/GenerateReport/" + call;

    private JsonObject Order(string[] columns, string aggregation = "Daily", int from = 20)
    {
        DateTimeOffset now = _wire.Clock.GetUtcNow();
        return new JsonObject
        {
            ["Type"] = "ConversionPerformanceReportRequest",
            ["ReportName"] = "Test",
            ["Format"] = "Csv",
            ["FormatVersion"] = "2.0",
            ["Aggregation"] = aggregation,
            ["Columns"] = new JsonArray([.. columns.Select(c => (JsonNode)c)]),
            ["ExcludeReportHeader"] = true,
            ["ExcludeReportFooter"] = true,
            ["Scope"] = new JsonObject { ["AccountIds"] = new JsonArray(SandboxCredentials.MicrosoftAccountId) },
            ["Time"] = new JsonObject
            {
                ["CustomDateRangeStart"] = Date(now.AddDays(-from)),
                ["CustomDateRangeEnd"] = Date(now),
                ["ReportTimeZone"] = "AmsterdamBerlinBernRomeStockholmVienna",
            },
        };

        static JsonObject Date(DateTimeOffset day) => new() { ["Day"] = day.Day, ["Month"] = day.Month, ["Year"] = day.Year };
    }

    private Task<Answer> Submit(JsonObject order) => _wire.Microsoft(HttpMethod.Post, Service("Submit"), new JsonObject { ["ReportRequest"] = order.DeepClone() }.ToJsonString());

    private Task<Answer> Poll(string id) => _wire.Microsoft(HttpMethod.Post, Service("Poll"), new JsonObject { ["ReportRequestId"] = id }.ToJsonString());

    private async Task<string[][]> Fetch(JsonObject order)
    {
        Answer submitted = await Submit(order);
        Assert.True(submitted.StatusCode == 200, submitted.Body.ToJsonString());
        Answer status = await Poll(submitted["ReportRequestId"]!);
        Assert.Equal("Success", status["ReportRequestStatus.Status"]);
        return await Read(status["ReportRequestStatus.ReportDownloadUrl"]!);
    }

    private async Task<string[][]> Read(string address)
    {
        using var client = new HttpClient(_wire.Sandbox.CreateHandler());
        using var zip = new ZipArchive(await client.GetStreamAsync(new Uri(address)));
        using var reader = new StreamReader(Assert.Single(zip.Entries).Open());
        return [.. (await reader.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim('"').Split("\",\""))];
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    [Fact]
    public async Task Attributed_uploads_stand_in_the_report_of_their_goal()
    {
        await _wire.Apply([.. Enumerable.Range(0, 400).Select(i => _wire.Row(r =>
        {
            r["HashedEmailAddress"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i)));
            r["ConversionValue"] = 10;
        }))]);
        int attributed = _wire.Sandbox.GetReceipts().MicrosoftAdvertising.Attributed;

        string[][] rows = await Fetch(Order(["TimePeriod", "CampaignName", "DeviceType", "Goal", "GoalId", "ConversionsQualified", "AllConversionsQualified", "Conversions", "Revenue"]));

        Assert.Equal(["TimePeriod", "CampaignName", "DeviceType", "Goal", "GoalId", "ConversionsQualified", "AllConversionsQualified", "Conversions", "Revenue"], rows[0]);
        string[][] uploaded = [.. rows.Where(r => r[3] == "Signed contract")];
        Assert.InRange(attributed, 160, 320);
        Assert.Equal(attributed, uploaded.Sum(r => Number(r[5])));
        Assert.Equal(attributed * 10, uploaded.Sum(r => Number(r[8])));
        Assert.All(uploaded, r => Assert.Equal("0", r[7]));
    }

    [Fact]
    public async Task Clicks_and_spend_add_up_however_they_are_divided()
    {
        string[][] divided = await Fetch(Order(["TimePeriod", "CampaignId", "DeviceType", "Clicks", "Spend"]));
        string[][] whole = await Fetch(Order(["Clicks", "Spend"], "Summary"));

        Assert.Equal(1 + (21 * 4 * 3), divided.Length);
        Assert.Equal(Number(whole[1][0]), divided.Skip(1).Sum(r => Number(r[3])));
        Assert.Equal(Number(whole[1][1]), divided.Skip(1).Sum(r => Number(r[4])), 2);
    }

    [Fact]
    public async Task Header_footer_and_thousands_are_there_unless_they_are_left_out()
    {
        JsonObject order = Order(["CampaignName", "AllRevenue", "Clicks"]);
        order.Remove("ExcludeReportHeader");
        order.Remove("ExcludeReportFooter");
        order.Remove("FormatVersion");
        order["ExcludeColumnHeaders"] = true;

        string[][] rows = await Fetch(order);

        Assert.StartsWith("Report Name: Test", rows[0][0], StringComparison.Ordinal);
        Assert.Contains("Microsoft Corporation", rows[^1][0], StringComparison.Ordinal);
        Assert.DoesNotContain(rows, r => r[0] == "CampaignName");
    }

    [Fact]
    public async Task A_report_takes_its_time_and_its_address_ends()
    {
        using var wire = new Wire(new SandboxOptions { MicrosoftReportDelay = TimeSpan.FromMinutes(3) });
        JsonObject order = Order(["Clicks"], "Summary");
        Answer submitted = await wire.Microsoft(HttpMethod.Post, Service("Submit"), new JsonObject { ["ReportRequest"] = order }.ToJsonString());
        string poll = new JsonObject { ["ReportRequestId"] = submitted["ReportRequestId"] }.ToJsonString();
        Assert.Equal("Pending", (await wire.Microsoft(HttpMethod.Post, Service("Poll"), poll))["ReportRequestStatus.Status"]);
        wire.Clock.Advance(TimeSpan.FromMinutes(3));
        string address = (await wire.Microsoft(HttpMethod.Post, Service("Poll"), poll))["ReportRequestStatus.ReportDownloadUrl"]!;
        using var client = new HttpClient(wire.Sandbox.CreateHandler());
        Assert.True((await client.GetAsync(new Uri(address))).IsSuccessStatusCode);
        wire.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(403, (int)(await client.GetAsync(new Uri(address))).StatusCode);
        Assert.Equal(403, (int)(await client.GetAsync(new Uri(address.Replace("sig=", "sig=0", StringComparison.Ordinal)))).StatusCode);
    }

    [Fact]
    public async Task A_report_without_rows_has_no_address()
    {
        Answer submitted = await Submit(Order(["Goal", "Revenue"], "Summary", from: 0));
        JsonObject years = Order(["Clicks"], "Summary");
        years["Time"]!["CustomDateRangeStart"] = new JsonObject { ["Day"] = 1, ["Month"] = 1, ["Year"] = 2019 };
        years["Time"]!["CustomDateRangeEnd"] = new JsonObject { ["Day"] = 2, ["Month"] = 1, ["Year"] = 2019 };
        Answer old = await Submit(years);

        Assert.Equal(200, submitted.StatusCode);
        Answer status = await Poll(old["ReportRequestId"]!);
        Assert.Equal("Success", status["ReportRequestStatus.Status"]);
        Assert.Null(status["ReportRequestStatus.ReportDownloadUrl"]);
    }

    [Theory]
    [InlineData("2034", "TimePeriod,Clicks", "Summary")]
    [InlineData("2016", "Clicks,Clicks", "Summary")]
    [InlineData("2017", "CampaignName", "Summary")]
    [InlineData("204", "Keyword,Clicks", "Summary")]
    [InlineData("204", "Goal,Spend", "Summary")]
    [InlineData("204", "TimePeriod,Clicks", "Hourly")]
    public async Task An_order_Microsoft_does_not_take_is_refused_with_its_code(string code, string columns, string aggregation)
    {
        Answer answer = await Submit(Order(columns.Split(','), aggregation));

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal(code, answer["OperationErrors[0].Code"]);
    }

    [Fact]
    public async Task Goals_reports_need_the_goal()
    {
        JsonObject order = Order(["AllRevenue"], "Summary");
        order["Type"] = "GoalsAndFunnelsReportRequest";

        Assert.Equal("2015", (await Submit(order))["OperationErrors[0].Code"]);
    }

    [Fact]
    public async Task An_unknown_report_is_refused() => Assert.Equal("2100", (await Poll("none"))["OperationErrors[0].Code"]);
}
