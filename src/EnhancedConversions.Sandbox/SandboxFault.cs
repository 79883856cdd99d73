using System.Net;

namespace EnhancedConversions.Sandbox;

/// <summary>Something that goes wrong at a certain request, the same way each time. Requests are counted from when the sandbox was opened.</summary>
public sealed record SandboxFault
{
    /// <summary>What goes wrong.</summary>
    public required SandboxFaultEffect Effect { get; init; }

    /// <summary>The requests that count.</summary>
    public RequestKinds Requests { get; init; } = RequestKinds.Uploads;

    /// <summary>The first of them to go wrong; 1 is the first request.</summary>
    public int First { get; init; } = 1;

    /// <summary>How many go wrong, one after the other.</summary>
    public int Times { get; init; } = 1;

    /// <summary>HTTP status of refusals and replaced answers.</summary>
    public HttpStatusCode Status { get; init; } = HttpStatusCode.ServiceUnavailable;

    /// <summary>How long a refused caller is told to wait, in the header and, where it has one, the network's own field; null when it is not told.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How much longer a slow answer takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Body of a replaced answer.</summary>
    public string Body { get; init; } = "{}";
}
