using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.Tests;

public sealed class GoalTests : IDisposable
{
    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    private Task<Answer> Query(string rest = "") => _wire.Campaign("ConversionGoals/QueryByIds", $$"""{"ConversionGoalIds":null,"ConversionGoalTypes":"OfflineConversion"{{rest}} }""");

    private Task<Answer> Add(params string[] goals) => _wire.Campaign("ConversionGoals", $$"""{"ConversionGoals":[{{string.Join(',', goals)}}]}""");

    private static string Goal(string change = "{}")
    {
        var goal = JsonNode.Parse("""{"Type":"OfflineConversion","Name":"Deal","GoalCategory":"Purchase","CountType":"All","ConversionWindowInMinutes":129600,"Revenue":{"Type":"VariableValue","Value":0,"CurrencyCode":"EUR"},"Scope":"Account","Status":"Active","IsEnhancedConversionsEnabled":true}""")!.AsObject();
        foreach (var field in JsonNode.Parse(change)!.AsObject())
        {
            goal[field.Key] = field.Value?.DeepClone();
        }

        return goal.ToJsonString();
    }

    [Fact]
    public async Task Goals_come_by_type_and_keep_back_what_was_not_asked_for()
    {
        Answer plain = await Query();
        Answer more = await Query(""","ReturnAdditionalFields":"GoalCategory,IsEnhancedConversionsEnabled" """);
        Answer all = await _wire.Campaign("ConversionGoals/QueryByIds", """{"ConversionGoalTypes":"OfflineConversion,Url"}""");

        Assert.Equal(["Qualified lead", "Signed contract", "Phone order", "Walk-in"], plain.List("ConversionGoals").Select(g => (string)g["Name"]!));
        Assert.Null(plain.Node("ConversionGoals[0].GoalCategory"));
        Assert.Null(plain.Node("ConversionGoals[0].IsEnhancedConversionsEnabled"));
        Assert.Equal("Unique", plain["ConversionGoals[0].CountType"]);
        Assert.Equal("129600", plain["ConversionGoals[0].ConversionWindowInMinutes"]);
        Assert.Equal(["SubmitLeadForm true", "Purchase true", "Purchase true", "Other false"], more.List("ConversionGoals").Select(g => $"{g["GoalCategory"]} {g["IsEnhancedConversionsEnabled"]}"));
        Assert.Contains("Newsletter", all.List("ConversionGoals").Select(g => (string)g["Name"]!));
    }

    [Fact]
    public async Task Goals_are_found_by_id_and_missing_ones_are_null_with_an_error()
    {
        Answer answer = await _wire.Campaign("ConversionGoals/QueryByIds", """{"ConversionGoalIds":["46000002","1","46000002"],"ConversionGoalTypes":"OfflineConversion"}""");

        Assert.Equal("Signed contract", answer["ConversionGoals[0].Name"]);
        Assert.Null(answer.Node("ConversionGoals[1]"));
        Assert.Equal(["1 5314 InvalidConversionGoalId", "2 5315 DuplicateConversionGoalId"], answer.PartialErrors);
    }

    [Fact]
    public async Task Types_are_required_and_a_hundred_ids_the_most()
    {
        Answer types = await _wire.Campaign("ConversionGoals/QueryByIds", """{"ConversionGoalIds":null}""");
        Answer ids = await _wire.Campaign("ConversionGoals/QueryByIds", $$"""{"ConversionGoalIds":[{{string.Join(',', Enumerable.Range(1, 101).Select(i => $"\"{i}\""))}}],"ConversionGoalTypes":"OfflineConversion"}""");
        Answer unknown = await _wire.Campaign("ConversionGoals/QueryByIds", """{"ConversionGoalTypes":"OfflineConversionGoal"}""");

        Assert.Equal("ApiFaultDetail", types["Type"]);
        Assert.Equal("5329", types["OperationErrors[0].Code"]);
        Assert.Equal("5318", ids["OperationErrors[0].Code"]);
        Assert.Equal("201", unknown["Errors[0].Code"]);
    }

    [Fact]
    public async Task A_goal_is_made_and_takes_rows_two_hours_later()
    {
        Answer answer = await Add(Goal());
        Answer early = await _wire.Apply(_wire.Row(r => r["ConversionName"] = "Deal"));
        _wire.Clock.Advance(TimeSpan.FromHours(2));
        _wire.MicrosoftToken = null;
        Answer late = await _wire.Apply(_wire.Row(r => r["ConversionName"] = "Deal"));

        Assert.Equal(["46000007"], answer.List("ConversionGoalIds").Select(n => (string)n!));
        Assert.Empty(answer.PartialErrors);
        Assert.Equal(["0 5615 OfflineConversionNotAcceptedForGoal"], early.PartialErrors);
        Assert.Empty(late.PartialErrors);
    }

    [Theory]
    [InlineData("""{"Name":null}""", "5319 ConversionGoalNameNotPassed")]
    [InlineData("""{"Name":"signed contract"}""", "5317 ConversionGoalNameAlreadyExists")]
    [InlineData("""{"Id":"5"}""", "5324 ConversionGoalIdIsNotNull")]
    [InlineData("""{"GoalCategory":null}""", "201 ApiInputValidationError")]
    [InlineData("""{"GoalCategory":"Download"}""", "201 ApiInputValidationError")]
    [InlineData("""{"ConversionWindowInMinutes":0}""", "5337 InvalidConversionGoalConversionWindow")]
    [InlineData("""{"ConversionWindowInMinutes":129601}""", "5337 InvalidConversionGoalConversionWindow")]
    [InlineData("""{"Status":"Deleted"}""", "5328 InvalidConversionGoalStatus")]
    [InlineData("""{"Revenue":{"Value":5}}""", "5332 InvalidConversionGoalRevenueType")]
    [InlineData("""{"Revenue":{"Type":"FixedValue"}}""", "5333 InvalidConversionGoalRevenueValue")]
    [InlineData("""{"Revenue":{"Type":"NoValue","Value":1}}""", "5333 InvalidConversionGoalRevenueValue")]
    [InlineData("""{"Revenue":{"Type":"VariableValue","Value":-1}}""", "5333 InvalidConversionGoalRevenueValue")]
    [InlineData("""{"Revenue":{"Type":"VariableValue","CurrencyCode":"XXX"}}""", "5351 InvalidGoalCurrencyCode")]
    [InlineData("""{"Scope":"Customer","Revenue":{"Type":"FixedValue","Value":1}}""", "5355 GoalCurrencyCodeIsNull")]
    [InlineData("""{"Type":"Url"}""", "204 OperationNotSupported")]
    [InlineData("""{"TagId":"5"}""", "201 ApiInputValidationError")]
    public async Task A_bad_goal_is_named_by_index_and_code(string change, string error)
    {
        Answer answer = await Add(Goal("""{"Name":"Good"}"""), Goal(change));

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(["1 " + error], answer.PartialErrors);
        Assert.NotNull(answer["ConversionGoalIds[0]"]);
        Assert.Null(answer["ConversionGoalIds[1]"]);
    }

    [Fact]
    public async Task A_name_may_be_given_once_in_a_request_and_has_a_hundred_characters_at_most()
    {
        Answer answer = await Add(Goal(), Goal(), "null", Goal($$"""{"Name":"{{new string('x', 101)}}"}"""));

        Assert.Equal(["1 5316 DuplicateConversionGoalName", "2 5323 ConversionGoalIsNull", "3 5320 InvalidConversionGoalName"], answer.PartialErrors);
    }

    [Fact]
    public async Task The_first_enhanced_goal_of_an_account_and_exclusion_from_bidding_are_not_for_everyone()
    {
        Answer answer = await _wire.Campaign("ConversionGoals", $$"""{"ConversionGoals":[{{Goal()}},{{Goal("""{"Name":"Other","IsEnhancedConversionsEnabled":false,"ExcludeFromBidding":true}""")}}]}""",
            account: SandboxCredentials.MicrosoftSecondAccountId, customer: SandboxCredentials.MicrosoftSecondCustomerId);
        Answer eligible = await Add(Goal("""{"ExcludeFromBidding":true}"""));

        Assert.Equal(["NotEligibleForEnhancedConversions", "CustomerNotEligibleForConversionGoalSelection"], answer.List("PartialErrors").Select(e => (string)e["ErrorCode"]!));
        Assert.Empty(eligible.PartialErrors);
    }

    [Fact]
    public async Task A_list_has_one_to_a_hundred_goals()
    {
        Answer none = await Add();
        Answer many = await Add([.. Enumerable.Range(0, 101).Select(i => Goal($$"""{"Name":"Goal {{i}}"}"""))]);

        Assert.Equal("5321", none["OperationErrors[0].Code"]);
        Assert.Equal("5322", many["OperationErrors[0].Code"]);
    }

    [Fact]
    public async Task An_update_changes_what_is_given_and_a_paused_goal_attributes_nothing()
    {
        Answer answer = await _wire.Campaign("ConversionGoals", """{"ConversionGoals":[{"Type":"OfflineConversion","Id":"46000002","Status":"Paused"}]}""", HttpMethod.Put);
        Answer row = await _wire.Apply(_wire.Row());
        Answer goals = await _wire.Campaign("ConversionGoals/QueryByIds", """{"ConversionGoalIds":["46000002"],"ConversionGoalTypes":"OfflineConversion"}""");

        Assert.Empty(answer.PartialErrors);
        Assert.Equal("Paused", goals["ConversionGoals[0].Status"]);
        Assert.Equal("Signed contract", goals["ConversionGoals[0].Name"]);
        Assert.Empty(row.PartialErrors);
        Assert.Equal(1, _wire.Sandbox.GetReceipts().MicrosoftAdvertising.UnattributedReasons["GoalNotFoundOrInactive"]);
    }

    [Theory]
    [InlineData("""{"Type":"OfflineConversion","Status":"Paused"}""", "0 5325 ConversionGoalIdIsNull")]
    [InlineData("""{"Type":"OfflineConversion","Id":"7"}""", "0 5314 InvalidConversionGoalId")]
    [InlineData("""{"Type":"Url","Id":"46000002"}""", "0 5356 GoalTypeCannotBeChanged")]
    [InlineData("""{"Type":"OfflineConversion","Id":"46000002","Name":"Walk-in"}""", "0 5317 ConversionGoalNameAlreadyExists")]
    [InlineData("""{"Type":"OfflineConversion","Id":"46000002","Scope":"Customer"}""", "0 201 ApiInputValidationError")]
    [InlineData("null", "0 5323 ConversionGoalIsNull")]
    public async Task A_bad_update_is_named_by_index_and_code(string goal, string error)
    {
        Answer answer = await _wire.Campaign("ConversionGoals", $$"""{"ConversionGoals":[{{goal}}]}""", HttpMethod.Put);

        Assert.Equal([error], answer.PartialErrors);
    }
}
