using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Http;
using EnhancedConversions.Credentials;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.MicrosoftAdvertising;

namespace EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising;

public sealed class MicrosoftAdvertisingNetworkTests : IDisposable
{
    private const string Account = """{"Accounts":[{"Id":"180012345","Name":"Example Ltd","Number":"X1234567","ParentCustomerId":"250067890","CurrencyCode":"SwedishKrona","TimeZone":"AmsterdamBerlinBernRomeStockholmVienna","AccountLifeCycleStatus":"Active"}]}""";
    private const string Taken = """{"PartialErrors":[]}""";

    private readonly ScriptedServer _server = new();
    private readonly LeapingClock _clock = new();
    private readonly FixedTokens _tokens = new();

    [Fact]
    public async Task The_account_is_found_with_customer_currency_and_zone()
    {
        _server.Json(Account);

        var account = await AccountConnector.ConnectAsync(Settings(customerId: null), default);

        var sent = Assert.Single(_server.Requests);
        Assert.Equal("https://clientcenter.api.bingads.microsoft.com/CustomerManagement/v13/Accounts/Search", sent.Uri.ToString());
        Assert.Equal("sandbox-token", Assert.Single(sent.Headers.GetValues("DeveloperToken")));
        Assert.Equal("Bearer token-1", sent.Headers.Authorization!.ToString());
        Golden.Equal("microsoft-accounts-search", sent.Body);
        Assert.Equal(("180012345", "Example Ltd", "Europe/Berlin", "SEK", "250067890"), (account.AccountId, account.Name, account.TimeZone, account.Currency, account.ManagerId));
    }

    [Fact]
    public async Task Reachable_accounts_are_listed_page_by_page_for_the_user_who_signed_in()
    {
        var page = string.Join(',', Enumerable.Range(1, 1000).Select(number => $$"""{"Id":"{{number}}","ParentCustomerId":"9"}"""));
        _server.Json("""{"User":{"Id":"55","UserName":"jane@example.com"}}""").Json($$"""{"Accounts":[{{page}}]}""").Json(Account);

        var accounts = await AccountListing.ListAsync(
            new ListingSettings { Network = AdNetwork.MicrosoftAdvertising, Tokens = _tokens, DeveloperToken = new Secret("sandbox-token"), Handler = _server, Clock = _clock },
            default);

        Assert.Equal(["User/Query", "Accounts/Search", "Accounts/Search"], _server.Requests.Select(sent => string.Concat(sent.Uri.Segments[^2..])));
        Golden.Equal("microsoft-user-query", _server.Requests[0].Body);
        Golden.Equal("microsoft-accounts-search-page-2", _server.Requests[2].Body);
        Assert.Equal(1001, accounts.Count);
        Assert.Equal(("180012345", "250067890", "SEK", "Active"), (accounts[^1].AccountId, accounts[^1].ManagerId, accounts[^1].Currency, accounts[^1].Status));
    }

    [Theory]
    [InlineData("USDollar", "USD")]
    [InlineData("UKPound", "GBP")]
    [InlineData("EUR", "EUR")]
    [InlineData("MoonCrown", "MoonCrown")]
    public async Task A_currency_is_read_by_microsofts_name(string name, string code)
    {
        _server.Json(Account.Replace("SwedishKrona", name, StringComparison.Ordinal));

        Assert.Equal(code, (await Network().GetAccountAsync(default)).Currency);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Accounts":null}""")]
    [InlineData("""{"Accounts":[]}""")]
    [InlineData("""{"Accounts":[null]}""")]
    [InlineData("""{"Accounts":[{"Id":"999"}]}""")]
    public async Task An_account_that_is_not_in_the_answer_is_not_found(string answer)
    {
        _server.Json(answer);

        Assert.Equal("AccountNotFound", (await Assert.ThrowsAsync<ConversionException>(() => Network().GetAccountAsync(default))).ErrorId);
    }

    [Theory]
    [InlineData("X1234567")]
    [InlineData("")]
    public void A_number_with_letters_is_refused_before_anything_is_sent(string number) =>
        Assert.Equal("AccountNumberInvalid", Assert.Throws<ConversionException>(() => new MicrosoftAdvertisingNetwork(Settings() with { AccountId = number })).ErrorId);

    [Fact]
    public void The_developer_token_is_asked_for() =>
        Assert.Equal("DeveloperTokenMissing", Assert.Throws<ConversionException>(() => new MicrosoftAdvertisingNetwork(Settings() with { DeveloperToken = null })).ErrorId);

    [Fact]
    public async Task Goals_of_all_types_are_read_with_their_settings()
    {
        _server.Json("""
            {"ConversionGoals":[
              {"Type":"OfflineConversion","Id":"11","Name":"Signed contract","GoalCategory":"Purchase","CountType":"Unique","ConversionWindowInMinutes":129600,"Revenue":{"Type":"VariableValue","Value":10.5,"CurrencyCode":"EUR"},"Scope":"Account","Status":"Active","ExcludeFromBidding":false,"IsEnhancedConversionsEnabled":true},
              null,
              {"Type":"UrlGoal","Id":12,"Name":"Visit","CountType":"All","ConversionWindowInMinutes":1441,"ViewThroughConversionWindowInMinutes":1440,"Revenue":{"Type":"NoValue"},"Status":"Paused","AttributionModelType":"LastTouch","NewField":{"a":1}},
              {"Type":"Event","Id":"13","Name":"Gone","Status":"Deleted"}],
             "PartialErrors":[]}
            """);

        var goals = await Network().GetActionsAsync(default);

        var sent = _server.Requests[0];
        Assert.Equal("https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/ConversionGoals/QueryByIds", sent.Uri.ToString());
        Assert.Equal("250067890", Assert.Single(sent.Headers.GetValues("CustomerId")));
        Assert.Equal("180012345", Assert.Single(sent.Headers.GetValues("CustomerAccountId")));
        Golden.Equal("microsoft-goals-query", sent.Body);
        Assert.Equal(
        [
            new ConversionAction
            {
                Network = AdNetwork.MicrosoftAdvertising, AccountId = "180012345", Id = "11", Name = "Signed contract", Type = "OfflineConversion", AcceptsUploads = true, Category = "Purchase", Primary = true,
                Count = CountingType.One, ValueMode = ConversionValueMode.Different, Value = 10.5m, Currency = "EUR", ClickThroughWindowDays = 90, ClickThroughWindowMinutes = 129_600, EnhancedConversions = true,
                Scope = ConversionGoalScope.Account,
            },
            new ConversionAction
            {
                Network = AdNetwork.MicrosoftAdvertising, AccountId = "180012345", Id = "12", Name = "Visit", Type = "Url", AcceptsUploads = false, Status = ConversionActionStatus.Paused,
                Count = CountingType.Every, ClickThroughWindowDays = 2, ClickThroughWindowMinutes = 1441, ViewThroughWindowDays = 1, NetworkAttribution = "LastTouch",
            },
        ], goals);
    }

    [Fact]
    public async Task The_customer_is_looked_up_when_nobody_named_it()
    {
        _server.Json(Account).Json("{}");

        await Network(customerId: null).GetActionsAsync(default);

        Assert.Equal("250067890", Assert.Single(_server.Requests[1].Headers.GetValues("CustomerId")));
    }

    [Fact]
    public async Task A_goal_is_made_with_all_its_settings()
    {
        _server.Json("""{"ConversionGoalIds":["123"],"PartialErrors":[]}""").Json("""{"ConversionGoalIds":["124"]}""");

        var goal = await Network().CreateActionAsync(new ConversionActionSettings
        {
            Name = "Signed contract",
            Category = "purchase",
            Primary = false,
            ValueMode = ConversionValueMode.Different,
            Value = 0,
            Currency = "EUR",
            Count = CountingType.One,
            ClickThroughWindowDays = 90,
            EnhancedConversions = true,
        }, false, default);
        await Network().CreateActionAsync(new ConversionActionSettings { Name = "Lead", Category = "Submit lead form" }, false, default);

        Golden.Equal("microsoft-goal-create", _server.Requests[0].Body);
        Golden.Equal("microsoft-goal-create-least", _server.Requests[1].Body);
        Assert.Equal(("123", "OfflineConversion", true, "Purchase"), (goal.Id, goal.Type, goal.AcceptsUploads, goal.Category));
    }

    [Fact]
    public async Task A_goal_name_that_is_taken_is_shown_with_its_goal()
    {
        _server
            .Json("""{"ConversionGoalIds":[null],"PartialErrors":[{"Code":5317,"ErrorCode":"ConversionGoalNameAlreadyExists","Index":0,"Message":"jane@example.com"}]}""")
            .Json("""{"ConversionGoals":[{"Type":"Url","Id":"77","Name":"Lead","Status":"Paused"}]}""");

        var error = await Assert.ThrowsAsync<ConversionException>(() => Network().CreateActionAsync(new ConversionActionSettings { Name = "Lead", Category = "Signup" }, false, default));

        Assert.Equal("ActionNameTaken", error.ErrorId);
        Assert.Contains("id 77, type Url, Paused", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<ConversionActionSettings> WrongSettings =>
    [
        new() { Name = new string('n', 101), Category = "Purchase" },
        new() { Name = "A", Category = "Purchase", ViewThroughWindowDays = 1 },
        new() { Name = "A", Category = "Purchase", Attribution = AttributionModel.LastClick },
        new() { Name = "A", Category = "Purchase", ClickThroughWindowDays = 91 },
        new() { Name = "A", Category = "Purchase", ClickThroughWindowMinutes = 129_601 },
        new() { Name = "A", Category = "Purchase", ClickThroughWindowMinutes = 60, ClickThroughWindowDays = 1 },
        new() { Name = "A", Category = "Purchase", PhoneCallSeconds = 60 },
        new() { Name = "A", Category = "Purchase", Type = ConversionActionType.WebPage },
    ];

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public async Task Settings_offline_goals_do_not_have_are_refused_before_anything_is_sent(ConversionActionSettings settings)
    {
        Assert.Equal("ActionSettingInvalid", (await Assert.ThrowsAsync<ConversionException>(() => Network().CreateActionAsync(settings, false, default))).ErrorId);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task There_is_no_check_without_recording_and_it_says_so()
    {
        Assert.Equal("ValidateOnlyNotSupported", (await Assert.ThrowsAsync<ConversionException>(() => UploadAsync(1, validateOnly: true))).ErrorId);
        Assert.Equal("ValidateOnlyNotSupported", (await Assert.ThrowsAsync<ConversionException>(() => Network().CreateActionAsync(new() { Name = "A", Category = "Signup" }, true, default))).ErrorId);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Sends_every_field_as_the_contract_writes_it()
    {
        _server.Json(Taken, 200, ("TrackingId", "5e0d9b6a-1111-2222-3333-444455556666"));
        UploadItem[] batch =
        [
            new(TestRows.Row(1, AdNetwork.MicrosoftAdvertising) with
            {
                HashedPhoneNumber = TestRows.PhoneHash,
                MicrosoftClickId = "0123456789abcdef0123456789abcdef",
                Value = 120.5m,
                Currency = "EUR",
                AdUserData = Consent.Granted,
            }, TestRows.Action("11"), "ORDER-1"),
            new(TestRows.Row(2, AdNetwork.MicrosoftAdvertising) with { ConversionTime = new(2026, 11, 20, 23, 59, 59, 250, TimeSpan.FromHours(-5)) }, TestRows.Action("12", "Order"), "t2"),
        ];

        var answer = await Network().UploadAsync(batch, false, default);

        Assert.Equal("https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/OfflineConversions/Apply", _server.Requests[0].Uri.ToString());
        Golden.Equal("microsoft-apply", _server.Requests[0].Body);
        Assert.Equal((UploadVerdict.Answered, "5e0d9b6a-1111-2222-3333-444455556666"), (answer.Verdict, answer.RequestId));
        Assert.Empty(answer.Problems);
    }

    [Fact]
    public async Task Errors_are_joined_to_rows_by_index_which_may_be_left_out_for_the_first()
    {
        _server.Json("""
            {"PartialErrors":[
              {"Code":5614,"ErrorCode":"FutureConversionTimeCannotBeSet","Index":2,"Type":"BatchError"},
              null,
              {"Code":5611,"ErrorCode":"OfflineConversionCurrencyCodeInvalid"},
              {"Code":5610,"ErrorCode":"OfflineConversionValueInvalid","Index":2}]}
            """);

        var answer = await UploadAsync(3);

        Assert.Equal(
            [(0, "OfflineConversionCurrencyCodeInvalid"), (2, "FutureConversionTimeCannotBeSet"), (2, "OfflineConversionValueInvalid")],
            answer.Problems.Select(problem => (problem.Index, problem.Code)));
        Assert.All(answer.Problems, problem => Assert.Equal(RowDisposition.Rejected, problem.Disposition));
    }

    [Fact]
    public async Task Of_a_thousand_rows_exactly_those_named_are_rejected_in_row_order()
    {
        _server.Json("""
            {"PartialErrors":[
              {"Code":5616,"ErrorCode":"ConversionTimeEarlierThanClickTime","Index":999},
              {"Code":5614,"ErrorCode":"FutureConversionTimeCannotBeSet","Index":17},
              {"Code":5604,"ErrorCode":"OfflineConversionMicrosoftClickIdInvalid","Index":0},
              {"Code":5610,"ErrorCode":"OfflineConversionValueInvalid","Index":17}]}
            """);

        var answer = await UploadAsync(1000);

        Assert.Equal(1000, JsonDocument.Parse(_server.Requests[0].Body).RootElement.GetProperty("OfflineConversions").GetArrayLength());
        Assert.Equal(UploadVerdict.Answered, answer.Verdict);
        Assert.Equal(
            [(0, "OfflineConversionMicrosoftClickIdInvalid"), (17, "FutureConversionTimeCannotBeSet"), (17, "OfflineConversionValueInvalid"), (999, "ConversionTimeEarlierThanClickTime")],
            answer.Problems.Select(problem => (problem.Index, problem.Code)));
    }

    [Theory]
    [InlineData("""{"Code":5615,"ErrorCode":"OfflineConversionNotAcceptedForGoal","Index":0}""")]
    [InlineData("""{"ErrorCode":"OfflineConversionGoalTooRecent","Index":0}""")]
    [InlineData("""{"Code":"5615","Index":0}""")]
    public async Task A_goal_that_is_too_new_holds_its_rows_for_two_hours(string error)
    {
        _server.Json($$"""{"PartialErrors":[{{error}}]}""");

        var problem = Assert.Single((await UploadAsync(1)).Problems);

        Assert.Equal((RowDisposition.Held, _clock.GetUtcNow() + TimeSpan.FromHours(2)), (problem.Disposition, problem.NotBefore));
    }

    [Theory]
    [InlineData("""{"Code":5612,"ErrorCode":"OfflineConversionsApplyFailed","Index":0}""")]
    [InlineData("""{"Code":0,"ErrorCode":"InternalError","Index":0}""")]
    public async Task A_row_microsoft_could_not_hand_on_is_held(string error)
    {
        _server.Json($$"""{"PartialErrors":[{{error}}]}""");

        Assert.Equal(RowDisposition.Held, Assert.Single((await UploadAsync(1)).Problems).Disposition);
    }

    public static TheoryData<string> RowCodes =>
        [.. MicrosoftAdvertisingCodes.All.All.Where(code => code.Scope == CodeScope.Row).Select(code => code.Code)];

    [Theory]
    [MemberData(nameof(RowCodes))]
    public async Task Every_row_code_is_a_problem_of_its_row(string code)
    {
        _server.Json($$"""{"PartialErrors":[{"ErrorCode":"{{code}}","Index":1}]}""");

        var problem = Assert.Single((await UploadAsync(2)).Problems);

        Assert.Equal((1, code, MicrosoftAdvertisingCodes.Find(code, null)!.Sentence), (problem.Index, problem.Code, problem.Message));
    }

    [Theory]
    [InlineData("""{"Code":9999,"ErrorCode":"SomethingNew","Index":0,"Message":"Row of jane.doe@example.com is odd"}""", "SomethingNew")]
    [InlineData("""{"Code":9999,"Index":0,"Message":"Row of jane.doe@example.com is odd"}""", "Code9999")]
    public async Task A_code_on_no_list_is_kept_and_its_words_are_redacted(string error, string code)
    {
        _server.Json($$"""{"PartialErrors":[{{error}}]}""");

        var problem = Assert.Single((await UploadAsync(1)).Problems);

        Assert.Equal((code, "Row of (removed) is odd"), (problem.Code, problem.Message));
    }

    [Theory]
    [InlineData("""{"PartialErrors":null}""", UploadVerdict.Answered)]
    [InlineData("""{"PartialErrors":[]}""", UploadVerdict.Answered)]
    [InlineData("""{}""", UploadVerdict.Unknown)]
    [InlineData("""[]""", UploadVerdict.Unknown)]
    [InlineData("""{"PartialErrors":[{"Code":5614,"Index":5}]}""", UploadVerdict.Unknown)]
    [InlineData("""{"PartialErrors":[{"Code":5614,"Index":-1}]}""", UploadVerdict.Unknown)]
    [InlineData("""{"PartialErrors":[{"Code":5614,"Index":4294967296}]}""", UploadVerdict.Unknown)]
    [InlineData("""{"PartialErrors":[{"Code":5614,"Index":"first"}]}""", UploadVerdict.Unknown)]
    public async Task An_answer_settles_the_rows_only_when_it_can(string body, UploadVerdict verdict)
    {
        _server.Json(body);

        Assert.Equal(verdict, (await UploadAsync(2)).Verdict);
    }

    [Fact]
    public async Task A_missing_list_counts_when_the_answer_is_microsofts_by_its_tracking_id()
    {
        _server.Json("{}", 200, ("TrackingId", "5e0d9b6a-1111"));

        Assert.Equal(UploadVerdict.Answered, (await UploadAsync(1)).Verdict);
    }

    [Theory]
    [InlineData("""{"Type":"AdApiFaultDetail","TrackingId":"t-1","Errors":[{"Code":109,"ErrorCode":"AuthenticationTokenExpired","Message":"x"}]}""", 401)]
    [InlineData("""{"Type":"AdApiFaultDetail","TrackingId":"t-1","Errors":[{"Code":109,"ErrorCode":"AuthenticationTokenExpired","Message":"x"}]}""", 400)]
    [InlineData("""{"ApplicationFault":{"TrackingId":"t-1","Errors":[{"Code":"109"}]}}""", 500)]
    public async Task An_expired_token_costs_one_more_request(string fault, int status)
    {
        _server.Json(fault, status).Json(Taken);

        var answer = await UploadAsync(1);

        Assert.Equal((UploadVerdict.Answered, 2, 1), (answer.Verdict, answer.Requests, _tokens.Refusals));
    }

    [Theory]
    [InlineData("""{"Errors":[{"Code":105,"ErrorCode":"InvalidCredentials","Message":"jane@example.com"}],"TrackingId":"t-1"}""", 400, "InvalidCredentials")]
    [InlineData("""{"OperationErrors":[{"Code":106,"ErrorCode":"UserIsNotAuthorized"}],"TrackingId":"t-1"}""", 403, "UserIsNotAuthorized")]
    [InlineData("""{"OperationErrors":[{"Code":1001,"Message":"x"}],"TrackingId":"t-1"}""", 400, "Code1001")]
    [InlineData("""{"ApplicationFault":{"OperationErrors":[{"Code":5613}],"TrackingId":"t-1"}}""", 400, "OfflineConversionPilotNotEnabledForCustomer")]
    [InlineData("""{"PartialErrors":[{"Code":5613}],"TrackingId":"t-1"}""", 200, "OfflineConversionPilotNotEnabledForCustomer")]
    [InlineData("""{"OperationErrors":[{"Code":77777,"Message":"of jane@example.com"}],"TrackingId":"t-1"}""", 403, "AccessRefused")]
    public async Task What_concerns_the_account_ends_the_run_with_what_to_do(string fault, int status, string errorId)
    {
        _server.Json(fault, status);

        var error = await Assert.ThrowsAsync<ConversionException>(() => UploadAsync(1));

        Assert.Equal((errorId, ErrorKind.AccessDenied), (error.ErrorId, error.Kind));
        Assert.NotEmpty(error.RecommendedAction);
        Assert.DoesNotContain("jane", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_call_rate_is_waited_for_by_the_minute()
    {
        _server.Json("""{"OperationErrors":[{"Code":117,"ErrorCode":"CallRateExceeded"}]}""", 400).Html(429).Json(Taken);

        var answer = await UploadAsync(1);

        Assert.Equal(UploadVerdict.Answered, answer.Verdict);
        Assert.Equal([TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60)], _clock.Waits);
    }

    [Fact]
    public async Task A_call_rate_that_stays_exceeded_ends_in_not_now()
    {
        for (var i = 0; i < 20; i++)
        {
            _server.Json("""{"OperationErrors":[{"Code":117,"ErrorCode":"CallRateExceeded"}],"TrackingId":"t-1"}""", 429);
        }

        var answer = await UploadAsync(1);

        Assert.Equal((UploadVerdict.NotNow, "CallRateExceeded", "t-1"), (answer.Verdict, answer.Code, answer.RequestId));
        Assert.Equal(_clock.GetUtcNow() + TimeSpan.FromSeconds(60), answer.NotBefore);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_tried_again_in_an_hour()
    {
        _server.Html(404);

        var answer = await UploadAsync(1);

        Assert.Equal((UploadVerdict.NotNow, _clock.GetUtcNow() + TimeSpan.FromHours(1)), (answer.Verdict, answer.NotBefore));
    }

    [Fact]
    public async Task An_internal_error_is_tried_three_times_and_then_unknown()
    {
        for (var i = 0; i < 3; i++)
        {
            _server.Json("""{"Errors":[{"Code":0,"ErrorCode":"InternalError"}],"TrackingId":"t-1"}""", 500);
        }

        var answer = await UploadAsync(1);

        Assert.Equal((UploadVerdict.Unknown, "NoAnswer", 3), (answer.Verdict, answer.Code, answer.Requests));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Trouble_of_the_server_is_retried(int status)
    {
        _server.Html(status).Fail().Json(Taken);

        Assert.Equal((UploadVerdict.Answered, 3), ((await UploadAsync(1)) is var answer ? answer.Verdict : default, _server.Requests.Count));
    }

    [Theory]
    [InlineData("""{"OperationErrors":[{"Code":5601,"ErrorCode":"OfflineConversionsLimitExceeded"}]}""", 400)]
    [InlineData("""{"PartialErrors":[{"ErrorCode":"OfflineConversionBatchSizeExceedsLimit"}]}""", 200)]
    public async Task Too_many_rows_are_refused_without_naming_one(string body, int status)
    {
        _server.Json(body, status);

        var answer = await UploadAsync(3);

        Assert.Equal((UploadVerdict.Refused, 0), (answer.Verdict, answer.Problems.Count));
        Assert.NotNull(answer.Message);
    }

    [Fact]
    public async Task A_fault_that_names_rows_is_a_refusal_with_those_rows()
    {
        _server.Json("""{"Type":"ApiFaultDetail","TrackingId":"t-1","BatchErrors":[{"Code":5607,"ErrorCode":"OfflineConversionTimeInvalid","Index":1}],"OperationErrors":[]}""", 400);

        var answer = await UploadAsync(3);

        Assert.Equal((UploadVerdict.Refused, 1), (answer.Verdict, Assert.Single(answer.Problems).Index));
    }

    [Fact]
    public async Task No_answer_after_all_retries_is_unknown()
    {
        for (var i = 0; i < 60; i++)
        {
            _server.Fail();
        }

        Assert.Equal(UploadVerdict.Unknown, (await UploadAsync(1)).Verdict);
    }

    [Fact]
    public async Task Nothing_personal_and_no_secret_is_in_any_answer()
    {
        _server.Json($$"""{"PartialErrors":[{"Code":1,"ErrorCode":"jane@example.com","Index":0,"Message":"{{TestRows.EmailHash}} of +1 800 555 0100, token-1 sandbox-token 4111111111111111","FieldPath":"jane.doe@example.com"}]}""");

        var text = JsonSerializer.Serialize(await UploadAsync(1));

        foreach (var trace in new[] { "jane", TestRows.EmailHash, "0100", "4111" })
        {
            Assert.DoesNotContain(trace, text, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _server.Dispose();

    private ConnectionSettings Settings(string? customerId = "250067890") => new()
    {
        Network = AdNetwork.MicrosoftAdvertising,
        AccountId = "180012345",
        ManagerId = customerId,
        DeveloperToken = new Secret("sandbox-token"),
        Tokens = _tokens,
        Handler = _server,
        Ledger = "unused",
        Clock = _clock,
    };

    private MicrosoftAdvertisingNetwork Network(string? customerId = "250067890") => new(Settings(customerId));

    private Task<UploadAnswer> UploadAsync(int rows, bool validateOnly = false) =>
        Network().UploadAsync(TestRows.Batch(rows, AdNetwork.MicrosoftAdvertising), validateOnly, default);
}
