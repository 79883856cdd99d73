using System.Net;
using System.Text.Json;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.OAuth;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>What every call passes first: token, headers and body (contract 1.3, 1.4, 2.1).</summary>
/// <param name="world">The world.</param>
/// <param name="options">How it behaves.</param>
/// <param name="developerToken">The developer token of this environment.</param>
/// <param name="scope">The scope a Microsoft token needs in this environment.</param>
internal sealed class MicrosoftGate(WorldStore world, SandboxOptions options, string developerToken, string scope)
{
    /// <summary>Refuses a call that is not signed in; null when it is.</summary>
    public SandboxResponse? RefuseCaller(SandboxRequest request)
    {
        // A token of a sign-in with Google is only known by that header (contract 1.3).
        bool isGoogle = request.Header("IdentityProvider") == "Google";
        Network issuer = isGoogle ? Network.GoogleAds : Network.MicrosoftAdvertising;
        if (request.BearerToken is not string text || world.Read(t => t.Tokens.Find(issuer, text)) is not { Kind: TokenKind.Access } token || (!isGoogle && !token.HasScope(scope)))
        {
            return MicrosoftFaults.Generic(HttpStatusCode.Unauthorized, MicrosoftErrors.InvalidCredentials);
        }

        if (token.Expires <= world.Now)
        {
            return MicrosoftFaults.Generic(HttpStatusCode.Unauthorized, MicrosoftErrors.TokenExpired);
        }

        return request.Header("DeveloperToken") switch
        {
            null => MicrosoftFaults.Generic(HttpStatusCode.BadRequest, MicrosoftErrors.HeadersMissing),
            string given when given == developerToken => RefuseByRate(),
            _ => MicrosoftFaults.Generic(HttpStatusCode.Unauthorized, MicrosoftErrors.InvalidCredentials),
        };
    }

    private SandboxResponse? RefuseByRate() => options.MicrosoftCallsPerMinute is not int most ? null : world.Change(tables =>
    {
        if (tables.Calls.Wait(Network.MicrosoftAdvertising, most, TimeSpan.FromMinutes(1), world.Now) > TimeSpan.Zero)
        {
            return MicrosoftFaults.Generic(HttpStatusCode.TooManyRequests, MicrosoftErrors.CallRateExceeded);
        }

        tables.Calls.Add(Network.MicrosoftAdvertising, world.Now);
        return null;
    });

    /// <summary>Refuses a call whose headers name no account of this user; gives null and the account otherwise.</summary>
    public static SandboxResponse? RefuseAccount(SandboxRequest request, out MicrosoftAccount? account)
    {
        account = null;
        string? customerId = request.Header("CustomerId");
        string? accountId = request.Header("CustomerAccountId");
        if (customerId is null)
        {
            return MicrosoftFaults.Generic(HttpStatusCode.BadRequest, MicrosoftErrors.HeadersMissing);
        }

        if (accountId is null)
        {
            return MicrosoftFaults.Operation(MicrosoftErrors.AccountIdMissing);
        }

        // The number people see (X0012345) is the usual mistake here.
        if (!customerId.All(char.IsAsciiDigit) || !accountId.All(char.IsAsciiDigit))
        {
            return MicrosoftFaults.Generic(HttpStatusCode.BadRequest, MicrosoftErrors.InvalidAccount);
        }

        account = MicrosoftAccount.Find(accountId);
        return account?.CustomerId == customerId ? null : MicrosoftFaults.Generic(HttpStatusCode.Forbidden, MicrosoftErrors.NotAuthorized);
    }

    /// <summary>Refuses a body that is no message of the operation; gives null and the message otherwise.</summary>
    public static SandboxResponse? RefuseBody(SandboxRequest request, WireMessage message, out JsonDocument? body)
    {
        body = null;
        List<WireProblem> problems = request.MediaType == "application/json" ? WireCheck.Check(request.Body.Span, message) : [new WireProblem(WireFault.Syntax, "", "", "")];
        if (problems.Count > 0)
        {
            string place = problems[0].Fault == WireFault.UnknownField ? $"{problems[0].Path}.{problems[0].Name}".TrimStart('.') : problems[0].Path;
            return MicrosoftFaults.Generic(HttpStatusCode.BadRequest, MicrosoftErrors.InputNotValid with { Field = place });
        }

        body = JsonDocument.Parse(request.Body.Length == 0 ? "{}"u8.ToArray() : request.Body);
        return null;
    }
}
