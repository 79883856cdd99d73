using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.Tests;

/// <summary>A sandbox and hand-written requests to it.</summary>
public sealed class Wire : IDisposable
{
    public const string EmailHash = "509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a";
    public const string PhoneHash = "fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30";

    /// <summary>Ids of the demo account's actions.</summary>
    public const string QualifiedLead = "700100001";
    public const string SignedContract = "700100002";
    public const string Newsletter = "700100004";
    public const string OldLead = "700100005";
    public const string NewYorkContract = "700100007";
    public const string GroupContract = "700100011";
    public const string ParisContract = "700100012";

    private readonly HttpClient _client;

    public Wire(SandboxOptions? options = null)
    {
        Clock = options?.Clock as ManualClock ?? new ManualClock();
        Sandbox = new SandboxNetworks((options ?? new SandboxOptions()) with { Clock = Clock });
        _client = new HttpClient(Sandbox.CreateHandler());
    }

    public ManualClock Clock { get; }

    public SandboxNetworks Sandbox { get; }

    public string? GoogleToken { get; set; }

    public string? MicrosoftToken { get; set; }

    public string Now(TimeSpan ago = default) => (Clock.GetUtcNow() - ago).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _client.Dispose();
        Sandbox.Dispose();
    }

    public async Task<Answer> Send(HttpMethod method, string uri, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, uri);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Read(request);
    }

    public async Task<Answer> Form(string uri, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        return await Read(request);
    }

    public async Task<Answer> GoogleSignIn(params (string Name, string Value)[] extra) => await Form(
        "https://oauth2.googleapis.com/token",
        [("grant_type", "refresh_token"), ("client_id", SandboxCredentials.ClientId), ("client_secret", SandboxCredentials.ClientSecret), ("refresh_token", SandboxCredentials.RefreshToken), .. extra]);

    public async Task<Answer> MicrosoftSignIn(string refreshToken = SandboxCredentials.RefreshToken) => await Form(
        "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        ("grant_type", "refresh_token"), ("client_id", SandboxCredentials.ClientId), ("refresh_token", refreshToken), ("scope", "https://ads.microsoft.com/msads.manage offline_access"));

    public async Task<Answer> Ads(string path, string? json, string? login = null, string version = "v25", HttpMethod? method = null)
    {
        GoogleToken ??= (await GoogleSignIn())["access_token"];
        (string, string)[] headers = login is null ? [Bearer(GoogleToken!)] : [Bearer(GoogleToken!), ("login-customer-id", login)];
        return await Send(method ?? HttpMethod.Post, $"https://googleads.googleapis.com/{version}/{path}", json, headers);
    }

    public Task<Answer> Search(string query, string account = SandboxCredentials.GoogleAccountId, string? login = null, string version = "v25") =>
        Ads($"customers/{account}/googleAds:search", new JsonObject { ["query"] = query }.ToJsonString(), login, version);

    public Task<Answer> UploadClicks(string rows, string rest = "", string account = SandboxCredentials.GoogleAccountId, string? login = null) =>
        Ads($"customers/{account}:uploadClickConversions", $$"""{"conversions":[{{rows}}],"partialFailure":true{{rest}} }""", login);

    public Task<Answer> Adjust(string rows, string rest = "") =>
        Ads($"customers/{SandboxCredentials.GoogleAccountId}:uploadConversionAdjustments", $$"""{"conversionAdjustments":[{{rows}}],"partialFailure":true{{rest}} }""");

    public Task<Answer> Mutate(string json, string account = SandboxCredentials.GoogleAccountId, string? login = null) => Ads($"customers/{account}/conversionActions:mutate", json, login);

    public async Task<Answer> Ingest(string json)
    {
        GoogleToken ??= (await GoogleSignIn())["access_token"];
        return await Send(HttpMethod.Post, "https://datamanager.googleapis.com/v1/events:ingest", json, Bearer(GoogleToken!));
    }

    public async Task<Answer> Status(string requestId)
    {
        GoogleToken ??= (await GoogleSignIn())["access_token"];
        return await Send(HttpMethod.Get, "https://datamanager.googleapis.com/v1/requestStatus:retrieve?requestId=" + requestId, null, Bearer(GoogleToken!));
    }

    public async Task<Answer> Microsoft(HttpMethod method, string uri, string json, string account = SandboxCredentials.MicrosoftAccountId, string customer = SandboxCredentials.MicrosoftCustomerId)
    {
        MicrosoftToken ??= (await MicrosoftSignIn())["access_token"];
        return await Send(method, uri, json, Bearer(MicrosoftToken!), ("DeveloperToken", SandboxCredentials.DeveloperToken), ("CustomerId", customer), ("CustomerAccountId", account));
    }

    public Task<Answer> Campaign(string operation, string json, HttpMethod? method = null, string account = SandboxCredentials.MicrosoftAccountId, string customer = SandboxCredentials.MicrosoftCustomerId) =>
        Microsoft(method ?? HttpMethod.Post, "https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/" + operation, json, account, customer);

    public Task<Answer> Apply(params string[] rows) => Campaign("OfflineConversions/Apply", $$"""{"OfflineConversions":[{{string.Join(',', rows)}}]}""");

    /// <summary>A row for Apply that is good, changed as asked.</summary>
    public string Row(Action<JsonObject>? change = null)
    {
        var row = new JsonObject { ["ConversionName"] = "Signed contract", ["ConversionTime"] = Now(TimeSpan.FromDays(1)), ["ConversionValue"] = 120.5, ["ConversionCurrencyCode"] = "EUR", ["HashedEmailAddress"] = EmailHash };
        change?.Invoke(row);
        return row.ToJsonString();
    }

    /// <summary>An event that is good, changed as asked.</summary>
    public JsonObject Event(string? transactionId = "T-1", Action<JsonObject>? change = null)
    {
        var item = new JsonObject
        {
            ["eventTimestamp"] = Now(TimeSpan.FromDays(1)),
            ["eventSource"] = "OTHER",
            ["conversionValue"] = 120.5,
            ["currency"] = "EUR",
            ["userData"] = new JsonObject { ["userIdentifiers"] = new JsonArray(new JsonObject { ["emailAddress"] = EmailHash }) },
            ["consent"] = new JsonObject { ["adUserData"] = "CONSENT_GRANTED", ["adPersonalization"] = "CONSENT_GRANTED" },
        };
        if (transactionId is not null)
        {
            item["transactionId"] = transactionId;
        }

        change?.Invoke(item);
        return item;
    }

    /// <summary>A request of these events to the demo account's Signed contract, changed as asked.</summary>
    public static JsonObject Request(IEnumerable<JsonObject> events, Action<JsonObject>? change = null)
    {
        var request = new JsonObject
        {
            ["destinations"] = new JsonArray(Destination(SandboxCredentials.GoogleAccountId, SignedContract)),
            ["encoding"] = "HEX",
            ["events"] = new JsonArray([.. events]),
        };
        change?.Invoke(request);
        return request;
    }

    public static JsonObject Destination(string account, string action, string? login = null, string? reference = null)
    {
        var destination = new JsonObject { ["operatingAccount"] = new JsonObject { ["accountType"] = "GOOGLE_ADS", ["accountId"] = account }, ["productDestinationId"] = action };
        if (login is not null)
        {
            destination["loginAccount"] = new JsonObject { ["accountType"] = "GOOGLE_ADS", ["accountId"] = login };
        }

        if (reference is not null)
        {
            destination["reference"] = reference;
        }

        return destination;
    }

    public Task<Answer> Ingest(params JsonObject[] events) => Ingest(Request(events).ToJsonString());

    public static (string, string) Bearer(string token) => ("Authorization", "Bearer " + token);

    private async Task<Answer> Read(HttpRequestMessage request)
    {
        HttpResponseMessage response = await _client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        bool isJson = response.Content.Headers.ContentType is MediaTypeHeaderValue { MediaType: "application/json" };
        return new Answer(response.StatusCode, isJson ? JsonNode.Parse(text)! : new JsonObject { ["text"] = text }, response);
    }
}
