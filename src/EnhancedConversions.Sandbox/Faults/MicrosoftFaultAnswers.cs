using System.Net;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.MicrosoftAdvertising;

namespace EnhancedConversions.Sandbox.Faults;

/// <summary>How Microsoft's services say that they cannot answer now (contract 2.2, 2.3).</summary>
internal static class MicrosoftFaultAnswers
{
    public static SandboxResponse Answer(HttpStatusCode status, TimeSpan? retryAfter) => status switch
    {
        HttpStatusCode.TooManyRequests => MicrosoftFaults.Generic(status, MicrosoftErrors.CallRateExceeded),
        HttpStatusCode.InternalServerError => MicrosoftFaults.Generic(status, MicrosoftErrors.Internal),
        _ => SandboxResponse.Page(status, "The service is unavailable."),
    };
}
