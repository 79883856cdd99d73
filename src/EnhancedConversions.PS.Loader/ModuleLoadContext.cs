using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace EnhancedConversions.PS.Loader;

/// <summary>
/// Finds what lies beside the cmdlets, natives of this platform included; the engine and the framework come from the default context.
/// An assembly that also lies there with machine code for this platform is taken from there: it is the same assembly, and need not be compiled first.
/// </summary>
internal sealed class ModuleLoadContext(string folder, string mainAssembly) : AssemblyLoadContext("EnhancedConversions.PS")
{
    // The machine code is for this version of .NET; an older one would leave it alone, and so it is not troubled with it.
    private const int CompiledFor = 10;

    private readonly AssemblyDependencyResolver _resolver = new(Path.Combine(folder, mainAssembly + ".dll"));
    private readonly string _compiled = Path.Combine(folder, "compiled", RuntimeInformation.RuntimeIdentifier);

    /// <summary>Loads the assembly that holds the cmdlets.</summary>
    public Assembly LoadMain() => Load(new AssemblyName(mainAssembly)) ?? throw new FileNotFoundException($"The module is not complete: {mainAssembly}.dll is missing. Install it again.", mainAssembly);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        CompiledPath(assemblyName) is { } compiled ? LoadFromAssemblyPath(compiled)
        : _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path)
        : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private string? CompiledPath(AssemblyName assemblyName)
    {
        if (Environment.Version.Major < CompiledFor)
        {
            return null;
        }

        var path = Path.Combine(_compiled, assemblyName.Name + ".dll");
        return File.Exists(path) ? path : null;
    }
}
