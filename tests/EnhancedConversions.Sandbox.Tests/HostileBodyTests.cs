using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.Tests;

/// <summary>Whatever a body holds, the network answers; it never falls over.</summary>
public sealed class HostileBodyTests : IDisposable
{
    private static readonly string[] s_replacements =
    [
        "null", "true", "0", "-1", "1e400", "1.5", "99999999999999999999", "\"\"", "\"x\"", "\"-9223372036854775809\"", "\"\\u0000\\ud83d\\ude00\"", "\"\\ud83d\"", "[]", "{}", "[null]", "[[]]",
        """{"resourceName":"x"}""",
    ];

    private readonly Wire _wire = new(new SandboxOptions { AllowClickUploads = true });

    public void Dispose() => _wire.Dispose();

    public static TheoryData<string, string> Calls => new()
    {
        {
            "https://datamanager.googleapis.com/v1/events:ingest",
            """
            {"destinations":[{"reference":"a","loginAccount":{"accountType":"GOOGLE_ADS","accountId":"9876543210"},"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"700100002"}],
             "encoding":"HEX","consent":{"adUserData":"CONSENT_GRANTED"},"validateOnly":false,
             "events":[{"destinationReferences":["a"],"transactionId":"T","eventTimestamp":"2026-11-19T10:00:00Z","eventSource":"WEB","conversionValue":1,"currency":"EUR",
               "userData":{"userIdentifiers":[{"emailAddress":"509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a"},{"address":{"givenName":"509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a","familyName":"509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a","regionCode":"DE","postalCode":"1"}}]},
               "adIdentifiers":{"gclid":"Cj0","landingPageDeviceInfo":{"ipAddress":"192.0.2.1"}},"customVariables":[{"variable":"lead_source","value":"x"}],"cartData":{"items":[{"merchantProductId":"1","quantity":"1","unitPrice":1}]}}]}
            """
        },
        { "https://googleads.googleapis.com/v25/customers/1234567890/googleAds:search", """{"query":"SELECT customer.id FROM customer WHERE customer.id = 1","pageToken":"","validateOnly":false,"searchSettings":{"omitResults":false}}""" },
        { "https://googleads.googleapis.com/v26/customers/1234567890/googleAds:searchStream", """{"query":"SELECT conversion_action.name FROM conversion_action","summaryRowSetting":"NO_SUMMARY_ROW"}""" },
        {
            "https://googleads.googleapis.com/v25/customers/1234567890/conversionActions:mutate",
            """
            {"operations":[{"create":{"name":"Deal","type":"UPLOAD_CLICKS","category":"PURCHASE","status":"ENABLED","clickThroughLookbackWindowDays":"30","valueSettings":{"defaultValue":1,"defaultCurrencyCode":"EUR","alwaysUseDefaultValue":false},"attributionModelSettings":{"attributionModel":"GOOGLE_ADS_LAST_CLICK"}}},
              {"update":{"resourceName":"customers/1234567890/conversionActions/700100002","valueSettings":{"defaultValue":3}},"updateMask":"valueSettings.defaultValue,name"},{"remove":"customers/1234567890/conversionActions/700100003"}],
             "partialFailure":true,"responseContentType":"MUTABLE_RESOURCE"}
            """
        },
        {
            "https://googleads.googleapis.com/v25/customers/1234567890:uploadClickConversions",
            """{"conversions":[{"gclid":"Cj0","conversionAction":"customers/1234567890/conversionActions/700100002","conversionDateTime":"2026-11-19 10:00:00+01:00","conversionValue":1,"currencyCode":"EUR","orderId":"O","userIdentifiers":[{"hashedEmail":"509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a"}],"customVariables":[{"conversionCustomVariable":"customers/1234567890/conversionCustomVariables/1","value":"x"}]}],"partialFailure":true,"jobId":5}"""
        },
        {
            "https://googleads.googleapis.com/v25/customers/1234567890:uploadConversionAdjustments",
            """{"conversionAdjustments":[{"gclidDateTimePair":{"gclid":"Cj0","conversionDateTime":"2026-11-18 10:00:00+01:00"},"conversionAction":"customers/1234567890/conversionActions/700100002","adjustmentType":"RESTATEMENT","adjustmentDateTime":"2026-11-20 10:00:00+01:00","restatementValue":{"adjustedValue":1,"currencyCode":"EUR"},"userIdentifiers":[]}],"partialFailure":true}"""
        },
        { "https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/ConversionGoals/QueryByIds", """{"ConversionGoalIds":["46000001"],"ConversionGoalTypes":"OfflineConversion,Url","ReturnAdditionalFields":"GoalCategory"}""" },
        { "https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/ConversionGoals", """{"ConversionGoals":[{"Type":"OfflineConversion","Name":"Deal","GoalCategory":"Purchase","ConversionWindowInMinutes":10,"Revenue":{"Type":"FixedValue","Value":1,"CurrencyCode":"EUR"},"Scope":"Account","ForwardCompatibilityMap":[{"key":"a","value":"b"}]}]}""" },
        { "PUT https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/ConversionGoals", """{"ConversionGoals":[{"Type":"OfflineConversion","Id":"46000002","Name":"Signed","Revenue":{"Type":"NoValue"}}]}""" },
        { "https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/OfflineConversions/Apply", """{"OfflineConversions":[{"ConversionName":"Signed contract","ConversionTime":"2026-11-19T10:00:00Z","ConversionValue":1,"ConversionCurrencyCode":"EUR","MicrosoftClickId":"0123456789abcdef0123456789abcdef","HashedEmailAddress":"509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a","ExternalAttributionCredit":null}]}""" },
        { "https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/OfflineConversionAdjustments/Apply", """{"OfflineConversionAdjustments":[{"AdjustmentType":"Restate","AdjustmentTime":"2026-11-20T10:00:00Z","AdjustmentValue":1,"ConversionName":"Signed contract","ConversionTime":"2026-11-19T10:00:00Z","HashedPhoneNumber":"fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30"}]}""" },
        { "https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/OfflineConversionReport/QueryByGoalIds", """{"StartDateUtc":"2026-11-19T00:00:00Z","EndDateUtc":"2026-11-20T00:00:00Z","GoalIds":["46000002"],"UploadChannelFilter":"CampaignManagementAPI"}""" },
        { "https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/UetTags/QueryByIds", """{"TagIds":["26000001"],"ReturnAdditionalFields":"Industry"}""" },
        { "https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/AccountProperties/Query", """{"AccountPropertyNames":["MSCLKIDAutoTaggingEnabled"]}""" },
        { "https://clientcenter.api.bingads.microsoft.com/CustomerManagement/v13/User/Query", """{"UserId":"990011223"}""" },
        { "https://clientcenter.api.bingads.microsoft.com/CustomerManagement/v13/Accounts/Search", """{"Predicates":[{"Field":"UserId","Operator":"Equals","Value":"990011223"}],"PageInfo":{"Index":0,"Size":10},"Ordering":[{"Field":"Id","Order":"Ascending"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Every_value_may_be_anything(string address, string body)
    {
        HttpMethod method = address.StartsWith("PUT ", StringComparison.Ordinal) ? HttpMethod.Put : HttpMethod.Post;
        string uri = address.Replace("PUT ", "", StringComparison.Ordinal);
        (string, string)[] headers =
        [
            Wire.Bearer((uri.Contains("bingads", StringComparison.Ordinal) ? await _wire.MicrosoftSignIn() : await _wire.GoogleSignIn())["access_token"]!),
            ("DeveloperToken", SandboxCredentials.DeveloperToken), ("CustomerId", SandboxCredentials.MicrosoftCustomerId), ("CustomerAccountId", SandboxCredentials.MicrosoftAccountId),
        ];
        Answer whole = await _wire.Send(method, uri, body, headers);
        Assert.True(whole.StatusCode == 200, whole.Body.ToJsonString());
        int places = CountValues(JsonNode.Parse(body)!);

        for (int place = 0; place < places; place++)
        {
            foreach (string replacement in s_replacements)
            {
                string changed = Replace(JsonNode.Parse(body)!, place, replacement);
                Answer answer = await _wire.Send(method, uri, changed, headers);
                Assert.True(answer.StatusCode is 200 or 400 or 403, $"{answer.StatusCode}: {changed}");
            }
        }

        for (int length = 0; length < body.Length; length += 7)
        {
            Assert.True((await _wire.Send(method, uri, body[..length], headers)).StatusCode is 200 or 400, body[..length]);
        }

        Assert.Equal(400, (await _wire.Send(method, uri, new string('[', 100_000), headers)).StatusCode);
    }

    private static int CountValues(JsonNode? node) => node switch
    {
        JsonObject o => 1 + o.Sum(p => CountValues(p.Value)),
        JsonArray a => 1 + a.Sum(CountValues),
        _ => 1,
    };

    /// <summary>The body as text with the value at this place, in document order, written as given.</summary>
    private static string Replace(JsonNode root, int place, string replacement)
    {
        const string mark = "\"@@here@@\"";
        int at = 0;
        JsonNode? changed = Walk(root);
        return changed!.ToJsonString().Replace(mark, replacement, StringComparison.Ordinal);

        JsonNode? Walk(JsonNode? node)
        {
            if (at++ == place)
            {
                return JsonValue.Create("@@here@@");
            }

            return node switch
            {
                JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Walk(p.Value))).ToList()),
                JsonArray a => new JsonArray([.. a.Select(Walk)]),
                _ => node?.DeepClone(),
            };
        }
    }
}
