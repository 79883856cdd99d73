using System.Text.RegularExpressions;

namespace EnhancedConversions.PS.Tests;

public sealed class ManifestTests
{
    private static readonly string s_manifest = File.ReadAllText(Repository.Module("EnhancedConversions.PS.psd1"));

    [Fact]
    public void It_exports_exactly_the_compiled_cmdlets() =>
        Assert.Equal(Cmdlets.All.Select(c => c.Name), List("CmdletsToExport").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("FunctionsToExport")]
    [InlineData("VariablesToExport")]
    [InlineData("AliasesToExport")]
    public void It_exports_nothing_else(string key) => Assert.Empty(List(key));

    [Fact]
    public void It_exports_by_name_never_by_wildcard() => Assert.DoesNotContain('*', s_manifest);

    [Fact]
    public void It_has_the_version_of_the_assembly() =>
        Assert.Equal(Cmdlets.All[0].Type.Assembly.GetName().Version!.ToString(3), Value("ModuleVersion"));

    [Fact]
    public void It_asks_for_the_engine_it_was_built_for()
    {
        Assert.Equal("7.4", Value("PowerShellVersion"));
        Assert.Equal(["Core"], List("CompatiblePSEditions"));
    }

    [Fact]
    public void The_files_it_names_exist()
    {
        Assert.True(File.Exists(Repository.Module(Value("RootModule"))));
        Assert.All(List("FormatsToProcess"), f => Assert.True(File.Exists(Repository.Module(f))));
    }

    private static string Value(string key) => Regex.Match(s_manifest, $@"^\s*{key}\s*=\s*'([^']*)'", RegexOptions.Multiline).Groups[1].Value;

    private static IReadOnlyList<string> List(string key)
    {
        var list = Regex.Match(s_manifest, $@"^\s*{key}\s*=\s*@\(([^)]*)\)", RegexOptions.Multiline);
        Assert.True(list.Success, $"{key} is not in the manifest.");
        return [.. Regex.Matches(list.Groups[1].Value, "'([^']*)'").Select(m => m.Groups[1].Value)];
    }
}
