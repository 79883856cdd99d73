using System.Net;
using System.Text.Json;
using EnhancedConversions.Credentials;
using EnhancedConversions.Http;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Networks.MicrosoftAdvertising;

namespace EnhancedConversions.Core.Tests.Http;

/// <summary>What came over the wire may stand in a message only where somebody put it there: a record by itself would show all it holds.</summary>
public sealed class AnswerTextTests
{
    private const string Words = "jane.doe@example.com";

    public static TheoryData<string> Texts()
    {
        using var body = JsonDocument.Parse($$"""{"error":{"code":400,"status":"INVALID_ARGUMENT","message":"{{Words}}","Message":"{{Words}}"} }""");
        var answer = new ApiAnswer { Status = HttpStatusCode.BadRequest, Body = body.RootElement.Clone() };
        return
        [
            new TokenAnswer(Words, Words, TimeSpan.FromHours(1)).ToString(),
            answer.ToString(),
            new ApiResult(answer, 1, AnswerLost: false).ToString(),
            new GoogleViolation("REQUIRED", "events[0]", Words).ToString(),
            GoogleFault.Read(answer).ToString(),
            new MicrosoftError(1, "InvalidEmail", 0, Words).ToString(),
        ];
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void No_text_of_an_answer_shows_a_token_or_the_servers_words(string text) => Assert.DoesNotContain(Words, text, StringComparison.Ordinal);
}
