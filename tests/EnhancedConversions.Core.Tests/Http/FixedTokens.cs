using EnhancedConversions.Credentials;

namespace EnhancedConversions.Core.Tests.Http;

/// <summary>Hands out token-1, and a next one each time a token is said to be refused.</summary>
internal sealed class FixedTokens : ITokenSource
{
    private int _number = 1;

    public int Refusals => _number - 1;

    public ValueTask<string> GetTokenAsync(HttpClient client, string? refused, CancellationToken cancellationToken)
    {
        if (refused == $"token-{_number}")
        {
            _number++;
        }

        return ValueTask.FromResult($"token-{_number}");
    }
}
