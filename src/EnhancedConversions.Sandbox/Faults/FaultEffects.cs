using System.Globalization;
using System.Text;
using EnhancedConversions.Sandbox.Http;

namespace EnhancedConversions.Sandbox.Faults;

/// <summary>Lets one request go wrong.</summary>
internal static class FaultEffects
{
    /// <summary>The answer of a request that goes wrong.</summary>
    /// <param name="fault">How.</param>
    /// <param name="work">Does the work and gives the answer it would have had.</param>
    /// <param name="refuse">The network's way to refuse.</param>
    /// <param name="expireTokens">Ends the network's access tokens.</param>
    /// <exception cref="HttpRequestException">The line was cut.</exception>
    public static SandboxResponse Apply(SandboxFault fault, Func<SandboxResponse> work, Func<SandboxFault, SandboxResponse> refuse, Action expireTokens)
    {
        switch (fault.Effect)
        {
            case SandboxFaultEffect.Refuse:
                return refuse(fault);
            case SandboxFaultEffect.RefuseAfterWork:
                work();
                return refuse(fault);
            case SandboxFaultEffect.CutBeforeWork:
                throw Cut();
            case SandboxFaultEffect.CutAfterWork:
                work();
                throw Cut();
            case SandboxFaultEffect.Garbage:
                return work() with { Pieces = null, Body = "]}<not json>"u8.ToArray() };
            case SandboxFaultEffect.Truncate:
                SandboxResponse whole = work().Whole();
                return whole with { Body = whole.Body[..(whole.Body.Length / 2)] };
            case SandboxFaultEffect.WrongContentType:
                return work() with { Pieces = null, Body = "<!DOCTYPE html><title>Sign in to the network</title>"u8.ToArray(), MediaType = "text/html" };
            case SandboxFaultEffect.ExpireTokens:
                expireTokens();
                return work();
            case SandboxFaultEffect.Replace:
                return new SandboxResponse(fault.Status, Encoding.UTF8.GetBytes(fault.Body)).WithRetryAfter(fault.RetryAfter);
            default:
                return work();
        }
    }

    /// <summary>The same answer with a <c>Retry-After</c> header in whole seconds; unchanged when there is nothing to say.</summary>
    public static SandboxResponse WithRetryAfter(this SandboxResponse response, TimeSpan? wait) =>
        wait is TimeSpan time ? response.With("Retry-After", Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture)) : response;

    private static HttpRequestException Cut() => new(HttpRequestError.ResponseEnded, "The connection was closed before the answer arrived.", new IOException("The response ended prematurely."));
}
