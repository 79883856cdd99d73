using System.Globalization;
using EnhancedConversions.Conversions;

namespace EnhancedConversions.Reports;

/// <summary>
/// Reads report rows from named values, such as those of Import-Csv. Names are those of <see cref="ConversionReportRow"/>; what is not there is not known.
/// Numbers and days are read as exported: with a decimal point and year first, else as the culture writes them.
/// </summary>
/// <param name="culture">The culture the values were written in.</param>
public sealed class ReportRowReader(CultureInfo culture)
{
    private long _rows;

    /// <summary>Reads a row.</summary>
    /// <param name="values">Its values by name; null and blank text are no value.</param>
    /// <exception cref="ConversionException">A value is not what its name says, or it has no column for conversions.</exception>
    public ConversionReportRow Read(IEnumerable<KeyValuePair<string, object?>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _rows++;
        var cells = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        var named = false;
        foreach (var (name, value) in values)
        {
            // A row of another table, such as a pivot, must not pass for one without conversions.
            named |= name.Equals(nameof(ConversionReportRow.Conversions), StringComparison.OrdinalIgnoreCase) || name.Equals(nameof(ConversionReportRow.AllConversions), StringComparison.OrdinalIgnoreCase);
            if (value is not null && (value is not string text || text.Trim().Length > 0))
            {
                cells[name] = value;
            }
        }

        if (!named)
        {
            throw ReportErrors.RowNotReadable(_rows, nameof(ConversionReportRow.Conversions), "is missing");
        }

        return new ConversionReportRow
        {
            Network = Choice<AdNetwork>(cells, nameof(ConversionReportRow.Network)) ?? AdNetwork.GoogleAds,
            AccountId = Text(cells, nameof(ConversionReportRow.AccountId)) ?? "",
            AccountName = Text(cells, nameof(ConversionReportRow.AccountName)),
            Kind = Choice<ReportRowKind>(cells, nameof(ConversionReportRow.Kind)) ?? ReportRowKind.Conversions,
            Date = Day(cells, nameof(ConversionReportRow.Date)),
            CampaignId = Text(cells, nameof(ConversionReportRow.CampaignId)),
            Campaign = Text(cells, nameof(ConversionReportRow.Campaign)),
            Device = Choice<ReportDevice>(cells, nameof(ConversionReportRow.Device)),
            ActionId = Text(cells, nameof(ConversionReportRow.ActionId)),
            Action = Text(cells, nameof(ConversionReportRow.Action)),
            Category = Text(cells, nameof(ConversionReportRow.Category)),
            NetworkTracked = Flag(cells, nameof(ConversionReportRow.NetworkTracked)),
            Conversions = Number(cells, nameof(ConversionReportRow.Conversions)),
            Value = Number(cells, nameof(ConversionReportRow.Value)),
            AllConversions = Number(cells, nameof(ConversionReportRow.AllConversions)),
            AllValue = Number(cells, nameof(ConversionReportRow.AllValue)),
            Clicks = (long?)Number(cells, nameof(ConversionReportRow.Clicks)),
            Cost = Number(cells, nameof(ConversionReportRow.Cost)),
            Currency = Text(cells, nameof(ConversionReportRow.Currency)),
        };
    }

    private static string? Text(Dictionary<string, object> cells, string name) => cells.TryGetValue(name, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture)?.Trim() : null;

    private decimal? Number(Dictionary<string, object> cells, string name)
    {
        if (!cells.TryGetValue(name, out var value))
        {
            return null;
        }

        // Thousands are never parted: "1.250" would be two numbers in two cultures.
        return value switch
        {
            string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            string text when decimal.TryParse(text, NumberStyles.Float, culture, out var number) => number,
            sbyte or byte or short or ushort or int or uint or long or ulong or decimal => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
            double number when Math.Abs(number) < 1e15 => (decimal)number,
            float number when Math.Abs(number) < 1e15f => (decimal)number,
            _ => throw ReportErrors.RowNotReadable(_rows, name, "is no number"),
        };
    }

    private DateTime? Day(Dictionary<string, object> cells, string name)
    {
        if (!cells.TryGetValue(name, out var value))
        {
            return null;
        }

        return value switch
        {
            DateTime day => day.Date,
            DateTimeOffset day => day.Date,
            DateOnly day => day.ToDateTime(TimeOnly.MinValue),
            string text when DateTime.TryParseExact(text.Trim(), ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day.Date,
            string text when DateTime.TryParse(text, culture, DateTimeStyles.None, out var day) => day.Date,
            _ => throw ReportErrors.RowNotReadable(_rows, name, "is no date"),
        };
    }

    private bool? Flag(Dictionary<string, object> cells, string name) => !cells.TryGetValue(name, out var value) ? null
        : value is bool flag ? flag
        : bool.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), out flag) ? flag
        : throw ReportErrors.RowNotReadable(_rows, name, "is neither True nor False");

    private T? Choice<T>(Dictionary<string, object> cells, string name)
        where T : struct, Enum
    {
        if (!cells.TryGetValue(name, out var value))
        {
            return null;
        }

        return value is T choice ? choice
            : Enum.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), ignoreCase: true, out choice) && Enum.IsDefined(choice) ? choice
            : throw ReportErrors.RowNotReadable(_rows, name, $"is none of {string.Join(", ", Enum.GetNames<T>())}");
    }
}
