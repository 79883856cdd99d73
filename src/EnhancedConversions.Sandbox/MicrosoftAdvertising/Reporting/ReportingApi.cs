using System.Globalization;
using System.Net;
using System.Text.Json;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary><c>reporting.api.bingads.microsoft.com</c>, and the host its finished reports are fetched from (contract 8).</summary>
internal sealed class ReportingApi(MicrosoftGate gate, WorldStore world, SandboxOptions options)
{
    /// <summary>Where finished reports lie; the address carries its own permission.</summary>
    public const string DownloadHost = "download.api.bingads.microsoft.com";

    private const string DownloadPath = "/Reports/";

    public SandboxResponse Answer(SandboxRequest request)
    {
        bool isSubmit = request.Is(HttpMethod.Post, "/Reporting/v13/GenerateReport/Submit");
        if (!isSubmit && !request.Is(HttpMethod.Post, "/Reporting/v13/GenerateReport/Poll"))
        {
            return SandboxResponse.PageNotFound();
        }

        MicrosoftAccount? account = null;
        JsonDocument? body = null;
        SandboxResponse? refusal = gate.RefuseCaller(request)
            ?? MicrosoftGate.RefuseAccount(request, out account)
            ?? MicrosoftGate.RefuseBody(request, isSubmit ? ReportingMessages.Submit : ReportingMessages.Poll, out body);
        if (refusal is not null)
        {
            return refusal;
        }

        using (body)
        {
            return isSubmit ? Submit(body!.RootElement, account!) : Poll(body!.RootElement, account!);
        }
    }

    /// <summary>A finished report; anybody who has the address may fetch it until it ends.</summary>
    public SandboxResponse Download(SandboxRequest request)
    {
        if (request.Method != HttpMethod.Get || !request.Path.StartsWith(DownloadPath, StringComparison.Ordinal)
            || world.Read(t => t.ReportRequests.Find(request.Path[DownloadPath.Length..])) is not StoredReportRequest stored
            || !long.TryParse(request.Query("se"), NumberStyles.None, CultureInfo.InvariantCulture, out long ends))
        {
            return SandboxResponse.PageNotFound();
        }

        if (request.Query("sig") != Signature(request.Path[DownloadPath.Length..], ends) || world.Now > DateTimeOffset.FromUnixTimeSeconds(ends))
        {
            return SandboxResponse.Page(HttpStatusCode.Forbidden, "Server failed to authenticate the request.");
        }

        MicrosoftAccount account = MicrosoftAccount.Find(stored.AccountId)!;
        using JsonDocument document = JsonDocument.Parse(stored.Request);
        ReportOrder order = ReportOrder.Read(document.RootElement, account, out _)!;
        byte[] file = world.Read(tables => ReportFile.Write(order, account, ReportFile.Rows(order, account, tables, stored.Submitted, options.CampaignsPerAccount)));
        return new SandboxResponse(HttpStatusCode.OK, file) { MediaType = SandboxResponse.Binary };
    }

    private SandboxResponse Submit(JsonElement body, MicrosoftAccount account)
    {
        if (!body.TryGet("ReportRequest"u8, out JsonElement request))
        {
            return MicrosoftFaults.Operation(MicrosoftErrors.InputNotValid with { Field = "ReportRequest" });
        }

        if (ReportOrder.Read(request, account, out MicrosoftError? error) is null)
        {
            return MicrosoftFaults.Operation(error!);
        }

        string id = Guid.NewGuid().ToString("N");
        world.Change(tables => tables.ReportRequests.Add(id, new StoredReportRequest(account.Id, world.Now, request.GetRawText())));
        return MicrosoftFaults.Ok(json => json.WriteString("ReportRequestId", id));
    }

    private SandboxResponse Poll(JsonElement body, MicrosoftAccount account)
    {
        string id = body.Text("ReportRequestId"u8) ?? "";
        if (world.Read(t => t.ReportRequests.Find(id)) is not StoredReportRequest stored || stored.AccountId != account.Id || world.Now - stored.Submitted > MicrosoftLimits.ReportLifetime)
        {
            return MicrosoftFaults.Operation(MicrosoftErrors.ReportIdInvalid);
        }

        bool isReady = world.Now - stored.Submitted >= options.MicrosoftReportDelay;
        string? address = null;
        if (isReady)
        {
            using JsonDocument document = JsonDocument.Parse(stored.Request);
            ReportOrder order = ReportOrder.Read(document.RootElement, account, out _)!;
            long ends = (world.Now + MicrosoftLimits.ReportAddressLifetime).ToUnixTimeSeconds();

            // Success without an address means that there are no rows.
            address = world.Read(tables => ReportFile.Rows(order, account, tables, stored.Submitted, options.CampaignsPerAccount).Any())
                ? string.Create(CultureInfo.InvariantCulture, $"https://{DownloadHost}{DownloadPath}{id}?se={ends}&sig={Signature(id, ends)}")
                : null;
        }

        return MicrosoftFaults.Ok(json =>
        {
            json.WriteStartObject("ReportRequestStatus");
            json.WriteString("ReportDownloadUrl", address);
            json.WriteString("Status", isReady ? "Success" : "Pending");
            json.WriteEndObject();
        });
    }

    private static string Signature(string id, long ends) => Digest.Of("report:", id, ends.ToString(CultureInfo.InvariantCulture)).ToString();
}
