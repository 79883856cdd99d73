using System.Security.Cryptography;

namespace EnhancedConversions.Identifiers;

/// <summary>SHA-256 as both networks want it: 64 lower-case hex digits.</summary>
internal static class Sha256Hex
{
    /// <summary>Hashes bytes.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        Span<char> hex = stackalloc char[SHA256.HashSizeInBytes * 2];
        for (var i = 0; i < hash.Length; i++)
        {
            hex[2 * i] = Digit(hash[i] >> 4);
            hex[(2 * i) + 1] = Digit(hash[i] & 15);
        }

        return new string(hex);
    }

    private static char Digit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);
}
