using System.Net;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.Wire;

namespace EnhancedConversions.Sandbox.GoogleAds.Errors;

/// <summary>What Google's front end says to a body that is no message of the API, before the API itself sees it.</summary>
internal static class MalformedBody
{
    public static SandboxResponse Answer(IReadOnlyList<WireProblem> problems)
    {
        var violations = problems.Select(p => new FieldViolation(p.Path, Describe(p), Reason: null)).ToList();
        return GoogleStatus.Answer(
            HttpStatusCode.BadRequest,
            string.Join('\n', violations.Select(v => v.Description)),
            json => GoogleStatus.WriteBadRequest(json, violations));
    }

    private static string Describe(WireProblem problem)
    {
        string at = problem.Path.Length == 0 ? "" : $" at '{problem.Path}'";
        return problem.Fault switch
        {
            WireFault.UnknownField => $"Invalid JSON payload received. Unknown name \"{problem.Name}\"{at}: Cannot find field.",
            WireFault.NotAList => $"Invalid JSON payload received. Unknown name \"{problem.Name}\"{at}: Proto field is not repeating, cannot start list.",
            WireFault.NotRepeated => $"Invalid JSON payload received. Unknown name \"{problem.Name}\"{at}: Expected a list.",
            WireFault.Repeated => $"Invalid JSON payload received. Name \"{problem.Name}\"{at} is given twice.",
            WireFault.UnknownEnumValue => $"Invalid value{at} (type.googleapis.com/{problem.Type}), \"{problem.Name}\"",
            WireFault.OneOfAlreadySet => $"Invalid value{at} (oneof), oneof field '{problem.Name}' is already set.",
            WireFault.WrongValue => $"Invalid value{at} ({problem.Type})",
            _ => "Invalid JSON payload received. Parsing terminated before end of input.",
        };
    }
}
