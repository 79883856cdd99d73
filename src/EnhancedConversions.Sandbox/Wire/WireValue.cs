using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace EnhancedConversions.Sandbox.Wire;

/// <summary>A value of a <see cref="WireBody"/> that passed its check. Its type is known from the message, so nothing is asked about it again. Fields go by their ordinals in the message.</summary>
internal readonly struct WireValue(WireBody body, int place)
{
    /// <summary>Finds a field by its ordinal; null is the same as absent.</summary>
    public bool TryGet(int field, out WireValue value)
    {
        int found = body.Find(place, field);
        value = found > 0 ? new WireValue(body, found) : default;
        return found > 0;
    }

    /// <summary>The text as UTF-8; empty when absent or empty.</summary>
    public ReadOnlySpan<byte> Utf8(int field) => TryGet(field, out WireValue value) ? value.GetUtf8() : [];

    /// <summary>The text; null when absent.</summary>
    public string? Text(int field) => TryGet(field, out WireValue value) ? value.GetString() : null;

    /// <summary>The text; null when absent or empty.</summary>
    public string? NotEmpty(int field) => Text(field) is { Length: > 0 } text ? text : null;

    /// <summary>False when absent.</summary>
    public bool Flag(int field) => TryGet(field, out WireValue value) && value.GetRaw().SequenceEqual("true"u8);

    /// <summary>Number of elements; 0 when absent.</summary>
    public int Count(int field)
    {
        int count = 0;
        foreach (WireValue _ in Each(field))
        {
            count++;
        }

        return count;
    }

    /// <summary>The elements; none when absent.</summary>
    public Items Each(int field)
    {
        int list = body.Find(place, field);
        return list > 0 ? new Items(body, list) : default;
    }

    /// <summary>The text.</summary>
    public string GetString() => Encoding.UTF8.GetString(GetUtf8());

    /// <summary>The text as UTF-8.</summary>
    public ReadOnlySpan<byte> GetUtf8()
    {
        ref readonly WireBody.Place at = ref body.At(place);
        ReadOnlySpan<byte> quoted = body.Raw(at);
        if (!at.IsEscaped)
        {
            return quoted[1..^1];
        }

        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return Encoding.UTF8.GetBytes(reader.GetString()!);
    }

    /// <summary>The number.</summary>
    public double GetDouble()
    {
        _ = Utf8Parser.TryParse(GetRaw(), out double number, out _);
        return number;
    }

    /// <summary>As it stands in the body.</summary>
    public ReadOnlySpan<byte> GetRaw() => body.Raw(body.At(place));

    /// <summary>The elements of a list, one after the other; none by default.</summary>
    internal struct Items(WireBody? body, int list)
    {
        private int _at;

        public readonly WireValue Current => new(body!, _at);

        public readonly Items GetEnumerator() => this;

        public bool MoveNext()
        {
            if (body is null)
            {
                return false;
            }

            _at = _at == 0 ? list + 1 : body.At(_at).Next;
            return _at < body.At(list).Next;
        }
    }
}
