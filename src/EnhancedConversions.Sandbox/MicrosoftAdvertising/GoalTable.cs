using System.Text.Json.Nodes;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>The conversion goals of all Microsoft accounts.</summary>
internal sealed class GoalTable(WorldDatabase database)
{
    public const string Schema = "CREATE TABLE microsoft_goal (id INTEGER PRIMARY KEY, account TEXT NOT NULL, created INTEGER NOT NULL, fields TEXT NOT NULL)";

    /// <summary>The goals of an account, oldest first.</summary>
    public List<StoredGoal> OfAccount(string accountId) =>
        database.Rows(
            "SELECT account, fields, created FROM microsoft_goal WHERE account = ?1 ORDER BY id",
            r => new StoredGoal(r.Text(0), JsonNode.Parse(r.Text(1))!.AsObject(), r.Time(2)!.Value),
            accountId);

    /// <summary>An id no goal has yet.</summary>
    public long NextId() => database.Number("SELECT max(id) FROM microsoft_goal") + 1;

    /// <summary>Keeps a goal, new or changed.</summary>
    public void Save(StoredGoal goal) =>
        database.Run(
            "INSERT INTO microsoft_goal (id, account, created, fields) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO UPDATE SET fields = excluded.fields",
            goal.Id, goal.AccountId, goal.Created, goal.Fields.ToJsonString());
}
