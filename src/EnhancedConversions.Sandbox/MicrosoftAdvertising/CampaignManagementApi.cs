using System.Text.Json;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary><c>campaign.api.bingads.microsoft.com</c> (contract 3, 4).</summary>
internal sealed class CampaignManagementApi
{
    private readonly MicrosoftGate _gate;
    private readonly WorldStore _world;
    private readonly Dictionary<(HttpMethod, string), (WireMessage Request, Func<JsonElement, MicrosoftAccount, int, SandboxResponse> Answer)> _calls;

    public CampaignManagementApi(MicrosoftGate gate, WorldStore world, SandboxOptions options)
    {
        _gate = gate;
        _world = world;
        var goals = new ConversionGoalService(world);
        _calls = new()
        {
            [(HttpMethod.Post, "ConversionGoals/QueryByIds")] = (CampaignManagementMessages.GoalsByIds, goals.QueryByIds),
            [(HttpMethod.Post, "ConversionGoals")] = (CampaignManagementMessages.ConversionGoals, goals.Add),
            [(HttpMethod.Put, "ConversionGoals")] = (CampaignManagementMessages.ConversionGoals, goals.Update),
            [(HttpMethod.Post, "OfflineConversionAdjustments/Apply")] = (CampaignManagementMessages.ApplyAdjustments, new OfflineAdjustmentService(world).Apply),
            [(HttpMethod.Post, "OfflineConversionReport/QueryByGoalIds")] = (CampaignManagementMessages.ReportByGoalIds, new OfflineReportService(world).QueryByGoalIds),
            [(HttpMethod.Post, "UetTags/QueryByIds")] = (CampaignManagementMessages.UetTagsByIds, UetTagService.QueryByIds),
            [(HttpMethod.Post, "AccountProperties/Query")] = (CampaignManagementMessages.AccountProperties, QueryProperties),
            [(HttpMethod.Post, "OfflineConversions/Apply")] = (CampaignManagementMessages.ApplyOfflineConversions, new OfflineConversionService(world, options).Apply),
        };
    }

    public SandboxResponse Answer(SandboxRequest request)
    {
        const string root = "/CampaignManagement/v13/";
        if (!request.Path.StartsWith(root, StringComparison.Ordinal) || !_calls.TryGetValue((request.Method, request.Path[root.Length..]), out var call))
        {
            return SandboxResponse.PageNotFound();
        }

        MicrosoftAccount? account = null;
        JsonDocument? body = null;
        SandboxResponse? refusal = _gate.RefuseCaller(request) ?? MicrosoftGate.RefuseAccount(request, out account) ?? MicrosoftGate.RefuseBody(request, call.Request, out body);
        if (refusal is not null)
        {
            return refusal;
        }

        using (body)
        {
            int turn = _world.Read(tables => tables.Counters.Get(Network.MicrosoftAdvertising, Counter.UploadRequests));
            return call.Answer(body!.RootElement, account!, turn);
        }
    }

    private static SandboxResponse QueryProperties(JsonElement body, MicrosoftAccount account, int turn) => MicrosoftFaults.Ok(json =>
    {
        json.WriteStartArray("AccountProperties");
        foreach (JsonElement name in body.Each("AccountPropertyNames"u8))
        {
            json.WriteStartObject();
            json.WriteString("Name", name.GetString());
            json.WriteString("Value", name.GetString() == "MSCLKIDAutoTaggingEnabled" ? "true" : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        MicrosoftFaults.WritePartialErrors(json, [], turn);
    });
}
