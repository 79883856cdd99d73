using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EnhancedConversions.Identifiers;

/// <summary>SHA-256 as both networks want it: 64 lower-case hex digits.</summary>
internal static class Sha256Hex
{
    // Both digits of every byte as one load; .NET 8 has no lower-case hex of its own.
    private static readonly uint[] Pairs = [.. Enumerable.Range(0, 256).Select(b => MemoryMarshal.Cast<char, uint>(b.ToString("x2", null))[0])];

    /// <summary>Hashes bytes.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        Span<uint> hex = stackalloc uint[SHA256.HashSizeInBytes];
        for (var i = 0; i < hash.Length; i++)
        {
            hex[i] = Pairs[hash[i]];
        }

        return new string(MemoryMarshal.Cast<uint, char>(hex));
    }
}
