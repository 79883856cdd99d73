using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>A report that was ordered.</summary>
/// <param name="AccountId">The account it was ordered for.</param>
/// <param name="Submitted">When.</param>
/// <param name="Request">The order, JSON.</param>
internal sealed record StoredReportRequest(string AccountId, DateTimeOffset Submitted, string Request);

/// <summary>The reports that were ordered, by id.</summary>
internal sealed class ReportRequestTable(WorldDatabase database)
{
    public const string Schema = "CREATE TABLE report_request (id TEXT PRIMARY KEY, account TEXT NOT NULL, submitted INTEGER NOT NULL, request TEXT NOT NULL) WITHOUT ROWID";

    public void Add(string id, StoredReportRequest request) =>
        database.Run("INSERT INTO report_request (id, account, submitted, request) VALUES (?1, ?2, ?3, ?4)", id, request.AccountId, request.Submitted, request.Request);

    /// <summary>The order; null when there is none of that id.</summary>
    public StoredReportRequest? Find(string id) =>
        database.Rows("SELECT account, submitted, request FROM report_request WHERE id = ?1", r => new StoredReportRequest(r.Text(0), r.Time(1)!.Value, r.Text(2)), id).FirstOrDefault();
}
