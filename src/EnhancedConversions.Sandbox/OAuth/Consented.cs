using System.Security.Cryptography;
using System.Text;

namespace EnhancedConversions.Sandbox.OAuth;

/// <summary>What a person consented to, kept with the code until the client trades it.</summary>
internal sealed record Consented(string ClientId, string RedirectUri, string Scope, bool IsOffline, string Challenge)
{
    public static Consented Parse(string text)
    {
        string[] parts = text.Split('\n');
        return new Consented(parts[0], parts[1], parts[2], parts[3] == "offline", parts[4]);
    }

    /// <summary>Whether this is the text the challenge was made from (RFC 7636, S256). A client that sent no challenge proves nothing.</summary>
    public bool IsProvedBy(string? verifier) =>
        Challenge.Length == 0 || (verifier is not null && Challenge == Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_'));

    public override string ToString() => string.Join('\n', ClientId, RedirectUri, Scope, IsOffline ? "offline" : "online", Challenge);
}
