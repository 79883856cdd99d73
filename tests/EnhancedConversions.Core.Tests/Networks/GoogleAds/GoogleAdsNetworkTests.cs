using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using static EnhancedConversions.Core.Tests.Networks.GoogleAds.GoogleAdsWorld;

namespace EnhancedConversions.Core.Tests.Networks.GoogleAds;

public sealed class GoogleAdsNetworkTests : IDisposable
{
    private const string Actions = """
        {"results":[
          {"conversionAction":{"resourceName":"customers/1234567890/conversionActions/111","id":"111","name":"Signed contract","type":"UPLOAD_CLICKS","category":"CONVERTED_LEAD","status":"ENABLED",
            "primaryForGoal":true,"ownerCustomer":"customers/1234567890","countingType":"ONE_PER_CLICK","clickThroughLookbackWindowDays":"90","viewThroughLookbackWindowDays":"1",
            "valueSettings":{"defaultValue":120.5,"defaultCurrencyCode":"EUR","alwaysUseDefaultValue":false},"attributionModelSettings":{"attributionModel":"GOOGLE_SEARCH_ATTRIBUTION_DATA_DRIVEN"}}}],
         "nextPageToken":"p2"}
        """;

    private const string MoreActions = """
        {"results":[
          {"conversionAction":{"resourceName":"customers/1234567890/conversionActions/222","id":222,"name":"Página 'ü'","type":"WEBPAGE","category":"PURCHASE","status":"HIDDEN","primaryForGoal":false,
            "ownerCustomer":"customers/9876543210","countingType":"MANY_PER_CLICK","valueSettings":{"defaultValue":0,"alwaysUseDefaultValue":true},"attributionModelSettings":{"attributionModel":"GOOGLE_ADS_LAST_CLICK"}}},
          {"conversionAction":{"id":"333","name":"Same","type":"NEW_TYPE","valueSettings":{"defaultValue":5,"defaultCurrencyCode":"USD","alwaysUseDefaultValue":true},"attributionModelSettings":{"attributionModel":"EXTERNAL"}}},
          {"other":1}]}
        """;

    private readonly GoogleAdsWorld _world = new();

    [Fact]
    public async Task The_account_is_read_through_its_manager()
    {
        _world.Server.Json(Account);

        var details = await _world.Network("987 654-3210").GetAccountAsync(default);

        var sent = Assert.Single(_world.Server.Requests);
        Assert.Equal($"https://googleads.googleapis.com/{GoogleAdsLimits.ApiVersion}/customers/1234567890/googleAds:search", sent.Uri.ToString());
        Assert.Equal("9876543210", Assert.Single(sent.Headers.GetValues("login-customer-id")));
        Assert.False(sent.Headers.Contains("developer-token"));
        Golden.Equal("google-search-account", sent.Body);
        Assert.Equal(("1234567890", "Example Ltd", "Europe/Berlin", "EUR", false, true), (details.AccountId, details.Name, details.TimeZone, details.Currency, details.IsManager, details.IsTest));
        Assert.Equal(("9876543210", "1234567890"), (details.ManagerId, details.ConversionOwnerId));
    }

    [Fact]
    public async Task Without_a_manager_no_manager_is_named()
    {
        _world.Server.Json(Account);

        await _world.Network().GetAccountAsync(default);

        Assert.False(_world.Server.Requests[0].Headers.Contains("login-customer-id"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("123-456-789")]
    [InlineData("123-456-78901")]
    [InlineData("12a-456-7890")]
    [InlineData("１２３４５６７８９０")]
    public void A_number_that_is_none_is_refused_before_anything_is_sent(string number)
    {
        Assert.Equal("AccountNumberInvalid", Assert.Throws<ConversionException>(() => new GoogleAdsNetwork(_world.Settings(accountId: number))).ErrorId);
        Assert.Equal("AccountNumberInvalid", Assert.Throws<ConversionException>(() => new GoogleAdsNetwork(_world.Settings(managerId: number))).ErrorId);
    }

    [Theory]
    [InlineData("123-456-7890")]
    [InlineData(" 123 456 7890 ")]
    [InlineData("123\u2011456\u20117890")]
    public async Task A_number_is_read_as_people_write_it(string number)
    {
        _world.Server.Json(Account);

        Assert.Equal("1234567890", (await AccountConnector.ConnectAsync(_world.Settings(accountId: number), default)).AccountId);
    }

    [Fact]
    public async Task A_manager_account_is_not_connected()
    {
        _world.Server.Json(Account.Replace("\"manager\":false", "\"manager\":true", StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<ConversionException>(() => AccountConnector.ConnectAsync(_world.Settings(), default));

        Assert.Equal("ManagerAccountGiven", error.ErrorId);
    }

    [Fact]
    public async Task An_empty_answer_is_an_unknown_account()
    {
        _world.Server.Json("{}");

        Assert.Equal("AccountNotFound", (await Assert.ThrowsAsync<ConversionException>(() => _world.Network().GetAccountAsync(default))).ErrorId);
    }

    [Theory]
    [InlineData(403, "PERMISSION_DENIED", "authorizationError", "USER_PERMISSION_DENIED", "UserPermissionDenied")]
    [InlineData(403, "PERMISSION_DENIED", "authorizationError", "CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION", "CloudProjectNotApprovedForProduction")]
    [InlineData(403, "PERMISSION_DENIED", "authorizationError", "CUSTOMER_NOT_ENABLED", "CustomerNotEnabled")]
    [InlineData(403, "PERMISSION_DENIED", "authorizationError", "SOMETHING_NEW", "AccessRefused")]
    [InlineData(400, "INVALID_ARGUMENT", "headerError", "INVALID_LOGIN_CUSTOMER_ID", "InvalidLoginCustomerId")]
    [InlineData(400, "INVALID_ARGUMENT", "requestError", "UNSUPPORTED_VERSION", "UnsupportedVersion")]
    public async Task Each_refusal_of_access_is_its_own_error(int status, string canonical, string family, string code, string errorId)
    {
        _world.Server.Json(Error(status, canonical, AdsFailure(family, code)), status);

        var error = await Assert.ThrowsAsync<ConversionException>(() => _world.Network().GetAccountAsync(default));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Equal(ErrorKind.AccessDenied, error.Kind);
        Assert.Contains("req-9", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("jane", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_sign_in_is_told_after_one_try_to_renew_it()
    {
        var body = Error(401, "UNAUTHENTICATED", AdsFailure("authenticationError", "OAUTH_TOKEN_REVOKED"));
        _world.Server.Json(body, 401);

        Assert.Equal("OauthTokenRevoked", (await Assert.ThrowsAsync<ConversionException>(() => _world.Network().GetAccountAsync(default))).ErrorId);
    }

    [Fact]
    public async Task A_quota_says_when_to_go_on()
    {
        _world.Server.Json(Error(429, "RESOURCE_EXHAUSTED", AdsFailure("quotaError", "RESOURCE_EXHAUSTED", more: ""","details":{"quotaErrorDetails":{"rateScope":"DEVELOPER","retryDelay":"3600s"}}""")), 429);

        var error = await Assert.ThrowsAsync<ConversionException>(() => _world.Network().GetAccountAsync(default));

        Assert.Equal(("QuotaUsedUp", ErrorKind.LimitReached), (error.ErrorId, error.Kind));
        Assert.Contains("2026-11-22 13:00 UTC", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "internalError", "TRANSIENT_ERROR")]
    [InlineData(400, "databaseError", "CONCURRENT_MODIFICATION")]
    [InlineData(429, "quotaError", "RESOURCE_TEMPORARILY_EXHAUSTED")]
    public async Task Trouble_that_passes_is_waited_out(int status, string family, string code)
    {
        _world.Server.Json(Error(status, "INTERNAL", AdsFailure(family, code)), status).Json(Account);

        await _world.Network().GetAccountAsync(default);

        Assert.Equal(2, _world.Server.Requests.Count);
    }

    [Fact]
    public async Task A_proxys_page_is_no_account()
    {
        _world.Server.Html().Html().Html();

        var error = await Assert.ThrowsAsync<ConversionException>(() => _world.Network().GetAccountAsync(default));

        Assert.Equal(("NoAnswer", ErrorKind.Connection), (error.ErrorId, error.Kind));
        Assert.Contains("proxy", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Actions_of_all_pages_and_types_are_read_with_their_settings()
    {
        _world.Server.Json(Actions).Json(MoreActions);

        var actions = await _world.Network().GetActionsAsync(default);

        Golden.Equal("google-search-actions", _world.Server.Requests[0].Body);
        Golden.Equal("google-search-actions-page-2", _world.Server.Requests[1].Body);
        Assert.Equal(
        [
            new ConversionAction
            {
                Network = AdNetwork.GoogleAds, AccountId = "1234567890", Id = "111", Name = "Signed contract", Type = "UPLOAD_CLICKS", AcceptsUploads = true, Category = "CONVERTED_LEAD",
                Status = ConversionActionStatus.Enabled, Primary = true, Count = CountingType.One, ValueMode = ConversionValueMode.Different, Value = 120.5m, Currency = "EUR",
                ClickThroughWindowDays = 90, ViewThroughWindowDays = 1, Attribution = AttributionModel.DataDriven, NetworkAttribution = "GOOGLE_SEARCH_ATTRIBUTION_DATA_DRIVEN",
            },
            new ConversionAction
            {
                Network = AdNetwork.GoogleAds, AccountId = "1234567890", Id = "222", Name = "Página 'ü'", Type = "WEBPAGE", AcceptsUploads = false, Category = "PURCHASE",
                Status = ConversionActionStatus.Hidden, Primary = false, Count = CountingType.Every, ValueMode = ConversionValueMode.None,
                Attribution = AttributionModel.LastClick, NetworkAttribution = "GOOGLE_ADS_LAST_CLICK", OwnerAccountId = "9876543210",
            },
            new ConversionAction
            {
                Network = AdNetwork.GoogleAds, AccountId = "1234567890", Id = "333", Name = "Same", Type = "NEW_TYPE", AcceptsUploads = false,
                ValueMode = ConversionValueMode.Same, Value = 5, Currency = "USD", NetworkAttribution = "EXTERNAL",
            },
        ], actions);
    }

    [Fact]
    public async Task An_action_is_made_with_all_its_settings_in_the_account_that_owns_conversions()
    {
        _world.Server
            .Json(Account.Replace("\"customers/1234567890\"}}", "\"customers/9876543210\"}}", StringComparison.Ordinal))
            .Json("""{"results":[{"resourceName":"customers/9876543210/conversionActions/444","conversionAction":{"resourceName":"customers/9876543210/conversionActions/444","name":"Signed contract","countingType":"ONE_PER_CLICK","viewThroughLookbackWindowDays":"30"}}]}""");

        var action = await _world.Network().CreateActionAsync(new ConversionActionSettings
        {
            Name = " Signed contract ",
            Category = "converted lead",
            Primary = false,
            ValueMode = ConversionValueMode.Different,
            Value = 120.5m,
            Currency = "eur",
            Count = CountingType.One,
            ClickThroughWindowDays = 90,
            ViewThroughWindowDays = 90,
            Attribution = AttributionModel.LastClick,
        }, false, default);

        Assert.EndsWith("/customers/9876543210/conversionActions:mutate", _world.Server.Requests[1].Uri.ToString(), StringComparison.Ordinal);
        Golden.Equal("google-action-create", _world.Server.Requests[1].Body);
        Assert.Equal(("444", "Signed contract", "UPLOAD_CLICKS", true, "CONVERTED_LEAD", "9876543210"), (action.Id, action.Name, action.Type, action.AcceptsUploads, action.Category, action.OwnerAccountId));
        Assert.Equal((30, 120.5m, CountingType.One, AttributionModel.LastClick), (action.ViewThroughWindowDays, action.Value, action.Count, action.Attribution));
    }

    [Fact]
    public async Task What_is_not_given_is_left_to_google_and_validation_makes_nothing()
    {
        _world.Server.Json(Account).Json("{}");

        var action = await _world.Network().CreateActionAsync(new ConversionActionSettings { Name = "Lead", Category = "QUALIFIED_LEAD" }, true, default);

        Golden.Equal("google-action-create-validate", _world.Server.Requests[1].Body);
        Assert.Equal("", action.Id);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_shown_with_the_action_that_has_it()
    {
        _world.Server.Json(Account).Json(Error(400, "INVALID_ARGUMENT", AdsFailure("conversionActionError", "DUPLICATE_NAME")), 400).Json(MoreActions.Replace("Same", "Lead", StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<ConversionException>(() => _world.Network().CreateActionAsync(new ConversionActionSettings { Name = "lead", Category = "QUALIFIED_LEAD" }, false, default));

        Assert.Equal("ActionNameTaken", error.ErrorId);
        Assert.Contains("id 333, type NEW_TYPE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Googles_own_maximum_is_googles_answer_with_the_field()
    {
        _world.Server.Json(Account).Json(Error(400, "INVALID_ARGUMENT", AdsFailure("rangeError", "TOO_HIGH", """{"fieldName":"operations","index":0},{"fieldName":"create"},{"fieldName":"view_through_lookback_window_days"}""")), 400);

        var error = await Assert.ThrowsAsync<ConversionException>(() => _world.Network().CreateActionAsync(new ConversionActionSettings { Name = "Lead", Category = "QUALIFIED_LEAD", ViewThroughWindowDays = 90 }, false, default));

        Assert.Equal(("TooHigh", ErrorKind.InvalidInput), (error.ErrorId, error.Kind));
        Assert.Contains("operations[0].create.view_through_lookback_window_days", error.Message, StringComparison.Ordinal);
        Assert.Contains("30 days", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_creation_whose_answer_was_lost_is_not_repeated_and_says_so()
    {
        _world.Server.Json(Account).Fail();

        var error = await Assert.ThrowsAsync<ConversionException>(() => _world.Network().CreateActionAsync(new ConversionActionSettings { Name = "Lead", Category = "QUALIFIED_LEAD" }, false, default));

        Assert.Equal("ChangeUnconfirmed", error.ErrorId);
        Assert.Equal(2, _world.Server.Requests.Count);
    }

    public static TheoryData<ConversionActionSettings> WrongSettings =>
    [
        new() { Name = " ", Category = "PURCHASE" },
        new() { Name = "A", Category = "PURCHASE", ClickThroughWindowDays = 0 },
        new() { Name = "A", Category = "PURCHASE", ClickThroughWindowDays = 91 },
        new() { Name = "A", Category = "PURCHASE", ViewThroughWindowDays = 91 },
        new() { Name = "A", Category = "PURCHASE", ValueMode = ConversionValueMode.Same, Value = 1 },
        new() { Name = "A", Category = "PURCHASE", ValueMode = ConversionValueMode.Different, Currency = "EUR" },
        new() { Name = "A", Category = "PURCHASE", ValueMode = ConversionValueMode.Same, Value = -1, Currency = "EUR" },
        new() { Name = "A", Category = "PURCHASE", ValueMode = ConversionValueMode.None, Value = 1, Currency = "EUR" },
        new() { Name = "A", Category = "PURCHASE", Scope = ConversionGoalScope.Account },
        new() { Name = "A", Category = "PURCHASE", ClickThroughWindowMinutes = 60 },
        new() { Name = "A", Category = "PURCHASE", EnhancedConversions = true },
    ];

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public async Task Settings_that_cannot_be_are_refused_before_anything_is_sent(ConversionActionSettings settings)
    {
        var error = await Assert.ThrowsAsync<ConversionException>(() => _world.Network().CreateActionAsync(settings, false, default));

        Assert.Equal("ActionSettingInvalid", error.ErrorId);
        Assert.Empty(_world.Server.Requests);
    }

    public void Dispose() => _world.Dispose();
}
