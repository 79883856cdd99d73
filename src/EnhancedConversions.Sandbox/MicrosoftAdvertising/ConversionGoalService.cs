using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary><c>ConversionGoals</c>: query, add, update (contract 4).</summary>
internal sealed class ConversionGoalService(WorldStore world)
{
    /// <summary>Fields that come only when ReturnAdditionalFields names them.</summary>
    private static readonly string[] s_additionalFields =
        ["ViewThroughConversionWindowInMinutes", "IsExternallyAttributed", "GoalCategory", "AttributionModelType", "IsEnhancedConversionsEnabled", "IsAutoGoal"];

    public SandboxResponse QueryByIds(JsonElement body, MicrosoftAccount account, int turn)
    {
        if (body.Text("ConversionGoalTypes"u8) is not { Length: > 0 } types)
        {
            return MicrosoftFaults.Operation(MicrosoftErrors.GoalTypesMissing);
        }

        string[] ids = [.. body.Each("ConversionGoalIds"u8).Select(i => i.GetString()!)];
        if (ids.Length > MicrosoftLimits.GoalsPerRequest)
        {
            return MicrosoftFaults.Operation(MicrosoftErrors.TooManyGoalIds);
        }

        string[] wanted = types.Split(',');
        string[] extra = (body.Text("ReturnAdditionalFields"u8) ?? "").Split(',');
        var goals = world.Read(t => t.Goals.OfAccount(account.Id)).Where(g => wanted.Contains(g.Type)).ToList();
        var errors = new List<(int, MicrosoftError)>();
        var found = new List<StoredGoal?>(ids.Length == 0 ? goals : []);
        for (int i = 0; i < ids.Length; i++)
        {
            StoredGoal? goal = ids.AsSpan(0, i).Contains(ids[i]) ? null : goals.Find(g => g.Id.ToString(CultureInfo.InvariantCulture) == ids[i]);
            found.Add(goal);
            if (goal is null)
            {
                errors.Add((i, ids.AsSpan(0, i).Contains(ids[i]) ? MicrosoftErrors.GoalIdTwice : MicrosoftErrors.GoalIdInvalid));
            }
        }

        return MicrosoftFaults.Ok(json =>
        {
            json.WriteStartArray("ConversionGoals");
            foreach (StoredGoal? goal in found)
            {
                WriteGoal(json, goal, extra);
            }

            json.WriteEndArray();
            MicrosoftFaults.WritePartialErrors(json, errors, turn);
        });
    }

    public SandboxResponse Add(JsonElement body, MicrosoftAccount account, int turn) => Each(body, (goals, tables, errors) =>
    {
        List<StoredGoal> owned = OfCustomer(tables, account);
        var taken = owned.Select(g => g.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var context = new GoalContext(account, taken, names, owned.Exists(g => g.AccountId == account.Id && g.IsEnhanced));
        var ids = new List<string?>();
        long next = tables.Goals.NextId();
        for (int i = 0; i < goals.Count; i++)
        {
            MicrosoftError[] found = [.. CheckNew(goals[i], context)];
            errors.AddRange(found.Select(e => (i, e)));
            if (found.Length > 0)
            {
                ids.Add(null);
                continue;
            }

            names.Add(goals[i].Text("Name"u8)!);

            var goal = NewGoal.Complete(new StoredGoal(account.Id, JsonObject.Create(goals[i].Clone())!, world.Now), next++);
            tables.Goals.Save(goal);
            ids.Add(goal.Id.ToString(CultureInfo.InvariantCulture));
        }

        return MicrosoftFaults.Ok(json =>
        {
            json.WriteStartArray("ConversionGoalIds");
            ids.ForEach(json.WriteStringValue);
            json.WriteEndArray();
            MicrosoftFaults.WritePartialErrors(json, errors, turn);
        });
    });

    public SandboxResponse Update(JsonElement body, MicrosoftAccount account, int turn) => Each(body, (goals, tables, errors) =>
    {
        List<StoredGoal> owned = OfCustomer(tables, account);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < goals.Count; i++)
        {
            if (goals[i].ValueKind == JsonValueKind.Null)
            {
                errors.Add((i, MicrosoftErrors.GoalIsNull));
                continue;
            }

            StoredGoal? stored = owned.Find(g => g.AccountId == account.Id && (string?)g.Fields["Id"] == goals[i].Text("Id"u8));
            if (stored is null)
            {
                errors.Add((i, goals[i].TryGet("Id"u8, out _) ? MicrosoftErrors.GoalIdInvalid : MicrosoftErrors.GoalIdMissing));
                continue;
            }

            var taken = owned.Where(g => g != stored).Select(g => g.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var context = new GoalContext(account, taken, names, owned.Exists(g => g.AccountId == account.Id && g.IsEnhanced));
            MicrosoftError[] found = [.. GoalRules.CheckChange(goals[i], stored, context)];
            errors.AddRange(found.Select(e => (i, e)));
            names.Add(goals[i].Text("Name"u8) ?? "");
            if (found.Length > 0)
            {
                continue;
            }

            foreach (JsonProperty field in goals[i].EnumerateObject().Where(f => f.Value.ValueKind != JsonValueKind.Null))
            {
                stored.Fields[field.Name] = JsonSerializer.SerializeToNode(field.Value);
            }

            tables.Goals.Save(stored);
        }

        return MicrosoftFaults.Ok(json => MicrosoftFaults.WritePartialErrors(json, errors, turn));
    });

    private SandboxResponse Each(JsonElement body, Func<List<JsonElement>, WorldTables, List<(int, MicrosoftError)>, SandboxResponse> work)
    {
        List<JsonElement> goals = [.. body.Each("ConversionGoals"u8)];
        return goals.Count == 0 ? MicrosoftFaults.Operation(MicrosoftErrors.GoalsMissing)
            : goals.Count > MicrosoftLimits.GoalsPerRequest ? MicrosoftFaults.Operation(MicrosoftErrors.TooManyGoals)
            : world.Change(tables => work(goals, tables, []));
    }

    private static IEnumerable<MicrosoftError> CheckNew(JsonElement goal, GoalContext context) =>
        goal.ValueKind == JsonValueKind.Null ? [MicrosoftErrors.GoalIsNull] : goal.Text("Type"u8) switch
        {
            "OfflineConversion" => GoalRules.CheckNew(goal, context),
            null => [MicrosoftErrors.InputNotValid with { Field = "Type" }],

            // Goals of other types live on web pages and in apps, which this world does not have.
            _ => [MicrosoftErrors.NotSupported],
        };

    private static List<StoredGoal> OfCustomer(WorldTables tables, MicrosoftAccount account) =>
        [.. MicrosoftAccount.All.Where(a => a.CustomerId == account.CustomerId).SelectMany(a => tables.Goals.OfAccount(a.Id))];

    private static void WriteGoal(Utf8JsonWriter json, StoredGoal? goal, string[] extra)
    {
        if (goal is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        foreach ((string name, JsonNode? value) in goal.Fields.Where(f => !s_additionalFields.Contains(f.Key) || extra.Contains(f.Key)))
        {
            json.WritePropertyName(name);
            if (value is null)
            {
                json.WriteNullValue();
            }
            else
            {
                value.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }
}
