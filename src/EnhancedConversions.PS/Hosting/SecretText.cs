using System.Net;
using System.Security;
using EnhancedConversions.Credentials;

namespace EnhancedConversions.PS.Hosting;

/// <summary>The one place where a SecureString becomes a secret of Core.</summary>
internal static class SecretText
{
    /// <summary>Null stays null: the secret was not given.</summary>
    public static Secret? From(SecureString? text) => text is null ? null : new Secret(new NetworkCredential("", text).Password);
}
