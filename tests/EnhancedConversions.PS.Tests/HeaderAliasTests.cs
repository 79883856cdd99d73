using EnhancedConversions.Conversions;
using EnhancedConversions.Files;

namespace EnhancedConversions.PS.Tests;

/// <summary>New-OfflineConversion binds by the header spellings that files know.</summary>
public sealed class HeaderAliasTests
{
    private static readonly ConversionRowReader s_reader = new(ConversionFileOptions.Default);

    private static readonly string[] s_noFields = ["Culture", "DefaultCountry", "InputObject"];

    public static TheoryData<string, string> Aliases
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (var parameter in Cmdlets.Get("New-OfflineConversion").Parameters)
            {
                foreach (var alias in parameter.Aliases)
                {
                    data.Add(parameter.Name, alias);
                }
            }

            return data;
        }
    }

    [Fact]
    public void There_is_one_parameter_for_each_field() =>
        Assert.Equal(Enum.GetNames<ConversionField>().Order(StringComparer.Ordinal), Cmdlets.Get("New-OfflineConversion").Parameters.Select(p => p.Name).Except(s_noFields));

    [Theory]
    [MemberData(nameof(Aliases))]
    public void An_alias_means_the_same_column_in_a_file(string parameter, string alias)
    {
        var byName = Read(parameter);
        var byAlias = Read(alias);
        Assert.NotEqual(Read("Nothing known"), byName);
        Assert.Equal(byName, byAlias);
    }

    // A cell that every field reads without a finding, or reports under its own name.
    private static string Read(string header)
    {
        var row = s_reader.Read([KeyValuePair.Create(header, Cell(header)), KeyValuePair.Create("Conversion Time", (object?)"2026-11-18 14:05:00")], new RowSource(null, null, 1));
        return string.Join('|', row with { Findings = [] }, row.Email?.Reveal(), row.PhoneNumber?.Reveal(), row.ConversionName, row.ConversionTime, row.Value, row.Currency, row.AdUserData, row.AdPersonalization, row.OrderId, row.GoogleClickId, row.Gbraid, row.Wbraid, row.MicrosoftClickId, string.Concat(row.CustomVariables));
    }

    private static object? Cell(string header) => header switch
    {
        _ when header.StartsWith("Custom", StringComparison.Ordinal) => new[] { KeyValuePair.Create("segment", (object?)"new") },
        _ when header.Contains("Zone", StringComparison.OrdinalIgnoreCase) => "Asia/Tokyo",
        _ when header.Contains("Value", StringComparison.OrdinalIgnoreCase) => "12.5",
        _ when header.Contains("Currency", StringComparison.OrdinalIgnoreCase) => "JPY",
        _ when header.StartsWith("Ad", StringComparison.Ordinal) => "Granted",
        _ => "1",
    };
}
