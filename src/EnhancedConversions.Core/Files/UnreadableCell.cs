using System.Globalization;

namespace EnhancedConversions.Files;

/// <summary>What a person can do about a cell that could not be read. Asked only of such cells: every reading here has failed once.</summary>
internal static class UnreadableCell
{
    /// <summary>More to do about a value, behind the catalogue's hint; empty when there is none.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="signs">The signs it was read by.</param>
    public static string ValueHint(ReadOnlySpan<char> text, NumberSigns signs) =>
        !signs.LoneGroupIsClear && NumberSigns.DecimalComma.TryRead(WithoutCurrency(text), out _)
            ? " If the file has decimal commas, add its culture, for example -Culture de-DE."
            : "";

    /// <summary>What is wrong with a time, to be put behind the sentence; empty when nobody knows.</summary>
    public static string TimeProblem(ReadOnlySpan<char> text) =>
        IsNumber(text) ? ": it is a number"
        : ConversionTimeReader.IsDateAlone(text, DateOrder.MonthFirst) || ConversionTimeReader.IsDateAlone(text, DateOrder.DayFirst) ? ": the time of day is missing"
        : "";

    /// <summary>More to do about a time, behind the catalogue's hint; empty when there is none.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="culture">The culture named by the caller; null for none.</param>
    public static string TimeHint(ReadOnlySpan<char> text, CultureInfo? culture) =>
        IsNumber(text) ? " In a spreadsheet give the column a format of date and time."
        : culture is null && IsDayFirst(text) ? $" If the file has the day before the month, add its culture, for example -Culture {(text.Contains('.') ? "de-DE" : "en-GB")}."
        : "";

    private static bool IsDayFirst(ReadOnlySpan<char> text) =>
        ConversionTimeReader.TryRead(text, DateOrder.DayFirst, out _, out _)
        || (ConversionTimeReader.IsDateAlone(text, DateOrder.DayFirst) && !ConversionTimeReader.IsDateAlone(text, DateOrder.MonthFirst));

    private static bool IsNumber(ReadOnlySpan<char> text) => NumberSigns.DecimalPoint.TryRead(text, out _) || NumberSigns.DecimalComma.TryRead(text, out _);

    private static ReadOnlySpan<char> WithoutCurrency(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAnyInRange('0', '9');
        return first < 0 ? default : text[first..(text.LastIndexOfAnyInRange('0', '9') + 1)];
    }
}
