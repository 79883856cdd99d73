using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EnhancedConversions.Sandbox.GoogleAds.Actions;
using EnhancedConversions.Sandbox.GoogleAds.Errors;
using EnhancedConversions.Sandbox.GoogleAds.Search;
using EnhancedConversions.Sandbox.GoogleAds.Uploads;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.OAuth;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary><c>googleads.googleapis.com</c> (contract A): finds the call, checks version, token, accounts and body, and passes on what is left.</summary>
internal sealed partial class GoogleAdsApi
{
    private readonly WorldStore _world;
    private readonly Dictionary<string, (WireMessage Request, Func<GoogleAdsCall, SandboxResponse> Answer)> _calls;

    public GoogleAdsApi(WorldStore world, SandboxOptions options)
    {
        _world = world;
        var search = new SearchService(world, options);
        var actions = new ConversionActionService(world);
        var uploads = new ConversionUploadService(world, options);
        _calls = new(StringComparer.Ordinal)
        {
            ["/googleAds:search"] = (SearchMessages.Search, search.Search),
            ["/googleAds:searchStream"] = (SearchMessages.SearchStream, search.SearchStream),
            [":uploadClickConversions"] = (UploadMessages.ClickConversions, uploads.UploadClicks),
            [":uploadConversionAdjustments"] = (UploadMessages.Adjustments, uploads.UploadAdjustments),
            ["/conversionActions:mutate"] = (ConversionActionMessages.Mutate, actions.Mutate),
        };
    }

    public SandboxResponse Answer(SandboxRequest request)
    {
        Match match = CallPath().Match(request.Path);
        if (!match.Success)
        {
            return SandboxResponse.PageNotFound();
        }

        int version = int.Parse(match.Groups["version"].ValueSpan, CultureInfo.InvariantCulture);
        if (version is not (25 or 26))
        {
            return GoogleAdsFailure.Answer(version, GoogleAdsErrors.UnsupportedVersion(version));
        }

        string call = match.Groups["call"].Value;
        bool isList = call == ":listAccessibleCustomers" && request.Method == HttpMethod.Get;
        if (!isList && (request.Method != HttpMethod.Post || !_calls.ContainsKey(call)))
        {
            return SandboxResponse.PageNotFound();
        }

        SandboxResponse response = Refuse(request, version) ?? (isList ? ListAccessibleCustomers() : Answer(request, version, match.Groups["customer"].Value, call));
        return call == "/googleAds:searchStream" && response.Status != HttpStatusCode.OK ? response with { Body = [(byte)'[', .. response.Body, (byte)']'] } : response;
    }

    private SandboxResponse Answer(SandboxRequest request, int version, string customerId, string call)
    {
        if (!GoogleAccounts.IsWellFormed(customerId))
        {
            return GoogleAdsFailure.Answer(version, GoogleAdsErrors.InvalidCustomerId());
        }

        string? loginId = request.Header("login-customer-id");
        if (loginId is not null && !GoogleAccounts.IsWellFormed(loginId))
        {
            return GoogleAdsFailure.Answer(version, GoogleAdsErrors.InvalidLoginCustomerId());
        }

        if (GoogleAccounts.Find(customerId) is not GoogleAccount account || GoogleAccounts.Find(loginId ?? customerId) is not { IsReachedDirectly: true } login)
        {
            return GoogleAdsFailure.Answer(version, GoogleAdsErrors.PermissionDenied());
        }

        if (!GoogleAccounts.IsAtOrAbove(login, account))
        {
            return GoogleAdsFailure.Answer(version, GoogleAdsErrors.LoginCustomerNotAbove());
        }

        (WireMessage message, Func<GoogleAdsCall, SandboxResponse> answer) = _calls[call];
        if (GoogleBody.Refuse(request, message, version) is SandboxResponse refusal)
        {
            return refusal;
        }

        using JsonDocument body = GoogleBody.Parse(request);
        return answer(new GoogleAdsCall(version, account, login, body.RootElement, request.BearerToken is string token && TokenTable.IsEstablished(token)));
    }

    private SandboxResponse? Refuse(SandboxRequest request, int version) => GoogleCaller.Judge(_world, request, GoogleTokenEndpoint.AdsScope) switch
    {
        TokenVerdict.Good => null,
        TokenVerdict.Missing => GoogleAdsFailure.Answer(version, GoogleAdsErrors.TokenMissing()),
        TokenVerdict.Unknown => GoogleAdsFailure.Answer(version, GoogleAdsErrors.TokenInvalid()),
        TokenVerdict.Expired => GoogleAdsFailure.Answer(version, GoogleAdsErrors.TokenExpired()),
        _ => GoogleStatus.Answer(HttpStatusCode.Forbidden, "Request had insufficient authentication scopes.", json =>
            GoogleStatus.WriteErrorInfo(json, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "googleapis.com", ("service", "googleads.googleapis.com"))),
    };

    private static SandboxResponse ListAccessibleCustomers() =>
        SandboxResponse.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("resourceNames");
            foreach (GoogleAccount account in GoogleAccounts.All.Where(a => a.IsReachedDirectly))
            {
                json.WriteStringValue("customers/" + account.Id);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }).With("request-id", GoogleAdsFailure.NewRequestId());

    [GeneratedRegex(@"^/v(?<version>\d{1,4})/customers(?:/(?<customer>[^/:]+))?(?<call>[/:].+)$", RegexOptions.CultureInvariant)]
    private static partial Regex CallPath();
}
