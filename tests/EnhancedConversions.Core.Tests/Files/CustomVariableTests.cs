using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Files;

public sealed class CustomVariableTests : IDisposable
{
    private const string Needed = "Email,Conversion Name,Conversion Time";
    private const string Values = "j.doe@example.com,Signed contract,2026-11-02 09:30:00+0100";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Custom Variable: segment", "segment")]
    [InlineData("CustomVariable.segment", "segment")]
    [InlineData("customvariable:segment", "segment")]
    [InlineData("CUSTOM_VARIABLES : Lead source", "Lead source")]
    [InlineData("\u200bCustom\u00a0Variable:\u00a0segment ", "segment")]
    [InlineData("Custom Variable: a.b:c, \"d\" = Größe", "a.b:c, \"d\" = Größe")]
    public void A_header_names_the_variable_letter_for_letter(string header, string name)
    {
        var variable = Assert.Single(ReadFiles.Cell(Quote(header), "new").CustomVariables);

        Assert.Equal((name, "new"), (variable.Name, variable.Value));
    }

    [Fact]
    public void Columns_keep_their_order_and_blank_cells_are_not_given()
    {
        var file = _folder.Write("a.csv", $"Custom Variable: b,{Needed},Custom Variable: a,Custom Variable: none\nx,{Values},\" y \",\u00a0\n,{Values},,\n");
        var rows = ReadFiles.Rows(file);

        Assert.Equal("b=x a=y", Dump(rows[0]));
        Assert.Same(Array.Empty<CustomVariable>(), rows[1].CustomVariables);
        Assert.All(rows, row => Assert.Empty(row.Findings));
    }

    [Fact]
    public void A_row_of_a_file_without_such_columns_carries_no_list_of_its_own() =>
        Assert.Same(ReadFiles.Cell("Order ID", "A-1").CustomVariables, ReadFiles.Cell("Order ID", "A-2").CustomVariables);

    [Fact]
    public void Cells_of_a_workbook_are_read_without_a_culture()
    {
        var path = _folder.PathOf("a.xlsx");
        using (var table = new TableFile(path, overwrite: false))
        {
            table.Begin("Sheet1", [], null, [.. Needed.Split(','), "Custom Variable: discount", "CustomVariable.day"]);
            table.WriteRow([.. Values.Split(','), 12.5m, new DateTime(2026, 11, 2)]);
            table.Complete();
        }

        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            Assert.Equal("discount=12.5 day=2026-11-02 00:00:00", Dump(ReadFiles.Row(path, new ConversionFileOptions { Culture = new CultureInfo("de-DE") })));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("CustomVariable:segment")]
    [InlineData("custom variable.segment")]
    public void A_map_names_the_users_own_header(string key)
    {
        var row = ReadFiles.Cell("Customer segment", "new", new ConversionFileOptions { Map = new Dictionary<string, string> { [key] = "customer SEGMENT" } });

        Assert.Equal("segment=new", Dump(row));
    }

    [Fact]
    public void A_map_takes_even_a_header_with_a_meaning_of_its_own()
    {
        var row = ReadFiles.Cell("Value", "new", new ConversionFileOptions { Map = new Dictionary<string, string> { ["CustomVariable:segment"] = "Value" } });

        Assert.Equal(("segment=new", null), (Dump(row), row.Value));
        Assert.Empty(row.Findings);
    }

    [Fact]
    public void A_map_that_does_not_fit_says_what_is_wrong()
    {
        Assert.Equal(("MapHeaderMissing", "Did you mean 'Segment'?"), Map("CustomVariable:segment", "Segmnt"));
        Assert.Equal("MapHeaderRepeated", Map("CustomVariable:segment", "Email", ("Email", "E-Mail")).Id);
        Assert.StartsWith("Did you mean Custom Variable: segment?", Map("CustomVariable segment", "Segment").Hint, StringComparison.Ordinal);

        (string Id, string Hint) Map(string key, string header, (string Key, string Header)? more = null)
        {
            var map = new Dictionary<string, string> { [key] = header };
            if (more is { } other)
            {
                map[other.Key] = other.Header;
            }

            var error = ReadFiles.Error(_folder.Write($"{Guid.NewGuid()}.csv", $"{Needed},Segment\n{Values},new\n"), new ConversionFileOptions { Map = map });
            return (error.ErrorId, error.RecommendedAction);
        }
    }

    [Theory]
    [InlineData("Custom Varible: segment", "Custom Variable: segment")]
    [InlineData("Costum Variable.segment", "Custom Variable: segment")]
    [InlineData("Custom Variable segment", "Custom Variable: segment")]
    [InlineData("CustomVariable_segment", "Custom Variable: segment")]
    [InlineData("Custom Variable (lead source)", "Custom Variable: lead source")]
    public void A_header_that_is_near_to_one_is_an_error_and_says_what_was_meant(string header, string meant)
    {
        using var file = ConversionFile.Open(_folder.Write("a.csv", $"{Needed},{header}\n{Values},new\n"), ConversionFileOptions.Default);
        var finding = Assert.Single(file.HeaderFindings);

        Assert.Equal(FindingCode.ColumnMisspelled, finding.Code);
        Assert.Contains($"'{meant}'", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Customer Value")]
    [InlineData("Customer")]
    [InlineData("Variable")]
    [InlineData("Customs")]
    [InlineData("Note: segment")]
    [InlineData("custom.field")]
    public void Any_other_header_is_just_not_known(string header) =>
        Assert.Equal(FindingCode.ColumnUnknown, Assert.Single(new HeaderMap([.. Needed.Split(','), header], new ConversionHeaders(null), new RowSource(null, null, 1)).Findings).Code);

    [Theory]
    [InlineData("Custom Variable")]
    [InlineData("Custom Variable:")]
    [InlineData("custom_variables")]
    public void A_column_that_names_no_variable_is_an_error_of_each_row_that_fills_it(string header)
    {
        Assert.Equal([FindingCode.CustomVariableUnreadable], ReadFiles.Cell(header, "new").Codes());
        Assert.Empty(ReadFiles.Cell(header, " ").Findings);
    }

    [Fact]
    public void A_thousand_columns_are_the_most_a_header_names()
    {
        var most = _folder.Write("most.csv", Wide(997));
        var row = ReadFiles.Row(most);

        Assert.Equal(997, row.CustomVariables.Count);
        Assert.Equal("TooManyColumns", ReadFiles.Error(_folder.Write("more.csv", Wide(998))).ErrorId);

        static string Wide(int variables) =>
            $"{Needed},{string.Join(',', Enumerable.Range(1, variables).Select(i => $"Custom Variable: v{i}"))}\n{Values},{string.Join(',', Enumerable.Range(1, variables))}\n";
    }

    [Fact]
    public void Objects_have_them_in_one_property_or_each_in_its_own()
    {
        Assert.Equal("b=1 a=0.5", Dump(Read(("CustomVariable", Pairs(("b", 1), ("a", 0.5), ("c", null), ("d", " "))))));
        Assert.Equal("segment=new", Dump(Read(("custom variables", new CustomVariable[] { new("segment", "new") }))));
        Assert.Equal("region=True segment=new", Dump(Read(("CustomVariable.region", true), ("Custom Variable", Pairs((" segment ", "new"))))));
    }

    [Fact]
    public void What_has_no_name_or_is_no_text_number_or_date_is_an_error()
    {
        foreach (var value in new object[] { Pairs(("", "x")), Pairs(("a", new[] { "x", "y" })), Pairs(("a", Pairs(("b", "c")))), Pairs(("a", Identifier.FromText(IdentifierKind.Email, "j@example.com"))), "a=b", 5, new[] { 1, 2 } })
        {
            var row = Read(("CustomVariable", value));
            Assert.Equal([FindingCode.CustomVariableUnreadable], row.Codes());
            Assert.Empty(row.CustomVariables);
        }

        Assert.Equal([FindingCode.CustomVariableUnreadable], Read(("CustomVariable.a", new[] { "x", "y" })).Codes());
    }

    [Fact]
    public void Neither_a_row_nor_a_variable_tells_its_value()
    {
        var row = Read(("CustomVariable.segment", "something private"));

        Assert.DoesNotContain("private", $"{row} {row.CustomVariables[0]} {ConversionHasher.Hash(row, AdNetwork.GoogleAds, null, FixedClock.Noon(), out _)}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_may_be_personal_is_not_told_either()
    {
        var row = ReadFiles.Cell("Custom Variable: john.doe@example.com", "x");
        ConversionHasher.Hash(row, AdNetwork.GoogleAds, null, FixedClock.Noon(), out var findings);

        Assert.Contains(FindingCode.CustomVariableContainsPersonalData, findings.Select(f => f.Code));
        Assert.DoesNotContain("john", $"{row.CustomVariables[0]} {string.Join(' ', findings.Select(f => $"{f}{f.Hint}"))}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_template_has_the_columns_it_was_asked_for_and_is_read_again()
    {
        var options = new ConversionTemplateOptions { Network = AdNetwork.GoogleAds, CustomVariables = ["segment", "A name, \"quoted\", of more than 32 letters"] };
        foreach (var ending in new[] { "csv", "xlsx" })
        {
            var path = _folder.PathOf($"t.{ending}");
            ConversionTemplate.Write(path, options, [["j.doe@example.com", null, "Signed contract", "2026-11-02 09:30:00+0100", 5m, "EUR", null, null, "new", "x"]]);
            Assert.Equal("segment=new A name, \"quoted\", of more than 32 letters=x", Dump(ReadFiles.Row(path)));
        }

        Assert.Equal([ConversionField.CustomVariable, ConversionField.CustomVariable], ConversionTemplate.GetColumns(options).Skip(8));
        Assert.DoesNotContain(ConversionField.CustomVariable, ConversionTemplate.GetColumns(options with { Network = AdNetwork.MicrosoftAdvertising }));
    }

    [Theory]
    [InlineData("CustomVariableNameUnusable", " ")]
    [InlineData("CustomVariableNameUnusable", " segment")]
    [InlineData("CustomVariableNameRepeated", "segment", "Segment")]
    public void A_template_takes_only_names_that_can_be_read_again(string id, params string[] names)
    {
        var path = _folder.PathOf("t.csv");

        Assert.Equal(id, Assert.Throws<ConversionException>(() => ConversionTemplate.Write(path, new ConversionTemplateOptions { Network = AdNetwork.GoogleAds, CustomVariables = names })).ErrorId);
        Assert.False(File.Exists(path));
    }

    private static OfflineConversion Read(params (string Name, object? Value)[] more) => new ConversionRowReader(ConversionFileOptions.Default).Read(
        more.Select(m => KeyValuePair.Create(m.Name, m.Value)).Concat(Needed.Split(',').Zip(Values.Split(','), (name, value) => KeyValuePair.Create(name, (object?)value))),
        new RowSource(null, null, 1));

    private static KeyValuePair<string, object?>[] Pairs(params (string Name, object? Value)[] pairs) => [.. pairs.Select(p => KeyValuePair.Create(p.Name, p.Value))];

    private static string Dump(OfflineConversion row) => string.Join(' ', row.CustomVariables.Select(v => $"{v.Name}={v.Value}"));

    private static string Quote(string header) => $"\"{header.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
