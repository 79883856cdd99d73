namespace EnhancedConversions.Files;

/// <summary>How a file or a stream of objects is to be read.</summary>
public sealed record ConversionFileOptions
{
    /// <summary>The defaults.</summary>
    public static ConversionFileOptions Default { get; } = new();

    /// <summary>Worksheet to read; null takes the first sheet that holds a table with known columns.</summary>
    public string? WorksheetName { get; init; }

    /// <summary>Field name (<see cref="ConversionField"/>, any case) to the user's own header, for example <c>Email</c> = <c>E-Mail Adresse</c>; null or empty means the known spellings only.</summary>
    public IReadOnlyDictionary<string, string>? Map { get; init; }

    /// <summary>Zone of times that name none, when the file's parameters row names none either; null means unknown.</summary>
    public string? TimeZone { get; init; }
}
