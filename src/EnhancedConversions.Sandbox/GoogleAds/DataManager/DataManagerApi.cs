using EnhancedConversions.Sandbox.Faults;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.OAuth;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary><c>datamanager.googleapis.com</c> (contract C).</summary>
internal sealed class DataManagerApi(WorldStore world, SandboxOptions options)
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

        TokenVerdict verdict = GoogleCaller.Judge(world, request, GoogleTokenEndpoint.DataManagerScope);
        return verdict != TokenVerdict.Good ? DataManagerErrors.Unauthenticated(verdict)
            : RefuseByQuota() ?? (isIngest ? Ingest(request) : _status.Answer(request.Query("requestId")));
    }

    private SandboxResponse? RefuseByQuota()
    {
        if (options is { DataManagerRequestsPerMinute: null, DataManagerRequestsPerDay: null })
        {
            return null;
        }

        return world.Change(tables =>
        {
            foreach ((int? most, TimeSpan window, string name) in ((int?, TimeSpan, string)[])
                [(options.DataManagerRequestsPerMinute, TimeSpan.FromMinutes(1), "PerMinute"), (options.DataManagerRequestsPerDay, TimeSpan.FromDays(1), "PerDay")])
            {
                if (most is int limit && tables.Calls.Wait(Network.GoogleAds, limit, window, world.Now) > TimeSpan.Zero)
                {
                    return GoogleFaultAnswers.QuotaExceeded($"IngestionRequests{name}PerProject", retryAfter: null);
                }
            }

            tables.Calls.Add(Network.GoogleAds, world.Now);
            return null;
        });
    }

    private SandboxResponse Ingest(SandboxRequest request)
    {
        using var body = new WireBody(request.Body);
        return GoogleBody.Refuse(request, DataManagerMessages.IngestEvents, version: 1, body) ?? _ingest.Answer(body.Root);
    }
}
