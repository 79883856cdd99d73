using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.Tests;

public sealed class ApplyTests : IDisposable
{
    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    private SandboxReceipt Receipt => _wire.Sandbox.GetReceipts().MicrosoftAdvertising;

    [Fact]
    public async Task Good_rows_are_taken_and_nothing_is_said_in_three_ways()
    {
        var said = new List<string>();
        for (int i = 0; i < 6; i++)
        {
            Answer answer = await _wire.Apply(_wire.Row(r => r["ConversionValue"] = i), _wire.Row(r => r["ConversionTime"] = _wire.Now(TimeSpan.FromHours(i + 1))));
            Assert.Equal(200, answer.StatusCode);
            Assert.True(answer.Message.Headers.Contains("TrackingId"));
            said.Add(answer.Body.ToJsonString());
        }

        Assert.Equal(["""{"PartialErrors":null}""", "{}", """{"PartialErrors":[]}""", """{"PartialErrors":null}""", "{}", """{"PartialErrors":[]}"""], said);
        Assert.Equal(12, Receipt.RowsReceived);
        Assert.Equal(6, Receipt.UploadRequests);
    }

    public static TheoryData<string, string> BadRows => new()
    {
        { """{"ConversionName":null}""", "5605 OfflineConversionNameNullOrEmpty" },
        { """{"ConversionName":""}""", "5605 OfflineConversionNameNullOrEmpty" },
        { """{"ConversionName":"signed contract"}""", "5606 OfflineConversionNameInvalid" },
        { """{"ConversionName":"Newsletter"}""", "5606 OfflineConversionNameInvalid" },
        { """{"ConversionTime":null}""", "5608 OfflineConversionTimeNullOrEmpty" },
        { """{"ConversionTime":"2026-11-19"}""", "5607 OfflineConversionTimeInvalid" },
        { """{"ConversionTime":"2026-11-19T10:00:00"}""", "5607 OfflineConversionTimeInvalid" },
        { """{"ConversionTime":"2026-11-19T10:00:00+01:00"}""", "5607 OfflineConversionTimeInvalid" },
        { """{"ConversionTime":"2026-11-20T12:00:01Z"}""", "5614 FutureConversionTimeCannotBeSet" },
        { """{"ConversionTime":"2026-08-22T11:59:59Z"}""", "5609 OfflineConversionTimeOutOfWindow" },
        { """{"HashedEmailAddress":null}""", "5603 OfflineConversionMicrosoftClickIdNullOrEmpty" },
        { """{"HashedEmailAddress":"someone@example.com"}""", "56902 ConversionEmailAddressIsNotHashed" },
        { """{"HashedEmailAddress":"509E933019BB285A134A9334B8BB679DFF79D0CE023D529AF4BD744D47B4FD8A"}""", "56902 ConversionEmailAddressIsNotHashed" },
        { """{"HashedPhoneNumber":"+18005550100"}""", "56903 ConversionPhoneNumberIsNotHashed" },
        { """{"MicrosoftClickId":"abc"}""", "5604 OfflineConversionMicrosoftClickIdInvalid" },
        { """{"ConversionName":"Walk-in"}""", "56901 NotEligibleForEnhancedConversions" },
        { """{"ConversionValue":-0.01}""", "5610 OfflineConversionValueInvalid" },
        { """{"ConversionValue":1000000000000}""", "5610 OfflineConversionValueInvalid" },
        { """{"ConversionCurrencyCode":"XXX"}""", "5611 OfflineConversionCurrencyCodeInvalid" },
        { """{"ExternalAttributionCredit":0.5,"ExternalAttributionModel":"linear"}""", "56904 GoalNotEligibleForExternalAttribution" },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task A_bad_row_is_named_by_index_and_the_others_are_taken(string change, string error)
    {
        Answer answer = await _wire.Apply(_wire.Row(), _wire.Row(r => Change(r, change)), _wire.Row(r => r["ConversionTime"] = _wire.Now(TimeSpan.FromHours(3))));

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(["1 " + error], answer.PartialErrors);
        Assert.Equal("BatchError", answer["PartialErrors[0].Type"]);
        Assert.NotNull(answer["PartialErrors[0].Message"]);
        Assert.Equal(2, Receipt.RowsReceived);
    }

    [Theory]
    [InlineData("""{"ConversionTime":"2026-08-22T12:00:00Z"}""")]
    [InlineData("""{"ConversionTime":"2026-11-20T12:00:00.0000000Z"}""")]
    [InlineData("""{"HashedEmailAddress":null,"MicrosoftClickId":"0123456789abcdef0123456789abcdef"}""")]
    [InlineData("""{"MicrosoftClickId":"01234567-89AB-cdef-0123-456789abcdef"}""")]
    [InlineData("""{"ConversionName":"Walk-in","MicrosoftClickId":"0123456789abcdef0123456789abcdef"}""")]
    [InlineData("""{"HashedEmailAddress":null,"HashedPhoneNumber":"fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30"}""")]
    [InlineData("""{"ConversionValue":null,"ConversionCurrencyCode":null}""")]
    [InlineData("""{"ConversionValue":999999999999}""")]
    public async Task A_row_at_the_edge_of_the_rules_is_taken(string change)
    {
        Answer answer = await _wire.Apply(_wire.Row(r => Change(r, change)));

        Assert.Equal(200, answer.StatusCode);
        Assert.Empty(answer.PartialErrors);
        Assert.Equal(1, Receipt.Conversions);
    }

    [Fact]
    public async Task One_row_can_have_several_errors_and_errors_keep_row_order()
    {
        string[] rows = [.. Enumerable.Range(0, 1000).Select(i => _wire.Row(r =>
        {
            r["ConversionTime"] = _wire.Now(TimeSpan.FromMinutes(i + 1));
            if (i is 0 or 17 or 999)
            {
                r["ConversionName"] = "Nobody";
            }

            if (i == 17)
            {
                r["ConversionValue"] = -1;
            }
        }))];

        Answer answer = await _wire.Apply(rows);

        Assert.Equal(["0 5606 OfflineConversionNameInvalid", "17 5606 OfflineConversionNameInvalid", "17 5610 OfflineConversionValueInvalid", "999 5606 OfflineConversionNameInvalid"], answer.PartialErrors);
        Assert.Equal(997, Receipt.Conversions);
    }

    [Fact]
    public async Task A_list_has_one_to_a_thousand_rows()
    {
        Answer none = await _wire.Apply();
        Answer missing = await _wire.Campaign("OfflineConversions/Apply", "{}");
        Answer many = await _wire.Apply([.. Enumerable.Repeat(_wire.Row(), 1001)]);
        Answer withNull = await _wire.Apply("null", _wire.Row());

        Assert.Equal("5600", none["OperationErrors[0].Code"]);
        Assert.Equal("5600", missing["OperationErrors[0].Code"]);
        Assert.Equal("5601", many["OperationErrors[0].Code"]);
        Assert.Equal("ApiFaultDetail", many["Type"]);
        Assert.Equal(400, many.StatusCode);
        Assert.Equal(["0 5602 OfflineConversionIsNull"], withNull.PartialErrors);
        Assert.Equal(1, Receipt.RowsReceived);
    }

    [Theory]
    [InlineData("""{"HashedEmail":"x"}""")]
    [InlineData("""{"conversionName":"x"}""")]
    [InlineData("""{"ConversionValue":"12"}""")]
    public async Task A_field_the_row_does_not_have_is_a_fault(string change)
    {
        Answer answer = await _wire.Apply(_wire.Row(r => Change(r, change)));

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal("201", answer["Errors[0].Code"]);
    }

    [Fact]
    public async Task The_first_of_equal_rows_wins()
    {
        await _wire.Apply(_wire.Row(), _wire.Row(r => r["ConversionValue"] = 1));
        await _wire.Apply(_wire.Row(r => r["ConversionCurrencyCode"] = "USD"), _wire.Row(r => r["HashedPhoneNumber"] = Wire.PhoneHash), _wire.Row(r => r["ConversionName"] = "Phone order"));

        Assert.Equal(5, Receipt.RowsReceived);
        Assert.Equal(3, Receipt.Conversions);
        Assert.Equal(2, Receipt.Repeats);
    }

    [Fact]
    public async Task Unknown_names_can_be_taken_in_silence_as_one_of_microsofts_pages_says()
    {
        using var wire = new Wire(new SandboxOptions { TakeUnknownGoalNames = true });

        Answer answer = await wire.Apply(wire.Row(r => r["ConversionName"] = "Nobody"));

        Assert.Empty(answer.PartialErrors);
        Assert.Equal(1, wire.Sandbox.GetReceipts().MicrosoftAdvertising.UnattributedReasons["GoalNotFoundOrInactive"]);
    }

    [Fact]
    public async Task About_sixty_in_a_hundred_are_attributed()
    {
        await _wire.Apply([.. Enumerable.Range(0, 1000).Select(i => _wire.Row(r => r["HashedEmailAddress"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i)))))]);

        Assert.InRange(Receipt.Attributed, 550, 650);
        Assert.Equal(["HistoricalClickDataExpired", "NoMatchingClickFound", "OutsideGoalLookbackWindow"], Receipt.UnattributedReasons.Keys.Order());
        Assert.Equal(1000, Receipt.Attributed + Receipt.UnattributedReasons.Values.Sum());
    }

    private static void Change(JsonObject row, string change)
    {
        foreach (var field in JsonNode.Parse(change)!.AsObject())
        {
            row[field.Key] = field.Value?.DeepClone();
        }
    }
}
