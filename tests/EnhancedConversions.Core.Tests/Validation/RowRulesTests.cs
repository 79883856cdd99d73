using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Uploads;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Validation;

public sealed class RowRulesTests
{
    private const string Sha = "509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a";
    private static readonly DateTimeOffset s_now = FixedClock.Noon().GetUtcNow();

    /// <summary>Each rule: what is changed in a good row, and what each network then says (null: nothing).</summary>
    public static TheoryData<string, string?, string?> Rules { get; } = new()
    {
        { "no identifier", "MissingIdentifier", "MissingIdentifier" },
        { "gclid only", null, "MissingIdentifier" },
        { "msclkid only", "MissingIdentifier", null },
        { "bad email", "EmailMalformed", "EmailMalformed" },
        { "hashed email", null, "HashOriginUnknown" },
        { "hashed for Google", null, "HashedForOtherNetwork" },
        { "bad phone", "PhoneMalformed", "PhoneMalformed" },
        { "national phone", "PhoneWithoutCountry", "PhoneWithoutCountry" },
        { "phone without plus", "PhoneCountryAssumed", "PhoneCountryAssumed" },
        { "no name", "ConversionNameMissing", "ConversionNameMissing" },
        { "unknown name", "ConversionNameUnknown", "ConversionNameUnknown" },
        { "website action", "ActionTypeWrong", "ActionTypeWrong" },
        { "paused goal", "ActionNotEnabled", "ActionNotEnabled" },
        { "no time", "TimeMissing", "TimeMissing" },
        { "future", "TimeInFuture", "TimeInFuture" },
        { "64 days", "TooOld", null },
        { "64 days with click ids", null, null },
        { "91 days with click ids", "TooOld", "TooOld" },
        { "skipped hour", "TimeSkipped", "TimeSkipped" },
        { "no value", "ValueMissing", "ValueMissing" },
        { "negative value", "ValueNegative", "ValueNegative" },
        { "bad currency", "CurrencyUnknown", "CurrencyUnknown" },
        { "no currency", "CurrencyMissing", "CurrencyMissing" },
        { "denied", "ConsentDenied", "ConsentDenied" },
        { "e-mail as order id", "OrderIdContainsPersonalData", "OrderIdContainsPersonalData" },
        { "phone as order id", "OrderIdContainsPersonalData", "OrderIdContainsPersonalData" },
        { "custom variable", null, "CustomVariableNotSent" },
        { "e-mail as custom variable", "CustomVariableContainsPersonalData", "CustomVariableNotSent" },
        { "e-mail inside a custom variable", "CustomVariableContainsPersonalData", "CustomVariableNotSent" },
        { "phone inside a custom variable", "CustomVariableContainsPersonalData", "CustomVariableNotSent" },
        { "e-mail as name of a custom variable", "CustomVariableContainsPersonalData", "CustomVariableNotSent" },
        { "custom variable in two spellings", "CustomVariableRepeated", "CustomVariableNotSent" },
        { "custom variable without a name", "CustomVariableUnreadable", "CustomVariableNotSent" },
        { "custom variable without a value", "CustomVariableUnreadable", "CustomVariableNotSent" },
        { "two Google click ids", "ClickIdConflict", null },
        { "bad gclid", "ClickIdMalformed", null },
        { "bad msclkid", null, "ClickIdMalformed" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_speaks_where_it_should(string change, string? google, string? microsoft)
    {
        Assert.Equal(google, Only(Check(Change(change), AdNetwork.GoogleAds)));
        Assert.Equal(microsoft, Only(Check(Change(change), AdNetwork.MicrosoftAdvertising)));

        static string? Only(CheckedRow check)
        {
            Assert.Equal(check.Findings.Any(f => f.Severity == FindingSeverity.Error), check.Hashed is null);
            return check.Findings.Count == 0 ? null : Assert.Single(check.Findings).Code.ToString();
        }
    }

    [Fact]
    public void A_good_row_is_hashed_by_each_networks_own_rules()
    {
        var google = Check(Good, AdNetwork.GoogleAds).Hashed!;
        var microsoft = Check(Good, AdNetwork.MicrosoftAdvertising).Hashed!;
        Assert.NotEqual(google.HashedEmail, microsoft.HashedEmail);
        Assert.Equal(google.HashedPhoneNumber, microsoft.HashedPhoneNumber);
        Assert.Equal((AdNetwork.GoogleAds, AdNetwork.MicrosoftAdvertising), (google.Network, microsoft.Network));
    }

    [Fact]
    public void A_near_miss_is_named()
    {
        var finding = Assert.Single(Check(Good with { ConversionName = "qualified-leads" }, AdNetwork.GoogleAds).Findings);
        Assert.Contains("Did you mean 'Qualified lead'?", finding.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lead source", null, null)]
    [InlineData("lead source", "CustomVariableUnknown", "Did you mean 'Lead source'?")]
    [InlineData("Laed source", "CustomVariableUnknown", "Did you mean 'Lead source'?")]
    [InlineData("lead_src", "CustomVariableUnknown", "That is the tag of 'Lead source'; uploads take the name.")]
    [InlineData("colour", "CustomVariableUnknown", "It is one of: 'Lead source', 'Region', 'Old'.")]
    [InlineData("Region", "CustomVariableNotEnabled", "Enable it in Google Ads, or leave it out.")]
    [InlineData("Old", "CustomVariableNotEnabled", "Enable it in Google Ads, or leave it out.")]
    public async Task Names_of_custom_variables_are_those_of_the_account(string name, string? code, string? hint)
    {
        var network = new ScriptedNetwork
        {
            CustomVariables =
            [
                new("Lead source", "lead_src", CustomVariableStatus.Enabled, "customers/1234567890/conversionCustomVariables/1"),
                new("Region", "region_tag", CustomVariableStatus.ActivationNeeded, "customers/1234567890/conversionCustomVariables/2"),
                new("Old", null, CustomVariableStatus.Paused, "customers/1234567890/conversionCustomVariables/3"),
            ],
        };
        var rules = new RowRules(AdNetwork.GoogleAds, "Europe/Berlin", network.Actions, FixedClock.Noon()) { Account = network };
        var row = WithVariables(new CustomVariable(name, "a value"));
        await rules.PrepareAsync(Good, default);
        Assert.Equal(0, network.CustomVariableQuestions);
        await rules.PrepareAsync(row, default);
        await rules.PrepareAsync(row, default);
        Assert.Equal(1, network.CustomVariableQuestions);

        var finding = rules.Check(row).Findings.SingleOrDefault();
        Assert.Equal((code, hint), (finding?.Code.ToString(), finding?.Hint));
    }

    [Fact]
    public void A_time_without_zone_takes_the_accounts()
    {
        var local = Good with { ConversionTime = ConversionTime.WithoutZone(new DateTime(2026, 11, 1, 9, 0, 0)) };
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.FromHours(1)), Check(local, AdNetwork.GoogleAds).Time);
        var nowhere = new RowRules(AdNetwork.GoogleAds, null, null, FixedClock.Noon()).Check(local);
        Assert.Equal(FindingCode.TimeZoneMissing, Assert.Single(nowhere.Findings).Code);
    }

    [Fact]
    public void A_goal_with_enhanced_conversions_off_takes_click_ids_only()
    {
        var actions = new[] { ScriptedNetwork.Action(AdNetwork.MicrosoftAdvertising, "1", "Qualified lead") with { EnhancedConversions = false } };
        var rules = new RowRules(AdNetwork.MicrosoftAdvertising, "Europe/Berlin", actions, FixedClock.Noon());
        Assert.Equal(FindingCode.EnhancedConversionsOff, Assert.Single(rules.Check(Good).Findings).Code);
        Assert.Empty(rules.Check(Good with { MicrosoftClickId = Guid.NewGuid().ToString("N") }).Findings);
    }

    [Fact]
    public void What_reading_found_is_not_said_twice()
    {
        var unreadable = Findings.Make(FindingCode.TimeUnreadable, Good.Source, "When", "soon", "", "");
        var check = Check(Good with { ConversionTime = null, Findings = [unreadable] }, AdNetwork.GoogleAds);
        Assert.Same(unreadable, Assert.Single(check.Findings));
    }

    [Fact]
    public void No_finding_shows_an_identifier()
    {
        foreach (var change in Rules.Select(r => (string)r[0]))
        {
            foreach (var network in Enum.GetValues<AdNetwork>())
            {
                foreach (var finding in Check(Change(change), network).Findings)
                {
                    Assert.DoesNotMatch("jane|0987|496|" + Sha, finding + finding.Hint);
                }
            }
        }
    }

    [Fact]
    public void Every_code_is_in_the_catalogue_with_a_sentence_and_a_hint() => Assert.All(
        Enum.GetValues<FindingCode>(),
        code =>
        {
            var definition = Findings.All[code];
            Assert.EndsWith(".", definition.Message, StringComparison.Ordinal);
            Assert.Matches(@"[.?}]$", definition.Hint);
        });

    private static OfflineConversion Good { get; } = new()
    {
        Email = Identifier.FromText(IdentifierKind.Email, "jane.doe+fair@example.com"),
        PhoneNumber = Identifier.FromText(IdentifierKind.PhoneNumber, "+44 113 496 0987"),
        ConversionName = "Qualified lead",
        ConversionTime = ConversionTime.At(s_now.AddDays(-10)),
        Value = 12.5m,
        Currency = "EUR",
        Source = new RowSource("leads.csv", null, 3),
    };

    private static OfflineConversion Change(string change) => change switch
    {
        "no identifier" => Good with { Email = null, PhoneNumber = null },
        "gclid only" => Good with { Email = null, PhoneNumber = null, GoogleClickId = "Cj0KCQ-abc_1" },
        "msclkid only" => Good with { Email = null, PhoneNumber = null, MicrosoftClickId = "3f2504e04f8911d39a0c0305e82c3301" },
        "bad email" => Good with { Email = Identifier.FromText(IdentifierKind.Email, "jane.doe") },
        "hashed email" => Good with { Email = Identifier.FromText(IdentifierKind.Email, Sha) },
        "hashed for Google" => Check(Good, AdNetwork.GoogleAds).Hashed!.ToOfflineConversion(),
        "bad phone" => Good with { PhoneNumber = Identifier.FromText(IdentifierKind.PhoneNumber, "+44 call me") },
        "national phone" => Good with { PhoneNumber = Identifier.FromText(IdentifierKind.PhoneNumber, "0113 496 0987") },
        "phone without plus" => Good with { PhoneNumber = Identifier.FromText(IdentifierKind.PhoneNumber, "441134960987") },
        "no name" => Good with { ConversionName = null },
        "unknown name" => Good with { ConversionName = "Something else entirely" },
        "website action" => Good with { ConversionName = "Newsletter" },
        "paused goal" => Good with { ConversionName = "Paused goal" },
        "no time" => Good with { ConversionTime = null },
        "future" => Good with { ConversionTime = ConversionTime.At(s_now.AddMinutes(1)) },
        "64 days" => Good with { ConversionTime = ConversionTime.At(s_now.AddDays(-64)) },
        "64 days with click ids" => Good with { ConversionTime = ConversionTime.At(s_now.AddDays(-64)), GoogleClickId = "Cj0", MicrosoftClickId = "3f2504e0-4f89-11d3-9a0c-0305e82c3301" },
        "91 days with click ids" => Good with { ConversionTime = ConversionTime.At(s_now.AddDays(-91)), GoogleClickId = "Cj0", MicrosoftClickId = "3f2504e04f8911d39a0c0305e82c3301" },
        "skipped hour" => Good with { ConversionTime = ConversionTime.WithoutZone(new DateTime(2026, 3, 29, 2, 30, 0)) },
        "no value" => Good with { Value = null, Currency = null },
        "negative value" => Good with { Value = -1 },
        "bad currency" => Good with { Currency = "EURO" },
        "no currency" => Good with { Currency = null },
        "denied" => Good with { AdPersonalization = Consent.Denied },
        "e-mail as order id" => Good with { OrderId = "jane.doe@example.com" },
        "phone as order id" => Good with { OrderId = "+441134960987" },
        "custom variable" => WithVariables(new CustomVariable("segment", "2026-11-20, 18005550100 + 5")),
        "e-mail as custom variable" => WithVariables(new CustomVariable("segment", "jane.doe@example.com")),
        "e-mail inside a custom variable" => WithVariables(new CustomVariable("segment", "wrote from <jane.doe@example.com>")),
        "phone inside a custom variable" => WithVariables(new CustomVariable("segment", "call (+44) 113 496 0987, ask for 18005550100")),
        "e-mail as name of a custom variable" => WithVariables(new CustomVariable("jane.doe@example.com", "new")),
        "custom variable in two spellings" => WithVariables(new CustomVariable("segment", "new"), new CustomVariable("Segment", "new")),
        "custom variable without a name" => WithVariables(new CustomVariable(" ", "new")),
        "custom variable without a value" => WithVariables(new CustomVariable("segment", "")),
        "two Google click ids" => Good with { GoogleClickId = "Cj0", Wbraid = "abc" },
        "bad gclid" => Good with { GoogleClickId = "Cj0 KCQ" },
        "bad msclkid" => Good with { MicrosoftClickId = "3f25" },
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
    };

    private static OfflineConversion WithVariables(params CustomVariable[] variables) => Good with { CustomVariables = variables };

    private static CheckedRow Check(OfflineConversion row, AdNetwork network) =>
        new RowRules(network, "Europe/Berlin", new ScriptedNetwork(network).Actions, FixedClock.Noon()).Check(row);
}
