using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.MicrosoftAdvertising;
using EnhancedConversions.Sandbox;
using static EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising.MicrosoftAdvertisingWorld;

namespace EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising;

public sealed class AdjustmentTests : IDisposable
{
    private readonly MicrosoftAdvertisingWorld _world = new();

    [Fact]
    public async Task Sends_every_field_as_the_contract_writes_it()
    {
        _world.Server.Json("""{"PartialErrors":[{"Code":5620,"ErrorCode":"OfflineConversionAdjustmentTimeEarlierThanConversionTime","Index":1}]}""");

        var answer = await _world.Network().AdjustAsync(
            [
                Item(1, AdjustmentKind.Restate) with { Adjustment = Adjustment(1, AdjustmentKind.Restate) with { MicrosoftClickId = "0123456789abcdef0123456789abcdef", HashedPhoneNumber = TestRows.PhoneHash, Currency = "EUR" } },
                Item(2, AdjustmentKind.Retract),
            ],
            false,
            default);

        Assert.EndsWith("/CampaignManagement/v13/OfflineConversionAdjustments/Apply", _world.Server.Requests[0].Uri.ToString(), StringComparison.Ordinal);
        Golden.Equal("microsoft-adjustments", _world.Server.Requests[0].Body);
        Assert.Equal((1, "OfflineConversionAdjustmentTimeEarlierThanConversionTime", RowDisposition.Rejected), Assert.Single(answer.Problems) is var problem ? (problem.Index, problem.Code, problem.Disposition) : default);
    }

    public static TheoryData<string> AdjustmentCodes => [.. MicrosoftAdvertisingCodes.All.All.Where(code => code.Number is >= 5618 and <= 5626).Select(code => code.Code)];

    [Theory]
    [MemberData(nameof(AdjustmentCodes))]
    public async Task Every_adjustment_code_rejects_its_row(string code)
    {
        _world.Server.Json($$"""{"PartialErrors":[{"ErrorCode":"{{code}}","Index":0}]}""");

        Assert.Equal((code, RowDisposition.Rejected), Assert.Single((await AdjustAsync(Item(1, AdjustmentKind.Retract))).Problems) is var problem ? (problem.Code, problem.Disposition) : default);
    }

    [Fact]
    public async Task Adjustments_that_are_off_for_the_customer_end_the_run()
    {
        _world.Server.Json("""{"PartialErrors":[{"Code":5627,"Index":0}]}""");

        Assert.Equal("OfflineConversionRestateRetractNotSupported", (await Assert.ThrowsAsync<ConversionException>(() => AdjustAsync(Item(1, AdjustmentKind.Retract)))).ErrorId);
    }

    public static TheoryData<ConversionAdjustment> Wrong =>
    [
        Adjustment(1, AdjustmentKind.Retract) with { ConversionTime = null },
        Adjustment(1, AdjustmentKind.Retract) with { HashedEmail = null },
        Adjustment(1, AdjustmentKind.Retract) with { Value = 1 },
        Adjustment(1, AdjustmentKind.Retract) with { Currency = "EUR" },
        Adjustment(1, AdjustmentKind.Restate) with { Value = null },
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_correction_that_is_none_is_refused_before_anything_is_sent(ConversionAdjustment adjustment)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => AdjustAsync(new AdjustmentItem(adjustment, Goal())));
        Assert.Empty(_world.Server.Requests);
    }

    [Fact]
    public async Task There_is_no_check_without_recording() =>
        Assert.Equal("ValidateOnlyNotSupported", (await Assert.ThrowsAsync<ConversionException>(() => _world.Network().AdjustAsync([Item(1, AdjustmentKind.Retract)], true, default))).ErrorId);

    [Fact]
    public async Task The_sandbox_takes_a_restatement_and_a_retraction_of_what_was_uploaded()
    {
        using var sandbox = new SandboxNetworks(new SandboxOptions());
        var network = Rehearse(sandbox, TimeProvider.System);
        var goal = (await network.GetActionsAsync(default)).Single(goal => goal.Name == "Signed contract");
        var time = DateTimeOffset.UtcNow.AddDays(-2);
        await network.UploadAsync([new UploadItem(TestRows.Row(1, AdNetwork.MicrosoftAdvertising) with { ConversionTime = time }, goal, "t1")], false, default);
        var original = Adjustment(1, AdjustmentKind.Restate) with { ConversionTime = time, AdjustmentTime = time.AddHours(1) };

        var restated = await network.AdjustAsync([new AdjustmentItem(original, goal)], false, default);
        var retracted = await network.AdjustAsync([new AdjustmentItem(original with { Kind = AdjustmentKind.Retract, Value = null }, goal)], false, default);
        var early = await network.AdjustAsync([new AdjustmentItem(original with { AdjustmentTime = time.AddDays(-1) }, goal)], false, default);

        Assert.All([restated, retracted], answer => Assert.Equal((UploadVerdict.Answered, 0), (answer.Verdict, answer.Problems.Count)));
        Assert.Equal("OfflineConversionAdjustmentTimeEarlierThanConversionTime", Assert.Single(early.Problems).Code);
    }

    public void Dispose() => _world.Dispose();

    private static ConversionAdjustment Adjustment(int row, AdjustmentKind kind) => new()
    {
        Kind = kind,
        ConversionName = "Signed contract",
        HashedEmail = TestRows.EmailHash,
        ConversionTime = new DateTimeOffset(2026, 11, 20, 10, 30, 0, TimeSpan.FromHours(1)),
        AdjustmentTime = new DateTimeOffset(2026, 11, 21, 23, 0, 0, TimeSpan.FromHours(-5)),
        Value = kind == AdjustmentKind.Restate ? 99.5m : null,
        Source = new RowSource("changes.csv", null, row),
    };

    private static AdjustmentItem Item(int row, AdjustmentKind kind) => new(Adjustment(row, kind), Goal());

    private Task<UploadAnswer> AdjustAsync(AdjustmentItem item) => _world.Network().AdjustAsync([item], false, default);
}
