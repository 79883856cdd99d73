using System.Text;
using System.Text.Unicode;

namespace EnhancedConversions.Files.Text;

/// <summary>The encoding of a text file and the bytes that announce it.</summary>
/// <param name="Encoding">How to read the text.</param>
/// <param name="Preamble">The byte order mark at its start; empty when there is none.</param>
internal sealed record TextEncoding(Encoding Encoding, byte[] Preamble)
{
    private const int BlockSize = 1 << 16;

    // What Excel writes for "CSV" on Western systems; its euro sign and quotes differ from Latin-1.
    private static readonly Encoding s_windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Finds the encoding: byte order mark, UTF-16 by its zero bytes, UTF-8 when the whole file is, else Windows-1252.</summary>
    /// <exception cref="ConversionException">The file is not text.</exception>
    public static TextEncoding Detect(Stream stream, string path)
    {
        stream.Position = 0;
        var block = new byte[BlockSize];
        var start = block.AsSpan(0, stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false));
        foreach (var encoding in (ReadOnlySpan<Encoding>)[Encoding.UTF8, Encoding.UTF32, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            if (start.StartsWith(encoding.Preamble))
            {
                return new TextEncoding(encoding, encoding.GetPreamble());
            }
        }

        var even = 0;
        var odd = 0;
        for (var i = 0; i < start.Length; i++)
        {
            if (start[i] == 0)
            {
                _ = i % 2 == 0 ? even++ : odd++;
            }
        }

        if (even + odd > 0)
        {
            // Latin letters in UTF-16 have a zero in every other byte, always on the same side.
            return odd > start.Length / 4 && even == 0 ? new TextEncoding(Encoding.Unicode, [])
                : even > start.Length / 4 && odd == 0 ? new TextEncoding(Encoding.BigEndianUnicode, [])
                : throw FileErrors.NotText(path);
        }

        return new TextEncoding(IsUtf8(stream, block) ? Encoding.UTF8 : s_windows1252, []);
    }

    private static bool IsUtf8(Stream stream, byte[] block)
    {
        stream.Position = 0;
        var kept = 0;
        while (true)
        {
            var read = stream.Read(block, kept, block.Length - kept);
            var bytes = block.AsSpan(0, kept + read);
            if (read == 0)
            {
                return Utf8.IsValid(bytes);
            }

            // A character cut by the end of the block is looked at with the next one.
            kept = CutCharacter(bytes);
            if (!Utf8.IsValid(bytes[..^kept]))
            {
                return false;
            }

            bytes[^kept..].CopyTo(block);
        }
    }

    private static int CutCharacter(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= Math.Min(3, bytes.Length); length++)
        {
            var b = bytes[^length];
            if (b >= 0xC0)
            {
                var whole = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return length < whole ? length : 0;
            }

            if (b < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }
}
