using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.Tests;

public sealed class ConversionAdjustmentTests : IDisposable
{
    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    private string Time(TimeSpan ago) => (_wire.Clock.GetUtcNow() - ago).ToString("yyyy-MM-dd HH:mm:ss'+00:00'", System.Globalization.CultureInfo.InvariantCulture);

    private string Row(string change = "{}")
    {
        var row = new JsonObject { ["orderId"] = "O-1", ["conversionAction"] = "customers/1234567890/conversionActions/" + Wire.SignedContract, ["adjustmentType"] = "RETRACTION", ["adjustmentDateTime"] = Time(TimeSpan.FromHours(1)) };
        foreach (var field in JsonNode.Parse(change)!.AsObject())
        {
            row[field.Key] = field.Value?.DeepClone();
        }

        return row.ToJsonString();
    }

    /// <summary>A conversion of two days ago.</summary>
    private async Task Given(string orderId = "O-1", int days = 2) =>
        Assert.Equal(200, (await _wire.Ingest(_wire.Event(orderId, e => e["eventTimestamp"] = _wire.Now(TimeSpan.FromDays(days))))).StatusCode);

    [Fact]
    public async Task A_conversion_is_taken_back_once()
    {
        await Given();

        Answer first = await _wire.Adjust(Row());
        Answer second = await _wire.Adjust(Row("""{"adjustmentDateTime":"2026-11-20 11:30:00+00:00"}"""));

        Assert.True(first.StatusCode == 200, first.Body.ToJsonString());
        Assert.Empty(first.AdsErrors);
        Assert.Equal("O-1", first["results[0].orderId"]);
        Assert.Equal(["conversion_adjustments[0].adjustment_date_time conversionAdjustmentUploadError.CONVERSION_ALREADY_RETRACTED"], second.AdsErrors);
        Assert.Equal(1, _wire.Sandbox.GetReceipts().GoogleAds.Retractions);
    }

    [Fact]
    public async Task A_later_restatement_wins_and_an_earlier_one_is_too_late()
    {
        await Given();
        string Restate(string time) => Row($$"""{"adjustmentType":"RESTATEMENT","restatementValue":{"adjustedValue":5,"currencyCode":"EUR"},"adjustmentDateTime":"{{time}}"}""");

        Answer both = await _wire.Adjust(Restate("2026-11-20 10:00:00+00:00") + "," + Restate("2026-11-20 10:00:00+00:00") + "," + Restate("2026-11-20 11:00:00+00:00"));
        Answer again = await _wire.Adjust(Restate("2026-11-20 11:00:00+00:00") + "," + Restate("2026-11-20 10:30:00+00:00"));

        Assert.Equal(["conversion_adjustments[1].adjustment_date_time conversionAdjustmentUploadError.DUPLICATE_ADJUSTMENT_IN_REQUEST"], both.AdsErrors);
        Assert.Equal(
            ["conversion_adjustments[0].adjustment_date_time conversionAdjustmentUploadError.RESTATEMENT_ALREADY_EXISTS", "conversion_adjustments[1].adjustment_date_time conversionAdjustmentUploadError.MORE_RECENT_RESTATEMENT_FOUND"],
            again.AdsErrors);
        Assert.Equal(2, _wire.Sandbox.GetReceipts().GoogleAds.Restatements);
    }

    [Fact]
    public async Task A_conversion_without_order_id_is_found_by_click_and_time()
    {
        await _wire.Ingest(_wire.Event(null, e => { e["adIdentifiers"] = new JsonObject { ["gclid"] = "Cj0" }; e["eventTimestamp"] = "2026-11-18T13:00:00+01:00"; }));

        Answer answer = await _wire.Adjust(Row("""{"orderId":null,"gclidDateTimePair":{"gclid":"Cj0","conversionDateTime":"2026-11-18 12:00:00+00:00"}}"""));

        Assert.Empty(answer.AdsErrors);
        Assert.Equal("Cj0", answer["results[0].gclidDateTimePair.gclid"]);
    }

    public static TheoryData<string, string> BadRows => new()
    {
        { """{"adjustmentType":null}""", ".adjustment_type fieldError.REQUIRED" },
        { """{"adjustmentDateTime":null}""", ".adjustment_date_time fieldError.REQUIRED" },
        { """{"adjustmentDateTime":"2026-11-20"}""", ".adjustment_date_time dateError.INVALID_STRING_DATE_TIME_SECONDS_WITH_OFFSET" },
        { """{"adjustmentDateTime":"2026-11-01 00:00:00+00:00"}""", ".adjustment_date_time conversionAdjustmentUploadError.ADJUSTMENT_PRECEDES_CONVERSION" },
        { """{"conversionAction":"customers/1234567890/conversionActions/9"}""", ".conversion_action conversionAdjustmentUploadError.NO_CONVERSION_ACTION_FOUND" },
        { """{"adjustmentType":"ENHANCEMENT","userIdentifiers":[{"hashedEmail":"509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a"}]}""", ".conversion_action conversionAdjustmentUploadError.CONVERSION_ACTION_NOT_ELIGIBLE_FOR_ENHANCEMENT" },
        { """{"orderId":null}""", ".order_id fieldError.REQUIRED" },
        { """{"orderId":null,"conversionAction":"customers/1234567890/conversionActions/700100004"}""", ".order_id conversionAdjustmentUploadError.MISSING_ORDER_ID_FOR_WEBPAGE" },
        { """{"orderId":"+1 800 555 0100"}""", ".order_id conversionAdjustmentUploadError.ORDER_ID_CONTAINS_PII" },
        { """{"gclidDateTimePair":{"gclid":"x","conversionDateTime":"2026-11-18 12:00:00+00:00"}}""", ".order_id conversionAdjustmentUploadError.GCLID_DATE_TIME_PAIR_AND_ORDER_ID_BOTH_SET" },
        { """{"orderId":null,"gclidDateTimePair":{"gclid":"x","conversionDateTime":"then"}}""", ".gclid_date_time_pair.conversion_date_time dateError.INVALID_STRING_DATE_TIME_SECONDS_WITH_OFFSET" },
        { """{"restatementValue":{"adjustedValue":1}}""", ".restatement_value fieldError.VALUE_MUST_BE_UNSET" },
        { """{"adjustmentType":"RESTATEMENT"}""", ".restatement_value.adjusted_value fieldError.REQUIRED" },
        { """{"adjustmentType":"RESTATEMENT","restatementValue":{"adjustedValue":1,"currencyCode":"X"}}""", ".restatement_value.currency_code currencyCodeError.UNSUPPORTED" },
        { """{"userIdentifiers":[{"hashedEmail":"x"}]}""", ".user_identifiers fieldError.VALUE_MUST_BE_UNSET" },
        { """{"orderId":"never"}""", ".conversion_action conversionAdjustmentUploadError.CONVERSION_NOT_FOUND" },
        { """{"orderId":"young"}""", ".adjustment_date_time conversionAdjustmentUploadError.TOO_RECENT_CONVERSION" },
        { """{"orderId":"old"}""", ".adjustment_date_time conversionAdjustmentUploadError.CONVERSION_EXPIRED" },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task A_bad_adjustment_is_named_by_index_field_and_code(string change, string error)
    {
        await Given();
        await Given("good");
        await Given("old", 55);
        await _wire.Ingest(_wire.Event("young", e => e["eventTimestamp"] = _wire.Now(TimeSpan.FromHours(2))));

        Answer answer = await _wire.Adjust(Row("""{"orderId":"good"}""") + "," + Row(change));

        Assert.Equal(["conversion_adjustments[1]" + error], answer.AdsErrors);
        Assert.Equal(1, _wire.Sandbox.GetReceipts().GoogleAds.Retractions);
    }

    [Fact]
    public async Task Data_manager_conversions_can_be_out_of_reach()
    {
        using var wire = new Wire(new SandboxOptions { AdjustDataManagerConversions = false });
        await wire.Ingest(wire.Event("O-1", e => e["eventTimestamp"] = wire.Now(TimeSpan.FromDays(2))));

        Answer answer = await wire.Adjust(Row());

        Assert.Equal(["conversion_adjustments[0].conversion_action conversionAdjustmentUploadError.CONVERSION_NOT_FOUND"], answer.AdsErrors);
    }

    [Fact]
    public async Task The_request_itself_has_rules()
    {
        Answer whole = await _wire.Ads("customers/1234567890:uploadConversionAdjustments", $$"""{"conversionAdjustments":[{{Row()}}]}""");
        Answer many = await _wire.Adjust(string.Join(',', Enumerable.Repeat(Row(), 2001)));

        Assert.Equal(["partial_failure partialFailureError.PARTIAL_FAILURE_MODE_REQUIRED"], whole.AdsErrors);
        Assert.Equal(["conversion_adjustments conversionAdjustmentUploadError.TOO_MANY_ADJUSTMENTS_IN_REQUEST"], many.AdsErrors);
    }
}
