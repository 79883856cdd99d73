namespace EnhancedConversions.Sandbox.Tests;

public sealed class TagTests : IDisposable
{
    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task A_website_action_has_a_tag_with_the_accounts_number_and_its_own_label()
    {
        Answer answer = await _wire.Search("SELECT conversion_action.tag_snippets FROM conversion_action WHERE conversion_action.name = 'Newsletter'");

        Assert.Equal(["WEBPAGE HTML", "WEBPAGE AMP", "WEBPAGE_ONCLICK HTML"], answer.List("results[0].conversionAction.tagSnippets").Select(s => $"{s["type"]} {s["pageFormat"]}"));
        Assert.Contains("gtag/js?id=AW-900000002", answer["results[0].conversionAction.tagSnippets[0].globalSiteTag"], StringComparison.Ordinal);
        Assert.Matches("'send_to':'AW-900000002/[A-Za-z0-9_-]{19}'", answer["results[0].conversionAction.tagSnippets[0].eventSnippet"]);
    }

    [Fact]
    public async Task An_upload_action_has_none()
    {
        Answer answer = await _wire.Search("SELECT conversion_action.tag_snippets FROM conversion_action WHERE conversion_action.name = 'Signed contract'");

        Assert.Null(answer.Node("results[0].conversionAction.tagSnippets"));
    }

    [Theory]
    [InlineData("CLICK_TO_CALL")]
    [InlineData("WEBSITE_CALL")]
    public async Task Call_actions_have_one_of_their_own(string type)
    {
        Answer answer = await _wire.Mutate($$"""{"operations":[{"create":{"name":"Call","type":"{{type}}","category":"PHONE_CALL_LEAD"} }],"responseContentType":"MUTABLE_RESOURCE"}""");

        Assert.Equal([type], answer.List("results[0].conversionAction.tagSnippets").Select(s => (string)s["type"]!));
    }

    [Fact]
    public async Task Microsoft_has_a_uet_tag()
    {
        Answer all = await _wire.Campaign("UetTags/QueryByIds", """{"TagIds":null}""");
        Answer some = await _wire.Campaign("UetTags/QueryByIds", """{"TagIds":["5","26000001"]}""");

        Assert.Equal("26000001", all["UetTags[0].Id"]);
        Assert.Contains("26000001", all["UetTags[0].TrackingScript"], StringComparison.Ordinal);
        Assert.Null(some.Node("UetTags[0]"));
        Assert.Equal(["0 201 ApiInputValidationError"], some.PartialErrors);
    }

    [Fact]
    public async Task The_currencies_can_be_listed()
    {
        Answer answer = await _wire.Search("SELECT currency_constant.code FROM currency_constant WHERE currency_constant.code IN ('EUR', 'USD', 'XXX')");

        Assert.Equal(["EUR", "USD"], answer.List("results").Select(r => (string)r["currencyConstant"]!["code"]!));
    }
}
