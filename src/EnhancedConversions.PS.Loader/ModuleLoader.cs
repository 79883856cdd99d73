using System.Reflection;

namespace EnhancedConversions.PS.Loader;

/// <summary>
/// Loads the cmdlets, and everything they bring, into a load context of their own, so that no library of theirs
/// meets another module's version of it. This assembly is the only one the engine's own context gets to see.
/// </summary>
public static class ModuleLoader
{
    // Once a process: runspaces and repeated imports share the assembly.
    private static readonly Lazy<Assembly> s_cmdlets = new(() =>
    {
        var module = Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)!;
        return new ModuleLoadContext(Path.Combine(module, "lib"), "EnhancedConversions.PS").LoadMain();
    });

    /// <summary>The assembly that holds the cmdlets, ready for <c>Import-Module -Assembly</c>.</summary>
    public static Assembly Load() => s_cmdlets.Value;
}
