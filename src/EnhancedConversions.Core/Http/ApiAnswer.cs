using System.Net;
using System.Text.Json;

namespace EnhancedConversions.Http;

/// <summary>Why a request has no answer that can be read.</summary>
internal enum AnswerFault
{
    /// <summary>There is an answer.</summary>
    None,

    /// <summary>No connection came about, so the server never saw the request.</summary>
    Unreachable,

    /// <summary>The connection was cut after the request may have been read.</summary>
    Cut,

    /// <summary>No answer within the time of one attempt.</summary>
    TimedOut,

    /// <summary>The day's requests are used up by our own count, so it was not sent.</summary>
    NoQuota,

    /// <summary>HTTP says success, and the body is not the JSON it should be.</summary>
    Unreadable,
}

/// <summary>What came back for one HTTP request, whatever came back. Holds the server's own words: none of them goes into a message unredacted.</summary>
internal sealed record ApiAnswer
{
    /// <summary>Why there is no usable answer.</summary>
    public AnswerFault Fault { get; init; }

    /// <summary>HTTP status; 0 when no answer came.</summary>
    public HttpStatusCode Status { get; init; }

    /// <summary>The JSON body, an object or array; null when there was none or it could not be read.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>The body of a success that was asked for as a stream, JSON by its type; to be disposed by whoever asked. Null otherwise.</summary>
    public Stream? Stream { get; init; }

    /// <summary>The server's id of the request, from the headers; null when it gave none there.</summary>
    public string? RequestId { get; init; }

    /// <summary>The <c>Retry-After</c> header, or how long our own count of requests says to wait; null when absent.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The server's clock; null when it did not tell.</summary>
    public DateTimeOffset? ServerTime { get; init; }

    /// <summary>Why the sign-in did not come about, when that is why <see cref="Fault"/> is Unreachable; else null.</summary>
    public ConversionException? SignInError { get; init; }

    /// <summary>True for a 2xx answer with a JSON body.</summary>
    public bool IsSuccess => Fault == AnswerFault.None && (int)Status is >= 200 and <= 299;

    /// <summary>Never the server's words, which a record would show.</summary>
    public override string ToString() => $"{Fault} {(int)Status}";
}

/// <summary>The last answer of a call, and how it was come by.</summary>
/// <param name="Answer">The last answer.</param>
/// <param name="Requests">HTTP requests made to the service, repeats included.</param>
/// <param name="AnswerLost">True when an attempt may have been carried out without its answer having come back.</param>
/// <param name="AnswerTime">How long the service took for its last answer, waits for quota or another attempt left out; zero when none came.</param>
internal sealed record ApiResult(ApiAnswer Answer, int Requests, bool AnswerLost, TimeSpan AnswerTime = default);
