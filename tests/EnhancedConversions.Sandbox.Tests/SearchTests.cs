namespace EnhancedConversions.Sandbox.Tests;

public sealed class SearchTests : IDisposable
{
    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    private async Task<string[]> Names(string rest)
    {
        Answer answer = await _wire.Search("SELECT conversion_action.name FROM conversion_action " + rest);
        Assert.True(answer.StatusCode == 200, answer.Body.ToJsonString());
        return [.. answer.List("results").Select(r => (string)r["conversionAction"]!["name"]!)];
    }

    [Fact]
    public async Task Actions_come_in_wire_form()
    {
        Answer answer = await _wire.Search(
            "SELECT conversion_action.id, conversion_action.name, conversion_action.type, conversion_action.counting_type, conversion_action.click_through_lookback_window_days, conversion_action.value_settings.default_value, conversion_action.primary_for_goal FROM conversion_action WHERE conversion_action.name = 'Qualified lead'");

        Assert.Equal(
            """{"resourceName":"customers/1234567890/conversionActions/700100001","id":"700100001","name":"Qualified lead","type":"UPLOAD_CLICKS","countingType":"ONE_PER_CLICK","clickThroughLookbackWindowDays":"90","valueSettings":{"defaultValue":25},"primaryForGoal":true}""",
            answer.Node("results[0].conversionAction")!.ToJsonString());
    }

    [Fact]
    public async Task Custom_variables_come_with_tag_and_status()
    {
        Answer answer = await _wire.Search("SELECT conversion_custom_variable.name, conversion_custom_variable.tag, conversion_custom_variable.status, conversion_custom_variable.owner_customer FROM conversion_custom_variable ORDER BY conversion_custom_variable.id");

        Assert.Equal(
            """{"resourceName":"customers/1234567890/conversionCustomVariables/3","name":"segment","tag":"customer_segment","status":"ENABLED","ownerCustomer":"customers/1234567890"}""",
            answer.Node("results[2].conversionCustomVariable")!.ToJsonString());
        Assert.Equal(["ENABLED", "PAUSED", "ENABLED", "ACTIVATION_NEEDED"], answer.List("results").Select(r => (string)r["conversionCustomVariable"]!["status"]!));
    }

    [Fact]
    public async Task Conditions_select()
    {
        Assert.Equal(["Qualified lead", "Signed contract", "Phone order"], await Names("WHERE conversion_action.type = 'UPLOAD_CLICKS' AND conversion_action.status != 'REMOVED'"));
        Assert.Equal(["Qualified lead", "Signed contract", "Phone order"], await Names("WHERE conversion_action.type = UPLOAD_CLICKS AND conversion_action.status IN ('ENABLED', HIDDEN)"));
        Assert.Equal(["Newsletter"], await Names("where conversion_action.primary_for_goal = FALSE"));
        Assert.Equal(["Old lead", "Qualified lead"], await Names("WHERE conversion_action.name LIKE '%LEAD' ORDER BY conversion_action.name"));
        Assert.Equal(["Qualified lead"], await Names("WHERE conversion_action.value_settings.default_value > 1"));
        Assert.Equal(["Old lead", "Newsletter"], await Names("WHERE conversion_action.click_through_lookback_window_days < 90 ORDER BY conversion_action.id DESC LIMIT 2"));
        Assert.Empty(await Names("WHERE conversion_action.id IS NULL"));
        Assert.Equal(5, (await Names("WHERE conversion_action.phone_call_duration_seconds IS NULL")).Length);
    }

    [Theory]
    [InlineData("", "EXPECTED_SELECT")]
    [InlineData("SELECT customer.id", "EXPECTED_FROM")]
    [InlineData("SELECT FROM customer", "EXPECTED_FROM")]
    [InlineData("SELECT customer.id FROM", "UNEXPECTED_END_OF_QUERY")]
    [InlineData("SELECT customer.id FROM nothing", "BAD_RESOURCE_TYPE_IN_FROM_CLAUSE")]
    [InlineData("SELECT customer.nothing FROM customer", "UNRECOGNIZED_FIELD")]
    [InlineData("SELECT conversion_action.id FROM customer", "UNRECOGNIZED_FIELD")]
    [InlineData("SELECT customer FROM customer", "UNRECOGNIZED_FIELD")]
    [InlineData("SELECT customer.conversion_tracking_setting FROM customer", "PROHIBITED_FIELD_IN_SELECT_CLAUSE")]
    [InlineData("SELECT customer.id FROM customer WHERE customer.id ~ 1", "BAD_SYMBOL")]
    [InlineData("SELECT customer.id FROM customer WHERE customer.id 1", "BAD_OPERATOR")]
    [InlineData("SELECT customer.id FROM customer WHERE customer.id = 'x", "STRING_NOT_TERMINATED")]
    [InlineData("SELECT customer.id FROM customer WHERE customer.id = 'x'", "BAD_VALUE")]
    [InlineData("SELECT customer.id FROM customer WHERE customer.id IN ()", "PROHIBITED_EMPTY_LIST_IN_CONDITION")]
    [InlineData("SELECT customer.id FROM customer WHERE customer.id IN 1", "EXPECTED_LIST")]
    [InlineData("SELECT customer.id FROM customer WHERE customer.status = 'GOOD'", "BAD_ENUM_CONSTANT")]
    [InlineData("SELECT customer.id FROM customer WHERE customer.status > 'ENABLED'", "OPERATOR_FIELD_MISMATCH")]
    [InlineData("SELECT customer.id FROM customer WHERE customer.descriptive_name = Demo", "INVALID_STRING_VALUE")]
    [InlineData("SELECT customer.id FROM customer ORDER customer.id", "EXPECTED_BY")]
    [InlineData("SELECT customer.id FROM customer LIMIT 0", "LIMIT_VALUE_TOO_LOW")]
    [InlineData("SELECT customer.id FROM customer LIMIT many", "BAD_LIMIT_VALUE")]
    [InlineData("SELECT customer.id FROM customer OR customer.id = 1", "UNEXPECTED_INPUT")]
    public async Task A_bad_query_is_refused_with_its_reason(string query, string reason)
    {
        Answer answer = await _wire.Search(query);

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal("INVALID_ARGUMENT", answer["error.status"]);
        Assert.Equal(["queryError." + reason], answer.AdsErrors);
    }

    [Fact]
    public async Task A_page_size_is_refused_and_a_page_token_must_be_one_that_was_given()
    {
        Answer size = await _wire.Ads("customers/1234567890/googleAds:search", """{"query":"SELECT customer.id FROM customer","pageSize":100}""");
        Answer token = await _wire.Ads("customers/1234567890/googleAds:search", """{"query":"SELECT customer.id FROM customer","pageToken":"x"}""");

        Assert.Equal(["requestError.PAGE_SIZE_NOT_SUPPORTED"], size.AdsErrors);
        Assert.Equal(["page_token requestError.INVALID_PAGE_TOKEN"], token.AdsErrors);
    }

    [Fact]
    public async Task Pages_hold_ten_thousand_rows()
    {
        string operations = string.Join(',', Enumerable.Range(0, 9_999).Select(i => $$"""{"create":{"name":"Action {{i}}","type":"UPLOAD_CLICKS"} }"""));
        Assert.Equal(200, (await _wire.Mutate($$"""{"operations":[{{operations}}] }""")).StatusCode);
        const string query = "SELECT conversion_action.id FROM conversion_action";

        Answer first = await _wire.Ads("customers/1234567890/googleAds:search", $$$"""{"query":"{{{query}}}","searchSettings":{"returnTotalResultsCount":true}}""");
        Answer second = await _wire.Ads("customers/1234567890/googleAds:search", $$"""{"query":"{{query}}","pageToken":"{{first["nextPageToken"]}}"}""");

        Assert.Equal("10004", first["totalResultsCount"]);
        Assert.Equal(10_000, first.List("results").Count());
        Assert.Equal(4, second.List("results").Count());
        Assert.Null(second["nextPageToken"]);
    }
}
