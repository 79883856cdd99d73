using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>An ingest request that was taken.</summary>
/// <param name="Received">When.</param>
/// <param name="Destinations">Its destinations as sent, a JSON list.</param>
/// <param name="Outcomes">Per destination, as a JSON list: number of events, and errors by reason.</param>
internal sealed record IngestRequest(DateTimeOffset Received, string Destinations, string Outcomes);

/// <summary>Ingest requests whose status can be asked for.</summary>
internal sealed class IngestRequestTable(WorldDatabase database)
{
    public const string Schema = "CREATE TABLE google_ingest_request (id TEXT PRIMARY KEY, received INTEGER NOT NULL, destinations TEXT NOT NULL, outcomes TEXT NOT NULL) WITHOUT ROWID";

    public void Add(string id, IngestRequest request) =>
        database.Run("INSERT INTO google_ingest_request (id, received, destinations, outcomes) VALUES (?1, ?2, ?3, ?4)", id, request.Received, request.Destinations, request.Outcomes);

    /// <summary>The request; null when there is none of that id.</summary>
    public IngestRequest? Find(string id) =>
        database.Rows("SELECT received, destinations, outcomes FROM google_ingest_request WHERE id = ?1", r => new IngestRequest(r.Time(0)!.Value, r.Text(1), r.Text(2)), id).FirstOrDefault();
}
