using EnhancedConversions.Networks;
using EnhancedConversions.Sandbox;
using static EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising.MicrosoftAdvertisingWorld;
using static EnhancedConversions.Networks.AccountCheckState;

namespace EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising;

public sealed class AccountCheckTests : IDisposable
{
    private const string User = """{"User":{"Id":"55","UserName":"jane@example.com"}}""";
    private const string Goals = """{"ConversionGoals":[{"Type":"OfflineConversion","Id":"11","Name":"A","Status":"Active","IsEnhancedConversionsEnabled":true,"TrackingStatus":"RecordingConversions"}]}""";
    private const string Tagging = """{"AccountProperties":[{"Name":"MSCLKIDAutoTaggingEnabled","Value":"true"}]}""";

    private static readonly string[] s_all = ["SignIn", "DeveloperToken", "Clock", "Account", "ConversionGoals", "EnhancedConversions", "GoalAge", "AutoTagging"];

    private readonly MicrosoftAdvertisingWorld _world = new();

    [Fact]
    public async Task An_account_in_order_passes_every_check()
    {
        _world.Server.Json(User, 200, ("Date", _world.Clock.GetUtcNow().ToString("R"))).Json(Account).Json(Goals).Json(Tagging);

        var checks = await _world.Network().CheckAsync(default);

        Assert.Equal(s_all, checks.Select(check => check.Name));
        Assert.All(checks, check => Assert.Equal((Passed, null), (check.State, check.Action)));
        Golden.Equal("microsoft-account-properties", _world.Server.Requests[3].Body);
        Assert.DoesNotContain(checks, check => check.Meaning.Contains("jane", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"ConversionGoals":[]}""", "ConversionGoals", Failed)]
    [InlineData("""{"ConversionGoals":[{"Type":"OfflineConversion","Id":"11","Status":"Paused"}]}""", "ConversionGoals", Failed)]
    [InlineData("""{"ConversionGoals":[{"Type":"OfflineConversion","Id":"11","IsExternallyAttributed":true}]}""", "ConversionGoals", Failed)]
    [InlineData("""{"ConversionGoals":[{"Type":"OfflineConversion","Id":"11"}]}""", "EnhancedConversions", Failed)]
    [InlineData("""{"ConversionGoals":[{"Type":"OfflineConversion","Id":"11"}]}""", "GoalAge", Skipped)]
    public async Task What_is_wrong_with_the_goals_is_told_with_what_to_do(string goals, string name, AccountCheckState state)
    {
        _world.Server.Json(User).Json(Account).Json(goals).Json(Tagging);

        var check = (await _world.Network().CheckAsync(default)).Single(check => check.Name == name);

        Assert.Equal(state, check.State);
        Assert.True(state == Skipped || check.Action is not null);
    }

    [Theory]
    [InlineData("""{"AccountProperties":[{"Name":"MSCLKIDAutoTaggingEnabled","Value":"false"}]}""", Warning)]
    [InlineData("""{"AccountProperties":[null]}""", Skipped)]
    public async Task Auto_tagging_is_looked_at(string properties, AccountCheckState state)
    {
        _world.Server.Json(User).Json(Account).Json(Goals).Json(properties);

        Assert.Equal(state, (await _world.Network().CheckAsync(default)).Single(check => check.Name == "AutoTagging").State);
    }

    [Fact]
    public async Task A_clock_that_is_wrong_is_a_warning()
    {
        _world.Server.Json(User, 200, ("Date", _world.Clock.GetUtcNow().AddMinutes(30).ToString("R"))).Json(Account).Json(Goals).Json(Tagging);

        var clock = (await _world.Network().CheckAsync(default)).Single(check => check.Name == "Clock");

        Assert.Equal(Warning, clock.State);
        Assert.Contains("30 minutes behind", clock.Meaning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_that_does_not_own_the_account_is_named_with_the_one_that_does()
    {
        _world.Server.Json(User).Json(Account.Replace("250067890", "999888777", StringComparison.Ordinal));

        var checks = await _world.Network().CheckAsync(default);

        var account = checks.Single(check => check.Name == "Account");
        Assert.Equal(Failed, account.State);
        Assert.Contains("-CustomerId 999888777", account.Action, StringComparison.Ordinal);
        Assert.Equal(s_all.Order(), checks.Select(check => check.Name).Order());
        Assert.Equal(Skipped, checks.Single(check => check.Name == "AutoTagging").State);
    }

    [Theory]
    [InlineData("""{"Errors":[{"Code":105,"ErrorCode":"InvalidCredentials"}]}""", "DeveloperToken")]
    [InlineData("""{"Errors":[{"Code":126,"ErrorCode":"IdentityTypeMismatch"}]}""", "SignIn")]
    public async Task The_sign_in_and_the_developer_token_are_told_apart(string fault, string name)
    {
        _world.Server.Json(fault, 400);

        var checks = await _world.Network().CheckAsync(default);

        Assert.Equal(name, Assert.Single(checks, check => check.State == Failed).Name);
        Assert.Equal(s_all.Length, checks.Count);
    }

    [Fact]
    public async Task The_sandbox_accounts_are_as_they_are()
    {
        using var sandbox = new SandboxNetworks(new SandboxOptions());

        var demo = await Rehearse(sandbox, TimeProvider.System).CheckAsync(default);
        var second = await Rehearse(sandbox, TimeProvider.System, SandboxCredentials.MicrosoftSecondAccountId, SandboxCredentials.MicrosoftSecondCustomerId).CheckAsync(default);
        var crossed = await Rehearse(sandbox, TimeProvider.System, SandboxCredentials.MicrosoftSecondAccountId).CheckAsync(default);
        var stranger = await Rehearse(sandbox, TimeProvider.System, developerToken: "wrong").CheckAsync(default);

        Assert.DoesNotContain(demo, check => check.State is Failed or Warning);
        Assert.Equal("EnhancedConversions", Assert.Single(second, check => check.State == Failed).Name);
        Assert.Equal("Account", Assert.Single(crossed, check => check.State == Failed).Name);
        Assert.Equal("DeveloperToken", Assert.Single(stranger, check => check.State == Failed).Name);
    }

    public void Dispose() => _world.Dispose();
}
