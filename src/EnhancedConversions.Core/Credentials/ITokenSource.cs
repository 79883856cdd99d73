namespace EnhancedConversions.Credentials;

/// <summary>Where access tokens for a network come from. Safe to use from several threads; one refresh serves all that wait.</summary>
public interface ITokenSource
{
    /// <summary>An access token, from memory while it is good for another minute.</summary>
    /// <param name="client">The way to the token endpoint.</param>
    /// <param name="refused">A token the network just refused: it is not handed out again. Null on ordinary calls.</param>
    /// <param name="cancellationToken">Cancels the sign-in.</param>
    /// <exception cref="ConversionException">The sign-in was refused.</exception>
    ValueTask<string> GetTokenAsync(HttpClient client, string? refused, CancellationToken cancellationToken);

    /// <summary>Google: project that answers for the requests' quota; null leaves it to the token.</summary>
    string? QuotaProject => null;
}
