using EnhancedConversions.Networks;

namespace EnhancedConversions.Http;

/// <summary>What to do after an answer.</summary>
internal enum NextStep
{
    /// <summary>Hand it to the caller.</summary>
    Return,

    /// <summary>Get a new access token, once, and send again.</summary>
    RefreshToken,

    /// <summary>Wait and send again.</summary>
    Retry,
}

/// <summary>A service's reading of an answer.</summary>
/// <param name="Step">What to do next.</param>
/// <param name="Wait">The wait the server asked for; null leaves it to the back-off.</param>
/// <param name="MaximumAttempts">Attempts after which the answer stands.</param>
/// <param name="NothingDone">True when the server surely did not carry the request out.</param>
internal readonly record struct Advice(NextStep Step, TimeSpan? Wait = null, int MaximumAttempts = int.MaxValue, bool NothingDone = false)
{
    public static readonly Advice Return = new(NextStep.Return);
}

/// <summary>One web service of a network: where it is, which headers it wants, how its answers are read, how often it may be called.</summary>
internal abstract class ApiService
{
    /// <summary>Base address, ending in a slash.</summary>
    public abstract Uri BaseAddress { get; }

    /// <summary>The published quota; null when there is none.</summary>
    public virtual IRequestQuota? Quota => null;

    /// <summary>Adds the service's own headers; authorization is there already.</summary>
    /// <param name="request">The request about to leave.</param>
    public virtual void AddHeaders(HttpRequestMessage request)
    {
    }

    /// <summary>Reads an answer that has come. Answers that did not come are the client's business.</summary>
    /// <param name="answer">An answer with a status.</param>
    public abstract Advice Judge(ApiAnswer answer);
}
