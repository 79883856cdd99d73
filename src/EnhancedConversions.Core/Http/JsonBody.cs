using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EnhancedConversions.Http;

/// <summary>A JSON request body written straight into a pooled buffer.</summary>
internal sealed class JsonBody : IBufferWriter<byte>
{
    // Bodies hold hashes, ids and names; the relaxed encoder leaves "+" of a UTC offset and letters of all scripts as they are, which is plain JSON.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private byte[] _buffer;
    private int _written;

    private JsonBody(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The body as written.</summary>
    public ReadOnlyMemory<byte> Utf8 => _buffer.AsMemory(0, _written);

    /// <summary>Writes a body.</summary>
    /// <param name="state">What it is written from.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="capacity">Bytes expected; more are taken as needed.</param>
    public static JsonBody Write<T>(T state, Action<Utf8JsonWriter, T> write, int capacity = 1024)
    {
        var body = new JsonBody(capacity);
        using var writer = new Utf8JsonWriter(body, s_options);
        write(writer, state);
        writer.Flush();
        return body;
    }

    /// <summary>Gives the buffer back. Only after an answer: a connection that was cut off may still be reading from it, and what others then write there would leave in its place.</summary>
    public void Recycle()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _written = 0;
    }

    void IBufferWriter<byte>.Advance(int count) => _written += count;

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_written);
    }

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_written);
    }

    private void Reserve(int sizeHint)
    {
        var needed = _written + Math.Max(sizeHint, 1);
        if (needed <= _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _buffer.Length * 2));
        _buffer.AsSpan(0, _written).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
