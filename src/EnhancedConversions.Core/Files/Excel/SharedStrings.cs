namespace EnhancedConversions.Files.Excel;

/// <summary>
/// The texts of a workbook that its cells refer to by number. All of them have to be there before the first row can be read, and a large export
/// has two or three for each row: they are kept packed, not as millions of strings. Not safe for several threads.
/// </summary>
internal sealed class SharedStrings
{
    // Names, currencies and consents come in every row.
    private const int RecentTexts = 256;

    private readonly PackedTexts _texts = new();
    private readonly (int Index, string? Text)[] _recent = new (int, string?)[RecentTexts];

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
            if ((uint)index >= (uint)_texts.Count)
            {
                return null;
            }

            ref var recent = ref _recent[index % RecentTexts];
            if (recent.Text is null || recent.Index != index)
            {
                recent = (index, _texts.Get(index));
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
            if (characters > FileLimits.SharedStringCharacters || strings._texts.Count == FileLimits.SharedStrings)
            {
                throw FileErrors.TooLarge(path, "its shared texts do not fit into memory", $"{FileLimits.SharedStringCharacters >> 20} million characters in {FileLimits.SharedStrings} texts");
            }

            strings._texts.Add(text);
        }

        return strings;
    }
}
