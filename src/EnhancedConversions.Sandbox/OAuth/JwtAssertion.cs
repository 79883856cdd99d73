using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.OAuth;

/// <summary>The signed JWT a service account shows instead of a refresh token (contract A.2).</summary>
internal static class JwtAssertion
{
    private static readonly TimeSpan s_longestLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromMinutes(5);

    /// <summary>Checks an assertion; gives its scope, or null and what is wrong.</summary>
    public static string? Read(string assertion, WorldStore world, out (string Error, string Description) problem)
    {
        problem = ("invalid_grant", "Invalid JWT: Failed audience check.");
        string[] parts = assertion.Split('.');
        if (parts.Length != 3 || Decode(parts[0]) is not JsonElement header || Decode(parts[1]) is not JsonElement claims || Text(header, "alg") != "RS256")
        {
            problem = ("invalid_request", "Bad Request: the assertion is not a JWT signed with RS256.");
            return null;
        }

        string? issuer = Text(claims, "iss");
        List<string> keys = issuer is null ? [] : world.Read(t => t.ServiceAccounts.PublicKeys(issuer, Text(header, "kid")));
        if (keys.Count == 0)
        {
            problem = ("invalid_grant", "Invalid grant: account not found");
            return null;
        }

        if (!keys.Exists(key => Verifies(key, parts)))
        {
            problem = ("invalid_grant", "Invalid JWT Signature.");
            return null;
        }

        if (!IsCurrent(claims, world.Now))
        {
            problem = ("invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.");
            return null;
        }

        if (Text(claims, "aud") != GoogleTokenEndpoint.Address)
        {
            return null;
        }

        string scope = Text(claims, "scope") ?? "";
        if (scope.Length == 0 || !scope.Split(' ').All(GoogleTokenEndpoint.Scopes.Split(' ').Contains))
        {
            problem = ("invalid_scope", "Invalid OAuth scope or ID token audience provided.");
            return null;
        }

        return scope;
    }

    private static bool IsCurrent(JsonElement claims, DateTimeOffset now)
    {
        if (Seconds(claims, "iat") is not long issued || Seconds(claims, "exp") is not long expires)
        {
            return false;
        }

        long at = now.ToUnixTimeSeconds();
        return issued <= at + s_clockSkew.TotalSeconds && expires > at && expires - issued <= s_longestLife.TotalSeconds;
    }

    private static bool Verifies(string publicKeyPem, string[] parts)
    {
        using RSA rsa = RSA.Create();
        rsa.ImportFromPem(publicKeyPem);
        return Bytes(parts[2]) is byte[] signature && rsa.VerifyData(Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static JsonElement? Decode(string part)
    {
        try
        {
            return Bytes(part) is byte[] bytes ? JsonSerializer.Deserialize<JsonElement>(bytes) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(string part)
    {
        string text = part.Replace('-', '+').Replace('_', '/');
        text = text.PadRight((text.Length + 3) / 4 * 4, '=');
        byte[] room = new byte[text.Length];
        return Convert.TryFromBase64String(text, room, out int length) ? room[..length] : null;
    }

    private static long? Seconds(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long seconds) ? seconds : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
