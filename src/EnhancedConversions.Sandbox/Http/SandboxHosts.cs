using EnhancedConversions.Sandbox.GoogleAds;
using EnhancedConversions.Sandbox.GoogleAds.DataManager;
using EnhancedConversions.Sandbox.MicrosoftAdvertising;
using EnhancedConversions.Sandbox.OAuth;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.Http;

/// <summary>Takes a request to the service its host name belongs to.</summary>
internal sealed class SandboxHosts
{
    private readonly WorldStore _world;
    private readonly Dictionary<string, (Network Network, Func<SandboxRequest, SandboxResponse> Answer)> _services;

    public SandboxHosts(WorldStore world, SandboxOptions options)
    {
        _world = world;
        var microsoft = new MicrosoftGate(world);
        _services = new(StringComparer.OrdinalIgnoreCase)
        {
            ["oauth2.googleapis.com"] = (Network.GoogleAds, new GoogleTokenEndpoint(world, options).Answer),
            ["googleads.googleapis.com"] = (Network.GoogleAds, new GoogleAdsApi(world).Answer),
            ["datamanager.googleapis.com"] = (Network.GoogleAds, new DataManagerApi(world).Answer),
            ["login.microsoftonline.com"] = (Network.MicrosoftAdvertising, new MicrosoftTokenEndpoint(world, options).Answer),
            ["clientcenter.api.bingads.microsoft.com"] = (Network.MicrosoftAdvertising, new CustomerManagementApi(microsoft).Answer),
            ["campaign.api.bingads.microsoft.com"] = (Network.MicrosoftAdvertising, new CampaignManagementApi(microsoft, world, options).Answer),
            ["reporting.api.bingads.microsoft.com"] = (Network.MicrosoftAdvertising, _ => SandboxResponse.PageNotFound()),
        };
    }

    /// <exception cref="HttpRequestException">No network of this sandbox has that host, or the request is not HTTPS.</exception>
    public SandboxResponse Answer(SandboxRequest request)
    {
        if (request.Uri.Scheme != Uri.UriSchemeHttps || !_services.TryGetValue(request.Host, out var service))
        {
            throw new HttpRequestException(HttpRequestError.NameResolutionError, $"The sandbox has no host '{request.Uri.GetLeftPart(UriPartial.Authority)}'.");
        }

        _world.Change(tables => tables.Counters.Add(service.Network, Counter.Requests));
        return service.Answer(request);
    }
}
