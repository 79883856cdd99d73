using HelpCompiler;

namespace EnhancedConversions.PS.Tests;

/// <summary>The compiled cmdlets, read without loading or running them.</summary>
internal static class Cmdlets
{
    public static IReadOnlyList<CompiledCmdlet> All { get; } = CompiledCmdlets.Read(
        Path.Combine(AppContext.BaseDirectory, "EnhancedConversions.PS.dll"),
        Path.Combine(AppContext.BaseDirectory, "System.Management.Automation.dll"));

    public static TheoryData<string> Names => [.. All.Select(c => c.Name)];

    public static CompiledCmdlet Get(string name) => All.Single(c => c.Name == name);
}
