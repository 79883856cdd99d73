using System.Collections;
using System.Globalization;
using EnhancedConversions.Conversions;

namespace EnhancedConversions.Files;

/// <summary>What a <see cref="Cell"/> holds.</summary>
internal enum CellKind
{
    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>Text as written.</summary>
    Text,

    /// <summary>A number, which has no culture.</summary>
    Number,

    /// <summary>A date and time on some clock.</summary>
    Date,

    /// <summary>A value of the model, given by a script: <see cref="Conversions.Identifier"/>, <see cref="ConversionTime"/> or several <see cref="CustomVariable"/>s.</summary>
    Model,
}

/// <summary>One cell of a text file, a worksheet or an object, before its column gives it a meaning.</summary>
internal readonly struct Cell
{
    private Cell(CellKind kind, object? content = null, decimal number = 0, DateTime date = default)
    {
        Kind = kind;
        Content = content;
        Number = number;
        Date = date;
    }

    /// <summary>What it holds.</summary>
    public CellKind Kind { get; }

    /// <summary>The text, or the value of the model.</summary>
    public object? Content { get; }

    /// <summary>The number; a spreadsheet keeps 15 digits of it.</summary>
    public decimal Number { get; }

    /// <summary>The date, without a zone.</summary>
    public DateTime Date { get; }

    /// <summary>True when a person would call the cell empty.</summary>
    public bool IsBlank => Kind == CellKind.Empty || (Kind == CellKind.Text && CellText.IsBlank((string)Content!));

    /// <summary>A cell of text.</summary>
    public static Cell OfText(string? text) => string.IsNullOrEmpty(text) ? default : new Cell(CellKind.Text, text);

    /// <summary>A cell of an exact number.</summary>
    public static Cell OfNumber(decimal number) => new(CellKind.Number, number: number);

    /// <summary>A cell of a floating-point number, rounded to the 15 digits a spreadsheet shows; beyond the range of decimal it stays text.</summary>
    public static Cell OfNumber(double number) => Math.Abs(number) < 1e28
        ? OfNumber((decimal)number)
        : OfText(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A cell of a date.</summary>
    public static Cell OfDate(DateTime date) => new(CellKind.Date, date: DateTime.SpecifyKind(date, DateTimeKind.Unspecified));

    /// <summary>A cell of a value that a script handed over.</summary>
    public static Cell OfObject(object? value) => value switch
    {
        null or DBNull => default,
        string text => OfText(text),
        Identifier or ConversionTime or IEnumerable => new Cell(CellKind.Model, value),
        DateTimeOffset instant => new Cell(CellKind.Model, ConversionTime.At(instant)),
        DateTime { Kind: DateTimeKind.Unspecified } date => OfDate(date),
        DateTime date => new Cell(CellKind.Model, ConversionTime.At(new DateTimeOffset(date))),
        decimal number => OfNumber(number),
        double number => OfNumber(number),
        float number => OfNumber((double)number),
        sbyte or byte or short or ushort or int or uint or long or ulong => OfNumber(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        IFormattable formattable => OfText(formattable.ToString(null, CultureInfo.InvariantCulture)),
        _ => OfText(value.ToString()),
    };

    /// <summary>The cell as text without odd characters; empty for a blank cell.</summary>
    public string ToText() => Kind switch
    {
        CellKind.Text => CellText.Clean((string)Content!),
        CellKind.Number => Number.ToString(CultureInfo.InvariantCulture),
        CellKind.Date => Date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        CellKind.Model => Content!.ToString() ?? "",
        _ => "",
    };
}
