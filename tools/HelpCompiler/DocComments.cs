using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HelpCompiler;

/// <summary>An example of a cmdlet: the lines to type, and what they do.</summary>
internal sealed record HelpExample(string Code, IReadOnlyList<string> Remarks);

/// <summary>Doc comments as plain text, from the files the compiler writes.</summary>
internal sealed partial class DocComments
{
    private readonly Dictionary<string, XElement> _members;

    private DocComments(Dictionary<string, XElement> members) => _members = members;

    /// <summary>Reads one or several files.</summary>
    public static DocComments Read(IEnumerable<string> files) => new(files
        .Select(f => XDocument.Load(f))
        .Where(d => d.Root!.Name == "doc")
        .SelectMany(d => d.Descendants("member"))
        .DistinctBy(m => m.Attribute("name")!.Value)
        .ToDictionary(m => m.Attribute("name")!.Value));

    /// <summary>What a type is, in a sentence; empty when nobody said.</summary>
    public string Summary(Type type) => Text(_members.GetValueOrDefault("T:" + type.FullName)?.Element("summary"));

    /// <summary>What a parameter means; empty when nobody said.</summary>
    public string Summary(CompiledParameter parameter) =>
        Text(_members.GetValueOrDefault($"P:{parameter.DeclaringType.FullName}.{parameter.Name}")?.Element("summary"));

    /// <summary>What a parameter is when it is left out: its <c>value</c> comment; else False for a switch and None for the rest.</summary>
    public string Default(CompiledParameter parameter) =>
        Text(_members.GetValueOrDefault($"P:{parameter.DeclaringType.FullName}.{parameter.Name}")?.Element("value")) is { Length: > 0 } value ? value : parameter.IsSwitch ? "False" : "None";

    /// <summary>The paragraphs of a type's remarks.</summary>
    public IReadOnlyList<string> Description(Type type) => Paragraphs(_members.GetValueOrDefault("T:" + type.FullName)?.Element("remarks"));

    /// <summary>The examples of a type.</summary>
    public IReadOnlyList<HelpExample> Examples(Type type) =>
        [.. (_members.GetValueOrDefault("T:" + type.FullName)?.Elements("example") ?? []).Select(e => new HelpExample(e.Element("code")?.Value.Trim() ?? "", Paragraphs(e)))];

    private static string[] Paragraphs(XElement? parent) => [.. (parent?.Elements("para") ?? []).Select(Text)];

    private static string Text(XElement? element)
    {
        var text = new StringBuilder();
        foreach (var node in element?.Nodes() ?? [])
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "see" or "seealso" } link => link.Attribute("cref")?.Value.Split('.', ':')[^1] ?? link.Attribute("langword")?.Value,
                XElement inner => Text(inner),
                _ => "",
            });
        }

        return Space().Replace(text.ToString(), " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
