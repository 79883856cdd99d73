using System.Globalization;
using EnhancedConversions.Files.Excel;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Files.Templates;

/// <summary>The template as Excel workbook.</summary>
internal static class WorkbookTemplate
{
    private const string Lists = "Lists";
    private const int FirstDataRow = 3;

    // What Excel takes for the title of a prompt.
    private const int LongestTitle = 32;

    // Often needed first; any other code can be typed in.
    private static readonly string[] s_currencies =
        ["EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "CAD", "AUD", "NZD", "JPY", "KRW", "INR", "BRL", "MXN", "ZAR", "SGD", "HKD"];

    private static readonly string[] s_consentValues = ["Granted", "Denied"];

    /// <summary>Writes it.</summary>
    public static void Write(Stream stream, ConversionTemplateOptions options, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var columns = TemplateColumn.Of(options);
        string[] currencies = options.Currency is { } own ? [own, .. s_currencies.Where(c => c != own)] : s_currencies;
        using var workbook = new WorkbookWriter(stream);

        workbook.BeginSheet("Conversions", [.. columns.Select(WidthAndFormat)], frozenRows: FirstDataRow - 1);
        workbook.WriteRow(CellLook.Text, [TemplateColumn.Parameters(options)]);
        workbook.WriteRow(CellLook.Header, [.. columns.Select(c => c.Name)]);
        foreach (var row in rows)
        {
            workbook.WriteRow(CellLook.Text, row);
        }

        // The header shows the rule of its column as the cells below it do, but takes no list.
        var cells = columns.Select((column, index) => Validation(column, index, options.ConversionNames.Count, currencies.Length)).ToArray();
        workbook.EndSheet([.. cells.Select(c => c with { FirstRow = FirstDataRow - 1, LastRow = FirstDataRow - 1, List = null }), .. cells]);

        WriteInstructions(workbook, options, columns);
        WriteLists(workbook, options.ConversionNames, currencies);
        workbook.Complete();
    }

    private static SheetColumn WidthAndFormat(TemplateColumn column) => column.Field switch
    {
        // Numbers stay numbers; everything else is text, so that no phone number loses digits and no time changes its zone.
        ConversionField.ConversionValue => new SheetColumn(18, CellLook.General),
        ConversionField.Email => new SheetColumn(36, CellLook.Text),
        ConversionField.ConversionTime or ConversionField.GoogleClickId => new SheetColumn(30, CellLook.Text),
        _ => new SheetColumn(22, CellLook.Text),
    };

    private static SheetValidation Validation(TemplateColumn column, int index, int names, int currencies)
    {
        (char Column, int Count, bool IsComplete) list = column.Field switch
        {
            ConversionField.ConversionName when names > 0 => ('A', names, true),
            ConversionField.AdUserData or ConversionField.AdPersonalization => ('B', s_consentValues.Length, true),
            ConversionField.ConversionCurrency => ('C', currencies, false),
            _ => default,
        };
        return new SheetValidation(
            index,
            FirstDataRow,
            Title(column),
            column.Rule,
            list.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{Lists}!${list.Column}$1:${list.Column}${list.Count}"),
            list.IsComplete);
    }

    private static string Title(TemplateColumn column)
    {
        var title = $"{column.Name} ({(column.Need.StartsWith("one of", StringComparison.Ordinal) ? "one is needed" : column.Need)})";
        return title.Length <= LongestTitle ? title : ConversionHeaders.NameOf(column.Field);
    }

    private static void WriteInstructions(WorkbookWriter workbook, ConversionTemplateOptions options, IReadOnlyList<TemplateColumn> columns)
    {
        workbook.BeginSheet("Instructions", [new SheetColumn(24, CellLook.Wrapped), new SheetColumn(24, CellLook.Wrapped), new SheetColumn(90, CellLook.Wrapped)], frozenRows: 0);
        workbook.WriteRow(CellLook.Header, [$"How to fill in the sheet Conversions for {ConversionAccount.NetworkName(options.Network)}"]);
        workbook.WriteRow(CellLook.Wrapped, ["Time zone", "once, in cell A1", "Parameters:TimeZone=Europe/Berlin, an IANA time zone or an offset such as -0500. A zone written behind a time wins over it."]);
        workbook.WriteRow(CellLook.Wrapped, ["Rows", "", "One conversion a row, from row 3 on. Blank rows and rows that begin with # are left out. Do not change the header."]);
        workbook.WriteRow(CellLook.Wrapped, []);
        workbook.WriteRow(CellLook.Header, ["Column", "Needed", "What belongs in it"]);
        foreach (var column in columns)
        {
            workbook.WriteRow(CellLook.Wrapped, [column.Name, column.Need, column.Rule]);
        }

        workbook.WriteRow(CellLook.Wrapped, []);
        workbook.WriteRow(CellLook.Wrapped, ["Check", "", "Test-ConversionFile tells what is wrong, by row and column, before anything is sent."]);
        workbook.EndSheet([]);
    }

    private static void WriteLists(WorkbookWriter workbook, IReadOnlyList<string> names, string[] currencies)
    {
        workbook.BeginSheet(Lists, [], frozenRows: 0, isHidden: true);
        for (var i = 0; i < Math.Max(names.Count, currencies.Length); i++)
        {
            workbook.WriteRow(CellLook.Text, [At(names, i), At(s_consentValues, i), At(currencies, i)]);
        }

        workbook.EndSheet([]);

        static string? At(IReadOnlyList<string> list, int index) => index < list.Count ? list[index] : null;
    }
}
