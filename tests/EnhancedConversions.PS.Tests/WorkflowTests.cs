using System.Text.RegularExpressions;

namespace EnhancedConversions.PS.Tests;

/// <summary>A workflow is run far away from here; what can be seen of it in the repository is seen here.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows => [.. Directory.GetFiles(Repository.File(".github", "workflows"), "*.yml").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void It_may_read_and_nothing_more_unless_a_job_says_why_it_must(string name) =>
        Assert.Matches(@"(?m)^permissions:\n  contents: read\n\n", Text(name));

    [Fact]
    public void Only_the_job_that_publishes_may_write_and_it_needs_its_environment()
    {
        Assert.DoesNotContain(": write", Text("ci.yml"), StringComparison.Ordinal);
        Assert.DoesNotContain("secrets.", Text("ci.yml"), StringComparison.Ordinal);
        var publish = Text("release.yml").Split("\n  publish:\n")[1];
        Assert.Equal(Regex.Count(Text("release.yml"), ": write"), Regex.Count(publish, ": write"));
        Assert.Contains("environment: ", publish, StringComparison.Ordinal);
        Assert.Contains("needs: test", publish, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_action_is_pinned(string name) =>
        Assert.All(Uses().Matches(Text(name)).Select(m => m.Groups[1].Value), u => Assert.Matches(@"^(\./\.github/workflows/[\w.]+|[\w-]+/[\w-]+@(v\d+|[0-9a-f]{40}))$", u));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void What_it_runs_is_there(string name)
    {
        var text = Text(name);
        var tasks = Regex.Match(File.ReadAllText(Repository.File("build.ps1")), @"ValidateSet\(('build'[^)]*)\)").Groups[1].Value;
        var parameters = File.ReadAllText(Repository.File("build.ps1"));
        foreach (Match call in Build().Matches(text))
        {
            Assert.Contains($"'{call.Groups[1].Value}'", tasks, StringComparison.Ordinal);
            Assert.All(Regex.Matches(call.Groups[2].Value, @" -(\w+)"), p => Assert.Contains($"${p.Groups[1].Value}", parameters, StringComparison.Ordinal));
        }

        // Files of the repository, as they are named in it.
        foreach (Match file in RepositoryFile().Matches(text))
        {
            Assert.True(File.Exists(Repository.File(file.Groups[1].Value.Split('/'))), file.Value);
        }
    }

    [Fact]
    public void The_module_is_tested_on_every_system_and_on_every_engine_in_support_from_the_oldest_it_takes()
    {
        var text = Text("ci.yml");
        Assert.Contains("os: [ubuntu-latest, windows-latest, macos-latest]\n        engine: ['7.4', ", text, StringComparison.Ordinal);
        Assert.Contains("PowerShellVersion    = '7.4'", File.ReadAllText(Repository.Module("EnhancedConversions.PS.psd1")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ci.yml")]
    [InlineData("release.yml")]
    public void It_is_plain_yaml_without_tabs(string name) => Assert.DoesNotContain('\t', Text(name));

    private static string Text(string name) => File.ReadAllText(Repository.File(".github", "workflows", name)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"uses: (\S+)")]
    private static partial Regex Uses();

    [GeneratedRegex(@"build\.ps1 (\w+)([^\n]*)")]
    private static partial Regex Build();

    [GeneratedRegex(@"(?<![\w*}])(?:\./(?:another/folder/)?|another/folder/)?((?:tests/[\w/.]+\.ps1)|build\.ps1|global\.json|CHANGELOG\.md|EnhancedConversions\.PS\.sln|\.github/workflows/[\w.]+)")]
    private static partial Regex RepositoryFile();
}
