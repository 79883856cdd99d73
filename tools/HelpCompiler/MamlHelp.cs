using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HelpCompiler;

/// <summary>Writes help in the form Get-Help reads (MAML).</summary>
internal static partial class MamlHelp
{
    private static readonly XNamespace s_help = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The help of all cmdlets.</summary>
    public static XDocument Make(IReadOnlyList<CompiledCmdlet> cmdlets, DocComments comments) => new(
        new XDeclaration("1.0", "utf-8", null),
        new XElement(
            s_help + "helpItems",
            new XAttribute("schema", "maml"),
            cmdlets.Select(cmdlet => MakeCommand(cmdlet, comments))));

    private static XElement MakeCommand(CompiledCmdlet cmdlet, DocComments comments) => new(
        s_command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", s_maml),
        new XAttribute(XNamespace.Xmlns + "command", s_command),
        new XAttribute(XNamespace.Xmlns + "dev", s_dev),
        new XElement(
            s_command + "details",
            new XElement(s_command + "name", cmdlet.Name),
            new XElement(s_command + "verb", cmdlet.Verb),
            new XElement(s_command + "noun", cmdlet.Noun),
            Description(comments.Summary(cmdlet.Type))),
        Description([.. comments.Description(cmdlet.Type)]),
        new XElement(s_command + "syntax", cmdlet.ParameterSets.Select(set => MakeSyntax(cmdlet, set, comments))),
        new XElement(s_command + "parameters", AllParameters(cmdlet, comments)),
        new XElement(s_command + "inputTypes", Inputs(cmdlet).Select(i => new XElement(s_command + "inputType", TypeElement(i.Type), Description(i.Text)))),
        new XElement(s_command + "returnValues", cmdlet.OutputTypes.Select(t => new XElement(s_command + "returnValue", TypeElement(OutputName(t)), Description(comments.Summary(t))))),
        new XElement(s_command + "examples", comments.Examples(cmdlet.Type).Select(MakeExample)),
        new XElement(s_maml + "relatedLinks", Related(cmdlet, comments).Select(name => new XElement(s_maml + "navigationLink", new XElement(s_maml + "linkText", name), new XElement(s_maml + "uri")))));

    private static XElement MakeSyntax(CompiledCmdlet cmdlet, string set, DocComments comments) => new(
        s_command + "syntaxItem",
        new XElement(s_maml + "name", cmdlet.Name),
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
            s_command + "parameter",
            new XAttribute("required", isMandatory),
            new XAttribute("variableLength", type.EndsWith("[]", StringComparison.Ordinal)),
            new XAttribute("globbing", wildcards),
            new XAttribute("pipelineInput", pipeline),
            new XAttribute("position", position),
            new XAttribute("aliases", aliases.Count > 0 ? string.Join(", ", aliases) : "none"),
            new XElement(s_maml + "name", name),
            Description(text),
            values.Count > 0 ? new XElement(s_command + "parameterValueGroup", values.Select(v => new XElement(s_command + "parameterValue", new XAttribute("required", false), new XAttribute("variableLength", false), v))) : null,
            isSwitch ? null : new XElement(s_command + "parameterValue", new XAttribute("required", true), new XAttribute("variableLength", false), type),
            TypeElement(type),
            new XElement(s_dev + "defaultValue", defaultValue));

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
        s_command + "example",
        new XElement(s_maml + "title", $"Example {index + 1}"),
        new XElement(s_dev + "code", example.Code),
        new XElement(s_dev + "remarks", example.Remarks.Select(r => new XElement(s_maml + "para", r))));

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

    private static XElement TypeElement(string name) => new(s_dev + "type", new XElement(s_maml + "name", name), new XElement(s_maml + "uri"));

    private static XElement Description(params string[] paragraphs) => new(s_maml + "description", paragraphs.Where(p => p.Length > 0).Select(p => new XElement(s_maml + "para", p)));

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+-[A-Za-z]*Conversion[A-Za-z]*\b")]
    private static partial Regex CmdletName();
}
