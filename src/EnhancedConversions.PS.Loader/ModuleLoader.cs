using System.Reflection;
using System.Runtime.InteropServices;

namespace EnhancedConversions.PS.Loader;

/// <summary>
/// Loads the cmdlets, and everything they bring, into a load context of their own, so that no library of theirs
/// meets another module's version of it. This assembly is the only one the engine's own context gets to see.
/// </summary>
public static class ModuleLoader
{
    // The machine code is for this version of .NET; an older one would leave it alone, and so it is not troubled with it.
    private const int CompiledFor = 10;

    // Once a process: runspaces and repeated imports share the assembly.
    private static readonly Lazy<Assembly> s_cmdlets = new(() =>
    {
        var lib = Path.Combine(Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)!, "lib");
        var cmdlets = Path.Combine(lib, "EnhancedConversions.PS.dll");
        var compiled = Environment.Version.Major < CompiledFor ? null : Path.Combine(lib, "compiled", RuntimeInformation.RuntimeIdentifier);
        try
        {
            return new ModuleLoadContext(cmdlets, compiled).LoadMain();
        }
        catch (BadImageFormatException) when (compiled is not null)
        {
            // Not for this platform after all; the module is to work wherever it did without. In a context of its own: the first remembers what failed.
            return new ModuleLoadContext(cmdlets, null).LoadMain();
        }
    });

    /// <summary>The assembly that holds the cmdlets, ready for <c>Import-Module -Assembly</c>.</summary>
    public static Assembly Load() => s_cmdlets.Value;
}
