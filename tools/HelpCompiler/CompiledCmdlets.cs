using System.Reflection;

namespace HelpCompiler;

/// <summary>The cmdlets of an assembly as they were compiled, read without an engine and without running them.</summary>
internal static class CompiledCmdlets
{
    private const string Automation = "System.Management.Automation.";

    /// <summary>Reads the cmdlets, sorted by name.</summary>
    /// <param name="assembly">The assembly; what it uses lies beside it.</param>
    /// <param name="engine">The engine's assembly, or its reference assembly.</param>
    public static IReadOnlyList<CompiledCmdlet> Read(string assembly, string engine)
    {
        var paths = Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(assembly))!, "*.dll")
            .Concat(Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll"))
            .Append(engine)
            .DistinctBy(Path.GetFileName);

        // Lives as long as its types are looked at, which is as long as the program.
        var types = new MetadataLoadContext(new PathAssemblyResolver(paths)).LoadFromAssemblyPath(Path.GetFullPath(assembly)).GetTypes();
        return [.. types.Where(t => Find(t, "CmdletAttribute") is not null).Select(t => new CompiledCmdlet(t)).OrderBy(c => c.Name, StringComparer.Ordinal)];
    }

    /// <summary>The first attribute of the engine's of that name; null when there is none.</summary>
    public static CustomAttributeData? Find(MemberInfo member, string attribute) => FindAll(member, attribute).FirstOrDefault();

    /// <summary>All attributes of the engine's of that name.</summary>
    public static IEnumerable<CustomAttributeData> FindAll(MemberInfo member, string attribute) =>
        member.GetCustomAttributesData().Where(a => a.AttributeType.FullName == Automation + attribute);

    /// <summary>A named argument; the default of its type when it was left out.</summary>
    public static T? Named<T>(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.Where(a => a.MemberName == name).Select(a => (T?)a.TypedValue.Value).FirstOrDefault();
}
