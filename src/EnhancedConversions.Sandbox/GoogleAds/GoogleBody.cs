using System.Text.Json;
using EnhancedConversions.Sandbox.GoogleAds.Errors;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.Wire;

namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>Reads the body of a call to one of Google's APIs.</summary>
internal static class GoogleBody
{
    /// <summary>The refusal of a body that is no message of the API; null when it is one.</summary>
    /// <param name="request">The request.</param>
    /// <param name="message">What its body has to be.</param>
    /// <param name="version">The API version.</param>
    /// <param name="places">Takes the places of its values; null when nobody wants them.</param>
    public static SandboxResponse? Refuse(SandboxRequest request, WireMessage message, int version, WireBody? places = null)
    {
        List<WireProblem> problems = request.MediaType == "application/json"
            ? WireCheck.Check(request.Body.Span, message, version, places)
            : [new WireProblem(WireFault.Syntax, "", "", "")];
        return problems.Count == 0 ? null : MalformedBody.Answer(problems);
    }

    /// <summary>The message; an empty body is an empty message.</summary>
    public static JsonDocument Parse(SandboxRequest request) => JsonDocument.Parse(request.Body.Length == 0 ? "{}"u8.ToArray() : request.Body);
}
