using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.Tests;

public sealed class OfflineAdjustmentTests : IDisposable
{
    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    private Task<Answer> Adjust(params string[] rows) => _wire.Campaign("OfflineConversionAdjustments/Apply", $$"""{"OfflineConversionAdjustments":[{{string.Join(',', rows)}}]}""");

    private string Row(string change = "{}")
    {
        var row = new JsonObject { ["AdjustmentType"] = "Retract", ["AdjustmentTime"] = _wire.Now(), ["ConversionName"] = "Signed contract", ["ConversionTime"] = _wire.Now(TimeSpan.FromDays(1)), ["HashedEmailAddress"] = Wire.EmailHash };
        foreach (var field in JsonNode.Parse(change)!.AsObject())
        {
            row[field.Key] = field.Value?.DeepClone();
        }

        return row.ToJsonString();
    }

    private Task<Answer> Report(string rest = "") => _wire.Campaign("OfflineConversionReport/QueryByGoalIds",
        $$"""{"StartDateUtc":"{{_wire.Now(TimeSpan.FromDays(6))}}","EndDateUtc":"{{_wire.Now()}}","GoalIds":["46000002"]{{rest}} }""");

    [Fact]
    public async Task A_conversion_is_restated_and_taken_back()
    {
        await _wire.Apply(_wire.Row());

        Answer answer = await Adjust(Row("""{"AdjustmentType":"Restate","AdjustmentValue":5,"AdjustmentCurrencyCode":"USD"}"""), Row());

        Assert.Empty(answer.PartialErrors);
        Assert.Equal(1, _wire.Sandbox.GetReceipts().MicrosoftAdvertising.Restatements);
        Assert.Equal(1, _wire.Sandbox.GetReceipts().MicrosoftAdvertising.Retractions);
    }

    [Fact]
    public async Task What_has_no_original_or_comes_twice_shows_in_the_report()
    {
        await _wire.Apply(_wire.Row());

        Answer answer = await Adjust(Row(), Row(), Row("""{"HashedEmailAddress":null,"HashedPhoneNumber":"fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30"}"""));
        Answer report = await Report();

        Assert.Empty(answer.PartialErrors);
        string[] alerts = [.. report.List("OfflineGoalConversionSummaries[0].OverallAlerts").Select(a => $"{a["UnattributedReason"]} {a["Count"]}")];
        Assert.Contains("AdjustmentOriginalNotFound 1", alerts);
        Assert.Contains("ConversionAlreadyRetracted 1", alerts);
        Assert.Equal(1, _wire.Sandbox.GetReceipts().MicrosoftAdvertising.Retractions);
    }

    [Theory]
    [InlineData("""{"AdjustmentType":"RETRACTION"}""", "5618 OfflineConversionInvalidAdjustmentType")]
    [InlineData("""{"AdjustmentType":null}""", "5618 OfflineConversionInvalidAdjustmentType")]
    [InlineData("""{"AdjustmentTime":null}""", "5619 OfflineConversionAdjustmentTimeNullOrEmpty")]
    [InlineData("""{"AdjustmentTime":"2026-11-01T00:00:00Z"}""", "5620 OfflineConversionAdjustmentTimeEarlierThanConversionTime")]
    [InlineData("""{"AdjustmentTime":"now"}""", "5621 OfflineConversionAdjustmentTimeInvalid")]
    [InlineData("""{"AdjustmentTime":"2026-11-20T12:00:01Z"}""", "5622 OfflineConversionFutureAdjustmentTimeCannotBeSet")]
    [InlineData("""{"AdjustmentTime":"2026-01-01T00:00:00Z"}""", "5623 OfflineConversionAdjustmentTimeOutOfWindow")]
    [InlineData("""{"AdjustmentValue":1}""", "5624 OfflineConversionAdjustmentValueNotExpected")]
    [InlineData("""{"AdjustmentType":"Restate"}""", "5625 OfflineConversionAdjustmentValueRequired")]
    [InlineData("""{"AdjustmentType":"Restate","AdjustmentValue":-1}""", "5610 OfflineConversionValueInvalid")]
    [InlineData("""{"AdjustmentType":"Restate","AdjustmentValue":1,"AdjustmentCurrencyCode":"X"}""", "5611 OfflineConversionCurrencyCodeInvalid")]
    [InlineData("""{"ConversionName":"Nobody"}""", "5606 OfflineConversionNameInvalid")]
    [InlineData("""{"ConversionTime":null}""", "5608 OfflineConversionTimeNullOrEmpty")]
    [InlineData("""{"HashedEmailAddress":null}""", "5603 OfflineConversionMicrosoftClickIdNullOrEmpty")]
    public async Task A_bad_adjustment_is_named_by_index_and_code(string change, string error)
    {
        Answer answer = await Adjust(Row(), Row(change));

        Assert.Equal(["1 " + error], answer.PartialErrors);
    }

    [Fact]
    public async Task A_list_has_one_to_a_thousand_rows()
    {
        Assert.Equal("5600", (await Adjust())["OperationErrors[0].Code"]);
        Assert.Equal("5601", (await Adjust([.. Enumerable.Repeat(Row(), 1001)]))["OperationErrors[0].Code"]);
        Assert.Equal(["0 5602 OfflineConversionIsNull"], (await Adjust("null")).PartialErrors);
    }

    [Fact]
    public async Task The_report_counts_by_day_and_reason()
    {
        await _wire.Apply([.. Enumerable.Range(0, 100).Select(i => _wire.Row(r => r["HashedEmailAddress"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i)))))]);
        _wire.Clock.Advance(TimeSpan.FromDays(1));
        _wire.MicrosoftToken = null;
        await _wire.Apply(_wire.Row(), _wire.Row());

        Answer report = await Report();
        SandboxReceipt receipt = _wire.Sandbox.GetReceipts().MicrosoftAdvertising;

        const string s = "OfflineGoalConversionSummaries[0].";
        Assert.True(report.StatusCode == 200, report.Body.ToJsonString());
        Assert.Equal("46000002", report[s + "GoalId"]);
        Assert.Equal("Signed contract", report[s + "ConversionName"]);
        Assert.Equal(receipt.Attributed.ToString(System.Globalization.CultureInfo.InvariantCulture), report[s + "OverallSuccessCount"]);
        Assert.Equal(["2026-11-20T00:00:00Z 100", "2026-11-21T00:00:00Z 2"], report.List(s + "DailySummaries").Select(d => $"{d["UploadDate"]} {(int)d["SuccessCount"]! + (int)d["UnattributedCount"]!}"));
        Assert.Contains("DuplicateConversionKey 1", report.List(s + "OverallAlerts").Select(a => $"{a["UnattributedReason"]} {a["Count"]}"));
        Assert.Equal(Math.Round(receipt.Attributed / 102.0, 6), (double)report.Node(s + "OverallSuccessRate")!);
    }

    [Fact]
    public async Task The_report_has_rules()
    {
        Answer unknown = await _wire.Campaign("OfflineConversionReport/QueryByGoalIds", """{"StartDateUtc":"2026-11-20T00:00:00Z","EndDateUtc":"2026-11-20T00:00:00Z","GoalIds":["46000002","5"]}""");
        Answer days = await _wire.Campaign("OfflineConversionReport/QueryByGoalIds", """{"StartDateUtc":"2026-11-12T00:00:00Z","EndDateUtc":"2026-11-20T00:00:00Z","GoalIds":["46000002"]}""");
        Answer goals = await _wire.Campaign("OfflineConversionReport/QueryByGoalIds", $$"""{"StartDateUtc":"2026-11-20T00:00:00Z","EndDateUtc":"2026-11-20T00:00:00Z","GoalIds":[{{string.Join(',', Enumerable.Repeat("\"46000002\"", 21))}}]}""");
        await _wire.Apply(_wire.Row());
        Answer channel = await Report(""","UploadChannelFilter":"BulkAPI,WebUpload" """);

        Assert.Equal(["1 5314 InvalidConversionGoalId"], unknown.PartialErrors);
        Assert.Equal("113", days["OperationErrors[0].Code"]);
        Assert.Equal("5318", goals["OperationErrors[0].Code"]);
        Assert.Equal("0", channel["OfflineGoalConversionSummaries[0].OverallSuccessCount"]);
        Assert.Equal("0", channel["OfflineGoalConversionSummaries[0].OverallUnattributedCount"]);
    }

    [Fact]
    public async Task Faults_can_stand_below_application_fault()
    {
        using var wire = new Wire(new SandboxOptions { FaultsBelowApplicationFault = true });

        Answer fault = await wire.Campaign("ConversionGoals/QueryByIds", "{}");
        Answer good = await wire.Apply(wire.Row());

        Assert.Equal("5329", fault["ApplicationFault.OperationErrors[0].Code"]);
        Assert.Null(good.Node("ApplicationFault"));
    }
}
