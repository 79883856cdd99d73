using System.Buffers;

namespace EnhancedConversions.Sandbox.Wire;

/// <summary>
/// A body with the place of each value in it, noted by <see cref="WireCheck"/> on its way: the rules read it without parsing it again.
/// Null is the same as absent, and is not noted. Valid as long as the body's bytes are.
/// </summary>
internal sealed class WireBody : IDisposable
{
    // An upload's events take more than twenty bytes a value.
    private const int BytesPerValue = 20;

    private readonly ReadOnlyMemory<byte> _json;
    private Place[] _places;
    private int _count;

    public WireBody(ReadOnlyMemory<byte> json)
    {
        _json = json;
        _places = ArrayPool<Place>.Shared.Rent(16 + (json.Length / BytesPerValue));
        _places[0] = default;
    }

    /// <summary>The message; an empty body is an empty message.</summary>
    public WireValue Root => new(this, 0);

    /// <summary>Notes that a value begins; those within it follow before it is closed.</summary>
    /// <param name="ordinal">Its field's ordinal; of no meaning for the message itself.</param>
    /// <param name="start">Where it begins.</param>
    /// <returns>Its place, for <see cref="Close"/>.</returns>
    public int Open(int ordinal, long start)
    {
        if (_count == _places.Length)
        {
            Place[] more = ArrayPool<Place>.Shared.Rent(_count * 2);
            _places.CopyTo(more, 0);
            ArrayPool<Place>.Shared.Return(_places);
            _places = more;
        }

        _places[_count] = new Place { Ordinal = (sbyte)ordinal, Start = (int)start };
        return _count++;
    }

    /// <summary>Notes which fields a message has, a bit each.</summary>
    public void NoteFields(int place, ulong fields) => _places[place].Fields = fields;

    /// <summary>Notes where a value ends.</summary>
    public void Close(int place, long end, bool isEscaped)
    {
        ref Place value = ref _places[place];
        value.End = (int)end;
        value.IsEscaped = isEscaped;
        value.Next = _count;
    }

    /// <summary>The place of a message's field by its ordinal; 0, which is no field's, when it is absent.</summary>
    public int Find(int message, int ordinal)
    {
        // Most of what is asked for is absent.
        if ((_places[message].Fields & (1UL << ordinal)) == 0)
        {
            return 0;
        }

        ReadOnlySpan<Place> places = _places.AsSpan(0, _places[message].Next);
        for (int i = message + 1; i < places.Length; i = places[i].Next)
        {
            if (places[i].Ordinal == ordinal)
            {
                return i;
            }
        }

        return 0;
    }

    public ref readonly Place At(int place) => ref _places[place];

    /// <summary>The value as it stands in the body, a text with its quotation marks.</summary>
    public ReadOnlySpan<byte> Raw(in Place place) => _json.Span[place.Start..place.End];

    public void Dispose()
    {
        ArrayPool<Place>.Shared.Return(_places);
        _places = [];
    }

    /// <summary>Where a value stands.</summary>
    internal struct Place
    {
        /// <summary>The fields a message has, a bit each; those that are null too.</summary>
        public ulong Fields;

        public int Start;

        public int End;

        /// <summary>The place after the last one within it.</summary>
        public int Next;

        /// <summary>Ordinal of its field in the message around it.</summary>
        public sbyte Ordinal;

        /// <summary>True for a text with escaped characters.</summary>
        public bool IsEscaped;
    }
}
