using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.OAuth;

/// <summary>What a person consented to, until the code for it is traded in.</summary>
/// <param name="ClientId">Who asked.</param>
/// <param name="Redirect">Where the code was sent.</param>
/// <param name="Scope">Scopes, parted by blanks.</param>
/// <param name="IsOffline">Whether a refresh token comes with the access token.</param>
/// <param name="Challenge">PKCE challenge (S256); null when there was none.</param>
/// <param name="Expires">When the code ends.</param>
internal sealed record Authorization(string ClientId, string Redirect, string Scope, bool IsOffline, string? Challenge, DateTimeOffset Expires)
{
    /// <summary>Whether this is the text the challenge was made from. A client that sent no challenge proves nothing.</summary>
    public bool IsProvedBy(string? verifier) => Challenge is null || (verifier is not null && Challenge == Pkce.ChallengeOf(verifier));
}

/// <summary>Authorization codes handed out by the sign-in pages of both networks.</summary>
internal sealed class AuthorizationTable(WorldDatabase database)
{
    public const string Schema = "CREATE TABLE authorization (network INTEGER NOT NULL, code TEXT NOT NULL, client TEXT NOT NULL, redirect TEXT NOT NULL, scope TEXT NOT NULL, offline INTEGER NOT NULL, challenge TEXT, expires INTEGER NOT NULL, PRIMARY KEY (network, code)) WITHOUT ROWID";

    /// <summary>Keeps a consent and gives the code for it.</summary>
    public string Issue(Network network, Authorization authorization)
    {
        string code = FormattableString.Invariant($"sandbox-code-{Guid.NewGuid():N}");
        database.Run(
            "INSERT INTO authorization (network, code, client, redirect, scope, offline, challenge, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            (int)network, code, authorization.ClientId, authorization.Redirect, authorization.Scope, authorization.IsOffline ? 1 : 0, authorization.Challenge, authorization.Expires);
        return code;
    }

    /// <summary>The consent of a code, which is good once; null when there is none.</summary>
    public Authorization? Take(Network network, string code)
    {
        Authorization? found = database.Rows(
            "SELECT client, redirect, scope, offline, challenge, expires FROM authorization WHERE network = ?1 AND code = ?2",
            r => new Authorization(r.Text(0), r.Text(1), r.Text(2), r.Number(3) != 0, r.TextOrNull(4), r.Time(5)!.Value),
            (int)network, code).FirstOrDefault();
        database.Run("DELETE FROM authorization WHERE network = ?1 AND code = ?2", (int)network, code);
        return found;
    }
}
