namespace EnhancedConversions.Sandbox.Tests;

public sealed class MicrosoftAccountTests : IDisposable
{
    private const string Clients = "https://clientcenter.api.bingads.microsoft.com/CustomerManagement/v13/";
    private const string Properties = "https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/AccountProperties/Query";

    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task The_user_is_known_and_finds_both_accounts()
    {
        Answer user = await _wire.Microsoft(HttpMethod.Post, Clients + "User/Query", """{"UserId":null}""");
        Answer accounts = await _wire.Microsoft(HttpMethod.Post, Clients + "Accounts/Search",
            $$"""{"Predicates":[{"Field":"UserId","Operator":"Equals","Value":"{{user["User.Id"]}}"}],"PageInfo":{"Index":0,"Size":1000} }""");

        Assert.Equal([SandboxCredentials.MicrosoftCustomerId, SandboxCredentials.MicrosoftSecondCustomerId], user.List("CustomerRoles").Select(r => (string)r["CustomerId"]!));
        Assert.Equal(
            ["180012345 250067890 X0012345 EUR AmsterdamBerlinBernRomeStockholmVienna", "180067890 250012345 X0067890 USDollar EasternTimeUSCanada"],
            accounts.List("Accounts").Select(a => $"{a["Id"]} {a["ParentCustomerId"]} {a["Number"]} {a["CurrencyCode"]} {a["TimeZone"]}"));
        Assert.True(accounts.Message.Headers.Contains("TrackingId"));
    }

    [Theory]
    [InlineData("""{"Predicates":[]}""")]
    [InlineData("""{"Predicates":[{"Field":"UserId","Operator":"Equals","Value":"12"}]}""")]
    [InlineData("""{"Predicates":[{"Field":"UserId","Operator":"Contains","Value":"990011223"}]}""")]
    [InlineData("""{"Predicates":[{"Field":"UserId","Operator":"Equals","Value":"990011223"},{"Field":"AccountId","Operator":"Equals","Value":"180012345"}]}""")]
    [InlineData("""{"Predicates":[{"Field":"UserId","Operator":"Equals","Value":"990011223"}],"PageInfo":{"Index":0,"Size":1001}}""")]
    public async Task A_search_takes_one_predicate_of_the_known_kinds(string body)
    {
        Answer answer = await _wire.Microsoft(HttpMethod.Post, Clients + "Accounts/Search", body);

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal("ApiFault", answer["Type"]);
        Assert.Equal("201", answer["OperationErrors[0].Code"]);
        Assert.Null(answer.Node("OperationErrors[0].ErrorCode"));
    }

    [Fact]
    public async Task A_page_without_size_is_empty()
    {
        Answer answer = await _wire.Microsoft(HttpMethod.Post, Clients + "Accounts/Search", """{"Predicates":[{"Field":"UserId","Operator":"Equals","Value":"990011223"}],"PageInfo":{"Index":0}}""");

        Assert.Empty(answer.List("Accounts"));
    }

    [Theory]
    [InlineData("Authorization", null, 401, "AdApiFaultDetail", "Errors", "105 InvalidCredentials")]
    [InlineData("Authorization", "Bearer nobody", 401, "AdApiFaultDetail", "Errors", "105 InvalidCredentials")]
    [InlineData("DeveloperToken", null, 400, "AdApiFaultDetail", "Errors", "116 RequestMissingHeaders")]
    [InlineData("DeveloperToken", "nobody", 401, "AdApiFaultDetail", "Errors", "105 InvalidCredentials")]
    [InlineData("CustomerId", null, 400, "AdApiFaultDetail", "Errors", "116 RequestMissingHeaders")]
    [InlineData("CustomerId", "250012345", 403, "AdApiFaultDetail", "Errors", "106 UserIsNotAuthorized")]
    [InlineData("CustomerAccountId", null, 400, "ApiFaultDetail", "OperationErrors", "1030 CampaignServiceAccountIdHasToBeSpecified")]
    [InlineData("CustomerAccountId", "X0012345", 400, "AdApiFaultDetail", "Errors", "208 InvalidAccount")]
    [InlineData("CustomerAccountId", "180067890", 403, "AdApiFaultDetail", "Errors", "106 UserIsNotAuthorized")]
    [InlineData("CustomerAccountId", "1", 403, "AdApiFaultDetail", "Errors", "106 UserIsNotAuthorized")]
    public async Task A_wrong_header_is_a_fault(string header, string? value, int status, string type, string list, string error)
    {
        var headers = new Dictionary<string, string>
        {
            ["Authorization"] = "Bearer " + (await _wire.MicrosoftSignIn())["access_token"],
            ["DeveloperToken"] = SandboxCredentials.DeveloperToken,
            ["CustomerId"] = SandboxCredentials.MicrosoftCustomerId,
            ["CustomerAccountId"] = SandboxCredentials.MicrosoftAccountId,
        };
        headers.Remove(header);
        if (value is not null)
        {
            headers[header] = value;
        }

        Answer answer = await _wire.Send(HttpMethod.Post, Properties, """{"AccountPropertyNames":[]}""", [.. headers.Select(h => (h.Key, h.Value))]);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(type, answer["Type"]);
        Assert.True(Guid.TryParse(answer["TrackingId"], out _));
        Assert.Equal(error, $"{answer[$"{list}[0].Code"]} {answer[$"{list}[0].ErrorCode"]}");
    }

    [Theory]
    [InlineData("""{"AccountPropertyNames":"MSCLKIDAutoTaggingEnabled"}""")]
    [InlineData("""{"accountPropertyNames":[]}""")]
    [InlineData("""{"CustomerAccountId":"180012345"}""")]
    [InlineData("{")]
    public async Task A_body_that_is_not_the_operations_is_a_fault(string body)
    {
        Answer answer = await _wire.Microsoft(HttpMethod.Post, Properties, body);

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal("ApiInputValidationError", answer["Errors[0].ErrorCode"]);
    }

    [Fact]
    public async Task Auto_tagging_is_on()
    {
        Answer answer = await _wire.Microsoft(HttpMethod.Post, Properties, """{"AccountPropertyNames":["MSCLKIDAutoTaggingEnabled"]}""");

        Assert.Equal("true", answer["AccountProperties[0].Value"]);
    }
}
