using System.Reflection;
using System.Runtime.Loader;

namespace EnhancedConversions.PS.Loader;

/// <summary>
/// Finds what lies beside the cmdlets, natives of this platform included; the engine and the framework come from the default context.
/// An assembly that also lies there with machine code is taken from there: it is the same assembly, and need not be compiled first.
/// </summary>
/// <param name="mainAssembly">Path of the assembly that holds the cmdlets.</param>
/// <param name="compiled">Folder of the assemblies with machine code for this platform; null for none.</param>
internal sealed class ModuleLoadContext(string mainAssembly, string? compiled) : AssemblyLoadContext("EnhancedConversions.PS")
{
    private readonly AssemblyDependencyResolver _resolver = new(mainAssembly);

    /// <summary>Loads the assembly that holds the cmdlets.</summary>
    public Assembly LoadMain() => LoadFromAssemblyPath(CompiledPath(Path.GetFileName(mainAssembly)) ?? mainAssembly);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        (CompiledPath(assemblyName.Name + ".dll") ?? _resolver.ResolveAssemblyToPath(assemblyName)) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private string? CompiledPath(string file) => compiled is not null && Path.Combine(compiled, file) is var path && File.Exists(path) ? path : null;
}
