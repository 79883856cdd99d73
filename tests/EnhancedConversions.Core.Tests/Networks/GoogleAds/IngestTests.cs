using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using static EnhancedConversions.Core.Tests.Networks.GoogleAds.GoogleAdsWorld;

namespace EnhancedConversions.Core.Tests.Networks.GoogleAds;

public sealed class IngestTests : IDisposable
{
    private const string Taken = """{"requestId":"r-1"}""";

    private readonly GoogleAdsWorld _world = new();

    [Fact]
    public async Task Sends_every_field_as_the_contract_writes_it()
    {
        _world.Server.Json(Taken);
        UploadItem[] batch =
        [
            new(TestRows.Row(1) with
            {
                HashedPhoneNumber = TestRows.PhoneHash,
                GoogleClickId = "Cj0KCQ-test",
                Value = 120.50m,
                Currency = "EUR",
                AdUserData = Consent.Granted,
                AdPersonalization = Consent.Denied,
                CustomVariables = [new("segment", "new"), new("Größe \"&\" Ort", "L, \\ 1\n2")],
            }, TestRows.Action("111"), "ORDER-1"),
            new(TestRows.Row(2) with { HashedEmail = null, HashedPhoneNumber = TestRows.PhoneHash, Gbraid = "gbraid-test", ConversionTime = new(2026, 11, 20, 23, 59, 59, 250, TimeSpan.FromHours(-5)) }, TestRows.Action("222", owner: "9876543210"), "t2"),
            new(TestRows.Row(3) with { HashedEmail = null, Wbraid = "wbraid-test", AdPersonalization = Consent.Granted, ConversionTime = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), Value = 0.1m }, TestRows.Action("111"), "t3"),
        ];

        var answer = await _world.Network("987-654-3210").UploadAsync(batch, false, default);

        var sent = Assert.Single(_world.Server.Requests);
        Assert.Equal("https://datamanager.googleapis.com/v1/events:ingest", sent.Uri.ToString());
        Assert.False(sent.Headers.Contains("login-customer-id"));
        Golden.Equal("google-events-ingest", sent.Body);
        Assert.Equal(UploadVerdict.Answered, answer.Verdict);
        Assert.Equal("r-1", answer.RequestId);
        Assert.Equal(1, answer.Requests);
    }

    [Fact]
    public async Task One_action_needs_no_references_and_click_ids_alone_no_encoding()
    {
        _world.Server.Json("{}");

        await _world.Network(source: GoogleEventSource.Phone).UploadAsync([new(TestRows.Row(1) with { HashedEmail = null, GoogleClickId = "gclid-test" }, TestRows.Action("111"), "t1")], true, default);

        Golden.Equal("google-events-ingest-validate", _world.Server.Requests[0].Body);
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("19.99")]
    [InlineData("1234567890123.456")]
    [InlineData("0.30000000000000004")]
    [InlineData("79228162514264337593543950335")]
    public async Task A_value_keeps_its_digits(string digits)
    {
        _world.Server.Json(Taken);
        var value = decimal.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

        await _world.Network().UploadAsync([TestRows.Item(1) with { Conversion = TestRows.Row(1) with { Value = value } }], false, default);

        Assert.Equal(digits, JsonDocument.Parse(_world.Server.Requests[0].Body).RootElement.GetProperty("events")[0].GetProperty("conversionValue").GetRawText());
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public async Task The_machines_culture_changes_nothing(string culture)
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        _world.Server.Json(Taken);
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new(culture);
            await _world.Network().UploadAsync([TestRows.Item(1) with { Conversion = TestRows.Row(1) with { Value = 1.5m } }], false, default);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }

        Assert.Contains("\"2026-11-20T10:30:00+01:00\"", _world.Server.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("\"conversionValue\":1.5", _world.Server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_batch_is_one_request()
    {
        _world.Server.Json(Taken);

        await _world.Network().UploadAsync(TestRows.Batch(2000), false, default);

        Assert.Equal(2000, JsonDocument.Parse(_world.Server.Requests[0].Body).RootElement.GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task Warnings_keep_their_row()
    {
        _world.Server.Json("""{"requestId":"r","fieldWarnings":[{"reason":"WARNING_REASON_INVALID_MERCHANT_ID","field":"events[1].cart_data.merchant_id"},{"reason":"WARNING_REASON_NEW","description":"odd","field":"consent"}]}""");

        var answer = await _world.Network().UploadAsync(TestRows.Batch(2), false, default);

        Assert.Equal([(null, "WARNING_REASON_NEW"), (1, "WARNING_REASON_INVALID_MERCHANT_ID")], answer.Warnings.Select(w => (w.Index, w.Code)));
        Assert.Equal("The merchant id was left out: it is not valid. Field: cart_data.merchant_id.", answer.Warnings[1].Message);
    }

    [Theory]
    [InlineData("events[2].user_data.user_identifiers[0].email_address")]
    [InlineData("events[2].userData.userIdentifiers[0].emailAddress")]
    public async Task A_row_that_is_named_is_told_with_reason_and_field(string field)
    {
        _world.Server.Json(Error(400, "INVALID_ARGUMENT", Info("INVALID_ARGUMENT"), Violations((field, "INVALID_SHA256_FORMAT"))), 400);

        var answer = await _world.Network().UploadAsync(TestRows.Batch(3), false, default);

        Assert.Equal(UploadVerdict.Refused, answer.Verdict);
        var problem = Assert.Single(answer.Problems);
        Assert.Equal((2, "INVALID_SHA256_FORMAT", RowDisposition.Rejected), (problem.Index, problem.Code, problem.Disposition));
        Assert.EndsWith($"Field: {field[10..]}.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_rows_are_told_in_row_order()
    {
        _world.Server.Json(Error(400, "INVALID_ARGUMENT", Violations(("events[2].currency", "INVALID_CURRENCY_CODE"), ("events[0].event_timestamp", "EVENT_TIME_INVALID"), ("events[0].currency", "INVALID_CURRENCY_CODE"))), 400);

        var answer = await _world.Network().UploadAsync(TestRows.Batch(3), false, default);

        Assert.Equal([0, 0, 2], answer.Problems.Select(p => p.Index));
    }

    [Fact]
    public async Task A_refused_destination_is_told_for_each_of_its_rows()
    {
        _world.Server.Json(Error(400, "INVALID_ARGUMENT", Violations(("destinations[1].product_destination_id", "INVALID_CONVERSION_ACTION_ID"))), 400);
        UploadItem[] batch = [TestRows.Item(1), TestRows.Item(2, action: TestRows.Action("222")), TestRows.Item(3), TestRows.Item(4, action: TestRows.Action("222"))];

        var answer = await _world.Network().UploadAsync(batch, false, default);

        Assert.Equal([(1, "INVALID_CONVERSION_ACTION_ID"), (3, "INVALID_CONVERSION_ACTION_ID")], answer.Problems.Select(p => (p.Index, p.Code)));
    }

    [Theory]
    [InlineData("events[7].currency")]
    [InlineData("events[x].currency")]
    [InlineData("events[-1].currency")]
    [InlineData("events[99999999999].currency")]
    [InlineData("events")]
    [InlineData("my_events[0].currency")]
    public async Task A_refusal_that_names_no_row_of_the_batch_names_none(string field)
    {
        _world.Server.Json(Error(400, "INVALID_ARGUMENT", Violations((field, "INVALID_CURRENCY_CODE"))), 400);

        var answer = await _world.Network().UploadAsync(TestRows.Batch(3), false, default);

        Assert.Equal(UploadVerdict.Refused, answer.Verdict);
        Assert.Empty(answer.Problems);
        Assert.Equal("INVALID_CURRENCY_CODE", answer.Code);
        Assert.NotEmpty(answer.Message!);
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused_without_naming_rows()
    {
        _world.Server.Html(413).Json(Error(400, "INVALID_ARGUMENT", Violations(("events", "TOO_MANY_EVENTS"))), 400);

        Assert.Equal((UploadVerdict.Refused, 0), await Outcome());
        Assert.Equal((UploadVerdict.Refused, 0), await Outcome());

        async Task<(UploadVerdict, int)> Outcome()
        {
            var answer = await _world.Network().UploadAsync(TestRows.Batch(3), false, default);
            return (answer.Verdict, answer.Problems.Count);
        }
    }

    public static TheoryData<string> AccountReasons => [.. DataManagerCodes.Errors.All.Where(code => code.Scope == CodeScope.Account).Select(code => code.Code)];

    [Theory]
    [MemberData(nameof(AccountReasons))]
    public async Task What_concerns_the_account_ends_the_run_with_what_to_do(string reason)
    {
        _world.Server.Json(Error(400, "INVALID_ARGUMENT", Info(reason), Violations(("destinations[0]", reason))), 400);

        var error = await Assert.ThrowsAsync<ConversionException>(() => _world.Network().UploadAsync(TestRows.Batch(1), false, default));

        Assert.Equal(ErrorKind.AccessDenied, error.Kind);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('_', error.ErrorId);
        Assert.NotEmpty(error.RecommendedAction);
        Assert.Single(_world.Server.Requests);
    }

    public static TheoryData<string> RowAndRequestReasons => [.. DataManagerCodes.Errors.All.Where(code => code.Scope != CodeScope.Account).Select(code => code.Code)];

    [Theory]
    [MemberData(nameof(RowAndRequestReasons))]
    public async Task Every_other_reason_is_an_answer_about_rows(string reason)
    {
        var repeats = DataManagerCodes.Errors.Find(reason)!.Remedy == CodeRemedy.Repeat;
        for (var i = 0; i < 60; i++)
        {
            _world.Server.Json(Error(400, "INVALID_ARGUMENT", Violations(("events[0]", reason))), 400);
        }

        var answer = await _world.Network().UploadAsync(TestRows.Batch(2), false, default);

        Assert.Equal(repeats ? UploadVerdict.Unknown : UploadVerdict.Refused, answer.Verdict);
        Assert.Equal(repeats, _world.Server.Requests.Count > 1);
    }

    [Fact]
    public async Task A_reason_on_no_list_is_kept_and_googles_words_are_redacted()
    {
        _world.Server.Json(Error(400, "INVALID_ARGUMENT", Violations(("events[0].event_timestamp", "BRAND_NEW_REASON"))), 400);

        var answer = await _world.Network().UploadAsync(TestRows.Batch(1), false, default);

        Assert.Equal("BRAND_NEW_REASON", answer.Problems[0].Code);
        Assert.Equal("(removed) is wrong Field: event_timestamp.", answer.Problems[0].Message);
    }

    [Fact]
    public async Task A_minute_quota_is_waited_for()
    {
        _world.Server.Json(Error(429, "RESOURCE_EXHAUSTED", Info("RATE_LIMIT_EXCEEDED", "IngestionRequestsPerMinutePerProject"), """{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"21.5s"}"""), 429).Json(Taken);

        var answer = await _world.Network().UploadAsync(TestRows.Batch(1), false, default);

        Assert.Equal(UploadVerdict.Answered, answer.Verdict);
        Assert.Equal([TimeSpan.FromSeconds(21.5)], _world.Clock.Waits);
        Assert.Equal(2, answer.Requests);
    }

    [Fact]
    public async Task A_day_quota_is_not_waited_for()
    {
        _world.Server.Json(Error(429, "RESOURCE_EXHAUSTED", Info("RATE_LIMIT_EXCEEDED", "IngestionRequestsPerDayPerProject")), 429);

        var answer = await _world.Network().UploadAsync(TestRows.Batch(1), false, default);

        Assert.Equal(UploadVerdict.NotNow, answer.Verdict);
        Assert.Contains("24 hours", answer.Message, StringComparison.Ordinal);
        Assert.Null(answer.NotBefore);
        Assert.Empty(_world.Clock.Waits);
    }

    [Fact]
    public async Task A_long_wait_is_handed_to_the_caller_with_its_end()
    {
        _world.Server.Json(Error(429, "RESOURCE_EXHAUSTED", """{"retryDelay":"7200s"}"""), 429);

        var answer = await _world.Network().UploadAsync(TestRows.Batch(1), false, default);

        Assert.Equal(UploadVerdict.NotNow, answer.Verdict);
        Assert.Equal(_world.Clock.GetUtcNow() + TimeSpan.FromHours(2), answer.NotBefore);
    }

    [Fact]
    public async Task A_quota_after_a_lost_answer_leaves_the_rows_unknown()
    {
        _world.Server.Fail().Json(Error(429, "RESOURCE_EXHAUSTED", """{"retryDelay":"7200s"}"""), 429);

        Assert.Equal(UploadVerdict.Unknown, (await _world.Network().UploadAsync(TestRows.Batch(1), false, default)).Verdict);
    }

    [Theory]
    [InlineData(500, "INTERNAL")]
    [InlineData(502, "UNAVAILABLE")]
    [InlineData(503, "UNAVAILABLE")]
    [InlineData(504, "DEADLINE_EXCEEDED")]
    public async Task Trouble_of_the_server_is_retried_and_then_unknown(int status, string canonical)
    {
        _world.Server.Json(Error(status, canonical), status).Json(Taken);
        Assert.Equal(UploadVerdict.Answered, (await _world.Network().UploadAsync(TestRows.Batch(1), false, default)).Verdict);

        for (var i = 0; i < 60; i++)
        {
            _world.Server.Json(Error(status, canonical), status);
        }

        var answer = await _world.Network().UploadAsync(TestRows.Batch(1), false, default);
        Assert.Equal((UploadVerdict.Unknown, "NoAnswer"), (answer.Verdict, answer.Code));
    }

    [Fact]
    public async Task No_answer_after_all_retries_is_unknown()
    {
        for (var i = 0; i < 60; i++)
        {
            _world.Server.Fail();
        }

        var answer = await _world.Network().UploadAsync(TestRows.Batch(1), false, default);

        Assert.Equal((UploadVerdict.Unknown, "NoAnswer"), (answer.Verdict, answer.Code));
        Assert.Equal(_world.Server.Requests.Count, answer.Requests);
    }

    [Fact]
    public async Task A_success_without_request_id_settles_nothing()
    {
        _world.Server.Json("""{"status":"ok"}""");

        Assert.Equal(UploadVerdict.Unknown, (await _world.Network().UploadAsync(TestRows.Batch(1), false, default)).Verdict);
    }

    [Fact]
    public async Task A_network_that_cannot_be_reached_ends_the_run()
    {
        for (var i = 0; i < 60; i++)
        {
            _world.Server.Fail(HttpRequestError.NameResolutionError);
        }

        var error = await Assert.ThrowsAsync<ConversionException>(() => _world.Network().UploadAsync(TestRows.Batch(1), false, default));

        Assert.Equal(("NetworkUnreachable", ErrorKind.Connection), (error.ErrorId, error.Kind));
    }

    [Fact]
    public async Task An_expired_token_costs_one_more_request()
    {
        _world.Server.Json(Error(401, "UNAUTHENTICATED", Info("ACCESS_TOKEN_EXPIRED")), 401).Json(Taken);

        var answer = await _world.Network().UploadAsync(TestRows.Batch(1), false, default);

        Assert.Equal((UploadVerdict.Answered, 2, 1), (answer.Verdict, answer.Requests, _world.Tokens.Refusals));
    }

    [Fact]
    public async Task A_missing_scope_names_the_scopes()
    {
        _world.Server.Json(Error(403, "PERMISSION_DENIED", Info("ACCESS_TOKEN_SCOPE_INSUFFICIENT")), 403);

        var error = await Assert.ThrowsAsync<ConversionException>(() => _world.Network().UploadAsync(TestRows.Batch(1), false, default));

        Assert.Equal("AccessTokenScopeInsufficient", error.ErrorId);
        Assert.Contains("auth/datamanager", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_personal_and_no_token_is_in_any_message()
    {
        var seen = new List<string>();
        string[] bodies =
        [
            Error(400, "INVALID_ARGUMENT", Violations(("events[0].x", "NEW_REASON"), ("events[0].currency", null))),
            Error(400, "INVALID_ARGUMENT"),
            Error(400, "jane.doe@example.com"),
            Error(403, "OTHER"),
            Error(403, "PERMISSION_DENIED", Info("jane.doe@example.com")),
            $$$"""{"error":{"code":400,"status":"INVALID_ARGUMENT","message":"hash {{{TestRows.EmailHash}}} and +1 800 555 0100 of token-1","details":[{"requestId":"jane.doe@example.com"},{"fieldViolations":[{"field":"events[0].{{{TestRows.EmailHash}}}@","reason":"jane@example.com","description":"{{{TestRows.EmailHash}}}"}]}]}}""",
        ];
        foreach (var body in bodies)
        {
            _world.Server.Json(body, body.Contains(":403,", StringComparison.Ordinal) ? 403 : 400);
            try
            {
                var answer = await _world.Network().UploadAsync(TestRows.Batch(1), false, default);
                seen.Add(JsonSerializer.Serialize(answer));
            }
            catch (ConversionException error)
            {
                seen.Add(error.ToString() + error.RecommendedAction);
            }
        }

        Assert.Equal(bodies.Length, seen.Count);
        foreach (var trace in new[] { "jane", TestRows.EmailHash, "555", "token-1" })
        {
            Assert.All(seen, text => Assert.DoesNotContain(trace, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_stop_is_heard_at_once()
    {
        _world.Server.Hang();
        using var stop = new CancellationTokenSource(50);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _world.Network(timing: new ApiTiming()).UploadAsync(TestRows.Batch(1), false, stop.Token));
    }

    public void Dispose() => _world.Dispose();
}
