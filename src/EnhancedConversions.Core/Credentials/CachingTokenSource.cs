using System.Diagnostics.CodeAnalysis;

namespace EnhancedConversions.Credentials;

/// <summary>
/// Keeps an access token while it is good and gets the next one when it is needed: one sign-in serves all that wait,
/// and a refusal that is final is asked for once only.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to free.")]
public abstract class CachingTokenSource : ITokenSource
{
    /// <summary>Life left below which a token is renewed before it is used.</summary>
    private static readonly TimeSpan s_reserve = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private AccessToken? _current;
    private ConversionException? _refusal;

    private protected CachingTokenSource(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        Clock = clock;
    }

    /// <summary>Project that answers for the requests' quota; null leaves it to the token (Google user credentials made by gcloud name one).</summary>
    public virtual string? QuotaProject => null;

    private protected TimeProvider Clock { get; }

    /// <inheritdoc/>
    public async ValueTask<string> GetTokenAsync(HttpClient client, string? refused, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (Usable(refused) is { } token)
        {
            return token;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Somebody else may have renewed it, or been refused for good, while this call waited.
            if (Usable(refused) is { } renewed)
            {
                return renewed;
            }

            if (_refusal is not null)
            {
                throw CredentialErrors.Again(_refusal);
            }

            var next = await SignInAsync(client, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _current, next);
            return next.Text;
        }
        catch (ConversionException refusal) when (IsFinal(refusal))
        {
            _refusal = refusal;
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Gets a new access token. One call at a time.</summary>
    /// <exception cref="ConversionException">Of kind Connection when trying again can help; AccessDenied, InvalidInput or NotFound when it cannot.</exception>
    private protected abstract ValueTask<AccessToken> SignInAsync(HttpClient client, CancellationToken cancellationToken);

    private static bool IsFinal(ConversionException refusal) => refusal.Kind is ErrorKind.AccessDenied or ErrorKind.InvalidInput or ErrorKind.NotFound;

    private string? Usable(string? refused) =>
        Volatile.Read(ref _current) is { } current && current.Expires - Clock.GetUtcNow() > s_reserve && current.Text != refused ? current.Text : null;

    private protected sealed record AccessToken(string Text, DateTimeOffset Expires)
    {
        /// <summary>Never the token, which a record would show.</summary>
        public override string ToString() => nameof(AccessToken);
    }
}
