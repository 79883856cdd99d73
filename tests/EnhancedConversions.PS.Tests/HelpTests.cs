using System.Xml.Linq;
using HelpCompiler;

namespace EnhancedConversions.PS.Tests;

/// <summary>The doc comments are the help; these tests read what the help compiler makes of them.</summary>
public sealed class HelpTests
{
    private static readonly DocComments s_comments = DocComments.Read(Directory.GetFiles(AppContext.BaseDirectory, "EnhancedConversions*.xml"));
    private static readonly XDocument s_help = MamlHelp.Make(Cmdlets.All, s_comments);

    public static TheoryData<string> Names => Cmdlets.Names;

    [Fact]
    public void Nothing_is_missing() => Assert.Empty(HelpGaps.Find(Cmdlets.All, s_comments));

    [Fact]
    public void What_is_missing_is_named()
    {
        var gaps = HelpGaps.Find(Cmdlets.All, DocComments.Read([])).ToArray();
        Assert.Contains("Send-OfflineConversion has no <summary>.", gaps);
        Assert.Contains("Send-OfflineConversion -ThrottleLimit has no <summary>.", gaps);
        Assert.Contains("Send-OfflineConversion has no <example>.", gaps);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_are_whole_sentences_without_markup(string name)
    {
        var cmdlet = Cmdlets.Get(name);
        string[] texts =
        [
            s_comments.Summary(cmdlet.Type),
            .. s_comments.Description(cmdlet.Type),
            .. s_comments.Examples(cmdlet.Type).SelectMany(e => e.Remarks),
            .. cmdlet.Parameters.Select(s_comments.Summary),
        ];
        Assert.All(texts, text => Assert.Matches("^[A-Z][^<>\n]{10,}[.}]$", text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_stands_in_the_list_and_in_each_syntax_it_is_part_of(string name)
    {
        var cmdlet = Cmdlets.Get(name);
        var command = s_help.Root!.Elements().Single(c => c.Elements().First().Elements().First().Value == name);
        var listed = Parameters(command.Elements().Single(e => e.Name.LocalName == "parameters"));
        Assert.Equal(cmdlet.Parameters.Select(p => p.Name), listed.Where(p => p is not ("WhatIf" or "Confirm")));
        Assert.Equal(cmdlet.SupportsShouldProcess, listed.Contains("WhatIf"));

        var syntaxes = command.Descendants().Where(e => e.Name.LocalName == "syntaxItem").ToArray();
        Assert.Equal(cmdlet.ParameterSets.Count, syntaxes.Length);
        Assert.All(syntaxes.Zip(cmdlet.ParameterSets), pair =>
            Assert.Equal(
                cmdlet.Parameters.Where(p => p.In(pair.Second) is not null).Select(p => p.Name),
                Parameters(pair.First).Where(p => p is not ("WhatIf" or "Confirm")).Order(StringComparer.Ordinal)));
    }

    private static string[] Parameters(XElement parent) =>
        [.. parent.Elements().Where(e => e.Name.LocalName == "parameter").Select(p => p.Elements().First().Value)];
}
