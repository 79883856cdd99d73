using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.OAuth;

/// <summary>What a token is for.</summary>
internal enum TokenKind
{
    Refresh = 1,
    Access = 2,

    /// <summary>What the token exchange gives a workload from outside; good for acting as a service account.</summary>
    Federated = 3,
}

/// <summary>A token as issued.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Scope">Scopes, parted by blanks.</param>
/// <param name="Expires">When it ends; null when it does not.</param>
internal sealed record Token(TokenKind Kind, string Scope, DateTimeOffset? Expires)
{
    public bool HasScope(string scope) => Scope.Split(' ').Contains(scope, StringComparer.Ordinal);
}

/// <summary>Tokens issued by the two token endpoints.</summary>
internal sealed class TokenTable(WorldDatabase database)
{
    private const string Established = "sandbox-established-";

    public const string Schema = "CREATE TABLE token (network INTEGER NOT NULL, token TEXT NOT NULL, kind INTEGER NOT NULL, scope TEXT NOT NULL, expires INTEGER, PRIMARY KEY (network, token)) WITHOUT ROWID";

    /// <summary>The token; null when this network never issued it or took it back.</summary>
    public Token? Find(Network network, string token) =>
        database.Rows(
            "SELECT kind, scope, expires FROM token WHERE network = ?1 AND token = ?2",
            r => new Token((TokenKind)r.Number(0), r.Text(1), r.Time(2)),
            (int)network, token).FirstOrDefault();

    /// <summary>Whether a token belongs to a project that uploaded click conversions from of old.</summary>
    public static bool IsEstablished(string token) => token.StartsWith(Established, StringComparison.Ordinal);

    /// <summary>Issues a token and gives its text.</summary>
    public string Issue(Network network, TokenKind kind, string scope, DateTimeOffset? expires, bool isEstablished = false)
    {
        string token = FormattableString.Invariant($"{(isEstablished ? Established : "sandbox-")}{kind.ToString().ToLowerInvariant()}-{Guid.NewGuid():N}");
        Add(network, token, new Token(kind, scope, expires));
        return token;
    }

    /// <summary>Ends every access token of a network.</summary>
    public void ExpireAccess(Network network, DateTimeOffset now) =>
        database.Run("UPDATE token SET expires = ?3 WHERE network = ?1 AND kind = ?2", (int)network, (int)TokenKind.Access, now);

    /// <summary>Takes a token back.</summary>
    public void Remove(Network network, string token) => database.Run("DELETE FROM token WHERE network = ?1 AND token = ?2", (int)network, token);

    public void Seed()
    {
        Add(Network.GoogleAds, SandboxCredentials.RefreshToken, new Token(TokenKind.Refresh, GoogleTokenEndpoint.Scopes, null));
        Add(Network.MicrosoftAdvertising, SandboxCredentials.RefreshToken, new Token(TokenKind.Refresh, MicrosoftScopes.Manage, null));
        Add(Network.GoogleAds, SandboxCredentials.AdsOnlyRefreshToken, new Token(TokenKind.Refresh, GoogleTokenEndpoint.AdsScope, null));
        Add(Network.GoogleAds, SandboxCredentials.DataManagerOnlyRefreshToken, new Token(TokenKind.Refresh, GoogleTokenEndpoint.DataManagerScope, null));
    }

    private void Add(Network network, string text, Token token) =>
        database.Run("INSERT INTO token (network, token, kind, scope, expires) VALUES (?1, ?2, ?3, ?4, ?5)", (int)network, text, (int)token.Kind, token.Scope, token.Expires);
}
