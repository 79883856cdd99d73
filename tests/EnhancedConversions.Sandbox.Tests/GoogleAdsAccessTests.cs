namespace EnhancedConversions.Sandbox.Tests;

public sealed class GoogleAdsAccessTests : IDisposable
{
    private const string Query = "SELECT customer.id, customer.currency_code, customer.time_zone FROM customer";

    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task Only_accounts_reached_directly_are_listed()
    {
        Answer answer = await _wire.Ads("customers:listAccessibleCustomers", null, method: HttpMethod.Get);

        Assert.Equal(["customers/9876543210", "customers/1234567890"], answer.List("resourceNames").Select(n => n.ToString()));
        Assert.True(answer.Message.Headers.Contains("request-id"));
    }

    [Theory]
    [InlineData("v24")]
    [InlineData("v27")]
    public async Task Other_versions_are_not_supported(string version)
    {
        Answer answer = await _wire.Search(Query, version: version);

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal(["requestError.UNSUPPORTED_VERSION"], answer.AdsErrors);
        Assert.Equal($"type.googleapis.com/google.ads.googleads.{version}.errors.GoogleAdsFailure", answer["error.details[0].@type"]);
    }

    [Theory]
    [InlineData("1234567890", null, 200, null)]
    [InlineData("1234567890", "9876543210", 200, null)]
    [InlineData("2345678901", "9876543210", 200, null)]
    [InlineData("2345678901", null, 403, "authorizationError.USER_PERMISSION_DENIED")]
    [InlineData("2345678901", "2345678901", 403, "authorizationError.USER_PERMISSION_DENIED")]
    [InlineData("1111111111", "9876543210", 403, "authorizationError.USER_PERMISSION_DENIED")]
    [InlineData("2345678901", "1234567890", 403, "authorizationError.INVALID_LOGIN_CUSTOMER_ID_SERVING_CUSTOMER_ID_COMBINATION")]
    [InlineData("1234567890", "987-654-3210", 400, "headerError.INVALID_LOGIN_CUSTOMER_ID")]
    [InlineData("123-456-7890", null, 400, "requestError.INVALID_CUSTOMER_ID")]
    public async Task Accounts_are_reached_directly_or_through_their_manager(string account, string? login, int status, string? error)
    {
        Answer answer = await _wire.Search(Query, account, login);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(error is null ? [] : [error], error is null ? [] : answer.AdsErrors);
    }

    [Fact]
    public async Task The_demo_accounts_have_their_zone_and_currency()
    {
        Answer berlin = await _wire.Search(Query);
        Answer newYork = await _wire.Search(Query, SandboxCredentials.GoogleSecondAccountId, SandboxCredentials.GoogleManagerId);

        Assert.Equal("""{"resourceName":"customers/1234567890","id":"1234567890","currencyCode":"EUR","timeZone":"Europe/Berlin"}""", berlin.Node("results[0].customer")!.ToJsonString());
        Assert.Equal("USD", newYork["results[0].customer.currencyCode"]);
        Assert.Equal("America/New_York", newYork["results[0].customer.timeZone"]);
        Assert.Equal("customer.resourceName,customer.id,customer.currencyCode,customer.timeZone", berlin["fieldMask"]);
    }

    [Fact]
    public async Task A_manager_sees_its_tree()
    {
        Answer answer = await _wire.Search("SELECT customer_client.id, customer_client.level, customer_client.manager FROM customer_client WHERE customer_client.level <= 1", SandboxCredentials.GoogleManagerId);

        Assert.Equal(["9876543210 0 true", "1234567890 1 false", "2345678901 1 false", "3456789012 1 false", "4567890123 1 false"],
            answer.List("results").Select(r => $"{r["customerClient"]!["id"]} {r["customerClient"]!["level"]} {r["customerClient"]!["manager"]}"));
    }

    [Theory]
    [InlineData("1234567890", "customers/1234567890", "CONVERSION_TRACKING_MANAGED_BY_SELF")]
    [InlineData("3456789012", "customers/9876543210", "CONVERSION_TRACKING_MANAGED_BY_THIS_MANAGER")]
    public async Task The_owner_of_conversions_is_told(string account, string owner, string status)
    {
        Answer answer = await _wire.Search("SELECT customer.conversion_tracking_setting.google_ads_conversion_customer, customer.conversion_tracking_setting.conversion_tracking_status FROM customer", account, SandboxCredentials.GoogleManagerId);

        Assert.Equal(owner, answer["results[0].customer.conversionTrackingSetting.googleAdsConversionCustomer"]);
        Assert.Equal(status, answer["results[0].customer.conversionTrackingSetting.conversionTrackingStatus"]);
    }

    [Theory]
    [InlineData("v25", "enhanced_conversions_for_leads_enabled", "enhancedConversionsForLeadsEnabled", "true")]
    [InlineData("v26", "effective_enablement_setting", "effectiveEnablementSetting", "ON")]
    [InlineData("v26", "enablement_setting", "enablementSetting", "ON")]
    public async Task Each_version_knows_its_own_switch_for_leads(string version, string field, string json, string value)
    {
        string query = $"SELECT customer.conversion_tracking_setting.{field} FROM customer";

        Answer good = await _wire.Search(query, version: version);
        Answer other = await _wire.Search(query, version: version == "v25" ? "v26" : "v25");

        Assert.Equal(value, good[$"results[0].customer.conversionTrackingSetting.{json}"]);
        Assert.Equal(400, other.StatusCode);
        Assert.Equal(["queryError.UNRECOGNIZED_FIELD"], other.AdsErrors);
    }

    [Fact]
    public async Task A_stream_is_a_list_of_chunks_and_its_errors_too()
    {
        Answer good = await _wire.Ads("customers/1234567890/googleAds:searchStream", $$"""{"query":"{{Query}}"}""");
        Answer bad = await _wire.Ads("customers/1234567890/googleAds:searchStream", """{"query":"SELECT customer.nothing FROM customer"}""");

        Assert.Equal("1234567890", good["[0].results[0].customer.id"]);
        Assert.NotNull(good["[0].requestId"]);
        Assert.Equal("400", bad["[0].error.code"]);
    }
}
