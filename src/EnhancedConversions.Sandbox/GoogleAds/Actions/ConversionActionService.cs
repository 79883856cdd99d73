using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnhancedConversions.Sandbox.GoogleAds.Errors;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.Actions;

/// <summary><c>conversionActions:mutate</c> (contract A.3, A.4).</summary>
internal sealed class ConversionActionService(WorldStore world)
{
    public SandboxResponse Mutate(GoogleAdsCall call)
    {
        int count = call.Body.Count("operations"u8);
        GoogleAdsError? refusal = call.Account.ConversionCustomerId != call.Account.Id ? GoogleAdsErrors.NotConversionCustomer()
            : count == 0 ? GoogleAdsErrors.Required(new PathElement("operations"))
            : count > GoogleLimits.OperationsPerMutate ? GoogleAdsErrors.TooManyOperations()
            : null;
        return refusal is null ? world.Change(tables => Mutate(call, tables.Actions)) : GoogleAdsFailure.Answer(call.Version, refusal);
    }

    private SandboxResponse Mutate(GoogleAdsCall call, ConversionActionTable table)
    {
        var batch = new MutateBatch(call.Account, table.OwnedBy(call.Account.Id), table.NextId(), world.Now);
        var results = new List<StoredAction?>();
        var errors = new List<GoogleAdsError>();
        foreach (JsonElement operation in call.Body.Each("operations"u8))
        {
            var place = new PathElement("operations", results.Count);
            StoredAction? result = batch.Apply(operation, out IReadOnlyList<GoogleAdsError> found);
            errors.AddRange(found.Select(e => e.Below(place)));
            results.Add(result);
        }

        bool partial = call.Body.Flag("partialFailure"u8);
        if (errors.Count > 0 && !partial)
        {
            return GoogleAdsFailure.Answer(call.Version, errors);
        }

        bool validateOnly = call.Body.Flag("validateOnly"u8);
        if (!validateOnly)
        {
            foreach (StoredAction action in results.OfType<StoredAction>())
            {
                table.Save(action);
            }
        }

        bool wholeResource = call.Body.Text("responseContentType"u8) == "MUTABLE_RESOURCE";
        string requestId = GoogleAdsFailure.NewRequestId();
        return SandboxResponse.Ok(json =>
        {
            json.WriteStartObject();
            GoogleAdsFailure.WritePartial(json, call.Version, errors, requestId);
            if (!validateOnly)
            {
                json.WriteStartArray("results");
                foreach (StoredAction? action in results)
                {
                    WriteResult(json, action, wholeResource);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }).With("request-id", requestId);
    }

    private static void WriteResult(Utf8JsonWriter json, StoredAction? action, bool wholeResource)
    {
        json.WriteStartObject();
        if (action is not null)
        {
            json.WriteString("resourceName", (string?)action.Resource["resourceName"]);
            if (wholeResource && !action.IsRemoved)
            {
                json.WritePropertyName("conversionAction");
                action.Resource.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>The operations of one request, each seeing what those before it did.</summary>
    private sealed class MutateBatch(GoogleAccount account, List<StoredAction> owned, long nextId, DateTimeOffset now)
    {
        private readonly Dictionary<long, StoredAction> _actions = owned.ToDictionary(a => a.Id);
        private readonly HashSet<string> _names = [.. owned.Where(a => !a.IsRemoved).Select(a => a.Name)];
        private readonly HashSet<long> _touched = [];
        private long _nextId = nextId;

        /// <summary>Applies one operation; gives null, and why, when it is refused.</summary>
        public StoredAction? Apply(JsonElement operation, out IReadOnlyList<GoogleAdsError> errors)
        {
            if (operation.TryGet("update"u8, out JsonElement update))
            {
                return Update(update, operation.Text("updateMask"u8), out errors);
            }

            if (!string.IsNullOrEmpty(operation.Text("updateMask"u8)))
            {
                errors = [GoogleAdsErrors.MaskNotAllowed()];
                return null;
            }

            if (operation.TryGet("create"u8, out JsonElement create))
            {
                return Create(create, out errors);
            }

            if (operation.Text("remove"u8) is string resourceName)
            {
                return Remove(resourceName, out errors);
            }

            errors = [GoogleAdsErrors.Required(new PathElement("operation"))];
            return null;
        }

        private StoredAction? Create(JsonElement fields, out IReadOnlyList<GoogleAdsError> errors)
        {
            errors = [.. ConversionActionRules.CheckNew(fields, _names).Select(e => e.Below(new PathElement("create")))];
            if (errors.Count > 0)
            {
                return null;
            }

            StoredAction action = NewConversionAction.Make(fields, _nextId++, account, now);
            _actions.Add(action.Id, action);
            _names.Add(action.Name);
            return action;
        }

        private StoredAction? Remove(string resourceName, out IReadOnlyList<GoogleAdsError> errors)
        {
            StoredAction? action = Find(resourceName, new PathElement("remove"), out errors);
            if (action is null)
            {
                return null;
            }

            JsonObject resource = action.Resource.DeepClone().AsObject();
            resource["status"] = "REMOVED";
            _names.Remove(action.Name);
            return Replace(action with { Resource = resource });
        }

        private StoredAction? Update(JsonElement fields, string? mask, out IReadOnlyList<GoogleAdsError> errors)
        {
            var place = new PathElement("update");
            if (string.IsNullOrEmpty(mask))
            {
                errors = [GoogleAdsErrors.MaskMissing()];
                return null;
            }

            StoredAction? action = Find(fields.Text("resourceName"u8) ?? "", place, out errors);
            if (action is null)
            {
                return null;
            }

            JsonObject resource = action.Resource.DeepClone().AsObject();
            var changes = new JsonObject();
            foreach (string path in mask.Split(','))
            {
                if (UpdateMask.Resolve(path.Trim(), ConversionActionMessages.ConversionAction) is not { } steps)
                {
                    errors = [GoogleAdsErrors.MaskFieldNotFound(path)];
                    return null;
                }

                if (steps[0].Name == "resource_name" || steps.Exists(s => s.OutputOnly))
                {
                    errors = [GoogleAdsErrors.Immutable([place, .. steps.Select(s => new PathElement(s.Name))])];
                    return null;
                }

                UpdateMask.Write(changes, steps, UpdateMask.Read(fields, steps));
                UpdateMask.Write(resource, steps, UpdateMask.Read(fields, steps));
            }

            var otherNames = _names.Where(n => n != action.Name).ToHashSet(StringComparer.Ordinal);
            errors = [.. ConversionActionRules.CheckChange(JsonSerializer.SerializeToElement(changes), otherNames).Select(e => e.Below(place))];
            if (errors.Count > 0)
            {
                return null;
            }

            _names.Remove(action.Name);
            StoredAction changed = Replace(NewConversionAction.Complete(action with { Resource = resource }, account));
            _names.Add(changed.Name);
            return changed;
        }

        private StoredAction? Find(string resourceName, PathElement place, out IReadOnlyList<GoogleAdsError> errors)
        {
            errors = [];
            string prefix = $"customers/{account.Id}/conversionActions/";
            if (!resourceName.StartsWith(prefix, StringComparison.Ordinal) || !long.TryParse(resourceName.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long id))
            {
                errors = [GoogleAdsErrors.MalformedResourceName(place, new PathElement("resource_name"))];
            }
            else if (!_actions.TryGetValue(id, out StoredAction? action) || action.IsRemoved)
            {
                errors = [GoogleAdsErrors.ResourceNotFound().Below(place)];
            }
            else if (!_touched.Add(id))
            {
                errors = [GoogleAdsErrors.SameResourceTwice().Below(place)];
            }
            else
            {
                return action;
            }

            return null;
        }

        private StoredAction Replace(StoredAction action)
        {
            _actions[action.Id] = action;
            return action;
        }
    }
}
