using System.Xml.Linq;

namespace EnhancedConversions.PS.Tests;

/// <summary>The doc comments are the help.</summary>
public sealed class DocumentationTests
{
    private static readonly Dictionary<string, XElement> Comments = XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, "EnhancedConversions.PS.xml"))
        .Descendants("member")
        .ToDictionary(m => m.Attribute("name")!.Value);

    public static TheoryData<string> Cmdlets => CompiledCmdlets.Names;

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_cmdlet_has_a_synopsis_a_description_and_examples_that_use_it(string name)
    {
        var comment = Comments["T:" + CompiledCmdlets.Get(name).Type.FullName];
        AssertSentence(comment.Element("summary"));
        Assert.NotEmpty(comment.Elements("remarks").Elements("para"));
        Assert.NotEmpty(comment.Elements("example"));
        Assert.All(comment.Elements("example"), e =>
        {
            Assert.Contains(name, e.Element("code")!.Value, StringComparison.Ordinal);
            AssertSentence(e.Element("para"));
        });
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_is_described(string name)
    {
        var cmdlet = CompiledCmdlets.Get(name);
        Assert.All(cmdlet.Parameters, p => AssertSentence(Comments[$"P:{cmdlet.Type.FullName}.{p.Name}"].Element("summary")));
    }

    private static void AssertSentence(XElement? element)
    {
        Assert.NotNull(element);
        Assert.Matches(@"^[A-Z].{15,}[.}]$", element.Value.Trim().ReplaceLineEndings(" "));
    }
}
