using System.Collections;
using System.Management.Automation;

namespace EnhancedConversions.PS.Completion;

/// <summary>The files a command line being typed names by -Path or -LiteralPath; those that lead nowhere are left out.</summary>
internal static class BoundPaths
{
    // A wildcard may mean thousands of files; the first few tell what is in them.
    private const int First = 4;

    private static readonly string[] s_parameters = ["Path", "LiteralPath"];

    public static IReadOnlyList<string> Of(IDictionary boundParameters) =>
        [.. s_parameters.Where(name => boundParameters[name] is not null).SelectMany(name => Resolve(name, boundParameters[name]!)).Take(First)];

    // While a key press is served the session's own paths cannot be asked; a command in it can.
    private static string[] Resolve(string parameter, object paths)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Resolve-Path").AddParameter(parameter, paths).AddParameter("ErrorAction", "Ignore");
        return [.. shell.Invoke<PathInfo>().Where(path => path.Provider.Name == "FileSystem").Select(path => path.ProviderPath)];
    }
}
