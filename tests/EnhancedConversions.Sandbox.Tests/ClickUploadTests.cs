using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.Tests;

public sealed class ClickUploadTests : IDisposable
{
    private readonly Wire _wire = new(new SandboxOptions { AllowClickUploads = true });

    public void Dispose() => _wire.Dispose();

    /// <summary>A click id this world has a click for.</summary>
    private const string Click = "Cj0-click-3";

    private static string Action(string id) => "customers/1234567890/conversionActions/" + id;

    private string Time(TimeSpan ago) => (_wire.Clock.GetUtcNow() - ago).ToString("yyyy-MM-dd HH:mm:ss'+00:00'", System.Globalization.CultureInfo.InvariantCulture);

    private string Row(string change = "{}")
    {
        var row = new JsonObject { ["gclid"] = Click, ["conversionAction"] = Action(Wire.SignedContract), ["conversionDateTime"] = Time(TimeSpan.FromDays(1)), ["conversionValue"] = 10.5, ["currencyCode"] = "EUR" };
        foreach (var field in JsonNode.Parse(change)!.AsObject())
        {
            row[field.Key] = field.Value?.DeepClone();
        }

        return row.ToJsonString();
    }

    [Fact]
    public async Task New_projects_are_not_allowlisted()
    {
        using var wire = new Wire();

        Answer answer = await wire.UploadClicks($"{Row()},{Row()}");

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(["conversions[0] notAllowlistedError.CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE", "conversions[1] notAllowlistedError.CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE"], answer.AdsErrors);
        Assert.Equal(["{}", "{}"], answer.List("results").Select(r => r.ToJsonString()));
        Assert.Equal(0, wire.Sandbox.GetReceipts().GoogleAds.Conversions);
    }

    [Fact]
    public async Task Rows_are_taken_one_by_one_and_results_keep_their_order()
    {
        Answer answer = await _wire.UploadClicks($$"""{{Row()}},{{Row("""{"gclid":"not a click!"}""")}},{{Row($$"""{"gclid":null,"userIdentifiers":[{"hashedEmail":"{{Wire.EmailHash}}","userIdentifierSource":"FIRST_PARTY"}],"orderId":"O-1","consent":{"adUserData":"GRANTED"} }""")}}""", ""","jobId":77""");

        Assert.Equal(["conversions[1].gclid conversionUploadError.UNPARSEABLE_GCLID"], answer.AdsErrors);
        Assert.Equal(Click, answer["results[0].gclid"]);
        Assert.Equal("{}", answer.Node("results[1]")!.ToJsonString());
        Assert.NotNull(answer["results[2].conversionDateTime"]);
        Assert.Equal("77", answer["jobId"]);
        Assert.Equal(2, _wire.Sandbox.GetReceipts().GoogleAds.Conversions);
        Assert.Equal(1, _wire.Sandbox.GetReceipts().GoogleAds.UploadRequests);
    }

    public static TheoryData<string, string> BadRows => new()
    {
        { """{"conversionAction":null}""", ".conversion_action fieldError.REQUIRED" },
        { """{"conversionAction":"700100002"}""", ".conversion_action conversionUploadError.NO_CONVERSION_ACTION_FOUND" },
        { """{"conversionAction":"@5"}""", ".conversion_action conversionUploadError.NO_CONVERSION_ACTION_FOUND" },
        { """{"conversionAction":"@4"}""", ".conversion_action conversionUploadError.INVALID_CONVERSION_ACTION_TYPE" },
        { """{"conversionDateTime":null}""", ".conversion_date_time fieldError.REQUIRED" },
        { """{"conversionDateTime":"2026-11-19T10:00:00+01:00"}""", ".conversion_date_time dateError.INVALID_STRING_DATE_TIME_SECONDS_WITH_OFFSET" },
        { """{"conversionDateTime":"2026-11-19 10:00:00"}""", ".conversion_date_time dateError.INVALID_STRING_DATE_TIME_SECONDS_WITH_OFFSET" },
        { """{"conversionDateTime":"2026-11-19 10:00:00+0100"}""", ".conversion_date_time dateError.INVALID_STRING_DATE_TIME_SECONDS_WITH_OFFSET" },
        { """{"conversionDateTime":"2026-11-21 10:00:00+01:00"}""", ".conversion_date_time dateError.LATER_THAN_MAXIMUM_DATE" },
        { """{"conversionDateTime":"2026-08-20 10:00:00+01:00"}""", ".conversion_date_time conversionUploadError.EXPIRED_EVENT" },
        { """{"currencyCode":"EURO"}""", ".currency_code currencyCodeError.UNSUPPORTED" },
        { """{"gclid":null}""", ".gclid fieldError.REQUIRED" },
        { """{"gclid":null,"gbraid":"0AA","wbraid":"0BB"}""", ".gbraid conversionUploadError.GBRAID_WBRAID_BOTH_SET" },
        { """{"gclid":null,"wbraid":"0A A"}""", ".wbraid conversionUploadError.UNPARSEABLE_WBRAID" },
        { """{"gclid":null,"gbraid":"0AA","conversionAction":"@1"}""", ".conversion_action conversionUploadError.ONE_PER_CLICK_CONVERSION_ACTION_NOT_PERMITTED_WITH_BRAID" },
        { """{"userIdentifiers":[{"hashedEmail":"someone@example.com"}]}""", ".user_identifiers[0].hashed_email conversionUploadError.INVALID_USER_IDENTIFIER" },
        { """{"userIdentifiers":[{"mobileId":"x"}]}""", ".user_identifiers[0] conversionUploadError.UNSUPPORTED_USER_IDENTIFIER" },
        { """{"orderId":"someone@example.com"}""", ".order_id conversionUploadError.ORDER_ID_CONTAINS_PII" },
        { """{"externalAttributionData":{"externalAttributionCredit":0.5,"externalAttributionModel":"own"}}""", ".external_attribution_data conversionUploadError.EXTERNAL_ATTRIBUTION_DATA_SET_FOR_NON_EXTERNALLY_ATTRIBUTED_CONVERSION_ACTION" },
        { """{"customVariables":[{"conversionCustomVariable":"customers/1234567890/conversionCustomVariables/2","value":"x"}]}""", ".custom_variables[0].conversion_custom_variable conversionUploadError.CUSTOM_VARIABLE_NOT_ENABLED" },
        { """{"customVariables":[{"conversionCustomVariable":"customers/1234567890/conversionCustomVariables/1","value":"someone@example.com"}]}""", ".custom_variables[0].value conversionUploadError.CUSTOM_VARIABLE_VALUE_CONTAINS_PII" },
        { """{"customVariables":[{"conversionCustomVariable":"customers/2345678901/conversionCustomVariables/1","value":"x"}]}""", ".custom_variables[0].conversion_custom_variable conversionUploadError.CUSTOM_VARIABLE_NOT_ENABLED" },
        { """{"userIpAddress":"192.0.2.1"}""", " notAllowlistedError.CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE" },
        { """{"gclid":"Cj0-click-1"}""", ".gclid conversionUploadError.EVENT_NOT_FOUND" },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task A_bad_row_is_named_by_index_field_and_code(string change, string error)
    {
        Answer answer = await _wire.UploadClicks(Row("""{"orderId":"good"}""") + "," + Row(change.Replace("\"@", "\"customers/1234567890/conversionActions/70010000", StringComparison.Ordinal)));

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(["conversions[1]" + error], answer.AdsErrors);
        Assert.Equal(1, _wire.Sandbox.GetReceipts().GoogleAds.Conversions);
    }

    [Fact]
    public async Task Duplicates_are_told_apart_by_where_the_first_one_is()
    {
        Answer first = await _wire.UploadClicks(string.Join(',', Row(), Row(), Row("""{"orderId":"A"}"""), Row("""{"orderId":"A"}""")));
        Answer second = await _wire.UploadClicks(string.Join(',', Row(), Row("""{"orderId":"A"}""")));

        Assert.Equal(["conversions[1].gclid conversionUploadError.DUPLICATE_CLICK_CONVERSION_IN_REQUEST", "conversions[3].order_id conversionUploadError.DUPLICATE_ORDER_ID"], first.AdsErrors);
        Assert.Equal(["conversions[0].gclid conversionUploadError.CLICK_CONVERSION_ALREADY_EXISTS", "conversions[1].order_id conversionUploadError.ORDER_ID_ALREADY_IN_USE"], second.AdsErrors);
    }

    [Fact]
    public async Task A_new_action_rests_for_six_hours()
    {
        string name = (await _wire.Mutate("""{"operations":[{"create":{"name":"Deal","type":"UPLOAD_CLICKS"}}]}"""))["results[0].resourceName"]!;
        Answer early = await _wire.UploadClicks(Row($$"""{"conversionAction":"{{name}}"}"""));
        _wire.Clock.Advance(TimeSpan.FromHours(6));
        _wire.GoogleToken = null;
        Answer late = await _wire.UploadClicks(Row($$"""{"conversionAction":"{{name}}"}"""));

        Assert.Equal(["conversions[0].conversion_action conversionUploadError.TOO_RECENT_CONVERSION_ACTION"], early.AdsErrors);
        Assert.Empty(late.AdsErrors);
    }

    [Fact]
    public async Task An_unprepared_account_takes_no_identifiers()
    {
        string row = Row($$"""{"conversionAction":"customers/4567890123/conversionActions/{{Wire.ParisContract}}","userIdentifiers":[{"hashedEmail":"{{Wire.EmailHash}}"}]}""");

        Answer answer = await _wire.UploadClicks(row, account: SandboxCredentials.GoogleUnpreparedAccountId, login: SandboxCredentials.GoogleManagerId);

        Assert.Equal(
            ["conversions[0].user_identifiers conversionUploadError.CUSTOMER_NOT_ACCEPTED_CUSTOMER_DATA_TERMS", "conversions[0].user_identifiers conversionUploadError.CUSTOMER_NOT_ENABLED_ENHANCED_CONVERSIONS_FOR_LEADS"],
            answer.AdsErrors);
    }

    [Fact]
    public async Task The_request_itself_has_rules()
    {
        Answer whole = await _wire.Ads("customers/1234567890:uploadClickConversions", $$"""{"conversions":[{{Row()}}]}""");
        Answer none = await _wire.UploadClicks("");
        Answer many = await _wire.UploadClicks(string.Join(',', Enumerable.Repeat(Row(), 2001)));
        Answer job = await _wire.UploadClicks(Row(), ""","jobId":0""");
        Answer unknown = await _wire.UploadClicks(Row("""{"hashedEmail":"x"}"""));

        Assert.Equal(["partial_failure partialFailureError.PARTIAL_FAILURE_MODE_REQUIRED"], whole.AdsErrors);
        Assert.Equal(["conversions fieldError.REQUIRED"], none.AdsErrors);
        Assert.Equal(["conversions conversionUploadError.TOO_MANY_CONVERSIONS_IN_REQUEST"], many.AdsErrors);
        Assert.Equal(["job_id conversionUploadError.INVALID_JOB_ID"], job.AdsErrors);
        Assert.Contains("Unknown name \"hashedEmail\" at 'conversions[0]'", unknown["error.message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_only_says_what_is_wrong_and_keeps_nothing()
    {
        Answer answer = await _wire.UploadClicks($$"""{{Row()}},{{Row("""{"currencyCode":"X"}""")}}""", ""","validateOnly":true""");

        Assert.Equal(["conversions[1].currency_code currencyCodeError.UNSUPPORTED"], answer.AdsErrors);
        Assert.Null(answer.Node("results"));
        Assert.Equal(0, _wire.Sandbox.GetReceipts().GoogleAds.Conversions);
    }

    [Fact]
    public async Task Diagnostics_tell_jobs_days_and_alerts()
    {
        await _wire.UploadClicks(string.Join(',', Row(), Row("""{"gclid":"!"}"""), Row("""{"orderId":"B"}""")), ""","jobId":7""");
        await _wire.UploadClicks(Row("""{"orderId":"C"}"""), ""","jobId":8""");

        Answer client = await _wire.Search("SELECT offline_conversion_upload_client_summary.status, offline_conversion_upload_client_summary.success_rate, offline_conversion_upload_client_summary.total_event_count, offline_conversion_upload_client_summary.job_summaries, offline_conversion_upload_client_summary.alerts, offline_conversion_upload_client_summary.last_upload_date_time FROM offline_conversion_upload_client_summary");
        Answer action = await _wire.Search("SELECT offline_conversion_upload_conversion_action_summary.conversion_action_name, offline_conversion_upload_conversion_action_summary.successful_event_count, offline_conversion_upload_conversion_action_summary.daily_summaries FROM offline_conversion_upload_conversion_action_summary");

        Assert.True(client.StatusCode == 200, client.Body.ToJsonString());
        const string c = "results[0].offlineConversionUploadClientSummary.";
        Assert.Equal("customers/1234567890/offlineConversionUploadClientSummaries/GOOGLE_ADS_API", client[c + "resourceName"]);
        Assert.Equal("NEEDS_ATTENTION", client[c + "status"]);
        Assert.Equal("0.75", client[c + "successRate"]);
        Assert.Equal("4", client[c + "totalEventCount"]);
        Assert.Equal("2026-11-20 13:00:00", client[c + "lastUploadDateTime"]);
        Assert.Equal(["7 2 1", "8 1 0"], client.List(c + "jobSummaries").Select(j => $"{j["jobId"]} {j["successfulCount"]} {j["failedCount"]}"));
        Assert.Equal("""[{"error":{"conversionUploadError":"UNPARSEABLE_GCLID"},"errorPercentage":0.25}]""", client.Node(c + "alerts")!.ToJsonString());
        const string a = "results[0].offlineConversionUploadConversionActionSummary.";
        Assert.Equal("Signed contract", action[a + "conversionActionName"]);
        Assert.Equal("3", action[a + "successfulEventCount"]);
        Assert.Equal("2026-11-20", action[a + "dailySummaries[0].uploadDate"]);
    }
}
