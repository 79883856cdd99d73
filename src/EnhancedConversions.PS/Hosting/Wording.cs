using System.Globalization;

namespace EnhancedConversions.PS.Hosting;

/// <summary>Numbers as people read them, the same in every culture.</summary>
internal static class Wording
{
    private static readonly NumberFormatInfo s_grouped = new() { NumberGroupSeparator = " " };

    /// <summary>For example <c>1 240</c>.</summary>
    public static string Number(int count) => count.ToString("#,0", s_grouped);

    /// <summary>For example <c>1 row</c> or <c>1 240 rows</c>.</summary>
    public static string Count(int count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";
}
