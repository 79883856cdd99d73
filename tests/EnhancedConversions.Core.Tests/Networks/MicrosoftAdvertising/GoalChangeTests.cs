using EnhancedConversions.Conversions;
using EnhancedConversions.Networks.MicrosoftAdvertising;
using EnhancedConversions.Sandbox;
using static EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising.MicrosoftAdvertisingWorld;

namespace EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising;

public sealed class GoalChangeTests : IDisposable
{
    private const string Done = """{"PartialErrors":[]}""";

    private readonly MicrosoftAdvertisingWorld _world = new();

    [Fact]
    public async Task A_change_names_what_it_changes_and_nothing_else()
    {
        _world.Server.Json(Done).Json(Done);

        var changed = await _world.Network().UpdateActionAsync(
            Goal(),
            new ConversionActionChanges
            {
                Name = " Signed ",
                Category = "request-quote",
                Status = ConversionActionStatus.Enabled,
                Primary = false,
                ValueMode = ConversionValueMode.Same,
                Currency = "sek",
                Count = CountingType.One,
                ClickThroughWindowMinutes = 61,
                EnhancedConversions = true,
            },
            false,
            default);
        await _world.Network().UpdateActionAsync(Goal("12"), new ConversionActionChanges { ClickThroughWindowDays = 7 }, false, default);

        Assert.Equal((HttpMethod.Put, "https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/ConversionGoals"), (_world.Server.Requests[0].Method, _world.Server.Requests[0].Uri.ToString()));
        Golden.Equal("microsoft-goal-update", _world.Server.Requests[0].Body);
        Golden.Equal("microsoft-goal-update-least", _world.Server.Requests[1].Body);
        Assert.Equal(
            ("11", "Signed", "RequestQuote", false, 10.5m, "SEK", 1, 61, true),
            (changed.Id, changed.Name, changed.Category, changed.Primary, changed.Value, changed.Currency, changed.ClickThroughWindowDays, changed.ClickThroughWindowMinutes, changed.EnhancedConversions));
    }

    [Fact]
    public async Task What_would_be_asked_is_shown_without_being_asked()
    {
        _world.Server.Json("""{"ConversionGoalIds":["123"],"PartialErrors":[]}""").Json(Done);
        var settings = new ConversionActionSettings { Name = "Lead", Category = "Other", Scope = ConversionGoalScope.Customer, ClickThroughWindowMinutes = 90 };
        var changes = new ConversionActionChanges { ClickThroughWindowMinutes = 61, EnhancedConversions = false };

        var (create, update) = (_world.Network().ShowCreate(settings), _world.Network().ShowUpdate(Goal(), changes));
        Assert.Empty(_world.Server.Requests);
        await _world.Network().CreateActionAsync(settings, false, default);
        await _world.Network().UpdateActionAsync(Goal(), changes, false, default);

        Assert.Equal([create, update], _world.Server.Requests.Select(sent => sent.Body));
        Assert.Throws<ConversionException>(() => _world.Network().ShowCreate(settings with { ViewThroughWindowDays = 1 }));
    }

    [Fact]
    public async Task A_value_is_taken_away_as_a_whole()
    {
        _world.Server.Json(Done);

        var changed = await _world.Network().UpdateActionAsync(Goal(), new ConversionActionChanges { ValueMode = ConversionValueMode.None }, false, default);

        Golden.Equal("microsoft-goal-update-no-value", _world.Server.Requests[0].Body);
        Assert.Equal((ConversionValueMode.None, null, null), (changed.ValueMode, changed.Value, changed.Currency));
    }

    [Fact]
    public async Task Removing_pauses_and_says_so_by_what_it_gives_back()
    {
        _world.Server.Json(Done);

        var left = await _world.Network().RemoveActionAsync(Goal(), false, default);

        Golden.Equal("microsoft-goal-pause", _world.Server.Requests[0].Body);
        Assert.Equal(ConversionActionStatus.Paused, left.Status);
    }

    public static TheoryData<ConversionActionChanges> WrongChanges =>
    [
        new(), new() { Name = new string('n', 101) }, new() { Status = ConversionActionStatus.Hidden }, new() { Status = ConversionActionStatus.Removed }, new() { ClickThroughWindowMinutes = 0 },
        new() { ClickThroughWindowMinutes = 129_601 }, new() { ClickThroughWindowDays = 1, ClickThroughWindowMinutes = 1440 }, new() { ViewThroughWindowDays = 1 },
        new() { Attribution = AttributionModel.LastClick }, new() { PhoneCallSeconds = 1 }, new() { ValueMode = ConversionValueMode.None, Value = 1 },
    ];

    [Theory]
    [MemberData(nameof(WrongChanges))]
    public async Task Changes_an_offline_goal_cannot_have_are_refused_before_anything_is_sent(ConversionActionChanges changes)
    {
        Assert.Equal("ActionSettingInvalid", (await RefusedAsync(Goal(), changes)).ErrorId);
        Assert.Empty(_world.Server.Requests);
    }

    [Fact]
    public async Task A_value_for_a_goal_without_one_asks_for_the_mode()
    {
        var none = Goal() with { ValueMode = ConversionValueMode.None, Value = null, Currency = null };

        Assert.Contains("value mode", (await RefusedAsync(none, new() { Value = 5 })).RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("ActionSettingInvalid", (await RefusedAsync(none, new() { ValueMode = ConversionValueMode.Same })).ErrorId);
    }

    [Fact]
    public async Task Goals_of_other_types_goals_without_id_and_trials_are_refused_before_anything_is_sent()
    {
        var rename = new ConversionActionChanges { Name = "New" };

        Assert.Equal("ActionSettingInvalid", (await RefusedAsync(Goal() with { Type = "Url" }, rename)).ErrorId);
        Assert.Equal("ActionWithoutId", (await RefusedAsync(Goal(""), rename)).ErrorId);
        Assert.Equal("ValidateOnlyNotSupported", (await Assert.ThrowsAsync<ConversionException>(() => _world.Network().UpdateActionAsync(Goal(), rename, true, default))).ErrorId);
        Assert.Equal("ValidateOnlyNotSupported", (await Assert.ThrowsAsync<ConversionException>(() => _world.Network().RemoveActionAsync(Goal(), true, default))).ErrorId);
        Assert.Empty(_world.Server.Requests);
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_is_made_again()
    {
        _world.Server.Fail().Json(Done);

        Assert.Equal("New", (await _world.Network().UpdateActionAsync(Goal(), new() { Name = "New" }, false, default)).Name);
    }

    [Fact]
    public async Task An_answer_that_confirms_nothing_is_told()
    {
        _world.Server.Json("{}").Json("""{"ConversionGoalIds":null}""");

        Assert.Equal("ChangeUnconfirmed", (await RefusedAsync(Goal(), new() { Name = "New" })).ErrorId);
        Assert.Equal("ChangeUnconfirmed", (await Assert.ThrowsAsync<ConversionException>(() => _world.Network().CreateActionAsync(new() { Name = "A", Category = "Other" }, false, default))).ErrorId);
    }

    [Theory]
    [InlineData("""{"ErrorCode":"NotEligibleForEnhancedConversions","Code":56901}""")]
    [InlineData("""{"ErrorCode":"SomethingNew","Code":1,"FieldPath":"ConversionGoals[0].IsEnhancedConversionsEnabled"}""")]
    public async Task The_prerequisite_of_enhanced_conversions_is_explained(string error)
    {
        _world.Server.Json($$"""{"PartialErrors":[{{error}}]}""").Json($$"""{"ConversionGoalIds":[null],"PartialErrors":[{{error}}]}""");

        var change = await RefusedAsync(Goal(), new() { EnhancedConversions = true });
        var make = await Assert.ThrowsAsync<ConversionException>(() => _world.Network().CreateActionAsync(new() { Name = "A", Category = "Other", EnhancedConversions = true }, false, default));

        Assert.All([change, make], refusal =>
        {
            Assert.Equal("EnhancedConversionsNotTurnedOn", refusal.ErrorId);
            Assert.Contains("web page", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("Conversions > Conversion goals", refusal.RecommendedAction, StringComparison.Ordinal);
        });
    }

    public static TheoryData<string> GoalCodes => [.. MicrosoftAdvertisingCodes.All.All.Where(code => code.Number is (>= 5314 and < 5600) or 6610).Select(code => code.Code)];

    [Theory]
    [MemberData(nameof(GoalCodes))]
    public async Task Every_goal_code_is_an_error_with_its_sentence(string code)
    {
        _world.Server.Json($$"""{"PartialErrors":[{"ErrorCode":"{{code}}"}]}""").Json("""{"ConversionGoals":[]}""");

        var refusal = await RefusedAsync(Goal(), new() { Name = "New" });

        Assert.Equal(code == "ConversionGoalNameAlreadyExists" ? "ActionNameTaken" : code, refusal.ErrorId);
        Assert.Equal(ErrorKind.InvalidInput, refusal.Kind);
    }

    [Theory]
    [InlineData("Purchese", "Purchase")]
    [InlineData("Book appointmnt", "BookAppointment")]
    [InlineData("Submit lead", "SubmitLeadForm")]
    public void A_misspelled_category_is_answered_with_the_nearest(string category, string nearest) =>
        Assert.Contains(nearest, Assert.Throws<ConversionException>(() => ConversionGoals.Categories.Find(category)).RecommendedAction, StringComparison.Ordinal);

    [Fact]
    public void Thirteen_categories_are_for_offline_goals() => Assert.Equal(13, ConversionGoals.Categories.All.Count);

    [Fact]
    public async Task A_goal_for_the_whole_customer_has_its_scope_and_window()
    {
        _world.Server.Json("""{"ConversionGoalIds":["123"],"PartialErrors":[]}""");

        var goal = await _world.Network().CreateActionAsync(
            new() { Name = "Lead", Category = "Other", Scope = ConversionGoalScope.Customer, ValueMode = ConversionValueMode.Same, Value = 5, Currency = "eur", ClickThroughWindowMinutes = 90 }, false, default);

        Golden.Equal("microsoft-goal-create-customer", _world.Server.Requests[0].Body);
        Assert.Equal((ConversionGoalScope.Customer, 90, 1), (goal.Scope, goal.ClickThroughWindowMinutes, goal.ClickThroughWindowDays));
    }

    [Fact]
    public async Task The_sandbox_keeps_what_was_changed_and_nothing_else()
    {
        using var sandbox = new SandboxNetworks(new SandboxOptions());
        var network = Rehearse(sandbox, TimeProvider.System);
        var before = (await network.GetActionsAsync(default)).Single(goal => goal.Name == "Signed contract");

        var told = await network.UpdateActionAsync(before, new() { ClickThroughWindowMinutes = 90, Value = 7.25m, Primary = false }, false, default);
        var after = (await network.GetActionsAsync(default)).Single(goal => goal.Id == before.Id);
        var paused = await network.RemoveActionAsync(after, false, default);

        Assert.Equal(before with { ClickThroughWindowMinutes = 90, ClickThroughWindowDays = 1, Value = 7.25m, Primary = false }, after);
        Assert.Equal(after, told);
        Assert.Equal(paused, (await network.GetActionsAsync(default)).Single(goal => goal.Id == before.Id));
    }

    [Fact]
    public async Task The_sandbox_wants_the_first_enhanced_goal_to_be_made_by_hand()
    {
        using var sandbox = new SandboxNetworks(new SandboxOptions());
        var network = Rehearse(sandbox, TimeProvider.System, SandboxCredentials.MicrosoftSecondAccountId, SandboxCredentials.MicrosoftSecondCustomerId);
        var goal = Assert.Single(await network.GetActionsAsync(default));

        var refusal = await Assert.ThrowsAsync<ConversionException>(() => network.UpdateActionAsync(goal, new() { EnhancedConversions = true }, false, default));

        Assert.Equal("EnhancedConversionsNotTurnedOn", refusal.ErrorId);
    }

    public void Dispose() => _world.Dispose();

    private Task<ConversionException> RefusedAsync(ConversionAction goal, ConversionActionChanges changes) =>
        Assert.ThrowsAsync<ConversionException>(() => _world.Network().UpdateActionAsync(goal, changes, false, default));
}
