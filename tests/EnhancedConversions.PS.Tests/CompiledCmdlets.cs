using System.Reflection;

namespace EnhancedConversions.PS.Tests;

/// <summary>The cmdlets as they were compiled, read without loading or running them.</summary>
internal static class CompiledCmdlets
{
    private const string Automation = "System.Management.Automation.";

    private static readonly MetadataLoadContext Context = new(new PathAssemblyResolver(
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "*.dll"),
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll"),
    ]));

    public static Assembly Assembly { get; } = Context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "EnhancedConversions.PS.dll"));

    public static IReadOnlyList<CompiledCmdlet> All { get; } =
        [.. Assembly.GetTypes().Where(t => Find(t, "CmdletAttribute") is not null).Select(t => new CompiledCmdlet(t)).OrderBy(c => c.Name, StringComparer.Ordinal)];

    public static TheoryData<string> Names => [.. All.Select(c => c.Name)];

    public static CompiledCmdlet Get(string name) => All.Single(c => c.Name == name);

    internal static CustomAttributeData? Find(MemberInfo member, string attribute) => FindAll(member, attribute).FirstOrDefault();

    internal static IEnumerable<CustomAttributeData> FindAll(MemberInfo member, string attribute) =>
        member.GetCustomAttributesData().Where(a => a.AttributeType.FullName == Automation + attribute);

    internal static T? Named<T>(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.Where(a => a.MemberName == name).Select(a => (T?)a.TypedValue.Value).FirstOrDefault();
}

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
        OutputTypes =
        [
            .. CompiledCmdlets.FindAll(type, "OutputTypeAttribute")
                .SelectMany(a => a.ConstructorArguments.SelectMany(Flatten)),
        ];
        Parameters =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => CompiledCmdlets.Find(p, "ParameterAttribute") is not null)
                .OrderBy(p => p.Name, StringComparer.Ordinal),
        ];
    }

    public Type Type { get; }

    public string Verb { get; }

    public string Noun { get; }

    public string Name => $"{Verb}-{Noun}";

    public bool SupportsShouldProcess { get; }

    public string? DefaultParameterSet { get; }

    public IReadOnlyList<Type> OutputTypes { get; }

    public IReadOnlyList<PropertyInfo> Parameters { get; }

    private static IEnumerable<Type> Flatten(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type type => [type],
        IEnumerable<CustomAttributeTypedArgument> many => many.SelectMany(Flatten),
        _ => [],
    };
}
