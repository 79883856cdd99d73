using System.Buffers.Binary;
using System.Text;

namespace EnhancedConversions.Files.Excel;

/// <summary>
/// The texts of a workbook that its cells refer to by number. All of them have to be there before the first row can be read, and a large export
/// has two or three for each row: they are kept as UTF-8 in a few large arrays, not as millions of strings. Not safe for several threads.
/// </summary>
internal sealed class SharedStrings
{
    // Under 85 000 bytes, from where on the runtime keeps an array apart and frees it late.
    private const int ChunkBits = 16;
    private const int ChunkSize = 1 << ChunkBits;
    private const int PlacesBits = 14;
    private const int PlacesSize = 1 << PlacesBits;

    // Names, currencies and consents come in every row.
    private const int RecentTexts = 256;

    private readonly List<byte[]> _chunks = [];
    private readonly List<uint[]> _places = [];
    private readonly (int Index, string? Text)[] _recent = new (int, string?)[RecentTexts];
    private int _count;
    private int _used = ChunkSize;

    private SharedStrings()
    {
    }

    /// <summary>None.</summary>
    public static SharedStrings Empty { get; } = new();

    /// <summary>The text of a number; null when there is none.</summary>
    public string? this[int index]
    {
        get
        {
            if ((uint)index >= (uint)_count)
            {
                return null;
            }

            ref var recent = ref _recent[index % RecentTexts];
            if (recent.Text is null || recent.Index != index)
            {
                recent = (index, Decode(_places[index >> PlacesBits][index & (PlacesSize - 1)]));
            }

            return recent.Text;
        }
    }

    /// <summary>Reads the part.</summary>
    public static SharedStrings Read(MarkupReader reader, string path)
    {
        var strings = new SharedStrings();
        var characters = 0L;
        while (reader.Read())
        {
            if (!reader.IsAt("si"))
            {
                continue;
            }

            var text = RichText.Read(reader);
            characters += text.Length;
            if (characters > FileLimits.SharedStringCharacters || strings._count == FileLimits.SharedStrings)
            {
                throw FileErrors.TooLarge(path, "its shared texts do not fit into memory", $"{FileLimits.SharedStringCharacters >> 20} million characters in {FileLimits.SharedStrings} texts");
            }

            strings.Add(text);
        }

        return strings;
    }

    private void Add(string text)
    {
        var needed = sizeof(int) + Encoding.UTF8.GetByteCount(text);
        if (needed > ChunkSize - _used)
        {
            // A text longer than a chunk gets one of its own size.
            _chunks.Add(new byte[Math.Max(ChunkSize, needed)]);
            _used = 0;
        }

        if (_count % PlacesSize == 0)
        {
            _places.Add(new uint[PlacesSize]);
        }

        _places[^1][_count % PlacesSize] = ((uint)(_chunks.Count - 1) << ChunkBits) | (uint)_used;
        _count++;
        var room = _chunks[^1].AsSpan(_used);
        BinaryPrimitives.WriteInt32LittleEndian(room, Encoding.UTF8.GetBytes(text, room[sizeof(int)..]));
        _used = Math.Min(_used + needed, ChunkSize);
    }

    private string Decode(uint place)
    {
        var bytes = _chunks[(int)(place >> ChunkBits)].AsSpan((int)(place & (ChunkSize - 1)));
        return Encoding.UTF8.GetString(bytes.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(bytes)));
    }
}
