using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace EnhancedConversions.Sandbox.Wire;

/// <summary>
/// Holds a request body against its message, strictly: canonical JSON only. The networks' own parsers also take other spellings
/// (proto3 JSON reads <c>snake_case</c> names, enum numbers and bare 64-bit numbers); a client that needs that leniency has left its contract.
/// </summary>
internal static class WireCheck
{
    /// <summary>All problems of a body, in the order they stand in it; empty when it follows the contract. An empty body is an empty message.</summary>
    /// <param name="body">The body.</param>
    /// <param name="message">What it has to be.</param>
    /// <param name="version">The API version.</param>
    /// <param name="places">Takes the places of its values; null when nobody wants them.</param>
    public static List<WireProblem> Check(ReadOnlySpan<byte> body, WireMessage message, int version = 0, WireBody? places = null)
    {
        var problems = new List<WireProblem>();
        if (body.IsEmpty)
        {
            return problems;
        }

        if (!Utf8.IsValid(body))
        {
            problems.Add(new WireProblem(WireFault.Syntax, "", "", ""));
            return problems;
        }

        var walk = new Walk(problems, version, places);
        var reader = new Utf8JsonReader(body);
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                walk.ReadRoot(ref reader, message);
            }
            else
            {
                reader.Skip();
                problems.Add(new WireProblem(WireFault.WrongValue, "", "", message.Name));
            }

            reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped text that is half of a character.
            problems.Add(new WireProblem(WireFault.Syntax, "", "", ""));
        }

        return problems;
    }

    private const int LongestPlainNumber = 300;
    private const int MostDepth = 64;

    private struct Walk(List<WireProblem> problems, int version, WireBody? places)
    {
        // The reader goes no deeper.
        private readonly (WireField Field, int Index)[] _path = new (WireField, int)[MostDepth];
        private int _depth;

        public void ReadRoot(ref Utf8JsonReader reader, WireMessage message)
        {
            int place = Open(ref reader, 0);
            ReadObject(ref reader, message, place);
            Close(ref reader, place);
        }

        private void ReadObject(ref Utf8JsonReader reader, WireMessage message, int place)
        {
            ulong seen = 0;
            string? oneOf = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                int ordinal = reader.ValueIsEscaped ? message.IndexOf(Encoding.UTF8.GetBytes(reader.GetString()!)) : message.IndexOf(reader.ValueSpan);
                if (ordinal < 0 || !message[ordinal].IsKnownIn(version))
                {
                    Report(WireFault.UnknownField, reader.GetString()!, message.Name);
                    reader.Read();
                    reader.Skip();
                    continue;
                }

                WireField field = message[ordinal];
                reader.Read();
                _path[_depth++] = (field, -1);
                if ((seen & (1UL << ordinal)) != 0)
                {
                    Report(WireFault.Repeated, field.JsonName, message.Name);
                }

                seen |= 1UL << ordinal;
                if (reader.TokenType != JsonTokenType.Null)
                {
                    if (field.OneOf is not null)
                    {
                        if (oneOf == field.OneOf)
                        {
                            Report(WireFault.OneOfAlreadySet, field.OneOf, message.Name);
                        }

                        oneOf = field.OneOf;
                    }

                    int value = Open(ref reader, ordinal);
                    ReadField(ref reader, field, ordinal, value);
                    Close(ref reader, value);
                }

                _depth--;
            }

            places?.NoteFields(place, seen);
        }

        private void ReadField(ref Utf8JsonReader reader, WireField field, int ordinal, int place)
        {
            bool isList = reader.TokenType == JsonTokenType.StartArray;
            if (isList != field.Repeated)
            {
                Report(isList ? WireFault.NotAList : WireFault.NotRepeated, field.JsonName, "");
                reader.Skip();
            }
            else if (!isList)
            {
                ReadValue(ref reader, field, place);
            }
            else
            {
                for (int i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                {
                    _path[_depth - 1].Index = i;
                    if (!field.NullableItems || reader.TokenType != JsonTokenType.Null)
                    {
                        int item = Open(ref reader, ordinal);
                        ReadValue(ref reader, field, item);
                        Close(ref reader, item);
                    }
                }

                _path[_depth - 1].Index = -1;
            }
        }

        private void ReadValue(ref Utf8JsonReader reader, WireField field, int place)
        {
            if (reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped)
            {
                _ = reader.GetString();
            }

            switch (field.Kind)
            {
                case WireKind.Message when reader.TokenType == JsonTokenType.StartObject:
                    ReadObject(ref reader, field.Message!, place);
                    break;
                case WireKind.Enum when reader.TokenType == JsonTokenType.String:
                    if (!field.Enum!.Accepts(reader.ValueSpan))
                    {
                        Report(WireFault.UnknownEnumValue, reader.GetString()!, field.Enum.Name);
                    }

                    break;
                case WireKind.Text when reader.TokenType == JsonTokenType.String:
                case WireKind.Bool when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                case WireKind.Int64 when reader.TokenType == JsonTokenType.String && IsInt64(reader.ValueSpan):
                case WireKind.Int32 when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out _):
                case WireKind.Number when reader.TokenType == JsonTokenType.Number && IsFinite(ref reader):
                    break;
                default:
                    Report(WireFault.WrongValue, "", TypeName(field));
                    reader.Skip();
                    break;
            }
        }

        private readonly int Open(ref Utf8JsonReader reader, int ordinal) => places?.Open(ordinal, reader.TokenStartIndex) ?? 0;

        private readonly void Close(ref Utf8JsonReader reader, int place) => places?.Close(place, reader.BytesConsumed, reader.ValueIsEscaped);

        private readonly void Report(WireFault fault, string name, string type) => problems.Add(new WireProblem(fault, Path(), name, type));

        private readonly string Path()
        {
            var text = new StringBuilder();
            foreach ((WireField field, int index) in _path.AsSpan(0, _depth))
            {
                text.Append(text.Length == 0 ? "" : ".").Append(field.Name);
                if (index >= 0)
                {
                    text.Append('[').Append(index).Append(']');
                }
            }

            return text.ToString();
        }

        // A number short of 309 digits without an exponent is finite; only others have to be worked out to know.
        private static bool IsFinite(ref Utf8JsonReader reader) =>
            (reader.ValueSpan.Length <= LongestPlainNumber && !reader.ValueSpan.ContainsAny((byte)'e', (byte)'E')) || (reader.TryGetDouble(out double number) && double.IsFinite(number));

        private static bool IsInt64(ReadOnlySpan<byte> text) =>
            System.Buffers.Text.Utf8Parser.TryParse(text, out long _, out int used) && used == text.Length;

        private static string TypeName(WireField field) => field.Kind switch
        {
            WireKind.Message => field.Message!.Name,
            WireKind.Enum => field.Enum!.Name,
            WireKind.Text => "TYPE_STRING",
            WireKind.Bool => "TYPE_BOOL",
            WireKind.Int32 => "TYPE_INT32",
            WireKind.Int64 => "TYPE_INT64",
            _ => "TYPE_DOUBLE",
        };
    }
}
