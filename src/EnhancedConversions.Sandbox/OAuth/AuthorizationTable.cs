using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.OAuth;

/// <summary>What a person consented to, until the code for it is traded in.</summary>
/// <param name="Redirect">Where the code was sent.</param>
/// <param name="Scope">Scopes, parted by blanks.</param>
/// <param name="Challenge">PKCE challenge (S256); null when there was none.</param>
/// <param name="Expires">When the code ends.</param>
internal sealed record Authorization(string Redirect, string Scope, string? Challenge, DateTimeOffset Expires);

/// <summary>Authorization codes handed out by Microsoft's sign-in page.</summary>
internal sealed class AuthorizationTable(WorldDatabase database)
{
    public const string Schema = "CREATE TABLE microsoft_authorization (code TEXT PRIMARY KEY, redirect TEXT NOT NULL, scope TEXT NOT NULL, challenge TEXT, expires INTEGER NOT NULL) WITHOUT ROWID";

    /// <summary>Keeps a consent and gives the code for it.</summary>
    public string Issue(Authorization authorization)
    {
        string code = FormattableString.Invariant($"sandbox-code-{Guid.NewGuid():N}");
        database.Run(
            "INSERT INTO microsoft_authorization (code, redirect, scope, challenge, expires) VALUES (?1, ?2, ?3, ?4, ?5)",
            code, authorization.Redirect, authorization.Scope, authorization.Challenge, authorization.Expires);
        return code;
    }

    /// <summary>The consent of a code, which is good once; null when there is none.</summary>
    public Authorization? Take(string code)
    {
        Authorization? found = database.Rows(
            "SELECT redirect, scope, challenge, expires FROM microsoft_authorization WHERE code = ?1",
            r => new Authorization(r.Text(0), r.Text(1), r.TextOrNull(2), r.Time(3)!.Value),
            code).FirstOrDefault();
        database.Run("DELETE FROM microsoft_authorization WHERE code = ?1", code);
        return found;
    }
}
