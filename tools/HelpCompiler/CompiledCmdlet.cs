using System.Reflection;

namespace HelpCompiler;

/// <summary>One cmdlet's metadata.</summary>
internal sealed class CompiledCmdlet
{
    public CompiledCmdlet(Type type)
    {
        var attribute = CompiledCmdlets.Find(type, "CmdletAttribute")!;
        Type = type;
        Verb = (string)attribute.ConstructorArguments[0].Value!;
        Noun = (string)attribute.ConstructorArguments[1].Value!;
        SupportsShouldProcess = CompiledCmdlets.Named<bool>(attribute, "SupportsShouldProcess");
        DefaultParameterSet = CompiledCmdlets.Named<string>(attribute, "DefaultParameterSetName");
        OutputTypes = [.. CompiledCmdlets.FindAll(type, "OutputTypeAttribute").SelectMany(a => a.ConstructorArguments.SelectMany(Types))];
        Parameters =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => CompiledCmdlets.Find(p, "ParameterAttribute") is not null)
                .Select(p => new CompiledParameter(p))
                .OrderBy(p => p.Name, StringComparer.Ordinal),
        ];
    }

    public Type Type { get; }

    public string Verb { get; }

    public string Noun { get; }

    public string Name => $"{Verb}-{Noun}";

    public bool SupportsShouldProcess { get; }

    /// <summary>Null when the cmdlet has one parameter set only.</summary>
    public string? DefaultParameterSet { get; }

    public IReadOnlyList<Type> OutputTypes { get; }

    public IReadOnlyList<CompiledParameter> Parameters { get; }

    /// <summary>Names of the parameter sets, the default one first; the name of the one set is the engine's.</summary>
    public IReadOnlyList<string> ParameterSets
    {
        get
        {
            // A default set may have no parameter of its own.
            string[] named = [.. Parameters.SelectMany(p => p.Bindings).Select(b => b.Set).Concat([DefaultParameterSet ?? ParameterBinding.AllSets]).Where(s => s != ParameterBinding.AllSets).Distinct()];
            return named.Length == 0 ? [ParameterBinding.AllSets] : [.. named.OrderByDescending(s => s == DefaultParameterSet)];
        }
    }

    private static IEnumerable<Type> Types(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type type => [type],
        IEnumerable<CustomAttributeTypedArgument> many => many.SelectMany(Types),
        _ => [],
    };
}
