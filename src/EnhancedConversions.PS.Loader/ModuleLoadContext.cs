using System.Reflection;
using System.Runtime.Loader;

namespace EnhancedConversions.PS.Loader;

/// <summary>Finds what lies beside the cmdlets, natives of this platform included; the engine and the framework come from the default context.</summary>
internal sealed class ModuleLoadContext(string mainAssembly) : AssemblyLoadContext("EnhancedConversions.PS")
{
    private readonly AssemblyDependencyResolver _resolver = new(mainAssembly);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
