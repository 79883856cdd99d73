using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary><c>requestStatus:retrieve</c> (contract C.7): counts per reason, never rows, and not before processing is done.</summary>
internal sealed class RequestStatus(WorldStore world)
{
    public SandboxResponse Answer(string? requestId)
    {
        string ownId = Guid.NewGuid().ToString();
        var violations = new ViolationList();
        if (string.IsNullOrEmpty(requestId))
        {
            violations.Add("request_id", "REQUIRED_FIELD_MISSING");
            return DataManagerErrors.InvalidArgument(ownId, violations.Items);
        }

        if (world.Read(t => t.IngestRequests.Find(requestId)) is not IngestRequest request)
        {
            violations.Add("request_id", "INVALID_REQUEST_ID");
            return DataManagerErrors.InvalidArgument(ownId, violations.Items);
        }

        bool isDone = world.Now >= request.Received + GoogleLimits.ProcessingDelay;
        return SandboxResponse.Ok(json => Write(json, request, isDone));
    }

    private static void Write(Utf8JsonWriter json, IngestRequest request, bool isDone)
    {
        using JsonDocument destinations = JsonDocument.Parse(request.Destinations);
        DestinationOutcome[] outcomes = DestinationOutcome.Read(request.Outcomes);
        json.WriteStartObject();
        json.WriteStartArray("requestStatusPerDestination");
        for (int i = 0; i < outcomes.Length; i++)
        {
            DestinationOutcome outcome = outcomes[i];
            int errors = outcome.Errors.Sum(e => e.Value);
            json.WriteStartObject();
            json.WritePropertyName("destination");
            destinations.RootElement[i].WriteTo(json);
            json.WriteString("requestStatus", !isDone ? "PROCESSING" : errors == 0 ? "SUCCESS" : errors == outcome.Records ? "FAILED" : "PARTIAL_SUCCESS");
            if (isDone && errors > 0)
            {
                WriteErrors(json, outcome);
            }

            json.WriteStartObject("eventsIngestionStatus");
            json.WriteString("recordCount", outcome.Records.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteErrors(Utf8JsonWriter json, DestinationOutcome outcome)
    {
        json.WriteStartObject("errorInfo");
        json.WriteStartArray("errorCounts");
        foreach ((string reason, int count) in outcome.Errors)
        {
            json.WriteStartObject();
            json.WriteString("reason", reason);
            json.WriteString("recordCount", count.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
