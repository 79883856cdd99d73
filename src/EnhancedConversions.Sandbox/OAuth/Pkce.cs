using System.Security.Cryptography;
using System.Text;

namespace EnhancedConversions.Sandbox.OAuth;

/// <summary>Proof that who trades a code in is who asked for it (RFC 7636, S256).</summary>
internal static class Pkce
{
    /// <summary>The challenge a verifier belongs to.</summary>
    public static string ChallengeOf(string verifier) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
