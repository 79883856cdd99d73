using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Files;

/// <summary>Reading as the tests need it: everything at once.</summary>
internal static class ReadFiles
{
    public const string Header = "Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Ad User Data,Ad Personalization";

    public static IReadOnlyList<OfflineConversion> Rows(string path, ConversionFileOptions? options = null)
    {
        using var file = ConversionFile.Open(path, options ?? ConversionFileOptions.Default);
        return [.. file.ReadRows()];
    }

    public static OfflineConversion Row(string path, ConversionFileOptions? options = null) => Assert.Single(Rows(path, options));

    /// <summary>The only row of a csv file with one more column of the given header.</summary>
    public static OfflineConversion Cell(string header, string cell, ConversionFileOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        var quoted = $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        string[] standard = ["Email", "Conversion Name", "Conversion Time"];
        string[] values = ["j.doe@example.com", "Signed contract", "2026-11-02 09:30:00+0100"];
        var at = Array.FindIndex(standard, s => s.Equals(header, StringComparison.OrdinalIgnoreCase));
        if (at >= 0)
        {
            values[at] = quoted;
        }
        else
        {
            (standard, values) = ([.. standard, header], [.. values, quoted]);
        }

        return Row(folder.Write("one.csv", $"{string.Join(',', standard)}\n{string.Join(',', values)}\n"), options);
    }

    public static ConversionException Error(string path, ConversionFileOptions? options = null) =>
        Assert.Throws<ConversionException>(() => Rows(path, options));

    public static IEnumerable<FindingCode> Codes(this OfflineConversion row) => row.Findings.Select(f => f.Code);

    /// <summary>Everything a row holds, for comparing rows of different files.</summary>
    public static string Dump(this OfflineConversion row) => string.Join(
        " | ",
        row.Email?.Reveal(), row.PhoneNumber?.Reveal(), row.ConversionName, row.ConversionTime, row.ConversionTime?.Zone, row.Value?.ToString(CultureInfo.InvariantCulture), row.Currency,
        row.AdUserData, row.AdPersonalization, row.OrderId, row.GoogleClickId, row.Gbraid, row.Wbraid, row.MicrosoftClickId, string.Join(",", row.Codes()));
}
