using System.Text.Json.Nodes;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.Actions;

/// <summary>The conversion actions of all Google accounts.</summary>
internal sealed class ConversionActionTable(WorldDatabase database)
{
    public const string Schema = "CREATE TABLE google_action (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, created INTEGER NOT NULL, resource TEXT NOT NULL)";

    private const string Columns = "SELECT resource, created FROM google_action ";

    /// <summary>The account's own actions, removed ones included, oldest first.</summary>
    public List<StoredAction> OwnedBy(string customerId) => database.Rows(Columns + "WHERE customer = ?1 ORDER BY id", Read, customerId);

    /// <summary>The action; null when there is none of that id.</summary>
    public StoredAction? Find(long id) => database.Rows(Columns + "WHERE id = ?1", Read, id).FirstOrDefault();

    /// <summary>An id no action has yet.</summary>
    public long NextId() => database.Number("SELECT max(id) FROM google_action") + 1;

    /// <summary>Keeps an action, new or changed.</summary>
    public void Save(StoredAction action) =>
        database.Run(
            "INSERT INTO google_action (id, customer, created, resource) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO UPDATE SET resource = excluded.resource",
            action.Id, action.CustomerId, action.Created, action.Resource.ToJsonString());

    private static StoredAction Read(WorldRow row) => new(JsonNode.Parse(row.Text(0))!.AsObject(), row.Time(1)!.Value);
}
