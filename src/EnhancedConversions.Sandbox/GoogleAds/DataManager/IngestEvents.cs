using System.Buffers;
using System.Text;
using System.Text.Json;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary><c>events:ingest</c>: all or nothing (contract C.2 to C.6), a repeat is an adjustment (C.9).</summary>
internal sealed class IngestEvents(WorldStore world)
{
    public SandboxResponse Answer(WireValue request)
    {
        string requestId = Guid.NewGuid().ToString();
        DateTimeOffset now = world.Now;
        var violations = new ViolationList();
        var warnings = new FieldWarningList();
        List<Destination>? destinations = world.Read(tables => DestinationRules.Check(request, tables.Actions.Find, violations));
        if (destinations is null)
        {
            return DataManagerErrors.PermissionDenied(requestId);
        }

        int count = request.Count(RequestFields.Events);
        if (count == 0)
        {
            violations.Add("events", "REQUIRED_FIELD_MISSING");
        }
        else if (count > GoogleLimits.EventsPerRequest)
        {
            violations.Add("events", "TOO_MANY_EVENTS");
        }

        var rules = new EventRules(request, destinations, now, violations, warnings);
        IngestedEvent[] events = ArrayPool<IngestedEvent>.Shared.Rent(count);
        try
        {
            int index = 0;
            foreach (WireValue element in request.Each(RequestFields.Events))
            {
                events[index] = rules.Check(element, index);
                index++;
            }

            rules.Finish();
            if (!violations.IsEmpty)
            {
                return DataManagerErrors.InvalidArgument(requestId, violations.Items);
            }

            if (!request.Flag(RequestFields.ValidateOnly))
            {
                world.Change(tables => Take(requestId, request, events.AsSpan(0, count), destinations, now, tables));
            }

            return SandboxResponse.Ok(json => Write(json, requestId, warnings));
        }
        finally
        {
            ArrayPool<IngestedEvent>.Shared.Return(events, clearArray: true);
        }
    }

    private static void Take(string requestId, WireValue request, ReadOnlySpan<IngestedEvent> events, List<Destination> destinations, DateTimeOffset now, WorldTables tables)
    {
        DestinationOutcome[] outcomes = [.. destinations.Select(_ => new DestinationOutcome())];
        ConversionLog log = tables.Conversions.Log(Network.GoogleAds, UploadChannel.Default, now);
        Span<int> places = stackalloc int[GoogleLimits.DestinationsPerRequest];
        foreach (ref readonly IngestedEvent element in events)
        {
            Digest identifier = element.Identifier;
            foreach (int place in places[..DestinationRules.Select(element.Element, destinations, places)])
            {
                Destination destination = destinations[place];
                string? reason = Processing.Reason(element, destination, now);

                // A repeat by transaction id is an adjustment and fine; a repeat by click and time is not.
                bool isRepeatedClick = element is { HasTransactionId: false, HasClickId: true } && tables.Conversions.Find(Network.GoogleAds, destination.ActionId, element.Key) is not null;
                log.Add(new Conversion(destination.ActionId, element.Key, element.Time, reason, element.Value, element.Currency) { Click = reason is null ? AdClick.Of(identifier) : null });
                outcomes[place].Count(isRepeatedClick ? "PROCESSING_ERROR_REASON_DUPLICATE_GCLID" : reason);
            }
        }

        request.TryGet(RequestFields.Destinations, out WireValue sent);
        tables.IngestRequests.Add(requestId, new IngestRequest(now, Encoding.UTF8.GetString(sent.GetRaw()), DestinationOutcome.Write(outcomes)));
    }

    private static void Write(Utf8JsonWriter json, string requestId, FieldWarningList warnings)
    {
        json.WriteStartObject();
        json.WriteString("requestId", requestId);
        if (warnings.Items.Count > 0)
        {
            json.WriteStartArray("fieldWarnings");
            foreach ((string field, string reason) in warnings.Items)
            {
                json.WriteStartObject();
                json.WriteString("reason", reason);
                json.WriteString("description", "The field is ignored: " + reason["WARNING_REASON_".Length..].ToLowerInvariant().Replace('_', ' ') + ".");
                json.WriteString("field", field);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
