using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.OAuth;

/// <summary>Public keys of the service accounts that were given a key.</summary>
internal sealed class ServiceAccountTable(WorldDatabase database)
{
    public const string Schema = "CREATE TABLE google_service_account (key_id TEXT PRIMARY KEY, email TEXT NOT NULL, public_key TEXT NOT NULL) WITHOUT ROWID";

    public void Add(string keyId, string email, string publicKeyPem) =>
        database.Run("INSERT INTO google_service_account (key_id, email, public_key) VALUES (?1, ?2, ?3)", keyId, email, publicKeyPem);

    /// <summary>Public keys (PEM) of an account; of one key id when it is given.</summary>
    public List<string> PublicKeys(string email, string? keyId) =>
        database.Rows("SELECT public_key FROM google_service_account WHERE email = ?1 AND (?2 IS NULL OR key_id = ?2)", r => r.Text(0), email, keyId);
}
