using System.Buffers;
using System.Security.Cryptography;

namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>Reads a hashed identifier in the encoding the request declares.</summary>
internal static class HashText
{
    public const int Length = SHA256.HashSizeInBytes;

    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Gives null and the hash, or the API's reason why it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isBase64">True for BASE64, false for HEX.</param>
    /// <param name="hash">Room for the hash.</param>
    public static string? Read(string text, bool isBase64, Span<byte> hash)
    {
        if (isBase64)
        {
            Span<byte> room = stackalloc byte[128];
            return text.Length > room.Length || !Convert.TryFromBase64String(text, room, out int bytes) ? "INVALID_BASE64_ENCODING" : Take(room[..bytes], hash);
        }

        if (text.AsSpan().ContainsAnyExcept(s_hex) || text.Length % 2 != 0)
        {
            return "INVALID_HEX_ENCODING";
        }

        if (text.Length != Length * 2)
        {
            return "INVALID_SHA256_FORMAT";
        }

        for (int i = 0; i < Length; i++)
        {
            hash[i] = (byte)((Digit(text[2 * i]) << 4) | Digit(text[(2 * i) + 1]));
        }

        return null;
    }

    // A letter's low bits count from 1; the digit it stands for counts from 10.
    private static int Digit(char c) => (c & 0xF) + (c > '9' ? 9 : 0);

    private static string? Take(ReadOnlySpan<byte> bytes, Span<byte> hash)
    {
        if (bytes.Length != Length)
        {
            return "INVALID_SHA256_FORMAT";
        }

        bytes.CopyTo(hash);
        return null;
    }
}
