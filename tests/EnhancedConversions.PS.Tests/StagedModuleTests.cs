using System.Text.Json;

namespace EnhancedConversions.PS.Tests;

/// <summary>Stages the module as it ships and runs the Pester suite against it, wherever PowerShell and Pester 5 are found.</summary>
[Collection("Builds of the module")]
public sealed class StagedModuleTests
{
    [SkippableFact]
    public async Task The_Pester_suite_passes_on_a_real_engine()
    {
        var runner = Repository.File("tests", "Pester", "Invoke-Suite.ps1");
        var report = Repository.File("TestResults", "Pester.json");
        var engine = await ExternalProgram.EngineVersionAsync();
        Skip.If(engine is null, "pwsh is not on the PATH.");
        var pester = await ExternalProgram.VersionAsync("pwsh", "-NoProfile", "-File", runner, "-Version");
        Skip.If(pester is null, $"PowerShell {engine} has no Pester 5.");

        var staged = await ExternalProgram.RunAsync("dotnet", "build", Repository.File("src", "EnhancedConversions.PS"), "-t:StageModule", "--nologo", "--configuration", "Release");
        Assert.True(staged.ExitCode == 0, staged.Output);

        // The suite builds it too; here its failure is told by itself.
        var worker = await ExternalProgram.RunAsync("dotnet", "build", Repository.File("tests", "UploadWorker"), "--nologo", "--configuration", "Release");
        Assert.True(worker.ExitCode == 0, worker.Output);

        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.Delete(report);
        var run = await ExternalProgram.RunAsync("pwsh", "-NoProfile", "-NonInteractive", "-File", runner, "-Report", report);
        Assert.True(File.Exists(report), $"PowerShell {engine}, Pester {pester}: the suite did not come to its end.\n{run.Output}");

        var result = JsonSerializer.Deserialize<PesterReport>(await File.ReadAllTextAsync(report), JsonSerializerOptions.Web)!;
        Assert.True(result.Failed == 0, $"PowerShell {engine}, Pester {pester}: {result.Failed} failed, {result.Passed} passed.\n{string.Join("\n", result.Failures)}");
        Assert.True(result.Passed > 0, "The suite holds no test.");
        Assert.True(run.ExitCode == 0, run.Output);
    }

    private sealed record PesterReport(int Passed, int Failed, int Skipped, IReadOnlyList<string> Failures);
}
