using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace EnhancedConversions.Sandbox.World;

/// <summary>Sixteen bytes that stand for a text or a group of texts, so that the texts need not be kept. A value, as an upload makes two for each row.</summary>
[InlineArray(Length)]
internal struct Digest
{
    public const int Length = 16;

    [ThreadStatic]
    private static SHA256? s_algorithm;

    private byte _first;

    /// <summary>The digest that has these bytes.</summary>
    /// <param name="bytes">At least sixteen.</param>
    public static Digest Read(ReadOnlySpan<byte> bytes)
    {
        Digest digest = default;
        bytes[..Length].CopyTo(digest);
        return digest;
    }

    /// <summary>Of a text in UTF-8. One algorithm a thread: making it anew costs as much again as hashing a short text.</summary>
    public static Digest Of(ReadOnlySpan<byte> utf8)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        (s_algorithm ??= SHA256.Create()).TryComputeHash(utf8, hash, out _);
        return Read(hash);
    }

    public static Digest Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Of several parts; null and empty are different.</summary>
    public static Digest Of(params string?[] parts) => Of(string.Join('\n', parts.Select(p => p is null ? "-" : "+" + p)));

    public readonly byte[] ToArray() => ((ReadOnlySpan<byte>)this).ToArray();

    /// <summary>As hex digits.</summary>
    public override readonly string ToString() => Convert.ToHexString(this);
}
