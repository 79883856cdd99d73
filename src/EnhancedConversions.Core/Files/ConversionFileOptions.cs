using System.Globalization;

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

    /// <summary>ISO 3166 alpha-2 code of the country of phone numbers that carry no country code; null means that such numbers are refused.</summary>
    public string? DefaultCountry { get; init; }

    /// <summary>
    /// Culture the text cells were written in: its decimal and thousands signs and its order of day and month are then used.
    /// Null means the networks' own form: decimal point, month first (08/14/2026). Dates and numbers of a workbook have no culture.
    /// </summary>
    public CultureInfo? Culture { get; init; }
}
