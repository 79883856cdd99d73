using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using static EnhancedConversions.Core.Tests.Networks.GoogleAds.GoogleAdsWorld;

namespace EnhancedConversions.Core.Tests.Networks.GoogleAds;

public sealed class GoogleAdsFeatureTests : IDisposable
{
    private const string Health =
        """{"results":[{"customer":{"id":"1234567890","status":"ENABLED","autoTaggingEnabled":true,"manager":false,"testAccount":false,"conversionTrackingSetting":{"acceptedCustomerDataTerms":true,"enhancedConversionsForLeadsEnabled":true,"conversionTrackingStatus":"CONVERSION_TRACKING_MANAGED_BY_SELF","googleAdsConversionCustomer":"customers/1234567890"}}}]}""";

    private const string OneAction = """{"results":[{"conversionAction":{"id":"111","name":"Signed contract","type":"UPLOAD_CLICKS","status":"ENABLED"}}]}""";

    private readonly GoogleAdsWorld _world = new();

    [Fact]
    public async Task An_action_with_a_tag_is_made_by_its_type()
    {
        _world.Server.Json(Account).Json("""{"results":[{"resourceName":"customers/1234567890/conversionActions/555"}]}""");

        var action = await _world.Network().CreateActionAsync(
            new ConversionActionSettings
            {
                Name = "Call from the website",
                Type = ConversionActionType.WebsiteCall,
                Category = "Phone call lead",
                ValueMode = ConversionValueMode.Same,
                Value = 25,
                Currency = "EUR",
                PhoneCallSeconds = 60,
            },
            false,
            default);

        Golden.Equal("google-action-create-call", _world.Server.Requests[1].Body);
        Assert.Equal(("555", "WEBSITE_CALL", false, 25m), (action.Id, action.Type, action.AcceptsUploads, action.Value));
    }

    [Fact]
    public async Task A_change_names_what_it_changes_and_nothing_else()
    {
        _world.Server.Json("""{"results":[{"resourceName":"customers/9876543210/conversionActions/111","conversionAction":{"resourceName":"customers/9876543210/conversionActions/111","clickThroughLookbackWindowDays":"60"}}]}""").Json("{}");
        var action = TestRows.Action("111", owner: "9876543210");

        var changed = await _world.Network().UpdateActionAsync(
            action,
            new ConversionActionChanges
            {
                Name = " Signed ",
                Category = "purchase",
                Status = ConversionActionStatus.Hidden,
                Primary = false,
                ValueMode = ConversionValueMode.Different,
                Value = 10.5m,
                Currency = "sek",
                Count = CountingType.Every,
                ClickThroughWindowDays = 60,
                ViewThroughWindowDays = 7,
                Attribution = AttributionModel.DataDriven,
                PhoneCallSeconds = 30,
            },
            false,
            default);
        var without = await _world.Network().UpdateActionAsync(TestRows.Action("111") with { Value = 3, Currency = "EUR" }, new ConversionActionChanges { ValueMode = ConversionValueMode.None }, true, default);

        Assert.EndsWith("/customers/9876543210/conversionActions:mutate", _world.Server.Requests[0].Uri.ToString(), StringComparison.Ordinal);
        Golden.Equal("google-action-update", _world.Server.Requests[0].Body);
        Golden.Equal("google-action-update-no-value", _world.Server.Requests[1].Body);
        Assert.Equal(
            ("111", "Signed", "PURCHASE", ConversionActionStatus.Hidden, 10.5m, "SEK", 60, "9876543210"),
            (changed.Id, changed.Name, changed.Category, changed.Status, changed.Value, changed.Currency, changed.ClickThroughWindowDays, changed.OwnerAccountId));
        Assert.Equal((ConversionValueMode.None, null, null), (without.ValueMode, without.Value, without.Currency));
    }

    public static TheoryData<ConversionActionChanges> WrongChanges =>
    [
        new(), new() { Name = " " }, new() { Value = -1 }, new() { Currency = "EURO" }, new() { ClickThroughWindowDays = 91 }, new() { PhoneCallSeconds = 10_001 },
        new() { Status = ConversionActionStatus.Removed }, new() { Status = ConversionActionStatus.Paused }, new() { ValueMode = ConversionValueMode.None, Value = 1 },
        new() { ClickThroughWindowMinutes = 60 }, new() { EnhancedConversions = true },
    ];

    [Theory]
    [MemberData(nameof(WrongChanges))]
    public async Task Changes_that_cannot_be_are_refused_before_anything_is_sent(ConversionActionChanges changes)
    {
        Assert.Equal("ActionSettingInvalid", (await Assert.ThrowsAsync<ConversionException>(() => _world.Network().UpdateActionAsync(TestRows.Action("111"), changes, false, default))).ErrorId);
        Assert.Empty(_world.Server.Requests);
    }

    [Fact]
    public async Task An_action_is_removed_by_its_name_of_resource()
    {
        _world.Server.Json("""{"results":[{"resourceName":"customers/1234567890/conversionActions/111"}]}""");

        await _world.Network().RemoveActionAsync(TestRows.Action("111"), false, default);

        Golden.Equal("google-action-remove", _world.Server.Requests[0].Body);
    }

    [Fact]
    public async Task An_action_that_was_only_validated_cannot_be_removed() =>
        Assert.Equal("ActionWithoutId", (await Assert.ThrowsAsync<ConversionException>(() => _world.Network().RemoveActionAsync(TestRows.Action(""), false, default))).ErrorId);

    [Fact]
    public async Task The_tag_of_an_action_carries_its_id_and_label()
    {
        _world.Server
            .Json("""{"results":[{"customer":{"conversionTrackingSetting":{"conversionTrackingId":"123456789"}}}]}""")
            .Json("""{"results":[{"conversionAction":{"id":"222","tagSnippets":[{"type":"WEBPAGE","pageFormat":"AMP","eventSnippet":"<amp>AW-123456789/NotThis</amp>"},{"type":"WEBPAGE","pageFormat":"HTML","globalSiteTag":"<!-- x -->","eventSnippet":"<script>gtag('event', 'conversion', {'send_to': 'AW-123456789/Ab_C-1'});</script>"}]}}]}""");

        var tag = await _world.Network().GetTagAsync(TestRows.Action("222", "Order"), default);

        Assert.Equal(("AW-123456789", "Ab_C-1", "Order", false), (tag.ConversionId, tag.ConversionLabel, tag.ActionName, tag.IsManagerTag));
        Assert.Contains("gtag('config', 'AW-123456789', { 'allow_enhanced_conversions': true });", tag.GoogleTag, StringComparison.Ordinal);
        Assert.Contains("gtag('set', 'user_data'", tag.UserDataCode, StringComparison.Ordinal);
        Assert.Contains("Ab_C-1", tag.EventSnippet, StringComparison.Ordinal);
        Assert.Contains(tag.TagManagerSteps, step => step.Fields.Contains(new("Conversion Label", "Ab_C-1")));
        Assert.IsType<TagManagerStep[]>(tag.TagManagerSteps);
        Assert.All(tag.TagManagerSteps, step => Assert.IsType<KeyValuePair<string, string>[]>(step.Fields));
    }

    [Fact]
    public async Task The_managers_id_is_used_under_cross_account_tracking_and_imports_have_no_event()
    {
        _world.Server
            .Json("""{"results":[{"customer":{"conversionTrackingSetting":{"conversionTrackingId":"123456789","crossAccountConversionTrackingId":"987654321"}}}]}""")
            .Json("""{"results":[{"conversionAction":{"id":"111"}}]}""");

        var tag = await _world.Network().GetTagAsync(TestRows.Action("111"), default);

        Assert.Equal(("AW-987654321", null, null, true), (tag.ConversionId, tag.ConversionLabel, tag.EventSnippet, tag.IsManagerTag));
        Assert.DoesNotContain(tag.TagManagerSteps, step => step.What.Contains("Conversion Tracking", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_without_conversions_has_no_tag()
    {
        _world.Server.Json("""{"results":[{"customer":{"conversionTrackingSetting":{"conversionTrackingId":"0"}}}]}""");

        Assert.Equal("NoTag", (await Assert.ThrowsAsync<ConversionException>(() => _world.Network().GetTagAsync(null, default))).ErrorId);
    }

    [Fact]
    public async Task What_became_of_an_upload_is_read_as_counts_by_reason()
    {
        _world.Server.Json("""
            {"requestStatusPerDestination":[
              {"destination":{"reference":"111","productDestinationId":"111"},"requestStatus":"PARTIAL_SUCCESS","eventsIngestionStatus":{"recordCount":"2000"},
               "errorInfo":{"errorCounts":[{"reason":"PROCESSING_ERROR_REASON_EVENT_TOO_OLD","recordCount":"3"},{"reason":"PROCESSING_ERROR_REASON_NEW","recordCount":"1"}]},
               "warningInfo":{"warningCounts":[{"reason":"PROCESSING_WARNING_REASON_INTERNAL_ERROR","recordCount":"2"}]}},
              {"destination":{"productDestinationId":"222"},"requestStatus":"PROCESSING"},
              {"requestStatus":"SUCCESS"},{"requestStatus":"FAILED"},{"requestStatus":"NEW_WORD"}]}
            """);

        var status = (await _world.Network().GetRequestStatusAsync("r/1 ü", default))!;

        var sent = _world.Server.Requests[0];
        Assert.Equal((HttpMethod.Get, "https://datamanager.googleapis.com/v1/requestStatus:retrieve?requestId=r%2F1%20%C3%BC", ""), (sent.Method, sent.Uri.AbsoluteUri, sent.Body));
        Assert.Equal(
            [("111", UploadProcessing.PartlyProcessed), ("222", UploadProcessing.Processing), (null, UploadProcessing.Processed), (null, UploadProcessing.Failed), (null, UploadProcessing.Unknown)],
            status.Select(entry => (entry.ActionId, entry.Processing)));
        Assert.Equal((2000L, 3L), (status[0].Rows, status[0].Errors[0].Count));
        Assert.Contains("63 days", status[0].Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal("PROCESSING_ERROR_REASON_NEW", status[0].Errors[1].Code);
        Assert.Equal(2, status[0].Warnings[0].Count);
    }

    [Fact]
    public async Task A_request_Google_does_not_know_has_no_status()
    {
        _world.Server.Json(Error(400, "INVALID_ARGUMENT", Info("INVALID_REQUEST_ID")), 400);

        Assert.Null(await _world.Network().GetRequestStatusAsync("x", default));
    }

    [Fact]
    public async Task The_old_route_sends_click_conversions_to_the_owner()
    {
        _world.Server.Json(Account).Json("""{"results":[{"gclid":"x"},{}],"jobId":"4294967296"}""");
        UploadItem[] batch =
        [
            new(TestRows.Row(1) with { HashedPhoneNumber = TestRows.PhoneHash, GoogleClickId = "Cj0KCQ-test", Value = 120.5m, Currency = "EUR", AdUserData = Consent.Granted, AdPersonalization = Consent.Denied, CustomVariables = [new("segment", "new") { ResourceName = "customers/1234567890/conversionCustomVariables/3" }] }, TestRows.Action("111"), "ORDER-1"),
            new(TestRows.Row(2) with { HashedEmail = null, Wbraid = "wbraid-test", ConversionTime = new(2026, 11, 20, 23, 59, 59, 250, TimeSpan.FromHours(-5)) }, TestRows.Action("222", owner: "9876543210"), "t2"),
        ];

        var answer = await OldRoute().UploadAsync(batch, false, default);

        Assert.EndsWith("/customers/1234567890:uploadClickConversions", _world.Server.Requests[1].Uri.ToString(), StringComparison.Ordinal);
        Golden.Equal("google-click-conversions", _world.Server.Requests[1].Body);
        Assert.Equal((UploadVerdict.Answered, "4294967296"), (answer.Verdict, answer.RequestId));
    }

    [Fact]
    public async Task Custom_variables_are_asked_of_the_account_that_owns_the_conversions()
    {
        _world.Server.Json(Account.Replace("customers/1234567890\"}}}]", "customers/9876543210\"}}}]", StringComparison.Ordinal)).Json("""
            {"results":[
              {"conversionCustomVariable":{"resourceName":"customers/9876543210/conversionCustomVariables/3","name":"segment","tag":"customer_segment","status":"ENABLED"}},
              {"conversionCustomVariable":{"resourceName":"customers/9876543210/conversionCustomVariables/4","name":"region","tag":"region","status":"ACTIVATION_NEEDED"}},
              {"conversionCustomVariable":{"resourceName":"customers/9876543210/conversionCustomVariables/5","name":"old","status":"PAUSED"}},
              {"conversionCustomVariable":{"resourceName":"customers/9876543210/conversionCustomVariables/6","name":"odd","status":"NEW_WORD"}}]}
            """);

        var variables = await _world.Network().GetCustomVariablesAsync(default);

        Assert.EndsWith("/customers/9876543210/googleAds:search", _world.Server.Requests[1].Uri.ToString(), StringComparison.Ordinal);
        Golden.Equal("google-search-custom-variables", _world.Server.Requests[1].Body);
        Assert.Equal(
            [
                new("segment", "customer_segment", CustomVariableStatus.Enabled, "customers/9876543210/conversionCustomVariables/3"),
                new("region", "region", CustomVariableStatus.ActivationNeeded, "customers/9876543210/conversionCustomVariables/4"),
                new("old", null, CustomVariableStatus.Paused, "customers/9876543210/conversionCustomVariables/5"),
                new AccountCustomVariable("odd", null, CustomVariableStatus.Unknown, "customers/9876543210/conversionCustomVariables/6"),
            ],
            variables);
    }

    [Fact]
    public async Task Partial_failures_are_joined_to_rows_by_index()
    {
        _world.Server.Json(Account).Json(Partial(
            ("conversionUploadError", "EXPIRED_EVENT", 2),
            ("conversionUploadError", "TOO_RECENT_CONVERSION_ACTION", null),
            ("conversionUploadError", "ORDER_ID_ALREADY_IN_USE", 3),
            ("conversionUploadError", "CLICK_NOT_FOUND", 1)));

        var answer = await OldRoute().UploadAsync(TestRows.Batch(5), false, default);

        Assert.Equal(
            [(0, RowDisposition.Held), (2, RowDisposition.Rejected), (3, RowDisposition.Duplicate)],
            answer.Problems.Select(problem => (problem.Index, problem.Disposition)));
        Assert.Equal(_world.Clock.GetUtcNow() + TimeSpan.FromHours(6), answer.Problems[0].NotBefore);
        Assert.Equal((1, "CLICK_NOT_FOUND"), (answer.Warnings[0].Index, answer.Warnings[0].Code));
    }

    public static TheoryData<string> UploadErrors => [.. GoogleAdsCodes.Upload.All.Select(code => code.Code)];

    [Theory]
    [MemberData(nameof(UploadErrors))]
    public async Task Every_upload_error_has_its_outcome(string code)
    {
        var entry = GoogleAdsCodes.Upload.Find(code)!;
        _world.Server.Json(Account).Json(Partial(("conversionUploadError", code, 1)));

        if (entry.Scope == CodeScope.Account)
        {
            Assert.Contains(entry.Sentence, (await Assert.ThrowsAsync<ConversionException>(() => OldRoute().UploadAsync(TestRows.Batch(2), false, default))).Message, StringComparison.Ordinal);
            return;
        }

        var answer = await OldRoute().UploadAsync(TestRows.Batch(2), false, default);

        Assert.Equal(entry.Remedy is CodeRemedy.Split ? UploadVerdict.Refused : UploadVerdict.Answered, answer.Verdict);
        Assert.Equal(entry.Remedy is CodeRemedy.Notice ? 1 : 0, answer.Warnings.Count);
        Assert.Equal(entry.Remedy is CodeRemedy.Notice or CodeRemedy.Split ? 0 : 1, answer.Problems.Count);
    }

    public static TheoryData<string> AdjustmentErrors => [.. GoogleAdsCodes.Adjustment.All.Select(code => code.Code)];

    [Theory]
    [MemberData(nameof(AdjustmentErrors))]
    public async Task Every_adjustment_error_has_its_outcome(string code)
    {
        _world.Server.Json(Account).Json(Partial(("conversionAdjustmentUploadError", code, 0)).Replace("\"conversions\"", "\"conversion_adjustments\"", StringComparison.Ordinal));
        var adjust = () => _world.Network().AdjustAsync([Retraction()], false, default);

        if (GoogleAdsCodes.Adjustment.Find(code)!.Scope == CodeScope.Account)
        {
            await Assert.ThrowsAsync<ConversionException>(adjust);
            return;
        }

        Assert.InRange((await adjust()).Problems.Count, code == "TOO_MANY_ADJUSTMENTS_IN_REQUEST" ? 0 : 1, 1);
    }

    [Fact]
    public async Task A_project_that_is_not_admitted_to_the_old_route_is_told_which_switch_to_drop()
    {
        _world.Server.Json(Account).Json(Partial(("notAllowlistedError", "CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE", 0)));

        var error = await Assert.ThrowsAsync<ConversionException>(() => OldRoute().UploadAsync(TestRows.Batch(1), false, default));

        Assert.Equal("CustomerNotAllowlistedForThisFeature", error.ErrorId);
        Assert.Contains("-Route GoogleAdsApi", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("conversions", 9)]
    [InlineData("somewhere", 0)]
    public async Task A_failure_that_names_no_row_leaves_the_rows_unknown(string list, int index)
    {
        _world.Server.Json(Account).Json(Partial(("conversionUploadError", "EXPIRED_EVENT", index)).Replace("conversions", list, StringComparison.Ordinal));

        Assert.Equal(UploadVerdict.Unknown, (await OldRoute().UploadAsync(TestRows.Batch(2), false, default)).Verdict);
    }

    [Fact]
    public async Task Corrections_are_sent_by_order_id_or_click_and_time()
    {
        _world.Server.Json(Account).Json("""{"results":[{},{}],"jobId":"7"}""");
        AdjustmentItem[] batch =
        [
            new(new ConversionAdjustment { ConversionName = "Qualified lead", Kind = AdjustmentKind.Restate, OrderId = "ORDER-1", AdjustmentTime = new(2026, 11, 22, 12, 0, 0, TimeSpan.FromHours(1)), Value = 80.25m, Currency = "EUR", Source = new(null, null, 1) }, TestRows.Action("111")),
            Retraction(),
        ];

        var answer = await _world.Network().AdjustAsync(batch, false, default);

        Assert.EndsWith("/customers/1234567890:uploadConversionAdjustments", _world.Server.Requests[1].Uri.ToString(), StringComparison.Ordinal);
        Golden.Equal("google-adjustments", _world.Server.Requests[1].Body);
        Assert.Equal((UploadVerdict.Answered, "7"), (answer.Verdict, answer.RequestId));
    }

    [Fact]
    public async Task A_correction_that_names_no_conversion_is_not_sent()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _world.Network().AdjustAsync([Retraction() with { Adjustment = Retraction().Adjustment with { ConversionTime = null } }], false, default));
        await Assert.ThrowsAsync<ArgumentException>(() => _world.Network().AdjustAsync([Retraction() with { Adjustment = Retraction().Adjustment with { Value = 1 } }], false, default));
        Assert.Empty(_world.Server.Requests);
    }

    [Fact]
    public async Task Diagnostics_are_read_per_client_and_per_action()
    {
        _world.Server
            .Json("""{"results":[{"offlineConversionUploadClientSummary":{"client":"GOOGLE_ADS_API","status":"NEEDS_ATTENTION","totalEventCount":"100","successfulEventCount":"90","pendingEventCount":"4","lastUploadDateTime":"2026-11-21 05:10:00","dailySummaries":[{"successfulCount":"50","failedCount":"1","uploadDate":"2026-11-20"},{"successfulCount":"40","failedCount":"5","pendingCount":"4","uploadDate":"2026-11-21"}],"jobSummaries":[{"jobId":"9","successfulCount":"1"},{"jobId":"10","failedCount":"2"}],"alerts":[{"error":{"conversionUploadError":"CLICK_NOT_FOUND"},"errorPercentage":0.02},{"error":{"conversionUploadError":"EXPIRED_EVENT"},"errorPercentage":0.04}]}}]}""")
            .Json("""{"results":[{"offlineConversionUploadConversionActionSummary":{"client":"GOOGLE_ADS_API","conversionActionId":"111","conversionActionName":"Signed contract","status":"GOOD"}}]}""");

        var diagnostics = await _world.Network().GetDiagnosticsAsync(default);

        Assert.Equal([("GOOGLE_ADS_API", null, "NEEDS_ATTENTION"), ("GOOGLE_ADS_API", "111", "GOOD")], diagnostics.Select(entry => (entry.Client, entry.ActionId, entry.Status)));
        Assert.Equal((100L, 90L, 4L, new DateTime(2026, 11, 21, 5, 10, 0)), (diagnostics[0].Rows, diagnostics[0].Processed, diagnostics[0].Pending, diagnostics[0].LastUpload));
        Assert.Equal(new UploadCount(new DateOnly(2026, 11, 21), null, 40, 5, 4), diagnostics[0].Days[0]);
        Assert.Equal("10", diagnostics[0].Jobs[0].JobId);
        Assert.Equal(("EXPIRED_EVENT", 0.04m), (diagnostics[0].Alerts[0].Code, diagnostics[0].Alerts[0].Share));
    }

    [Fact]
    public async Task An_account_that_is_ready_passes_every_check()
    {
        _world.Server.Json(Health, 200, ("Date", _world.Clock.GetUtcNow().ToString("R"))).Json(OneAction).Json("{}");

        var checks = await _world.Network().CheckAsync(default);

        Assert.All(checks, check => Assert.Equal((check.Name, AccountCheckState.Passed, null), (check.Name, check.State, check.Action)));
        Assert.Equal(["SignIn", "Clock", "Account", "ConversionTracking", "CustomerDataTerms", "EnhancedConversions", "AutoTagging", "ConversionActions", "DataManager"], checks.Select(check => check.Name));
        Assert.Contains("\"validateOnly\":true", _world.Server.Requests[2].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"acceptedCustomerDataTerms\":true", "\"acceptedCustomerDataTerms\":false", "CustomerDataTerms", AccountCheckState.Failed)]
    [InlineData("\"enhancedConversionsForLeadsEnabled\":true", "\"x\":1", "EnhancedConversions", AccountCheckState.Failed)]
    [InlineData("\"enhancedConversionsForLeadsEnabled\":true", "\"effectiveEnablementSetting\":\"ON\"", "EnhancedConversions", AccountCheckState.Passed)]
    [InlineData("\"autoTaggingEnabled\":true", "\"autoTaggingEnabled\":false", "AutoTagging", AccountCheckState.Warning)]
    [InlineData("\"status\":\"ENABLED\"", "\"status\":\"SUSPENDED\"", "Account", AccountCheckState.Failed)]
    [InlineData("\"manager\":false", "\"manager\":true", "Account", AccountCheckState.Failed)]
    [InlineData("CONVERSION_TRACKING_MANAGED_BY_SELF", "NOT_CONVERSION_TRACKED", "ConversionTracking", AccountCheckState.Failed)]
    public async Task What_is_not_as_it_should_be_says_what_to_do(string was, string now, string name, AccountCheckState state)
    {
        _world.Server.Json(Health.Replace(was, now, StringComparison.Ordinal)).Json(OneAction).Json("{}");

        var check = (await _world.Network().CheckAsync(default)).Single(check => check.Name == name);

        Assert.Equal(state, check.State);
        Assert.Equal(state != AccountCheckState.Passed, check.Action is not null);
    }

    [Fact]
    public async Task A_wrong_clock_is_seen_by_googles()
    {
        _world.Server.Json(Health, 200, ("Date", (_world.Clock.GetUtcNow() - TimeSpan.FromMinutes(10)).ToString("R"))).Json(OneAction).Json("{}");

        var clock = (await _world.Network().CheckAsync(default)).Single(check => check.Name == "Clock");

        Assert.Equal(AccountCheckState.Warning, clock.State);
        Assert.Contains("10 minutes ahead", clock.Meaning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_sign_in_is_a_failed_check_and_not_an_error()
    {
        _world.Server.Json(Error(403, "PERMISSION_DENIED", AdsFailure("authorizationError", "CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION")), 403);

        var checks = await _world.Network().CheckAsync(default);

        Assert.Equal(("SignIn", AccountCheckState.Failed), (checks[0].Name, checks[0].State));
        Assert.Contains("Explorer", checks[0].Action, StringComparison.Ordinal);
        Assert.All(checks.Skip(1), check => Assert.Equal(AccountCheckState.Skipped, check.State));
    }

    [Fact]
    public async Task A_data_manager_api_that_is_off_is_a_failed_check()
    {
        _world.Server.Json(Health).Json(OneAction).Json(Error(403, "PERMISSION_DENIED", Info("SERVICE_DISABLED")), 403);

        var check = (await _world.Network().CheckAsync(default))[^1];

        Assert.Equal(("DataManager", AccountCheckState.Failed), (check.Name, check.State));
        Assert.Contains("Enable", check.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_action_for_uploads_there_is_nothing_to_try()
    {
        _world.Server.Json(Health).Json("{}");

        var checks = await _world.Network().CheckAsync(default);

        Assert.Equal([AccountCheckState.Failed, AccountCheckState.Skipped], checks.Skip(7).Select(check => check.State));
    }

    [Fact]
    public async Task Reachable_accounts_are_listed_once_by_the_shortest_way()
    {
        const string Tree = """
            {"results":[
              {"customerClient":{"clientCustomer":"customers/9876543210","id":"9876543210","level":"0","manager":true,"descriptiveName":"Agency","timeZone":"Europe/Berlin","currencyCode":"EUR","status":"ENABLED"}},
              {"customerClient":{"clientCustomer":"customers/1234567890","id":"1234567890","level":"1","descriptiveName":"Example Ltd","status":"ENABLED"}},
              {"customerClient":{"clientCustomer":"customers/5555555555","id":"5555555555","level":"2","testAccount":true,"status":"ENABLED"}}]}
            """;
        _world.Server
            .Json("""{"resourceNames":["customers/9876543210","customers/1234567890","customers/7777777777"]}""")
            .Json(Tree)
            .Json("""{"results":[{"customerClient":{"id":"1234567890","level":"0","descriptiveName":"Example Ltd","status":"ENABLED"}}]}""")
            .Json(Error(403, "PERMISSION_DENIED", AdsFailure("authorizationError", "CUSTOMER_NOT_ENABLED")), 403);

        var accounts = await AccountListing.ListAsync(new ListingSettings { Network = AdNetwork.GoogleAds, Tokens = _world.Tokens, Handler = _world.Server, Clock = _world.Clock }, default);

        Assert.Equal(HttpMethod.Get, _world.Server.Requests[0].Method);
        Assert.EndsWith("/customers:listAccessibleCustomers", _world.Server.Requests[0].Uri.ToString(), StringComparison.Ordinal);
        Assert.Equal("9876543210", Assert.Single(_world.Server.Requests[1].Headers.GetValues("login-customer-id")));
        Assert.Equal(
            [("9876543210", null, true, 0), ("1234567890", null, false, 0), ("5555555555", "9876543210", false, 2), ("7777777777", null, false, 0)],
            accounts.Select(account => (account.AccountId, account.ManagerId, account.IsManager, account.Level)));
        Assert.Contains("not in use", accounts[3].Problem, StringComparison.Ordinal);
        Assert.True(accounts[2].IsTest);
    }

    public void Dispose() => _world.Dispose();

    private static AdjustmentItem Retraction() => new(
        new ConversionAdjustment
        {
            ConversionName = "Qualified lead",
            Kind = AdjustmentKind.Retract,
            GoogleClickId = "Cj0KCQ-test",
            ConversionTime = new(2026, 11, 10, 9, 0, 0, TimeSpan.FromHours(1)),
            AdjustmentTime = new(2026, 11, 22, 11, 0, 0, TimeSpan.Zero),
            Source = new(null, null, 2),
        },
        TestRows.Action("111"));

    private static string Partial(params (string Family, string Code, int? Index)[] errors) =>
        $$$"""{"partialFailureError":{"code":3,"message":"jane.doe@example.com","details":[{"@type":"type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure","errors":[{{{string.Join(',', errors.Select(Failure))}}}],"requestId":"req-1"}]},"results":[{},{}],"jobId":"12"}""";

    private static string Failure((string Family, string Code, int? Index) error) =>
        $$$"""{"errorCode":{"{{{error.Family}}}":"{{{error.Code}}}"},"message":"of jane.doe@example.com","location":{"fieldPathElements":[{"fieldName":"conversions"{{{(error.Index is { } index ? $",\"index\":{index}" : "")}}}},{"fieldName":"gclid"}]}}""";

    private GoogleAdsNetwork OldRoute() => new(_world.Settings() with { Route = GoogleUploadRoute.GoogleAdsApi });
}
