using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.Tests;

public sealed class IngestEventsTests : IDisposable
{
    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    private SandboxReceipt Receipt => _wire.Sandbox.GetReceipts().GoogleAds;

    private static JsonObject Identifier(string kind, string value) => new() { [kind] = value };

    private static JsonArray Identifiers(JsonObject item) => item["userData"]!["userIdentifiers"]!.AsArray();

    [Fact]
    public async Task A_full_event_is_taken()
    {
        Answer answer = await _wire.Ingest("""
            {
              "destinations": [{
                "reference": "contract",
                "loginAccount": {"accountType": "GOOGLE_ADS", "accountId": "9876543210"},
                "operatingAccount": {"accountType": "GOOGLE_ADS", "accountId": "1234567890"},
                "productDestinationId": "700100002"
              }],
              "encoding": "HEX",
              "consent": {"adUserData": "CONSENT_GRANTED", "adPersonalization": "CONSENT_DENIED"},
              "events": [{
                "destinationReferences": ["contract"],
                "transactionId": "ORDER-1",
                "eventTimestamp": "2026-11-19T15:30:00.123+01:00",
                "lastUpdatedTimestamp": "2026-11-19T15:30:00Z",
                "eventSource": "PHONE",
                "conversionValue": 99.95,
                "currency": "EUR",
                "userData": {"userIdentifiers": [
                  {"emailAddress": "509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a"},
                  {"phoneNumber": "FB4F73A6EC5FDB7077D564CDD22C3554B43CE49168550C3B12C547B78C517B30"},
                  {"address": {"givenName": "128a07bfe2df877c52076e60d7774cf5baaa046c5a6c48daf30ff43ecca2f814",
                               "familyName": "77762c287e61ce065bee5c15464012c6fbe088398b8057627d5577249430d574",
                               "regionCode": "DE", "postalCode": "10115"}}]},
                "adIdentifiers": {"gclid": "Cj0KCQiA_example-click"},
                "consent": {"adUserData": "CONSENT_GRANTED", "adPersonalization": "CONSENT_GRANTED"},
                "customVariables": [{"variable": "lead_source", "value": "trade fair"}],
                "userProperties": {"customerType": "NEW", "customerValueBucket": "HIGH"}
              }]
            }
            """);

        Assert.True(answer.StatusCode == 200, answer.Body.ToJsonString());
        Assert.True(Guid.TryParse(answer["requestId"], out _));
        Assert.Null(answer.Node("fieldWarnings"));
        Assert.Equal(1, Receipt.Conversions);
        Assert.Equal(1, Receipt.UploadRequests);
    }

    [Fact]
    public async Task Base64_and_hex_of_one_person_are_the_same_person()
    {
        JsonObject[] hex = [.. Enumerable.Range(0, 50).Select(i => _wire.Event($"H-{i}", e => Identifiers(e)[0] = Identifier("emailAddress", Convert.ToHexString(Hash(i)))))];
        JsonObject[] base64 = [.. Enumerable.Range(0, 50).Select(i => _wire.Event($"B-{i}", e => Identifiers(e)[0] = Identifier("emailAddress", Convert.ToBase64String(Hash(i)))))];

        await _wire.Ingest(hex);
        int attributed = Receipt.Attributed;
        Answer answer = await _wire.Ingest(Wire.Request(base64, r => r["encoding"] = "BASE64").ToJsonString());

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(attributed * 2, Receipt.Attributed);
    }

    [Fact]
    public async Task Nothing_is_processed_when_one_field_of_one_event_is_wrong()
    {
        JsonObject[] events = [.. Enumerable.Range(0, 20).Select(i => _wire.Event($"T-{i}", e => { if (i == 7) { e["currency"] = "EURO"; } }))];

        Answer answer = await _wire.Ingest(events);

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal(["events[7].currency INVALID_CURRENCY_CODE"], answer.Violations);
        Assert.Equal(0, Receipt.Conversions);
        Assert.Equal(1, Receipt.UploadRequests);
    }

    [Fact]
    public async Task Every_violation_of_the_request_is_listed_with_error_info_and_request_info()
    {
        Answer answer = await _wire.Ingest(
            _wire.Event("12345"),
            _wire.Event("T-1", e => { e.Remove("eventTimestamp"); e.Remove("eventSource"); }),
            _wire.Event("T-2", e => { Identifiers(e)[0] = Identifier("emailAddress", "zz"); Identifiers(e).Add(Identifier("phoneNumber", "abcd")); e["currency"] = "eur"; }));

        Assert.Equal(
            [
                "events[0].transaction_id INVALID_FORMAT",
                "events[1].event_timestamp REQUIRED_FIELD_MISSING",
                "events[1].event_source REQUIRED_FIELD_MISSING",
                "events[2].currency INVALID_CURRENCY_CODE",
                "events[2].user_data.user_identifiers[0].email_address INVALID_HEX_ENCODING",
                "events[2].user_data.user_identifiers[1].phone_number INVALID_SHA256_FORMAT",
            ],
            answer.Violations);
        Assert.Equal("INVALID_ARGUMENT", answer["error.status"]);
        Assert.Equal("type.googleapis.com/google.rpc.ErrorInfo", answer["error.details[0].@type"]);
        Assert.Equal("INVALID_ARGUMENT", answer["error.details[0].reason"]);
        Assert.Equal("datamanager.googleapis.com", answer["error.details[0].domain"]);
        Assert.Equal("type.googleapis.com/google.rpc.RequestInfo", answer["error.details[2].@type"]);
        Assert.True(Guid.TryParse(answer["error.details[2].requestId"], out _));
        Assert.DoesNotContain("abcd", answer.Body.ToJsonString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> BadEvents => new()
    {
        { """{"transactionId":"00123"}""", "transaction_id INVALID_FORMAT" },
        { """{"eventTimestamp":""}""", "event_timestamp REQUIRED_FIELD_MISSING" },
        { """{"eventTimestamp":"2026-11-19 10:00:00"}""", "event_timestamp EVENT_TIME_INVALID" },
        { """{"eventTimestamp":"2026-11-19T10:00:00"}""", "event_timestamp EVENT_TIME_INVALID" },
        { """{"eventTimestamp":"2026-11-19T10:00:00+0100"}""", "event_timestamp EVENT_TIME_INVALID" },
        { """{"eventTimestamp":"2026-02-30T10:00:00Z"}""", "event_timestamp EVENT_TIME_INVALID" },
        { """{"eventTimestamp":"2026-11-20T12:00:01Z"}""", "event_timestamp EVENT_TIME_INVALID" },
        { """{"lastUpdatedTimestamp":"yesterday"}""", "last_updated_timestamp EVENT_TIME_INVALID" },
        { """{"eventSource":"EVENT_SOURCE_UNSPECIFIED"}""", "event_source REQUIRED_FIELD_MISSING" },
        { """{"currency":"XYZ"}""", "currency INVALID_CURRENCY_CODE" },
        { """{"userData":null}""", " NO_IDENTIFIERS_PROVIDED" },
        { """{"userData":null,"adIdentifiers":{"gclid":""}}""", " NO_IDENTIFIERS_PROVIDED" },
        { """{"userData":{"userIdentifiers":[{}]}}""", "user_data.user_identifiers[0] REQUIRED_FIELD_MISSING" },
        { """{"userData":{"userIdentifiers":[{"emailAddress":""}]}}""", "user_data.user_identifiers[0].email_address REQUIRED_FIELD_MISSING" },
        { """{"userData":{"userIdentifiers":[{"emailAddress":"someone@example.com"}]}}""", "user_data.user_identifiers[0].email_address INVALID_HEX_ENCODING" },
        { """{"userData":{"userIdentifiers":[{"phoneNumber":"+18005550100"}]}}""", "user_data.user_identifiers[0].phone_number INVALID_HEX_ENCODING" },
        { """{"userData":{"userIdentifiers":[{"phoneNumber":"18005550100a"}]}}""", "user_data.user_identifiers[0].phone_number INVALID_SHA256_FORMAT" },
        { """{"userData":{"userIdentifiers":[{"address":{"givenName":"@","familyName":"@","regionCode":"DEU","postalCode":"10115"}}]}}""", "user_data.user_identifiers[0].address.region_code INVALID_REGION_CODE" },
        { """{"userData":{"userIdentifiers":[{"address":{"givenName":"@","familyName":"@","regionCode":"DE"}}]}}""", "user_data.user_identifiers[0].address.postal_code REQUIRED_FIELD_MISSING" },
        { """{"userData":{"userIdentifiers":[{"address":{"givenName":"@","regionCode":"DE","postalCode":"1"}}]}}""", "user_data.user_identifiers[0].address.family_name REQUIRED_FIELD_MISSING" },
        { """{"adIdentifiers":{"gclid":"a","wbraid":"b"}}""", "ad_identifiers INVALID_EVENT" },
        { """{"destinationReferences":["nowhere"]}""", "destination_references[0] INVALID_DESTINATION" },
        { """{"customVariables":[{"variable":"lead_source","value":"someone@example.com"}]}""", "custom_variables[0].value CUSTOM_VARIABLE_VALUE_CONTAINS_PII" },
        { """{"customVariables":[{"variable":"lead_source","value":"+1 800 555 0100"}]}""", "custom_variables[0].value CUSTOM_VARIABLE_VALUE_CONTAINS_PII" },
        { """{"customVariables":[{"variable":"lead_source"}]}""", "custom_variables[0].value INVALID_CUSTOM_VARIABLE_VALUE" },
        { """{"customVariables":[{"variable":"Lead_Source","value":"x"}]}""", "custom_variables[0].variable CUSTOM_VARIABLE_NOT_FOUND" },
        { """{"customVariables":[{"value":"x"}]}""", "custom_variables[0].variable REQUIRED_FIELD_MISSING" },
    };

    [Theory]
    [MemberData(nameof(BadEvents))]
    public async Task A_bad_event_is_named_by_field_and_reason(string change, string violation)
    {
        JsonObject changes = JsonNode.Parse(change.Replace("@\"", Wire.EmailHash + "\"", StringComparison.Ordinal).Replace("\"@", "\"", StringComparison.Ordinal))!.AsObject();

        Answer answer = await _wire.Ingest(_wire.Event("T-1", e => { foreach (var c in changes) { e[c.Key] = c.Value?.DeepClone(); } }));

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal(["events[0]" + (violation[0] == ' ' ? "" : ".") + violation], answer.Violations);
    }

    [Theory]
    [InlineData("""{"currencyCode":"EUR"}""", "Unknown name \"currencyCode\" at 'events[0]': Cannot find field.")]
    [InlineData("""{"event_source":"WEB"}""", "Unknown name \"event_source\" at 'events[0]': Cannot find field.")]
    [InlineData("""{"eventSource":"web"}""", "Invalid value at 'events[0].event_source' (type.googleapis.com/google.ads.datamanager.v1.EventSource), \"web\"")]
    [InlineData("""{"consent":{"adUserData":"GRANTED"}}""", "Invalid value at 'events[0].consent.ad_user_data'")]
    [InlineData("""{"conversionValue":"12.5"}""", "Invalid value at 'events[0].conversion_value' (TYPE_DOUBLE)")]
    [InlineData("""{"userData":{"userIdentifiers":[{"hashedEmail":"a"}]}}""", "Unknown name \"hashedEmail\" at 'events[0].user_data.user_identifiers[0]': Cannot find field.")]
    [InlineData("""{"userData":{"userIdentifiers":[{"emailAddress":"a","phoneNumber":"b"}]}}""", "oneof field 'identifier' is already set.")]
    [InlineData("""{"cartData":{"items":[{"quantity":1}]}}""", "Invalid value at 'events[0].cart_data.items[0].quantity' (TYPE_INT64)")]
    public async Task A_field_the_message_does_not_have_is_refused_by_the_front_end(string change, string message)
    {
        Answer answer = await _wire.Ingest(_wire.Event("T-1", e => { foreach (var c in JsonNode.Parse(change)!.AsObject()) { e[c.Key] = c.Value?.DeepClone(); } }));

        Assert.Equal(400, answer.StatusCode);
        Assert.Contains(message, answer["error.message"], StringComparison.Ordinal);
        Assert.Null(answer["error.details[0].fieldViolations[0].reason"]);
    }

    public static TheoryData<string, string[]> BadRequests => new()
    {
        { """{"destinations":[]}""", ["destinations REQUIRED_FIELD_MISSING"] },
        { """{"events":[]}""", ["events REQUIRED_FIELD_MISSING"] },
        { """{"encoding":null}""", ["encoding REQUIRED_FIELD_MISSING"] },
        { """{"encoding":"ENCODING_UNSPECIFIED"}""", ["encoding REQUIRED_FIELD_MISSING"] },
        { """{"encoding":"BASE64"}""", ["events[0].user_data.user_identifiers[0].email_address INVALID_SHA256_FORMAT"] },
        { Destinations("""{"productDestinationId":"700100002"}"""), ["destinations[0].operating_account REQUIRED_FIELD_MISSING"] },
        { Destinations("""{"operatingAccount":{"accountId":"1234567890"},"productDestinationId":"700100002"}"""), ["destinations[0].operating_account.account_type REQUIRED_FIELD_MISSING"] },
        { Destinations("""{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"123-456-7890"},"productDestinationId":"700100002"}"""), ["destinations[0].operating_account.account_id INVALID_FORMAT"] },
        { Destinations("""{"operatingAccount":{"accountType":"DISPLAY_VIDEO_PARTNER","accountId":"1234567890"},"productDestinationId":"700100002"}"""), ["destinations[0].operating_account.account_type INVALID_DESTINATION"] },
        { Destinations("""{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"}}"""), ["destinations[0].product_destination_id REQUIRED_FIELD_MISSING"] },
        { Destinations("""{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"customers/1234567890/conversionActions/700100002"}"""), ["destinations[0].product_destination_id INVALID_CONVERSION_ACTION_ID"] },
        { Destinations("""{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"1"}"""), ["destinations[0].product_destination_id INVALID_CONVERSION_ACTION_ID"] },
        { Destinations("""{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"700100005"}"""), ["destinations[0].product_destination_id INVALID_CONVERSION_ACTION_ID"] },
        { Destinations("""{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"700100007"}"""), ["destinations[0].product_destination_id INVALID_CONVERSION_ACTION_ID"] },
        { Destinations("""{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"700100004"}"""), ["destinations[0].product_destination_id INVALID_CONVERSION_ACTION_TYPE"] },
        { Destinations("""{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"2345678901"},"loginAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"700100007"}"""), ["destinations[0].login_account OPERATING_ACCOUNT_LOGIN_ACCOUNT_MISMATCH"] },
        { Destinations("""{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"linkedAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"700100002"}"""), ["destinations[0].linked_account LINKED_ACCOUNT_ONLY_ALLOWED_WITH_DATA_PARTNER_LOGIN_ACCOUNT"] },
        { Destinations("""{"reference":"a","operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"700100002"},{"reference":"a","operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"700100003"}"""), ["destinations[1].reference DUPLICATE_DESTINATION_REFERENCE"] },
        {
            Destinations("""{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"4567890123"},"loginAccount":{"accountType":"GOOGLE_ADS","accountId":"9876543210"},"productDestinationId":"700100012"}"""),
            ["destinations[0] DESTINATION_ACCOUNT_ENHANCED_CONVERSIONS_TERMS_NOT_SIGNED", "destinations[0] DESTINATION_ACCOUNT_NOT_ENABLED_ENHANCED_CONVERSIONS_FOR_LEADS"]
        },
    };

    private static string Destinations(string list) => $$"""{"destinations":[{{list}}]}""";

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task A_bad_request_is_named_by_field_and_reason(string change, string[] violations)
    {
        JsonObject request = Wire.Request([_wire.Event()], r => { foreach (var c in JsonNode.Parse(change)!.AsObject()) { r[c.Key] = c.Value?.DeepClone(); } });

        Answer answer = await _wire.Ingest(request.ToJsonString());

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal(violations, answer.Violations);
    }

    [Theory]
    [InlineData("2345678901", null)]
    [InlineData("1111111111", "9876543210")]
    [InlineData("2345678901", "2345678901")]
    public async Task An_account_the_credential_does_not_reach_is_forbidden(string account, string? login)
    {
        Answer answer = await _wire.Ingest(Wire.Request([_wire.Event()], r => r["destinations"] = new JsonArray(Wire.Destination(account, Wire.NewYorkContract, login))).ToJsonString());

        Assert.Equal(403, answer.StatusCode);
        Assert.Equal("PERMISSION_DENIED", answer["error.status"]);
        Assert.Equal("PERMISSION_DENIED", answer["error.details[0].reason"]);
    }

    [Fact]
    public async Task The_limits_are_two_thousand_events_ten_destinations_ten_identifiers()
    {
        JsonObject[] events = [.. Enumerable.Range(0, 2001).Select(i => _wire.Event($"T-{i}"))];
        Answer tooMany = await _wire.Ingest(events);
        Answer full = await _wire.Ingest([.. events.Take(2000).Select(e => e.DeepClone().AsObject())]);
        Answer destinations = await _wire.Ingest(Wire.Request([_wire.Event()], r => r["destinations"] = new JsonArray([.. Enumerable.Range(0, 11).Select(i => Wire.Destination(SandboxCredentials.GoogleAccountId, Wire.SignedContract, reference: $"d{i}"))])).ToJsonString());
        Answer identifiers = await _wire.Ingest(_wire.Event("T", e => Add(e, 10)));
        Answer tenIdentifiers = await _wire.Ingest(_wire.Event("T", e => Add(e, 9)));

        Assert.Equal(["events TOO_MANY_EVENTS"], tooMany.Violations);
        Assert.Equal(200, full.StatusCode);
        Assert.Equal(["destinations TOO_MANY_DESTINATIONS"], destinations.Violations);
        Assert.Equal(["events[0].user_data.user_identifiers TOO_MANY_USER_IDENTIFIERS"], identifiers.Violations);
        Assert.Equal(200, tenIdentifiers.StatusCode);

        static void Add(JsonObject item, int count)
        {
            for (int i = 0; i < count; i++)
            {
                Identifiers(item).Add(Identifier("phoneNumber", Wire.PhoneHash));
            }
        }
    }

    [Fact]
    public async Task Validate_only_records_nothing_and_its_id_has_no_status()
    {
        Answer answer = await _wire.Ingest(Wire.Request([_wire.Event()], r => r["validateOnly"] = true).ToJsonString());
        Answer status = await _wire.Status(answer["requestId"]!);

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(0, Receipt.RowsReceived);
        Assert.Equal(["request_id INVALID_REQUEST_ID"], status.Violations);
    }

    [Fact]
    public async Task A_repeated_transaction_id_is_an_adjustment()
    {
        await _wire.Ingest(_wire.Event("A"), _wire.Event("B"));
        await _wire.Ingest(_wire.Event("A", e => e["conversionValue"] = 1), _wire.Event("C"), _wire.Event("C"));
        await _wire.Ingest(Wire.Request([_wire.Event("A")], r => r["destinations"] = new JsonArray(Wire.Destination(SandboxCredentials.GoogleAccountId, Wire.QualifiedLead))).ToJsonString());

        Assert.Equal(6, Receipt.RowsReceived);
        Assert.Equal(4, Receipt.Conversions);
        Assert.Equal(2, Receipt.Repeats);
    }

    [Fact]
    public async Task Without_a_transaction_id_a_click_and_its_time_count_once_and_a_person_counts_again()
    {
        JsonObject click = _wire.Event(null, e => e["adIdentifiers"] = new JsonObject { ["gclid"] = "Cj0-one" });
        await _wire.Ingest(click.DeepClone().AsObject(), _wire.Event(null));
        Answer again = await _wire.Ingest(click.DeepClone().AsObject(), _wire.Event(null));
        _wire.Clock.Advance(TimeSpan.FromMinutes(30));
        Answer status = await _wire.Status(again["requestId"]!);

        Assert.Equal(3, Receipt.Conversions);
        Assert.Equal(1, Receipt.Repeats);
        Assert.Contains("PROCESSING_ERROR_REASON_DUPLICATE_GCLID", status.List("requestStatusPerDestination[0].errorInfo.errorCounts").Select(c => (string)c["reason"]!));
    }

    [Fact]
    public async Task Events_go_to_the_destinations_they_name_or_to_all()
    {
        JsonObject request = Wire.Request(
            [_wire.Event("A", e => e["destinationReferences"] = new JsonArray("two")), _wire.Event("B")],
            r => r["destinations"] = new JsonArray(
                Wire.Destination(SandboxCredentials.GoogleAccountId, Wire.QualifiedLead, reference: "one"),
                Wire.Destination(SandboxCredentials.GoogleSecondAccountId, Wire.NewYorkContract, SandboxCredentials.GoogleManagerId, "two")));

        Answer answer = await _wire.Ingest(request.ToJsonString());
        _wire.Clock.Advance(TimeSpan.FromMinutes(30));
        Answer status = await _wire.Status(answer["requestId"]!);

        Assert.Equal(3, Receipt.Conversions);
        Assert.Equal(["1", "2"], status.List("requestStatusPerDestination").Select(d => (string)d["eventsIngestionStatus"]!["recordCount"]!));
        Assert.Equal("two", status["requestStatusPerDestination[1].destination.reference"]);
    }

    [Fact]
    public async Task Optional_fields_that_are_left_out_come_back_as_warnings()
    {
        Answer answer = await _wire.Ingest(_wire.Event("T", e =>
        {
            e["customVariables"] = JsonNode.Parse("""[{"variable":"old_campaign","value":"x"},{"variable":"segment","value":"x"},{"variable":"segment","value":"new"},{"variable":"region","value":"North"}]""");
            e["adIdentifiers"] = new JsonObject { ["gbraid"] = "0AAA" };
            e["cartData"] = JsonNode.Parse("""{"items":[{"quantity":"2"}]}""");
        }));

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(
            [
                "events[0].custom_variables[0].variable WARNING_REASON_CUSTOM_VARIABLE_NOT_ENABLED",
                "events[0].custom_variables[1].value WARNING_REASON_CUSTOM_VARIABLE_NOT_PREDEFINED",
                "events[0].custom_variables[3].variable WARNING_REASON_CUSTOM_VARIABLE_NOT_ENABLED",
                "events[0].cart_data WARNING_REASON_CART_DATA_NOT_SUPPORTED_WITH_GBRAID_OR_WBRAID",
                "events[0].cart_data.items[0].merchant_product_id WARNING_REASON_CART_DATA_ITEM_MERCHANT_PRODUCT_ID_MISSING",
                "events[0].cart_data.items[0].unit_price WARNING_REASON_CART_DATA_ITEM_UNIT_PRICE_MISSING",
            ],
            answer.List("fieldWarnings").Select(w => $"{w["field"]} {w["reason"]}"));
    }

    [Fact]
    public async Task The_status_is_known_after_thirty_minutes_as_counts_per_reason()
    {
        Answer answer = await _wire.Ingest(
            _wire.Event("old", e => e["eventTimestamp"] = _wire.Now(TimeSpan.FromDays(64))),
            _wire.Event("old click", e => { e["eventTimestamp"] = _wire.Now(TimeSpan.FromDays(91)); e["adIdentifiers"] = new JsonObject { ["gclid"] = "Cj0" }; }),
            _wire.Event("denied", e => e["consent"]!["adUserData"] = "CONSENT_DENIED"),
            _wire.Event("gclid", e => e["adIdentifiers"] = new JsonObject { ["gclid"] = "not a click id!" }));
        Assert.True(answer.StatusCode == 200, answer.Body.ToJsonString());
        string id = answer["requestId"]!;

        _wire.Clock.Advance(TimeSpan.FromMinutes(29));
        Answer early = await _wire.Status(id);
        _wire.Clock.Advance(TimeSpan.FromMinutes(1));
        Answer status = await _wire.Status(id);

        Assert.Equal("PROCESSING", early["requestStatusPerDestination[0].requestStatus"]);
        Assert.Null(early.Node("requestStatusPerDestination[0].errorInfo"));
        Assert.Equal("FAILED", status["requestStatusPerDestination[0].requestStatus"]);
        Assert.Equal("4", status["requestStatusPerDestination[0].eventsIngestionStatus.recordCount"]);
        Assert.Equal("1234567890", status["requestStatusPerDestination[0].destination.operatingAccount.accountId"]);
        Assert.Equal(
            ["PROCESSING_ERROR_REASON_DENIED_CONSENT 1", "PROCESSING_ERROR_REASON_EVENT_TOO_OLD 2", "PROCESSING_ERROR_REASON_INVALID_GCLID 1"],
            status.List("requestStatusPerDestination[0].errorInfo.errorCounts").Select(c => $"{c["reason"]} {c["recordCount"]}"));
        Assert.Equal(2, Receipt.UnattributedReasons["PROCESSING_ERROR_REASON_EVENT_TOO_OLD"]);
    }

    [Fact]
    public async Task The_request_decides_for_events_without_consent_of_their_own()
    {
        await _wire.Ingest(Wire.Request([_wire.Event("A"), _wire.Event("B", e => e.Remove("consent"))], r => r["consent"] = JsonNode.Parse("""{"adUserData":"CONSENT_DENIED"}""")).ToJsonString());

        Assert.Equal(1, Receipt.UnattributedReasons["PROCESSING_ERROR_REASON_DENIED_CONSENT"]);
    }

    [Fact]
    public async Task A_braid_needs_an_action_that_counts_every_conversion()
    {
        await _wire.Ingest(Wire.Request([_wire.Event("A", e => e["adIdentifiers"] = new JsonObject { ["wbraid"] = "0AAA" })], r => r["destinations"] = new JsonArray(Wire.Destination(SandboxCredentials.GoogleAccountId, Wire.QualifiedLead))).ToJsonString());

        Assert.Equal(1, Receipt.UnattributedReasons["PROCESSING_ERROR_REASON_ONE_PER_CLICK_CONVERSION_ACTION_NOT_PERMITTED_WITH_BRAID"]);
    }

    [Fact]
    public async Task About_sixty_in_a_hundred_people_clicked_and_the_same_ones_each_time()
    {
        JsonObject[] events = [.. Enumerable.Range(0, 1000).Select(i => _wire.Event($"T-{i}", e => Identifiers(e)[0] = Identifier("emailAddress", Convert.ToHexStringLower(Hash(i)))))];
        await _wire.Ingest(events);
        using var other = new Wire();
        await other.Ingest([.. events.Select(e => e.DeepClone().AsObject())]);

        Assert.InRange(Receipt.Attributed, 550, 650);
        Assert.Equal(Receipt.Conversions, Receipt.Attributed + Receipt.UnattributedReasons.Values.Sum());
        Assert.Equal(Receipt.Attributed, other.Sandbox.GetReceipts().GoogleAds.Attributed);
        Assert.Equal(Receipt.UnattributedReasons, other.Sandbox.GetReceipts().GoogleAds.UnattributedReasons);
    }

    [Fact]
    public async Task Escaped_characters_are_what_they_stand_for()
    {
        const string plain = """
            {"destinations": [{"reference": "a", "operatingAccount": {"accountType": "GOOGLE_ADS", "accountId": "1234567890"}, "productDestinationId": "700100002"}],
             "encoding": "HEX",
             "events": [{"destinationReferences": ["a"], "transactionId": "T-1", "eventTimestamp": "2026-11-19T10:00:00+01:00", "eventSource": "WEB", "currency": "EUR",
                         "userData": {"userIdentifiers": [{"emailAddress": "509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a"}]}}]}
            """;
        string escaped = plain
            .Replace("\"events\"", "\"\\u0065vents\"", StringComparison.Ordinal)
            .Replace("[\"a\"]", "[\"\\u0061\"]", StringComparison.Ordinal)
            .Replace("T-1", "\\u0054-1", StringComparison.Ordinal)
            .Replace("+01:00", "\\u002B01:00", StringComparison.Ordinal)
            .Replace("EUR", "E\\u0055R", StringComparison.Ordinal)
            .Replace("509e", "5\\u00309e", StringComparison.Ordinal);

        Assert.Equal(200, (await _wire.Ingest(plain)).StatusCode);
        Assert.Equal(200, (await _wire.Ingest(escaped)).StatusCode);

        Assert.Equal(1, Receipt.Conversions);
        Assert.Equal(1, Receipt.Repeats);
    }

    [Theory]
    [InlineData("1e300", 200)]
    [InlineData("1E-400", 200)]
    [InlineData("1e309", 400)]
    [InlineData("-1E+400", 400)]
    [InlineData("(300 digits)", 200)]
    [InlineData("(301 digits)", 200)]
    [InlineData("(400 digits)", 400)]
    public async Task A_value_has_to_be_finite(string value, int status)
    {
        if (value[0] == '(')
        {
            value = new string('9', int.Parse(value.AsSpan(1, 3), System.Globalization.CultureInfo.InvariantCulture));
        }

        string body = $$"""
            {"destinations": [{"operatingAccount": {"accountType": "GOOGLE_ADS", "accountId": "1234567890"}, "productDestinationId": "700100002"}], "encoding": "HEX",
             "events": [{"transactionId": "T-1", "eventTimestamp": "2026-11-19T10:00:00+01:00", "eventSource": "WEB", "currency": "EUR", "conversionValue": {{value}},
                         "userData": {"userIdentifiers": [{"emailAddress": "{{Wire.EmailHash}}"} ] } } ] }
            """;

        Assert.Equal(status, (await _wire.Ingest(body)).StatusCode);
    }

    [Fact]
    public async Task A_body_of_many_short_values_is_read_to_its_end()
    {
        JsonObject[] events =
        [
            _wire.Event("T-0", e => e["cartData"] = new JsonObject { ["couponCodes"] = new JsonArray([.. Enumerable.Range(0, 20_000).Select(_ => (JsonNode)"a")]) }),
            _wire.Event("T-1", e => e["currency"] = "EURO"),
        ];

        Assert.Equal(["events[1].currency INVALID_CURRENCY_CODE"], (await _wire.Ingest(events)).Violations);
    }

    [Fact]
    public async Task An_event_is_counted_once_for_each_destination_it_names()
    {
        JsonObject request = Wire.Request(
            [
                _wire.Event("T-0", e => e["destinationReferences"] = new JsonArray("b", "a", "b")),
                _wire.Event("T-1", e => e["destinationReferences"] = new JsonArray("b")),
                _wire.Event("T-2"),
            ],
            r => r["destinations"] = new JsonArray(
                Wire.Destination(SandboxCredentials.GoogleAccountId, Wire.SignedContract, reference: "a"),
                Wire.Destination(SandboxCredentials.GoogleAccountId, Wire.QualifiedLead, reference: "b")));

        Answer answer = await _wire.Ingest(request.ToJsonString());
        Answer status = await _wire.Status(answer["requestId"]!);

        Assert.Equal("2", status["requestStatusPerDestination[0].eventsIngestionStatus.recordCount"]);
        Assert.Equal("3", status["requestStatusPerDestination[1].eventsIngestionStatus.recordCount"]);
        Assert.Equal(5, Receipt.Conversions);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public async Task The_machine_language_changes_nothing(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Answer good = await _wire.Ingest(_wire.Event());
            Answer bad = await _wire.Ingest(_wire.Event("T", e => e["currency"] = "ıı"), _wire.Event("T", e => e["eventTimestamp"] = "2026-11-21T00:00:00Z"));

            Assert.Equal(200, good.StatusCode);
            Assert.Equal(["events[0].currency INVALID_CURRENCY_CODE", "events[1].event_timestamp EVENT_TIME_INVALID"], bad.Violations);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        _wire.GoogleToken = (await _wire.GoogleSignIn())["access_token"];
        using var client = new HttpClient(_wire.Sandbox.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://datamanager.googleapis.com/v1/events:ingest") { Content = new ByteArrayContent([(byte)'{', 0xFF, (byte)'}']) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Authorization = new("Bearer", _wire.GoogleToken);

        HttpResponseMessage response = await client.SendAsync(request);

        Assert.Equal(400, (int)response.StatusCode);
    }

    private static byte[] Hash(int i) => System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"person{i}@example.com"));
}
