using System.Buffers;
using System.Text;

namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>How Google's click ids look.</summary>
internal static class ClickIdText
{
    private static readonly SearchValues<byte> s_characters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"u8);

    /// <summary>True for text a GCLID, GBRAID or WBRAID can be: URL-safe Base64.</summary>
    public static bool IsReadable(ReadOnlySpan<byte> utf8) => !utf8.ContainsAnyExcept(s_characters);

    /// <inheritdoc cref="IsReadable(ReadOnlySpan{byte})"/>
    public static bool IsReadable(string text) => IsReadable(Encoding.UTF8.GetBytes(text));
}
