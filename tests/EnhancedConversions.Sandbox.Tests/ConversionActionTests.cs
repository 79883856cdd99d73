using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.Tests;

public sealed class ConversionActionTests : IDisposable
{
    private const string Good = """{"create":{"name":"Deal","type":"UPLOAD_CLICKS","category":"CONVERTED_LEAD"}}""";

    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    private Task<Answer> Create(string fields) => _wire.Mutate($$"""{"operations":[{"create":{{fields}} }]}""");

    private async Task<JsonNode?> Find(string name, string fields)
    {
        Answer answer = await _wire.Search($"SELECT {fields} FROM conversion_action WHERE conversion_action.name = '{name}'");
        return answer.Node("results[0].conversionAction");
    }

    [Fact]
    public async Task A_new_action_has_every_setting_that_was_sent()
    {
        Answer answer = await Create("""
            {"name":"Deal","type":"UPLOAD_CLICKS","category":"CONVERTED_LEAD","status":"HIDDEN","primaryForGoal":false,"clickThroughLookbackWindowDays":"45",
             "viewThroughLookbackWindowDays":"7","countingType":"ONE_PER_CLICK","valueSettings":{"defaultValue":10.5,"defaultCurrencyCode":"USD","alwaysUseDefaultValue":true},
             "attributionModelSettings":{"attributionModel":"GOOGLE_ADS_LAST_CLICK"} }
            """);

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal("customers/1234567890/conversionActions/700100013", answer["results[0].resourceName"]);
        Assert.Null(answer.Node("results[0].conversionAction"));
        Assert.Equal(
            """{"resourceName":"customers/1234567890/conversionActions/700100013","category":"CONVERTED_LEAD","status":"HIDDEN","primaryForGoal":false,"clickThroughLookbackWindowDays":"45","viewThroughLookbackWindowDays":"7","countingType":"ONE_PER_CLICK","valueSettings":{"defaultValue":10.5,"alwaysUseDefaultValue":true},"attributionModelSettings":{"attributionModel":"GOOGLE_ADS_LAST_CLICK"},"ownerCustomer":"customers/1234567890"}""",
            (await Find("Deal", "conversion_action.category, conversion_action.status, conversion_action.primary_for_goal, conversion_action.click_through_lookback_window_days, conversion_action.view_through_lookback_window_days, conversion_action.counting_type, conversion_action.value_settings.default_value, conversion_action.value_settings.always_use_default_value, conversion_action.attribution_model_settings.attribution_model, conversion_action.owner_customer"))!.ToJsonString());
    }

    [Fact]
    public async Task The_whole_resource_comes_back_when_asked_for_and_open_settings_have_their_defaults()
    {
        Answer answer = await _wire.Mutate($$"""{"operations":[{{Good}}],"responseContentType":"MUTABLE_RESOURCE"}""");

        Assert.Equal("ENABLED", answer["results[0].conversionAction.status"]);
        Assert.Equal("MANY_PER_CLICK", answer["results[0].conversionAction.countingType"]);
        Assert.Equal("30", answer["results[0].conversionAction.clickThroughLookbackWindowDays"]);
        Assert.Equal("EUR", answer["results[0].conversionAction.valueSettings.defaultCurrencyCode"]);
    }

    [Fact]
    public async Task Validate_only_makes_nothing_and_gives_no_results()
    {
        Answer answer = await _wire.Mutate($$"""{"operations":[{{Good}}],"validateOnly":true}""");

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal("{}", answer.Body.ToJsonString());
        Assert.Null(await Find("Deal", "conversion_action.id"));
    }

    [Theory]
    [InlineData("""{"name":"Deal","type":"UPLOAD_CLICKS","colour":"red"}""", """Invalid JSON payload received. Unknown name "colour" at 'operations[0].create': Cannot find field.""")]
    [InlineData("""{"name":"Deal","type":"UPLOAD_CLICKS","counting_type":"ONE_PER_CLICK"}""", """Invalid JSON payload received. Unknown name "counting_type" at 'operations[0].create': Cannot find field.""")]
    [InlineData("""{"name":"Deal","type":"UploadClicks"}""", """Invalid value at 'operations[0].create.type' (type.googleapis.com/google.ads.googleads.v25.enums.ConversionActionTypeEnum.ConversionActionType), "UploadClicks" """)]
    [InlineData("""{"name":"Deal","type":7}""", "Invalid value at 'operations[0].create.type' (google.ads.googleads.v25.enums.ConversionActionTypeEnum.ConversionActionType)")]
    [InlineData("""{"name":"Deal","clickThroughLookbackWindowDays":30}""", "Invalid value at 'operations[0].create.click_through_lookback_window_days' (TYPE_INT64)")]
    [InlineData("""{"name":5}""", "Invalid value at 'operations[0].create.name' (TYPE_STRING)")]
    [InlineData("""{"name":["Deal"]}""", """Invalid JSON payload received. Unknown name "name" at 'operations[0].create.name': Proto field is not repeating, cannot start list.""")]
    [InlineData("""{"name":"Deal","name":"Deal"}""", """Invalid JSON payload received. Name "name" at 'operations[0].create.name' is given twice.""")]
    public async Task A_body_that_is_no_message_is_refused_by_the_front_end(string fields, string message)
    {
        Answer answer = await Create(fields);

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal("INVALID_ARGUMENT", answer["error.status"]);
        Assert.Equal(message.TrimEnd(), answer["error.message"]);
        Assert.Equal("type.googleapis.com/google.rpc.BadRequest", answer["error.details[0].@type"]);
        Assert.Equal(message.TrimEnd(), answer["error.details[0].fieldViolations[0].description"]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"operations":[]}x""")]
    [InlineData("""{"operations":{}}""")]
    [InlineData("""{"operations":[{"create":{"name":"a"},"remove":"b"}]}""")]
    public async Task Broken_json_is_refused(string body)
    {
        Answer answer = await _wire.Mutate(body);

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal("INVALID_ARGUMENT", answer["error.status"]);
        Assert.Empty(answer.AdsErrors);
    }

    [Theory]
    [InlineData("""{"type":"UPLOAD_CLICKS"}""", "operations[0].create.name fieldError.REQUIRED")]
    [InlineData("""{"name":"  ","type":"UPLOAD_CLICKS"}""", "operations[0].create.name fieldError.REQUIRED")]
    [InlineData("""{"name":"Deal"}""", "operations[0].create.type fieldError.REQUIRED")]
    [InlineData("""{"name":"Deal","type":"STORE_VISITS"}""", "operations[0].create.type conversionActionError.CREATION_NOT_SUPPORTED")]
    [InlineData("""{"name":"Signed contract","type":"UPLOAD_CLICKS"}""", "operations[0].create.name conversionActionError.DUPLICATE_NAME")]
    [InlineData("""{"name":"Deal","type":"UPLOAD_CLICKS","clickThroughLookbackWindowDays":"0"}""", "operations[0].create.click_through_lookback_window_days rangeError.TOO_LOW")]
    [InlineData("""{"name":"Deal","type":"UPLOAD_CLICKS","clickThroughLookbackWindowDays":"91"}""", "operations[0].create.click_through_lookback_window_days rangeError.TOO_HIGH")]
    [InlineData("""{"name":"Deal","type":"UPLOAD_CLICKS","viewThroughLookbackWindowDays":"31"}""", "operations[0].create.view_through_lookback_window_days rangeError.TOO_HIGH")]
    [InlineData("""{"name":"Deal","type":"UPLOAD_CLICKS","phoneCallDurationSeconds":"10001"}""", "operations[0].create.phone_call_duration_seconds rangeError.TOO_HIGH")]
    [InlineData("""{"name":"Deal","type":"UPLOAD_CLICKS","valueSettings":{"defaultCurrencyCode":"XXX"}}""", "operations[0].create.value_settings.default_currency_code currencyCodeError.UNSUPPORTED")]
    [InlineData("""{"name":"Deal","type":"UPLOAD_CLICKS","attributionModelSettings":{"attributionModel":"GOOGLE_SEARCH_ATTRIBUTION_LINEAR"}}""", "operations[0].create.attribution_model_settings.attribution_model conversionActionError.CANNOT_SET_RULE_BASED_ATTRIBUTION_MODELS")]
    [InlineData("""{"name":"Deal","type":"UPLOAD_CLICKS","id":"5"}""", "operations[0].create.id fieldError.VALUE_MUST_BE_UNSET")]
    [InlineData("""{"name":"Deal","type":"UPLOAD_CLICKS","resourceName":"customers/1234567890/conversionActions/5"}""", "operations[0].create.resource_name fieldError.VALUE_MUST_BE_UNSET")]
    [InlineData("""{"name":"Deal","type":"UPLOAD_CLICKS","status":"REMOVED"}""", "operations[0].create.status fieldError.INVALID_VALUE")]
    [InlineData("""{"name":"Deal","type":"UPLOAD_CLICKS","category":"UNKNOWN"}""", "operations[0].create.category fieldError.INVALID_VALUE")]
    public async Task A_bad_setting_is_refused_with_its_place_and_code(string fields, string error)
    {
        Answer answer = await Create(fields);

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal([error], answer.AdsErrors);
    }

    [Fact]
    public async Task Several_errors_come_together_and_nothing_is_made()
    {
        Answer answer = await _wire.Mutate($$"""{"operations":[{{Good}},{"create":{"name":"Signed contract","type":"UPLOAD_CLICKS","clickThroughLookbackWindowDays":"100"} },{{Good}}]}""");

        Assert.Equal(
            ["operations[1].create.name conversionActionError.DUPLICATE_NAME", "operations[1].create.click_through_lookback_window_days rangeError.TOO_HIGH", "operations[2].create.name conversionActionError.DUPLICATE_NAME"],
            answer.AdsErrors);
        Assert.Null(await Find("Deal", "conversion_action.id"));
    }

    [Fact]
    public async Task Partial_failure_makes_the_good_ones()
    {
        Answer answer = await _wire.Mutate($$"""{"operations":[{"create":{"name":"Signed contract","type":"UPLOAD_CLICKS"} },{{Good}}],"partialFailure":true}""");

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal("3", answer["partialFailureError.code"]);
        Assert.Equal(["operations[0].create.name conversionActionError.DUPLICATE_NAME"], answer.AdsErrors);
        Assert.Equal("{}", answer.Node("results[0]")!.ToJsonString());
        Assert.NotNull(answer["results[1].resourceName"]);
        Assert.NotNull(await Find("Deal", "conversion_action.id"));
    }

    [Fact]
    public async Task An_update_changes_what_the_mask_names_and_nothing_else()
    {
        const string name = "customers/1234567890/conversionActions/700100002";

        Answer answer = await _wire.Mutate($$"""{"operations":[{"update":{"resourceName":"{{name}}","name":"Signed","status":"HIDDEN","valueSettings":{"defaultValue":9} },"updateMask":"name,valueSettings.default_value"}]}""");

        Assert.True(answer.StatusCode == 200, answer.Body.ToJsonString());
        JsonNode action = (await Find("Signed", "conversion_action.status, conversion_action.value_settings.default_value, conversion_action.value_settings.default_currency_code, conversion_action.click_through_lookback_window_days"))!;
        Assert.Equal("""{"resourceName":"customers/1234567890/conversionActions/700100002","status":"ENABLED","valueSettings":{"defaultValue":9,"defaultCurrencyCode":"EUR"},"clickThroughLookbackWindowDays":"90"}""", action.ToJsonString());
    }

    [Theory]
    [InlineData("""{"update":{"resourceName":"@2","name":"x"}}""", "operations[0].update_mask fieldMaskError.FIELD_MASK_MISSING")]
    [InlineData("""{"update":{"resourceName":"@2","name":"x"},"updateMask":"colour"}""", "operations[0].update_mask fieldMaskError.FIELD_NOT_FOUND")]
    [InlineData("""{"update":{"resourceName":"@2","type":"WEBPAGE"},"updateMask":"type"}""", "operations[0].update.type fieldError.IMMUTABLE_FIELD")]
    [InlineData("""{"update":{"resourceName":"@2"},"updateMask":"ownerCustomer"}""", "operations[0].update.owner_customer fieldError.IMMUTABLE_FIELD")]
    [InlineData("""{"update":{"resourceName":"@2","name":"Phone order"},"updateMask":"name"}""", "operations[0].update.name conversionActionError.DUPLICATE_NAME")]
    [InlineData("""{"update":{"resourceName":"@2"},"updateMask":"name"}""", "operations[0].update.name fieldError.REQUIRED")]
    [InlineData("""{"update":{"name":"x"},"updateMask":"name"}""", "operations[0].update.resource_name requestError.RESOURCE_NAME_MALFORMED")]
    [InlineData("""{"update":{"resourceName":"@999","name":"x"},"updateMask":"name"}""", "operations[0].update mutateError.RESOURCE_NOT_FOUND")]
    [InlineData("""{"remove":"700100002"}""", "operations[0].remove.resource_name requestError.RESOURCE_NAME_MALFORMED")]
    [InlineData("""{"remove":"@5"}""", "operations[0].remove mutateError.RESOURCE_NOT_FOUND")]
    [InlineData("""{"remove":"@2","updateMask":"name"}""", "operations[0].update_mask fieldMaskError.FIELD_MASK_NOT_ALLOWED")]
    [InlineData("{}", "operations[0].operation fieldError.REQUIRED")]
    public async Task A_bad_change_is_refused_with_its_place_and_code(string operation, string error)
    {
        operation = operation.Replace("@999", "customers/1234567890/conversionActions/999", StringComparison.Ordinal).Replace("@", "customers/1234567890/conversionActions/70010000", StringComparison.Ordinal);

        Answer answer = await _wire.Mutate($$"""{"operations":[{{operation}}]}""");

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal([error], answer.AdsErrors);
    }

    [Fact]
    public async Task A_removed_action_frees_its_name_and_takes_no_events()
    {
        Answer answer = await _wire.Mutate("""{"operations":[{"remove":"customers/1234567890/conversionActions/700100002"},{"create":{"name":"Signed contract","type":"UPLOAD_CLICKS"}}]}""");
        Answer events = await _wire.Ingest(_wire.Event());

        Assert.True(answer.StatusCode == 200, answer.Body.ToJsonString());
        Assert.Equal(["destinations[0].product_destination_id INVALID_CONVERSION_ACTION_ID"], events.Violations);
    }

    [Fact]
    public async Task The_same_action_twice_in_one_request_is_refused()
    {
        Answer answer = await _wire.Mutate("""{"operations":[{"remove":"customers/1234567890/conversionActions/700100002"},{"update":{"resourceName":"customers/1234567890/conversionActions/700100003","name":"x"},"updateMask":"name"},{"remove":"customers/1234567890/conversionActions/700100003"}]}""");

        Assert.Equal(["operations[2].remove mutateError.ID_EXISTS_IN_MULTIPLE_MUTATES"], answer.AdsErrors);
    }

    [Fact]
    public async Task Only_the_owner_of_conversions_may_mutate()
    {
        Answer answer = await _wire.Mutate($$"""{"operations":[{{Good}}]}""", SandboxCredentials.GoogleCrossAccountId, SandboxCredentials.GoogleManagerId);
        Answer owner = await _wire.Mutate($$"""{"operations":[{{Good}}]}""", SandboxCredentials.GoogleManagerId);

        Assert.Equal(["mutateError.MUTATE_NOT_ALLOWED"], answer.AdsErrors);
        Assert.Equal(200, owner.StatusCode);
    }

    [Fact]
    public async Task A_request_has_at_least_one_and_at_most_ten_thousand_operations()
    {
        Answer none = await _wire.Mutate("{}");
        Answer many = await _wire.Mutate($$"""{"operations":[{{string.Join(',', Enumerable.Repeat(Good, 10_001))}}]}""");

        Assert.Equal(["operations fieldError.REQUIRED"], none.AdsErrors);
        Assert.Equal(["requestError.TOO_MANY_MUTATE_OPERATIONS"], many.AdsErrors);
    }
}
