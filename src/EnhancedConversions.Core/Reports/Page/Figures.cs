using System.Globalization;

namespace EnhancedConversions.Reports.Page;

/// <summary>Numbers and days as the page shows them, the same in every culture.</summary>
internal static class Figures
{
    // A no-break space: a number is not torn apart at the end of a line.
    private static readonly NumberFormatInfo s_grouped = new() { NumberGroupSeparator = "\u00a0" };

    /// <summary>For example <c>1 240</c>.</summary>
    public static string Whole(long number) => number.ToString("#,0", s_grouped);

    /// <summary>For example <c>1 row</c> or <c>1 240 rows</c>.</summary>
    public static string Count(long number, string noun) => $"{Whole(number)}\u00a0{noun}{(number == 1 ? "" : "s")}";

    /// <summary>For example <c>1 240.50</c>; whole numbers without decimals, unless their neighbours have some.</summary>
    public static string Amount(decimal number, bool withDecimals = false) => decimal.Round(number, 2).ToString(withDecimals || decimal.Round(number, 2) % 1 != 0 ? "#,0.00" : "#,0", s_grouped);

    /// <summary>For example <c>94.0 %</c>. Only all of it is 100 %, and only nothing is 0 %.</summary>
    public static string Share(long part, long whole)
    {
        if (whole == 0)
        {
            return "–";
        }

        var share = 100m * part / whole;
        var shown = share is > 99.9m and < 100 ? 99.9m : share is > 0 and < 0.1m ? 0.1m : decimal.Round(share, 1, MidpointRounding.AwayFromZero);
        return string.Create(CultureInfo.InvariantCulture, $"{shown:0.0}\u00a0%");
    }

    /// <summary>A share of a width, for an attribute of a drawing.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.###}%");

    /// <summary>A length in pixels, for an attribute of a drawing.</summary>
    public static string Pixels(double length) => string.Create(CultureInfo.InvariantCulture, $"{length:0.##}");

    /// <summary>For the scale of a drawing: <c>950</c>, <c>1.5k</c>, <c>2M</c>.</summary>
    public static string Short(long number) => number switch
    {
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1_000_000m:0.##}M"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1_000m:0.##}k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{number}"),
    };

    /// <summary>For example <c>3 November 2026</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
