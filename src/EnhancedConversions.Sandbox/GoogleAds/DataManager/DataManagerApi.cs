using System.Text.Json;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.OAuth;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary><c>datamanager.googleapis.com</c> (contract C).</summary>
internal sealed class DataManagerApi(WorldStore world)
{
    private readonly IngestEvents _ingest = new(world);
    private readonly RequestStatus _status = new(world);

    public SandboxResponse Answer(SandboxRequest request)
    {
        bool isIngest = request.Is(HttpMethod.Post, "/v1/events:ingest");
        if (!isIngest && !request.Is(HttpMethod.Get, "/v1/requestStatus:retrieve"))
        {
            return SandboxResponse.PageNotFound();
        }

        if (isIngest)
        {
            world.Change(tables => tables.Counters.Add(Network.GoogleAds, Counter.UploadRequests));
        }

        TokenVerdict verdict = GoogleCaller.Judge(world, request, GoogleTokenEndpoint.DataManagerScope);
        return verdict != TokenVerdict.Good ? DataManagerErrors.Unauthenticated(verdict)
            : isIngest ? Ingest(request)
            : _status.Answer(request.Query("requestId"));
    }

    private SandboxResponse Ingest(SandboxRequest request)
    {
        if (GoogleBody.Refuse(request, DataManagerMessages.IngestEvents, version: 1) is SandboxResponse refusal)
        {
            return refusal;
        }

        using JsonDocument body = GoogleBody.Parse(request);
        return _ingest.Answer(body.RootElement);
    }
}
