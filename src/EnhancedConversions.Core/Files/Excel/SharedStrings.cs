namespace EnhancedConversions.Files.Excel;

/// <summary>The texts of a workbook that its cells refer to by number.</summary>
internal sealed class SharedStrings
{
    private readonly List<string> _texts = [];

    private SharedStrings()
    {
    }

    /// <summary>None.</summary>
    public static SharedStrings Empty { get; } = new();

    /// <summary>The text of a number; null when there is none.</summary>
    public string? this[int index] => (uint)index < (uint)_texts.Count ? _texts[index] : null;

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
