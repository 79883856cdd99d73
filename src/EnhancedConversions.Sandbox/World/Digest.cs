using System.Security.Cryptography;
using System.Text;

namespace EnhancedConversions.Sandbox.World;

/// <summary>Sixteen bytes that stand for a text or a group of texts, so that the texts need not be kept.</summary>
internal static class Digest
{
    public const int Length = 16;

    public static byte[] Of(string text)
    {
        Span<byte> utf8 = stackalloc byte[512];
        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > utf8.Length)
        {
            utf8 = new byte[bytes];
        }

        Encoding.UTF8.GetBytes(text, utf8);
        return Of(utf8[..bytes]);
    }

    /// <summary>Of several parts; null and empty are different.</summary>
    public static byte[] Of(params string?[] parts) => Of(string.Join('\n', parts.Select(p => p is null ? "-" : "+" + p)));

    private static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return hash[..Length].ToArray();
    }
}
