using System.Globalization;
using EnhancedConversions.Bench.Measuring;

namespace EnhancedConversions.Bench.Figures;

/// <summary><c>Import-Module</c> in a new process, against a module with one cmdlet behind the same loader.</summary>
internal sealed class ImportModuleFigure : Figure
{
    private const double Most = 1.5;

    public override string Name => "import";

    public override bool NeedsEngine => true;

    public override IEnumerable<FigureRow> Measure(BenchOptions options, WorkFolder folder)
    {
        var empty = MakeEmptyModule(folder);
        PowerShellEngine.Measure("ImportModule");
        PowerShellEngine.Measure("ImportModule", module: empty);

        // Short work, so it can be done more often.
        var comparison = Comparison.Run(options.Rounds * 3, () => PowerShellEngine.Measure("ImportModule"), () => PowerShellEngine.Measure("ImportModule", module: empty));
        var ratio = comparison.Ratio(c => c.Seconds);
        yield return new FigureRow(
            "Import-Module, new process",
            string.Create(CultureInfo.InvariantCulture, $"{comparison.Subject(c => c.Seconds) * 1000:0} ms"),
            string.Create(CultureInfo.InvariantCulture, $"module with one cmdlet, same loader: {comparison.Reference(c => c.Seconds) * 1000:0} ms"),
            ratio.ToString(),
            "under 1.5 x",
            ratio.Median < Most);
    }

    /// <summary>Lays out a module like ours, of our own loader and script, whose assembly holds one cmdlet and whose manifest names nothing else.</summary>
    private static string MakeEmptyModule(WorkFolder folder)
    {
        var module = Directory.CreateDirectory(Path.Combine(folder.NewFolder(), "EmptyModule")).FullName;
        Directory.CreateDirectory(Path.Combine(module, "lib"));
        foreach (var name in new[] { "EnhancedConversions.PS.Loader.dll" })
        {
            File.Copy(Path.Combine(Repository.StagedModule, name), Path.Combine(module, name));
        }

        File.Copy(Path.Combine(Repository.StagedModule, "EnhancedConversions.PS.psm1"), Path.Combine(module, "EmptyModule.psm1"));
        File.WriteAllText(
            Path.Combine(module, "EmptyModule.psd1"),
            "@{ RootModule = 'EmptyModule.psm1'; ModuleVersion = '0.1.0'; GUID = '0e7b1d36-32c5-4be3-8a1b-1d2c9d1b8f35'; CompatiblePSEditions = @('Core'); PowerShellVersion = '7.4'; CmdletsToExport = @('Get-Nothing'); FunctionsToExport = @(); VariablesToExport = @(); AliasesToExport = @() }");
        var built = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Bench", "EmptyModule", "bin"), "EnhancedConversions.PS.dll", SearchOption.AllDirectories)
            .OrderByDescending(File.GetLastWriteTimeUtc)
            .First();
        File.Copy(built, Path.Combine(module, "lib", "EnhancedConversions.PS.dll"));
        return module;
    }
}
