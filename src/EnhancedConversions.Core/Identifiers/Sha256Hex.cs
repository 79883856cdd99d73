using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EnhancedConversions.Identifiers;

/// <summary>SHA-256 as both networks want it: 64 lower-case hex digits. .NET 8 has no lower-case hex of its own.</summary>
internal static class Sha256Hex
{
    /// <summary>Hashes bytes.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Sha256Hash.Of(bytes).ToString();

    /// <summary>Writes bytes as lower-case hex digits.</summary>
    /// <param name="bytes">The bytes, sixteen or a multiple of it.</param>
    /// <param name="hex">Takes two digits for each.</param>
    /// <returns>The digits.</returns>
    public static ReadOnlySpan<char> Write(scoped ReadOnlySpan<byte> bytes, Span<char> hex)
    {
        var characters = MemoryMarshal.Cast<char, ushort>(hex);
        for (var i = 0; i < bytes.Length; i += Vector128<byte>.Count)
        {
            var (first, second) = Digits(bytes[i..]);
            Widen(first, characters[(2 * i)..]);
            Widen(second, characters[((2 * i) + Vector128<byte>.Count)..]);
        }

        return hex[..(2 * bytes.Length)];

        static void Widen(Vector128<byte> digits, Span<ushort> characters)
        {
            Vector128.WidenLower(digits).CopyTo(characters);
            Vector128.WidenUpper(digits).CopyTo(characters[Vector128<ushort>.Count..]);
        }
    }

    /// <summary>Writes bytes as lower-case hex digits of UTF-8.</summary>
    /// <param name="bytes">The bytes, sixteen or a multiple of it.</param>
    /// <param name="hex">Takes two digits for each.</param>
    /// <returns>The digits.</returns>
    public static ReadOnlySpan<byte> Write(scoped ReadOnlySpan<byte> bytes, Span<byte> hex)
    {
        for (var i = 0; i < bytes.Length; i += Vector128<byte>.Count)
        {
            var (first, second) = Digits(bytes[i..]);
            first.CopyTo(hex[(2 * i)..]);
            second.CopyTo(hex[((2 * i) + Vector128<byte>.Count)..]);
        }

        return hex[..(2 * bytes.Length)];
    }

    // Sixteen bytes at once: a loop over single ones took 2 % of an upload, most of it before the compiler had seen how often it runs.
    private static (Vector128<byte> First, Vector128<byte> Second) Digits(ReadOnlySpan<byte> bytes)
    {
        Debug.Assert(bytes.Length >= Vector128<byte>.Count, "Hashes and ids are made of sixteen bytes each.");
        var (first, second) = Vector128.Widen(Vector128.Create(bytes));
        return (Digits(first), Digits(second));
    }

    private static Vector128<byte> Digits(Vector128<ushort> bytes)
    {
        // The upper half of each byte comes first in memory; a digit above 9 is a letter.
        var halves = ((bytes >>> 4) | ((bytes & Vector128.Create<ushort>(0xF)) << 8)).AsByte();
        var isLetter = Vector128.GreaterThan(halves.AsSByte(), Vector128.Create<sbyte>(9)).AsByte();
        return halves + Vector128.Create((byte)'0') + (isLetter & Vector128.Create((byte)('a' - '0' - 10)));
    }
}
