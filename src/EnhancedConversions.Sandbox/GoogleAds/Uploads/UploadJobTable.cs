using System.Text.Json;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.Uploads;

/// <summary>What one upload request brought for one conversion action.</summary>
/// <param name="JobId">Its job.</param>
/// <param name="ActionId">The action; 0 for rows that named none.</param>
/// <param name="Received">When.</param>
/// <param name="Successful">Rows taken.</param>
/// <param name="Failed">Rows refused.</param>
/// <param name="Errors">Refused rows by <c>category.CODE</c>.</param>
internal sealed record UploadJob(long JobId, long ActionId, DateTimeOffset Received, int Successful, int Failed, IReadOnlyDictionary<string, int> Errors);

/// <summary>Uploads by the Google Ads API, for its diagnostics (contract A.9).</summary>
internal sealed class UploadJobTable(WorldDatabase database)
{
    public const string Schema = """
        CREATE TABLE google_upload_job (
            id INTEGER PRIMARY KEY, customer TEXT NOT NULL, job INTEGER NOT NULL, action INTEGER NOT NULL, received INTEGER NOT NULL,
            successful INTEGER NOT NULL, failed INTEGER NOT NULL, errors TEXT NOT NULL)
        """;

    public void Add(string customerId, long jobId, IEnumerable<UploadedRow> rows, DateTimeOffset now)
    {
        foreach (IGrouping<long, UploadedRow> action in rows.GroupBy(r => r.Action?.Id ?? 0))
        {
            var errors = action.SelectMany(r => r.Errors.Take(1)).GroupBy(e => e.Category + "." + e.Code).ToDictionary(g => g.Key, g => g.Count());
            int failed = action.Count(r => r.Errors.Count > 0);
            database.Run(
                "INSERT INTO google_upload_job (customer, job, action, received, successful, failed, errors) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                customerId, jobId, action.Key, now, action.Count() - failed, failed, JsonSerializer.Serialize(errors));
        }
    }

    /// <summary>The uploads to an account, oldest first.</summary>
    public List<UploadJob> Of(string customerId) =>
        database.Rows(
            "SELECT job, action, received, successful, failed, errors FROM google_upload_job WHERE customer = ?1 ORDER BY id",
            r => new UploadJob(r.Number(0), r.Number(1), r.Time(2)!.Value, (int)r.Number(3), (int)r.Number(4), JsonSerializer.Deserialize<Dictionary<string, int>>(r.Text(5))!),
            customerId);
}
