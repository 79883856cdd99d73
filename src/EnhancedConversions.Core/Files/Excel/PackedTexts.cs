using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace EnhancedConversions.Files.Excel;

/// <summary>
/// Many texts in little memory: UTF-8 in compressed blocks, of which the ones in use are open. A text is asked for by its number, in any order;
/// the order in which they were added costs least. Not safe for several threads.
/// </summary>
internal sealed class PackedTexts
{
    // Four kilobytes compress as well as sixteen and open sooner, for a text that is asked for far from the others.
    private const int BlockSize = 4_096;

    // Four megabytes: the texts of the rows at hand, those that come again and again, and all texts of a workbook of some ten thousand rows.
    private const int MostOpen = 1_024;

    private readonly List<Block> _blocks = [];
    private readonly List<OpenBlock> _open = [];
    private readonly byte[] _filling = new byte[BlockSize];
    private int _filled;
    private int _firstFilling;
    private int _oldest;
    private int _last;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a text; its number is the count before.</summary>
    public void Add(string text)
    {
        if (!TryAdd(text))
        {
            Close();
            if (!TryAdd(text))
            {
                AddAlone(text);
            }
        }

        Count++;
    }

    /// <summary>The text of a number.</summary>
    public string Get(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        if (index >= _firstFilling)
        {
            Close();
        }

        var block = _blocks[BlockOf(index)];
        return block.IsAlone ? GetAlone(block) : (block.Opened ?? Open(block)).Get(index - block.First);
    }

    private bool TryAdd(string text)
    {
        var room = _filling.AsSpan(_filled);
        if (room.Length < sizeof(ushort) || !Encoding.UTF8.TryGetBytes(text, room[sizeof(ushort)..], out var length))
        {
            return false;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(room, (ushort)length);
        _filled += sizeof(ushort) + length;
        return true;
    }

    // A text longer than a block is one of its own, and is not kept open.
    private void AddAlone(string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, bytes);
        _blocks.Add(new Block(Count, Pack(bytes.AsSpan(0, length)), length, isAlone: true));
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        _firstFilling = Count + 1;
    }

    private static string GetAlone(Block block)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(block.Length);
        Unpack(block, bytes);
        var text = Encoding.UTF8.GetString(bytes, 0, block.Length);
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        return text;
    }

    private void Close()
    {
        if (_filled > 0)
        {
            _blocks.Add(new Block(_firstFilling, Pack(_filling.AsSpan(0, _filled)), _filled, isAlone: false));
            _filled = 0;
        }

        _firstFilling = Count;
    }

    private static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        // What cannot be compressed grows, by an eighth at most.
        var room = ArrayPool<byte>.Shared.Rent((bytes.Length / 4 * 5) + 64);
        using var packed = new MemoryStream(room);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(bytes);
        }

        var result = room.AsSpan(0, (int)packed.Position).ToArray();
        ArrayPool<byte>.Shared.Return(room, clearArray: true);
        return result;
    }

    private static void Unpack(Block block, byte[] bytes)
    {
        using var inflate = new DeflateStream(new MemoryStream(block.Packed), CompressionMode.Decompress);
        inflate.ReadExactly(bytes, 0, block.Length);
    }

    private int BlockOf(int index)
    {
        if (!IsIn(_last, index))
        {
            var (low, high) = (0, _blocks.Count - 1);
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                (low, high) = _blocks[middle].First <= index ? (middle, high) : (low, middle - 1);
            }

            _last = low;
        }

        return _last;
    }

    private bool IsIn(int block, int index) =>
        block < _blocks.Count && _blocks[block].First <= index && (block + 1 == _blocks.Count || index < _blocks[block + 1].First);

    // The block that has to give way is one that was not asked since it came by the last time.
    private OpenBlock Open(Block block)
    {
        OpenBlock open;
        if (_open.Count < MostOpen)
        {
            _open.Add(open = new OpenBlock());
        }
        else
        {
            while (_open[_oldest].TakeUsed())
            {
                _oldest = (_oldest + 1) % MostOpen;
            }

            open = _open[_oldest];
            _oldest = (_oldest + 1) % MostOpen;
        }

        open.Show(block);
        return open;
    }

    private sealed class Block(int first, byte[] packed, int length, bool isAlone)
    {
        public int First => first;

        public byte[] Packed => packed;

        public int Length => length;

        public bool IsAlone => isAlone;

        public OpenBlock? Opened { get; set; }
    }

    private sealed class OpenBlock
    {
        private readonly byte[] _bytes = new byte[BlockSize];
        private readonly List<ushort> _places = new(BlockSize / 16);
        private Block? _block;
        private bool _used;

        public void Show(Block block)
        {
            _block?.Opened = null;
            _block = block;
            Unpack(block, _bytes);
            _places.Clear();
            for (var place = 0; place < block.Length; place += sizeof(ushort) + LengthAt(place))
            {
                _places.Add((ushort)place);
            }

            block.Opened = this;
        }

        public string Get(int number)
        {
            _used = true;
            var place = _places[number];
            return Encoding.UTF8.GetString(_bytes, place + sizeof(ushort), LengthAt(place));
        }

        public bool TakeUsed()
        {
            var used = _used;
            _used = false;
            return used;
        }

        private int LengthAt(int place) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(place));
    }
}
