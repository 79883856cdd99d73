using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HelpCompiler;

/// <summary>Writes help in the form Get-Help reads (MAML).</summary>
internal static partial class MamlHelp
{
    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The help of all cmdlets.</summary>
    public static XDocument Make(IReadOnlyList<CompiledCmdlet> cmdlets, DocComments comments) => new(
        new XDeclaration("1.0", "utf-8", null),
        new XElement(
            Help + "helpItems",
            new XAttribute("schema", "maml"),
            cmdlets.Select(cmdlet => MakeCommand(cmdlet, comments))));

    private static XElement MakeCommand(CompiledCmdlet cmdlet, DocComments comments) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Command + "verb", cmdlet.Verb),
            new XElement(Command + "noun", cmdlet.Noun),
            Description(comments.Summary(cmdlet.Type))),
        Description([.. comments.Description(cmdlet.Type)]),
        new XElement(Command + "syntax", cmdlet.ParameterSets.Select(set => MakeSyntax(cmdlet, set, comments))),
        new XElement(Command + "parameters", AllParameters(cmdlet, comments)),
        new XElement(Command + "inputTypes", Inputs(cmdlet).Select(i => new XElement(Command + "inputType", TypeElement(i.Type), Description(i.Text)))),
        new XElement(Command + "returnValues", cmdlet.OutputTypes.Select(t => new XElement(Command + "returnValue", TypeElement(OutputName(t)), Description(comments.Summary(t))))),
        new XElement(Command + "examples", comments.Examples(cmdlet.Type).Select(MakeExample)),
        new XElement(Maml + "relatedLinks", Related(cmdlet, comments).Select(name => new XElement(Maml + "navigationLink", new XElement(Maml + "linkText", name), new XElement(Maml + "uri")))));

    private static XElement MakeSyntax(CompiledCmdlet cmdlet, string set, DocComments comments) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", cmdlet.Name),
        cmdlet.Parameters
            .Select(p => (Parameter: p, Binding: p.In(set)))
            .Where(p => p.Binding is not null)
            .OrderBy(p => p.Binding!.Position ?? int.MaxValue)
            .ThenByDescending(p => p.Binding!.IsMandatory)
            .Select(p => MakeParameter(p.Parameter, p.Binding!, comments)),
        ShouldProcessParameters(cmdlet));

    private static IEnumerable<XElement> AllParameters(CompiledCmdlet cmdlet, DocComments comments) =>
        cmdlet.Parameters
            .Select(p => MakeParameter(p, p.Bindings.FirstOrDefault(b => b.Set == cmdlet.DefaultParameterSet) ?? p.Bindings[0], comments))
            .Concat(ShouldProcessParameters(cmdlet));

    private static XElement MakeParameter(CompiledParameter parameter, ParameterBinding binding, DocComments comments) => Parameter(
        parameter.Name,
        parameter.TypeName,
        parameter.IsSwitch,
        binding.IsMandatory,
        parameter.SupportsWildcards,
        binding.Position?.ToString(CultureInfo.InvariantCulture) ?? "named",
        (binding.FromPipeline, binding.FromPipelineByName) switch
        {
            (true, true) => "True (ByValue, ByPropertyName)",
            (true, false) => "True (ByValue)",
            (false, true) => "True (ByPropertyName)",
            _ => "False",
        },
        parameter.Aliases,
        parameter.Values,
        comments.Default(parameter),
        comments.Summary(parameter));

    private static XElement Parameter(
        string name,
        string type,
        bool isSwitch,
        bool isMandatory,
        bool wildcards,
        string position,
        string pipeline,
        IReadOnlyList<string> aliases,
        IReadOnlyList<string> values,
        string defaultValue,
        string text) => new(
            Command + "parameter",
            new XAttribute("required", isMandatory),
            new XAttribute("variableLength", type.EndsWith("[]", StringComparison.Ordinal)),
            new XAttribute("globbing", wildcards),
            new XAttribute("pipelineInput", pipeline),
            new XAttribute("position", position),
            new XAttribute("aliases", aliases.Count > 0 ? string.Join(", ", aliases) : "none"),
            new XElement(Maml + "name", name),
            Description(text),
            values.Count > 0 ? new XElement(Command + "parameterValueGroup", values.Select(v => new XElement(Command + "parameterValue", new XAttribute("required", false), new XAttribute("variableLength", false), v))) : null,
            isSwitch ? null : new XElement(Command + "parameterValue", new XAttribute("required", true), new XAttribute("variableLength", false), type),
            TypeElement(type),
            new XElement(Dev + "defaultValue", defaultValue));

    private static IEnumerable<XElement> ShouldProcessParameters(CompiledCmdlet cmdlet) => !cmdlet.SupportsShouldProcess
        ? []
        :
        [
            Parameter("Confirm", "SwitchParameter", true, false, false, "named", "False", ["cf"], [], "False", "Asks before anything is done."),
            Parameter("WhatIf", "SwitchParameter", true, false, false, "named", "False", ["wi"], [], "False", "Says what would be done, and does nothing."),
        ];

    private static (string Type, string Text)[] Inputs(CompiledCmdlet cmdlet)
    {
        (string, string)[] inputs =
        [
            .. cmdlet.Parameters.Where(p => p.Bindings.Any(b => b.FromPipeline)).Select(p => (p.TypeName, $"Binds to -{p.Name}.")),
            .. cmdlet.Parameters.Any(p => p.Bindings.Any(b => b.FromPipelineByName))
                ? [("Object", $"Properties bind by name: {string.Join(", ", cmdlet.Parameters.Where(p => p.Bindings.Any(b => b.FromPipelineByName)).Select(p => p.Name))}.")]
                : Array.Empty<(string, string)>(),
        ];
        return inputs.Length > 0 ? inputs : [("None", "Takes nothing from the pipeline.")];
    }

    private static XElement MakeExample(HelpExample example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", $"Example {index + 1}"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", example.Remarks.Select(r => new XElement(Maml + "para", r))));

    // The commands an example or the description speaks of, and the topic that speaks of all.
    private static IEnumerable<string> Related(CompiledCmdlet cmdlet, DocComments comments) =>
        comments.Description(cmdlet.Type)
            .Concat(comments.Examples(cmdlet.Type).Select(e => e.Code))
            .SelectMany(text => CmdletName().Matches(text).Select(m => m.Value))
            .Where(name => name != cmdlet.Name)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Append("about_EnhancedConversions");

    private static string OutputName(Type type) => type.FullName == "System.Void" ? "None" : type.FullName!;

    private static XElement TypeElement(string name) => new(Dev + "type", new XElement(Maml + "name", name), new XElement(Maml + "uri"));

    private static XElement Description(params string[] paragraphs) => new(Maml + "description", paragraphs.Where(p => p.Length > 0).Select(p => new XElement(Maml + "para", p)));

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+-[A-Za-z]*Conversion[A-Za-z]*\b")]
    private static partial Regex CmdletName();
}
