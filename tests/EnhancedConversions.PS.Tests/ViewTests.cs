using System.Xml.Linq;

namespace EnhancedConversions.PS.Tests;

public sealed class ViewTests
{
    private static readonly IReadOnlyList<XElement> s_views = [.. XDocument.Load(Repository.Module("EnhancedConversions.PS.Format.ps1xml")).Descendants("View")];

    // Not given by a cmdlet itself, but what a report and a row are full of.
    private static readonly string[] s_inner = ["EnhancedConversions.Validation.Finding"];

    private static readonly Type[] s_numbers = [typeof(int), typeof(long), typeof(decimal), typeof(double)];

    public static TheoryData<string> OutputTypes =>
        [.. Cmdlets.All.SelectMany(c => c.OutputTypes).Select(t => t.FullName!).Where(n => n.StartsWith("EnhancedConversions.", StringComparison.Ordinal)).Concat(s_inner).Distinct().Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names => Cmdlets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_cmdlet_says_what_it_gives(string name) => Assert.NotEmpty(Cmdlets.Get(name).OutputTypes);

    [Theory]
    [MemberData(nameof(OutputTypes))]
    public void Every_type_has_a_table_and_a_list(string type)
    {
        var views = s_views.Where(v => v.Descendants("TypeName").Any(t => t.Value == type)).ToArray();
        Assert.Single(views, v => v.Element("TableControl") is not null);
        Assert.Single(views, v => v.Element("ListControl") is not null);
    }

    [Fact]
    public void No_view_is_for_a_type_that_nothing_gives() =>
        Assert.Equal(((IEnumerable<object[]>)OutputTypes).Select(t => (string)t[0]), s_views.SelectMany(v => v.Descendants("TypeName")).Select(t => t.Value).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(OutputTypes))]
    public void Every_property_a_view_shows_exists(string typeName)
    {
        var type = typeof(ConversionException).Assembly.GetType(typeName, throwOnError: true)!;
        var shown = s_views.Where(v => v.Descendants("TypeName").Any(t => t.Value == typeName)).SelectMany(v => v.Descendants("PropertyName")).Select(p => p.Value);
        Assert.All(shown, p => Assert.NotNull(type.GetProperty(p)));
    }

    [Theory]
    [MemberData(nameof(OutputTypes))]
    public void A_table_has_a_cell_for_each_column_and_fits_80_characters(string type)
    {
        var table = s_views.Single(v => v.Descendants("TypeName").Any(t => t.Value == type) && v.Element("TableControl") is not null);
        var columns = table.Descendants("TableColumnHeader").ToArray();
        Assert.Equal(columns.Length, table.Descendants("TableColumnItem").Count());

        // A column without a width takes what is left: its label must still fit.
        var width = columns.Sum(c => c.Element("Width") is { } fixedWidth ? (int)fixedWidth : c.Element("Label")!.Value.Length) + columns.Length - 1;
        Assert.InRange(width, 1, 80);
    }

    // The engine gives such a column all it asks for, at the cost of those behind it.
    [Theory]
    [MemberData(nameof(OutputTypes))]
    public void Only_the_last_column_takes_what_is_left(string type)
    {
        var table = s_views.Single(v => v.Descendants("TypeName").Any(t => t.Value == type) && v.Element("TableControl") is not null);
        Assert.All(table.Descendants("TableColumnHeader").SkipLast(1), c => Assert.NotNull(c.Element("Width")));
    }

    [Theory]
    [MemberData(nameof(OutputTypes))]
    public void Numbers_stand_to_the_right(string typeName)
    {
        var type = typeof(ConversionException).Assembly.GetType(typeName, throwOnError: true)!;
        var table = s_views.Single(v => v.Descendants("TypeName").Any(t => t.Value == typeName) && v.Element("TableControl") is not null);
        var columns = table.Descendants("TableColumnHeader").Zip(table.Descendants("TableColumnItem"));
        Assert.All(columns, column =>
        {
            var property = column.Second.Element("PropertyName")?.Value is { } name ? type.GetProperty(name)!.PropertyType : null;
            if (property is not null && s_numbers.Contains(Nullable.GetUnderlyingType(property) ?? property))
            {
                Assert.Equal("Right", (column.Second.Element("Alignment") ?? column.First.Element("Alignment"))?.Value);
            }
        });
    }

    [Fact]
    public void No_view_brings_colours_of_its_own() =>
        Assert.All(s_views.Descendants("ScriptBlock"), s => Assert.DoesNotMatch(@"PSStyle|`e\[|\x1b|\[char\] ?27|ForegroundColor", s.Value));

    [Fact]
    public void No_view_shows_a_hash()
    {
        Assert.DoesNotContain(s_views.Descendants("PropertyName"), p => p.Value.StartsWith("Hashed", StringComparison.Ordinal) && p.Value != "HashedFor");
        Assert.All(
            s_views.Descendants("ScriptBlock").Where(s => s.Value.Contains("$_.Hashed", StringComparison.Ordinal)),
            s => Assert.Matches(@"^(if \(\$_\.Hashed\w+\) \{ '\(hashed\)' \}|\(@\(.*)$", s.Value));
    }
}
