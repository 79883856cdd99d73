using BenchmarkDotNet.Running;
using EnhancedConversions.Bench;
using EnhancedConversions.Bench.Figures;
using EnhancedConversions.Bench.Measuring;

// dotnet run -c Release --project tests/Bench -- [names] [--rounds 5] [--rows 200000] [--memory-rows 10000,100000,1000000] [--minutes 2] [--write]
// dotnet run -c Release --project tests/Bench -- micro [arguments of BenchmarkDotNet]
Figure[] figures = [new HashingFigure(), new ReadingFigure(), new UploadFigure(), new ScriptFigure(), new MemoryFigure(), new ImportModuleFigure(), new RateFigure()];
switch (args)
{
    case [OwnProcess.Word, .. var work]:
        return await MeasuredUpload.RunAsync(work);
    case ["micro", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest);
        return 0;
}

BenchOptions options;
try
{
    options = BenchOptions.Parse(args);
    if (options.Names.FirstOrDefault(name => figures.All(f => f.Name != name)) is { } unknown)
    {
        throw new FormatException($"There is no figure '{unknown}'. There are: {string.Join(", ", figures.Select(f => f.Name))}.");
    }
}
catch (FormatException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}

using var folder = new WorkFolder();
var report = new Report();
report.Begin();
foreach (var figure in figures.Where(f => options.Names.Count == 0 || options.Names.Contains(f.Name)))
{
    if (figure.NeedsEngine && PowerShellEngine.Find() is null)
    {
        report.Skip(figure.Name, "pwsh is not on the PATH");
        continue;
    }

    foreach (var row in figure.Measure(options, folder))
    {
        report.Add(row);
    }
}

if (options.Write)
{
    report.Write(Path.Combine(Repository.Root, "docs", "performance.md"), DateOnly.FromDateTime(DateTime.UtcNow));
}

return 0;
