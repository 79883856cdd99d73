using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.MicrosoftAdvertising;
using static EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising.MicrosoftAdvertisingWorld;

namespace EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising;

/// <summary>Every code of Microsoft's list goes through the wire once, in the shape it comes in, and has the outcome of its class (contract 2.5).</summary>
public sealed class CodeOutcomeTests : IDisposable
{
    private readonly MicrosoftAdvertisingWorld _world = new();

    /// <summary>Name, number (0 where none is published), scope, class.</summary>
    public static TheoryData<string, int?, string> Of(params string[] scopes)
    {
        var data = new TheoryData<string, int?, string>();
        foreach (var line in SourceFile.Lines("Codes/microsoft-error-classes.txt").Select(line => line.Split(',')).Where(line => scopes.Contains(line[2])))
        {
            data.Add(line[0], line[1].Length == 0 ? null : int.Parse(line[1], CultureInfo.InvariantCulture), line[3]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Of), new object[] { new[] { "row", "adjustment" } })]
    public async Task A_code_about_a_row_has_the_outcome_of_its_class(string name, int? number, string @class)
    {
        _world.Server.Json($$"""{"PartialErrors":[{{Error(name, number)}},"Index":1}]}""");

        // Adjustments that are off for the customer concern every row.
        if (name == "OfflineConversionRestateRetractNotSupported")
        {
            Assert.Equal(name, (await Assert.ThrowsAsync<ConversionException>(UploadAsync)).ErrorId);
            return;
        }

        var problem = Assert.Single((await UploadAsync()).Problems);
        Assert.Equal((1, name, Sentence(name)), (problem.Index, problem.Code, problem.Message));
        Assert.Equal(
            @class switch
            {
                "retry" => (RowDisposition.Held, null),
                "retry_after_2h" => (RowDisposition.Held, _world.Clock.GetUtcNow() + TimeSpan.FromHours(2)),
                _ => (RowDisposition.Rejected, (DateTimeOffset?)null),
            },
            (problem.Disposition, problem.NotBefore));
    }

    [Theory]
    [MemberData(nameof(Of), new object[] { new[] { "goal" } })]
    public async Task A_code_about_a_goal_refuses_its_change_with_a_sentence(string name, int? number, string @class)
    {
        _world.Server.Json($$"""{"PartialErrors":[{{Error(name, number)}},"Index":0}]}""").Json("""{"ConversionGoals":[]}""");

        var error = await Assert.ThrowsAsync<ConversionException>(() => _world.Network().UpdateActionAsync(Goal(), new ConversionActionChanges { Name = "New" }, false, default));

        Assert.Equal((name == "ConversionGoalNameAlreadyExists" ? "ActionNameTaken" : name, ErrorKind.InvalidInput), (error.ErrorId, error.Kind));
        Assert.Contains(name == "ConversionGoalNameAlreadyExists" ? "'New' already" : Sentence(name), error.Message, StringComparison.Ordinal);
        Assert.Contains(@class, new[] { "fix", "bug", "config" });
    }

    [Theory]
    [MemberData(nameof(Of), new object[] { new[] { "request" } })]
    public async Task A_code_about_a_request_has_the_outcome_of_its_class(string name, int? number, string @class)
    {
        for (var i = 0; i < 30; i++)
        {
            _world.Server.Json($$"""{"TrackingId":"t-1","OperationErrors":[{{Error(name, number)}}}]}""", 400);
        }

        switch (@class)
        {
            case "auth" or "config" or "refresh_token":
                var error = await Assert.ThrowsAsync<ConversionException>(UploadAsync);
                Assert.Equal((char.IsAsciiDigit(name[0]) ? "Code" + name : name, ErrorKind.AccessDenied), (error.ErrorId, error.Kind));
                Assert.Contains(Sentence(name), error.Message, StringComparison.Ordinal);
                Assert.NotEmpty(error.RecommendedAction);

                // An expired token is renewed once before it is an error.
                Assert.Equal(@class == "refresh_token" ? 2 : 1, _world.Server.Requests.Count);
                break;
            case "retry":
                Assert.Equal((UploadVerdict.Unknown, "NoAnswer", 3), await UploadAsync() is var lost ? (lost.Verdict, lost.Code, lost.Requests) : default);
                break;
            case "throttle_60s" or "throttle_15m" or "throttle_reports":
                var throttled = await UploadAsync();
                var wait = @class switch { "throttle_60s" => TimeSpan.FromSeconds(60), "throttle_15m" => TimeSpan.FromMinutes(15), _ => TimeSpan.FromHours(1) };
                Assert.Equal((UploadVerdict.NotNow, name, Sentence(name), _world.Clock.GetUtcNow() + wait), (throttled.Verdict, throttled.Code, throttled.Message, throttled.NotBefore));
                Assert.All(_world.Clock.Waits, waited => Assert.True(@class != "throttle_60s" || waited == TimeSpan.FromSeconds(60)));
                Assert.Equal(@class != "throttle_15m", _world.Clock.Waits.Count > 0);
                break;
            default:
                var refused = await UploadAsync();
                Assert.Equal((UploadVerdict.Refused, name, Sentence(name), 0, 1), (refused.Verdict, refused.Code, refused.Message, refused.Problems.Count, refused.Requests));
                Assert.Contains(@class, new[] { "bug", "split", "unknown", "retry_later" });
                break;
        }
    }

    [Fact]
    public void Every_code_of_the_list_goes_through_one_of_these_tests() =>
        Assert.Equal(MicrosoftAdvertisingCodes.All.All.Count, Of("row", "adjustment", "goal", "request").Count);

    [Fact]
    public async Task Of_several_errors_of_a_row_the_one_that_no_waiting_mends_decides()
    {
        _world.Server.Json("""{"PartialErrors":[{"Code":5615,"Index":0},{"Code":5610,"Index":0},{"Code":5615,"Index":1}]}""");

        var problems = (await UploadAsync()).Problems;

        Assert.Equal(
            [(0, "OfflineConversionValueInvalid", RowDisposition.Rejected), (0, "OfflineConversionNotAcceptedForGoal", RowDisposition.Held), (1, "OfflineConversionNotAcceptedForGoal", RowDisposition.Held)],
            problems.Select(problem => (problem.Index, problem.Code, problem.Disposition)));
    }

    public void Dispose() => _world.Dispose();

    // Microsoft publishes a number without a name for some, a name without a number for others.
    private static string Error(string name, int? number) =>
        char.IsAsciiDigit(name[0]) ? $$"""{"Code":{{number}}""" : number is null ? $$"""{"ErrorCode":"{{name}}","Message":"m" """ : $$"""{"Code":{{number}},"ErrorCode":"{{name}}","Message":"m" """;

    private static string Sentence(string name) => MicrosoftAdvertisingCodes.All.Find(name)!.Sentence;

    private Task<UploadAnswer> UploadAsync() => _world.Network().UploadAsync(TestRows.Batch(2, AdNetwork.MicrosoftAdvertising), false, default);
}
