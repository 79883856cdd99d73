using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>Reads a hashed identifier in the encoding the request declares.</summary>
internal static class HashText
{
    public const int Length = SHA256.HashSizeInBytes;

    private const int LongestBase64 = 128;

    private static readonly SearchValues<byte> s_hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, bool, Span{byte})"/>
    public static string? Read(string text, bool isBase64, Span<byte> hash) => Read(Encoding.UTF8.GetBytes(text), isBase64, hash);

    /// <summary>Gives null and the hash, or the API's reason why it is none.</summary>
    /// <param name="text">The text, as UTF-8.</param>
    /// <param name="isBase64">True for BASE64, false for HEX.</param>
    /// <param name="hash">Room for as much of the hash as is wanted.</param>
    public static string? Read(ReadOnlySpan<byte> text, bool isBase64, Span<byte> hash)
    {
        if (isBase64)
        {
            return ReadBase64(text, hash);
        }

        if (text.ContainsAnyExcept(s_hex) || text.Length % 2 != 0)
        {
            return "INVALID_HEX_ENCODING";
        }

        if (text.Length != Length * 2)
        {
            return "INVALID_SHA256_FORMAT";
        }

        for (int i = 0; i < hash.Length; i++)
        {
            hash[i] = (byte)((Digit(text[2 * i]) << 4) | Digit(text[(2 * i) + 1]));
        }

        return null;
    }

    // A letter's low bits count from 1; the digit it stands for counts from 10.
    private static int Digit(byte c) => (c & 0xF) + (c > '9' ? 9 : 0);

    private static string? ReadBase64(ReadOnlySpan<byte> text, Span<byte> hash)
    {
        Span<char> digits = stackalloc char[LongestBase64];
        Span<byte> room = stackalloc byte[LongestBase64];
        if (text.Length > LongestBase64 || !Convert.TryFromBase64Chars(digits[..Encoding.UTF8.GetChars(text, digits)], room, out int bytes))
        {
            return "INVALID_BASE64_ENCODING";
        }

        if (bytes != Length)
        {
            return "INVALID_SHA256_FORMAT";
        }

        room[..hash.Length].CopyTo(hash);
        return null;
    }
}
