using System.Net;
using EnhancedConversions.Sandbox.Faults;
using EnhancedConversions.Sandbox.GoogleAds;
using EnhancedConversions.Sandbox.GoogleAds.DataManager;
using EnhancedConversions.Sandbox.MicrosoftAdvertising;
using EnhancedConversions.Sandbox.OAuth;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.Http;

/// <summary>Takes a request to the service its host name belongs to, counts it, and lets it go wrong when the script says so.</summary>
internal sealed class SandboxHosts
{
    private readonly WorldStore _world;
    private readonly FaultScript _faults;
    private readonly Dictionary<string, Service> _services;

    public SandboxHosts(WorldStore world, SandboxOptions options)
    {
        _world = world;
        _faults = new FaultScript(options.Faults);
        var gate = new MicrosoftGate(world, options, SandboxCredentials.DeveloperToken, MicrosoftScopes.Manage);
        var sandboxGate = new MicrosoftGate(world, options, SandboxCredentials.MicrosoftSandboxDeveloperToken, MicrosoftScopes.ManageSandbox);
        var exchange = new GoogleTokenExchange(world, options);
        var reporting = new ReportingApi(gate, world, options);
        var sandboxReporting = new ReportingApi(sandboxGate, world, options);
        _services = new(StringComparer.OrdinalIgnoreCase)
        {
            ["oauth2.googleapis.com"] = new(Network.GoogleAds, new GoogleTokenEndpoint(world, options).Answer, OAuthAnswers.Refuse),
            ["accounts.google.com"] = new(Network.GoogleAds, new GoogleConsentPage(world).Answer, OAuthAnswers.Refuse),
            ["sts.googleapis.com"] = new(Network.GoogleAds, exchange.Exchange, OAuthAnswers.Refuse),
            ["iamcredentials.googleapis.com"] = new(Network.GoogleAds, exchange.Impersonate, OAuthAnswers.Refuse),
            ["googleads.googleapis.com"] = new(Network.GoogleAds, new GoogleAdsApi(world, options).Answer, GoogleFaultAnswers.Ads),
            ["datamanager.googleapis.com"] = new(Network.GoogleAds, new DataManagerApi(world, options).Answer, GoogleFaultAnswers.DataManager),
            ["login.microsoftonline.com"] = new(Network.MicrosoftAdvertising, new MicrosoftTokenEndpoint(world, options).Answer, OAuthAnswers.Refuse),
            ["clientcenter.api.sandbox.bingads.microsoft.com"] = Microsoft(new CustomerManagementApi(sandboxGate).Answer),
            ["campaign.api.sandbox.bingads.microsoft.com"] = Microsoft(new CampaignManagementApi(sandboxGate, world, options).Answer),
            ["clientcenter.api.bingads.microsoft.com"] = Microsoft(new CustomerManagementApi(gate).Answer),
            ["campaign.api.bingads.microsoft.com"] = Microsoft(new CampaignManagementApi(gate, world, options).Answer),
            ["reporting.api.sandbox.bingads.microsoft.com"] = Microsoft(sandboxReporting.Answer),
            ["reporting.api.bingads.microsoft.com"] = Microsoft(reporting.Answer),
            [ReportingApi.DownloadHost] = Microsoft(reporting.Download),
        };

        Service Microsoft(Func<SandboxRequest, SandboxResponse> answer) => !options.FaultsBelowApplicationFault
            ? new(Network.MicrosoftAdvertising, answer, MicrosoftFaultAnswers.Answer)
            : new(
                Network.MicrosoftAdvertising,
                request => MicrosoftFaults.BelowApplicationFault(answer(request)),
                (status, wait) => MicrosoftFaults.BelowApplicationFault(MicrosoftFaultAnswers.Answer(status, wait)));
    }

    /// <summary>The answer, and how much longer than usual it takes.</summary>
    /// <exception cref="HttpRequestException">No network of this sandbox has that host, the request is not HTTPS, or the line is cut.</exception>
    public (SandboxResponse Response, TimeSpan Delay) Answer(SandboxRequest request)
    {
        if (request.Uri.Scheme != Uri.UriSchemeHttps || !_services.TryGetValue(request.Host, out Service? service))
        {
            throw new HttpRequestException(HttpRequestError.NameResolutionError, $"The sandbox has no host '{request.Uri.GetLeftPart(UriPartial.Authority)}'.");
        }

        RequestKinds kind = RequestKindOf.Address(request.Uri);
        _world.Change(tables =>
        {
            tables.Counters.Add(service.Network, Counter.Requests);
            if ((kind & RequestKinds.Uploads) != 0)
            {
                tables.Counters.Add(service.Network, Counter.UploadRequests);
            }
        });

        if (_faults.Next(kind) is not SandboxFault fault)
        {
            return (service.Answer(request), TimeSpan.Zero);
        }

        SandboxResponse response = FaultEffects.Apply(
            fault,
            () => service.Answer(request),
            f => service.Refuse(f.Status, f.RetryAfter).WithRetryAfter(f.RetryAfter),
            () => _world.Change(tables => tables.Tokens.ExpireAccess(service.Network, _world.Now)));
        return (response, fault.Effect == SandboxFaultEffect.Slow ? fault.Delay : TimeSpan.Zero);
    }

    private sealed record Service(Network Network, Func<SandboxRequest, SandboxResponse> Answer, Func<HttpStatusCode, TimeSpan?, SandboxResponse> Refuse);
}
