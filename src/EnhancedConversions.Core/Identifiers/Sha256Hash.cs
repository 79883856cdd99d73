using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EnhancedConversions.Identifiers;

/// <summary>A SHA-256 hash, its 32 bytes in place: each of the many rows on their way has up to two, and as texts they would be a third of what a row takes.</summary>
internal readonly struct Sha256Hash : IEquatable<Sha256Hash>
{
    /// <summary>Hex digits of a hash.</summary>
    public const int HexLength = 2 * SHA256.HashSizeInBytes;

    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdefABCDEF");

    [ThreadStatic]
    private static SHA256? s_algorithm;

    private readonly Bytes _bytes;

    private Sha256Hash(Bytes bytes) => _bytes = bytes;

    /// <summary>Hashes bytes.</summary>
    public static Sha256Hash Of(ReadOnlySpan<byte> bytes)
    {
        Unsafe.SkipInit(out Bytes hash);
        Compute(bytes, hash);
        return new Sha256Hash(hash);
    }

    /// <summary>Hashes bytes into a place of the caller's. One algorithm a thread: making it anew costs as much again as hashing an address.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="hash">Takes 32 bytes.</param>
    public static void Compute(ReadOnlySpan<byte> bytes, Span<byte> hash) => (s_algorithm ??= SHA256.Create()).TryComputeHash(bytes, hash, out _);

    /// <summary>Reads a hash of 64 hex digits.</summary>
    /// <param name="hex">The digits, in either case.</param>
    /// <exception cref="FormatException">It is not one. The text is not repeated: it may be what should have been hashed.</exception>
    public static Sha256Hash Parse(ReadOnlySpan<char> hex)
    {
        if (hex.Length != HexLength || hex.ContainsAnyExcept(s_digits))
        {
            throw new FormatException("A SHA-256 hash has 64 hex digits.");
        }

        Unsafe.SkipInit(out Bytes hash);
        for (var i = 0; i < SHA256.HashSizeInBytes; i++)
        {
            hash[i] = (byte)((Digit(hex[2 * i]) << 4) | Digit(hex[(2 * i) + 1]));
        }

        return new Sha256Hash(hash);

        static int Digit(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    }

    /// <summary>Writes the 64 lower-case hex digits, as UTF-8.</summary>
    /// <param name="hex">Takes them.</param>
    /// <returns>The digits.</returns>
    public ReadOnlySpan<byte> WriteTo(Span<byte> hex) => Sha256Hex.Write(_bytes, hex);

    /// <summary>64 lower-case hex digits. Personal data, as what was hashed is.</summary>
    public override string ToString() => new(Sha256Hex.Write(_bytes, stackalloc char[HexLength]));

    /// <inheritdoc/>
    public bool Equals(Sha256Hash other) => ((ReadOnlySpan<byte>)_bytes).SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Sha256Hash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => MemoryMarshal.Read<int>(_bytes);

    [InlineArray(SHA256.HashSizeInBytes)]
    private struct Bytes
    {
        private byte _first;
    }
}
