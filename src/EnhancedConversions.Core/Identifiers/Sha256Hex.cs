using System.Runtime.InteropServices;
using System.Text;

namespace EnhancedConversions.Identifiers;

/// <summary>SHA-256 as both networks want it: 64 lower-case hex digits.</summary>
internal static class Sha256Hex
{
    // Both digits of every byte as one load; .NET 8 has no lower-case hex of its own.
    private static readonly uint[] s_characters = [.. Enumerable.Range(0, 256).Select(b => MemoryMarshal.Cast<char, uint>(b.ToString("x2", null))[0])];
    private static readonly ushort[] s_bytes = [.. Enumerable.Range(0, 256).Select(b => MemoryMarshal.Read<ushort>(Encoding.ASCII.GetBytes(b.ToString("x2", null))))];

    /// <summary>Hashes bytes.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Sha256Hash.Of(bytes).ToString();

    /// <summary>Writes bytes as lower-case hex digits.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="hex">Takes two digits for each.</param>
    /// <returns>The digits.</returns>
    public static ReadOnlySpan<char> Write(scoped ReadOnlySpan<byte> bytes, Span<char> hex)
    {
        var pairs = MemoryMarshal.Cast<char, uint>(hex);
        for (var i = 0; i < bytes.Length; i++)
        {
            pairs[i] = s_characters[bytes[i]];
        }

        return hex[..(2 * bytes.Length)];
    }

    /// <summary>Writes bytes as lower-case hex digits of UTF-8.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="hex">Takes two digits for each.</param>
    /// <returns>The digits.</returns>
    public static ReadOnlySpan<byte> Write(scoped ReadOnlySpan<byte> bytes, Span<byte> hex)
    {
        var pairs = MemoryMarshal.Cast<byte, ushort>(hex);
        for (var i = 0; i < bytes.Length; i++)
        {
            pairs[i] = s_bytes[bytes[i]];
        }

        return hex[..(2 * bytes.Length)];
    }
}
