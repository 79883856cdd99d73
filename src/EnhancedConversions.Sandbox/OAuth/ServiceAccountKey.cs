using System.Security.Cryptography;
using System.Text.Json;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.OAuth;

/// <summary>Makes key files of the demo service account, the way Google Cloud hands them out.</summary>
internal static class ServiceAccountKey
{
    public const string Email = SandboxCredentials.ServiceAccount;

    private const int KeyBits = 2048;

    /// <summary>A new key: the world keeps the public half, the file holds the private one.</summary>
    public static string Create(WorldStore world)
    {
        using RSA rsa = RSA.Create(KeyBits);
        string keyId = Guid.NewGuid().ToString("N");
        world.Change(tables => tables.ServiceAccounts.Add(keyId, Email, rsa.ExportSubjectPublicKeyInfoPem()));
        return JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["type"] = "service_account",
            ["project_id"] = "sandbox-project",
            ["private_key_id"] = keyId,
            ["private_key"] = rsa.ExportPkcs8PrivateKeyPem(),
            ["client_email"] = Email,
            ["client_id"] = "100000000000000000001",
            ["auth_uri"] = "https://accounts.google.com/o/oauth2/auth",
            ["token_uri"] = GoogleTokenEndpoint.Address,
        });
    }
}
