using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Http;
using EnhancedConversions.Http;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;

namespace EnhancedConversions.Core.Tests.Networks.GoogleAds;

/// <summary>A Google Ads client before a scripted server.</summary>
internal sealed class GoogleAdsWorld : IDisposable
{
    public const string Account = """{"results":[{"customer":{"resourceName":"customers/1234567890","id":"1234567890","descriptiveName":"Example Ltd","currencyCode":"EUR","timeZone":"Europe/Berlin","manager":false,"testAccount":true,"conversionTrackingSetting":{"googleAdsConversionCustomer":"customers/1234567890"}}}],"fieldMask":"customer.id"}""";

    public ScriptedServer Server { get; } = new();

    public LeapingClock Clock { get; } = new();

    public FixedTokens Tokens { get; } = new();

    public ConnectionSettings Settings(string? managerId = null, string accountId = "123-456-7890") => new()
    {
        Network = AdNetwork.GoogleAds,
        AccountId = accountId,
        ManagerId = managerId,
        Tokens = Tokens,
        Handler = Server,
        Ledger = "unused",
        Clock = Clock,
    };

    public GoogleAdsNetwork Network(string? managerId = null, GoogleEventSource source = GoogleEventSource.Web, ApiTiming? timing = null) =>
        new(Settings(managerId) with { EventSource = source }, timing);

    public static string Error(int code, string status, params string[] details) =>
        $$$"""{"error":{"code":{{{code}}},"message":"Request has an invalid argument: jane.doe@example.com","status":"{{{status}}}","details":[{{{string.Join(',', details)}}}]}}""";

    public static string Violations(params (string Field, string? Reason)[] violations) =>
        $$"""{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{{string.Join(',', violations.Select(Violation))}}]}""";

    private static string Violation((string Field, string? Reason) violation) => violation.Reason is null
        ? $$"""{"field":"{{violation.Field}}","description":"jane.doe@example.com is wrong"}"""
        : $$"""{"field":"{{violation.Field}}","description":"jane.doe@example.com is wrong","reason":"{{violation.Reason}}"}""";

    public static string Info(string reason, string quota = "") =>
        $$$"""{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"{{{reason}}}","domain":"datamanager.googleapis.com","metadata":{"quota_limit":"{{{quota}}}"} }""";

    public static string AdsFailure(string family, string code, string path = "", string more = "") =>
        $$$"""{"@type":"type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure","requestId":"req-9","errors":[{"errorCode":{"{{{family}}}":"{{{code}}}"},"message":"jane.doe@example.com","location":{"fieldPathElements":[{{{path}}}]} {{{more}}} }]}""";

    public void Dispose() => Server.Dispose();
}
