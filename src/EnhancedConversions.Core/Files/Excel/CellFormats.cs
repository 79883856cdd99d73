using System.Buffers;
using System.Globalization;

namespace EnhancedConversions.Files.Excel;

/// <summary>Which cell formats of a workbook show a number as a date or time.</summary>
internal sealed class CellFormats
{
    private static readonly SearchValues<char> s_elapsed = SearchValues.Create("hmsHMS");

    private readonly List<bool> _isDate = [];

    private CellFormats()
    {
    }

    /// <summary>A workbook without formats.</summary>
    public static CellFormats None { get; } = new();

    /// <summary>True when the format shows a date.</summary>
    /// <param name="style">The <c>s</c> attribute of a cell.</param>
    public bool IsDate(int style) => (uint)style < (uint)_isDate.Count && _isDate[style];

    /// <summary>Reads the styles part.</summary>
    public static CellFormats Read(MarkupReader reader)
    {
        var formats = new CellFormats();
        var own = new Dictionary<int, bool>();
        var inCellFormats = false;
        while (reader.Read() && !reader.IsAtEndOf("cellXfs"))
        {
            if (reader.IsAt("numFmt"))
            {
                own[Number(reader.Attribute("numFmtId"))] = IsDateCode(reader.Attribute("formatCode") ?? "");
            }
            else if (reader.IsAt("cellXfs"))
            {
                inCellFormats = !reader.IsEmpty;
            }
            else if (inCellFormats && reader.IsAt("xf"))
            {
                var id = Number(reader.Attribute("numFmtId"));
                formats._isDate.Add(own.TryGetValue(id, out var isDate) ? isDate : IsBuiltInDate(id));
            }
        }

        return formats;
    }

    /// <summary>True when a format code shows day, month, year, hour or second.</summary>
    internal static bool IsDateCode(string code)
    {
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                // Literal text, an escaped, repeated or space-filling character.
                case '"':
                    i = code.IndexOf('"', i + 1);
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;

                // A colour, condition or locale; [h] and [mm] are elapsed times.
                case '[':
                    var end = code.IndexOf(']', i);
                    if (end > i + 1 && code.AsSpan(i + 1, end - i - 1).IndexOfAnyExcept(s_elapsed) < 0)
                    {
                        return true;
                    }

                    i = end;
                    break;
                case 'd' or 'm' or 'y' or 'h' or 's' or 'D' or 'M' or 'Y' or 'H' or 'S':
                    return true;
            }

            if (i < 0)
            {
                return false;
            }
        }

        return false;
    }

    // ECMA-376 part 1, 18.8.30: 14-22 and 45-47 everywhere, 27-36 and 50-58 in East Asian versions.
    private static bool IsBuiltInDate(int id) => id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
